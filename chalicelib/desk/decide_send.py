"""Whether a due mail still makes sense, and what follows once it has left. Pure and total."""

from __future__ import annotations

from datetime import datetime

from chalicelib.desk import followups
from chalicelib.desk.lifecycle import Status, Trigger, status_after
from chalicelib.desk.outbox import Cancel, Follow, MailKind, OutboxEntry, Send
from chalicelib.desk.ticket import NOT_REACHED, Ticket
from chalicelib.rules import Rules


def decide_send(entry: OutboxEntry, ticket: Ticket | None, rules: Rules) -> Send | Cancel:
    """Return whether a due mail still makes sense, asked at the moment of sending.

    `ticket` None means "not read" (see `needs_ticket`): the claim of such an entry is conditioned
    on the ticket being neither spam nor merged.
    """
    if entry.brand not in rules.brands:
        return Cancel("the policy no longer knows the brand")
    if ticket is not None and ticket.status in (Status.SPAM, Status.MERGED):
        return Cancel(f"ticket is {ticket.status}")
    if entry.kind is MailKind.STATUS:
        return _decide_status(ticket)
    return Send() if entry.step < 0 else _decide_step(entry, ticket, rules)


def needs_ticket(entry: OutboxEntry) -> bool:
    """Return whether the ticket must be read before an entry is sent, and be as it was read."""
    return entry.step >= 0 or entry.kind is MailKind.STATUS


def _decide_status(ticket: Ticket | None) -> Send | Cancel:
    if ticket is None:
        return Cancel("ticket is gone")
    if NOT_REACHED in ticket.flags:
        return Cancel("mail does not reach the customer")
    return Send()


def _decide_step(entry: OutboxEntry, ticket: Ticket | None, rules: Rules) -> Send | Cancel:
    if entry.plan not in rules.plans:
        return Cancel("the policy no longer knows the plan")
    if ticket is None:
        return Cancel("ticket is gone")
    if ticket.turn != entry.turn:
        return Cancel("customer wrote")
    if NOT_REACHED in ticket.flags:
        return Cancel("mail does not reach the customer")
    if ticket.status is not Status.WAITING_CUSTOMER or not ticket.missing:
        return Cancel("nothing is waited for")
    return Send()


def decide_follow(entry: OutboxEntry, rules: Rules, now: datetime) -> Follow:
    """Return what follows a mail SES took at `now`.

    Only then has the customer been asked, reminded or told: a ticket waits for its customer once
    the question has left, and closes once the closing mail has.
    """
    plan = rules.plans.get(entry.plan or "")
    if plan is None:
        return Follow()
    following = followups.next_step(entry, plan, rules.brands[entry.brand], now=now)
    if entry.step < 0:
        return Follow(following, _move(Status.NEW, Trigger.INFORMATION_ASKED))
    if entry.kind is MailKind.CLOSED:
        return Follow(following, _move(Status.WAITING_CUSTOMER, Trigger.SILENCE))
    return Follow(following)


def _move(before: Status, trigger: Trigger) -> tuple[Status, Status]:
    return before, status_after(before, trigger)
