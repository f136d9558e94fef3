"""Sending: an outbox entry → claim → render → compose → SES → mark, and what follows from it.

This is the only place that mails anybody. SES has no idempotency token, so once is made of three
things: the claim is conditional, SES is called once per claim without retries, and an entry whose
answer was lost stays claimed until SES's own Send event must have arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.answering.compose import compose
from chalicelib.answering.render import Rendered, render
from chalicelib.desk import followups
from chalicelib.desk.decide_send import decide_follow, decide_send
from chalicelib.desk.outbox import (
    EVENT_WINDOW,
    MAX_ATTEMPTS,
    Cancel,
    OutboxEntry,
    OutboxState,
    claimed_at,
)
from chalicelib.desk.ticket import Direction, Message, Ticket
from chalicelib.errors import OperatorError, SenderError, TransientError, UnknownResultError
from chalicelib.services.outcomes import SendOutcome, SendResult
from chalicelib.services.ports import Ports

_THROTTLED_FOR = timedelta(seconds=30)
_MISCONFIGURED_FOR = timedelta(minutes=15)
_LAGGING_FOR = timedelta(minutes=2)


def due_entries(ports: Ports, *, limit: int) -> Iterator[OutboxEntry]:
    """Yield the entries to look at by now, at most `limit`; the rest is there at the next tick.

    Raises:
        TransientError: storage is not to be had.
        OperatorError: after all others, when stored entries cannot be read.
    """
    return ports.outbox.due(until=ports.clock.now(), limit=limit)


def send_entry(entry: OutboxEntry, ports: Ports) -> SendResult:
    """Send one entry if it is free, still makes sense, and was certainly not sent before.

    Raises:
        TransientError: storage is not to be had; the entry is as it was.
        OperatorError: permissions or the policy are wrong.
    """
    now = ports.clock.now()
    if entry.state is OutboxState.SENDING:
        blocked = _second_attempt_blocked(entry, ports, now)
        if blocked is not None:
            return blocked
    ticket = ports.tickets.find(entry.ticket) if entry.step >= 0 else None
    result = _decide_and_send(entry, ticket, ports, now)
    if result.outcome is SendOutcome.LOST_RACE and ticket is None:
        # The claim may have failed on the ticket and not on the entry: look before giving up.
        decision = decide_send(entry, ports.tickets.find(entry.ticket), ports.rules)
        if isinstance(decision, Cancel):
            return _cancel(entry, decision, ports, now)
    return result


def _second_attempt_blocked(entry: OutboxEntry, ports: Ports, now: datetime) -> SendResult | None:
    """Return why an entry of unknown result must wait or end, None when it may be tried again."""
    if entry.lease_until is not None and now < entry.lease_until:
        return SendResult(outcome=SendOutcome.DEFERRED, entry=entry, reason="leased")
    if entry.unanswered + 1 >= MAX_ATTEMPTS:
        ports.outbox.end(entry, OutboxState.FAILED, reason="no answer from SES", now=now)
        return SendResult(outcome=SendOutcome.REFUSED, entry=entry, reason="no answer from SES")
    if ports.feedback.oldest_message_age_s(now) > EVENT_WINDOW.total_seconds():
        ports.outbox.postpone(entry, until=now + _LAGGING_FOR)
        return SendResult(outcome=SendOutcome.DEFERRED, entry=entry, reason="feedback lags")
    return None


def _decide_and_send(
    entry: OutboxEntry, ticket: Ticket | None, ports: Ports, now: datetime
) -> SendResult:
    decision = decide_send(entry, ticket, ports.rules)
    if isinstance(decision, Cancel):
        return _cancel(entry, decision, ports, now)
    claimed = ports.outbox.claim(entry, ticket=ticket, now=now)
    if claimed is None:
        return SendResult(outcome=SendOutcome.LOST_RACE, entry=entry)
    return _hand_over(claimed, ports)


def _cancel(entry: OutboxEntry, decision: Cancel, ports: Ports, now: datetime) -> SendResult:
    ports.outbox.end(entry, OutboxState.CANCELLED, reason=decision.reason, now=now)
    return SendResult(outcome=SendOutcome.CANCELLED, entry=entry, reason=decision.reason)


def _hand_over(claimed: OutboxEntry, ports: Ports) -> SendResult:
    """Render, compose and call SES once; put the entry where the answer says it belongs."""
    now = claimed_at(claimed)
    try:
        rendered = _rendered(claimed, ports)
        brand = ports.rules.brands[claimed.brand]
        mail = compose(rendered, claimed, brand, keys=ports.keys, now=now)
        ses_message_id = ports.mailer.send(mail)
    except TransientError as err:
        return _release(claimed, _THROTTLED_FOR, SendOutcome.DEFERRED, str(err), ports)
    except OperatorError as err:
        return _release(claimed, _MISCONFIGURED_FOR, SendOutcome.MISCONFIGURED, str(err), ports)
    except SenderError as err:
        ports.outbox.end(claimed, OutboxState.FAILED, reason=str(err), now=now)
        return SendResult(outcome=SendOutcome.REFUSED, entry=claimed, reason=str(err))
    except UnknownResultError as err:
        return SendResult(outcome=SendOutcome.UNKNOWN, entry=claimed, reason=str(err))
    _accept(claimed, rendered, ses_message_id, ports)
    waited_s = (now - claimed.due_at).total_seconds()
    return SendResult(outcome=SendOutcome.SENT, entry=claimed, waited_s=waited_s)


def accept_unmarked(claimed: OutboxEntry, ses_message_id: str, ports: Ports) -> None:
    """Do what its worker could not: mark a mail that SES took while the answer was lost.

    `claimed` is the entry as it was leased. The mail is rendered again as it went out, from the
    same values and at the same time.

    Raises:
        TransientError: storage is not to be had.
        OperatorError: the templates are wrong.
    """
    _accept(claimed, _rendered(claimed, ports), ses_message_id, ports)


def _rendered(claimed: OutboxEntry, ports: Ports) -> Rendered:
    brand, now = ports.rules.brands[claimed.brand], claimed_at(claimed)
    plan = ports.rules.plans.get(claimed.plan or "")
    closes_at = followups.closes_at(claimed, plan, brand, now=now) if plan else None
    letter = replace(claimed.letter, closes_at=closes_at)
    return render(replace(claimed, letter=letter), brand, now)


def _accept(claimed: OutboxEntry, rendered: Rendered, ses_message_id: str, ports: Ports) -> None:
    now = claimed_at(claimed)
    message = Message(
        id=f"out-{claimed.id}",
        ticket=claimed.ticket,
        direction=Direction.OUTBOUND,
        at=now,
        sender=None,
        subject=rendered.subject,
        text=rendered.text,
        reply=rendered.text,
        message_id=ses_message_id,
        kind=claimed.kind.value,
    )
    ports.outbox.mark_accepted(
        claimed,
        ses_message_id=ses_message_id,
        message=message,
        follow=decide_follow(claimed, ports.rules, now),
    )


def _release(
    claimed: OutboxEntry, wait: timedelta, outcome: SendOutcome, reason: str, ports: Ports
) -> SendResult:
    until = ports.clock.now() + wait * (1 + ports.jitter())
    ports.outbox.release(claimed, until=until, reason=outcome.value)
    return SendResult(outcome=outcome, entry=claimed, reason=reason)
