"""Whether a due mail still makes sense, asked at the moment of sending. Pure and total."""

from __future__ import annotations

from datetime import datetime

from chalicelib.desk import followups
from chalicelib.desk.lifecycle import Status, Trigger, status_after
from chalicelib.desk.outbox import Cancel, MailKind, OutboxEntry, Send
from chalicelib.desk.ticket import Ticket
from chalicelib.rules import Brand, Rules


def decide_send(
    entry: OutboxEntry, ticket: Ticket | None, brand: Brand, rules: Rules, now: datetime
) -> Send | Cancel:
    """Return whether a due mail still makes sense, asked at the moment of sending.

    `ticket` None means "not read": allowed for mails outside a plan only, whose claim is
    conditioned on the ticket being neither spam nor merged.
    """
    if ticket is not None and ticket.status in (Status.SPAM, Status.MERGED):
        return Cancel(f"ticket is {ticket.status}")
    if entry.plan is None:
        return Send(None, None)
    if ticket is None:
        return Cancel("ticket is gone")
    if ticket.turn != entry.turn:
        return Cancel("customer wrote")
    if ticket.status is not Status.WAITING_CUSTOMER or not ticket.missing:
        return Cancel("nothing is waited for")
    after = status_after(ticket.status, Trigger.SILENCE) if entry.kind is MailKind.CLOSED else None
    following = followups.next_step(entry, rules.plans[entry.plan], brand, now=now)
    return Send(after, following if entry.attempt == 0 else None)
