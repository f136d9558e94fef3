"""Sending: an outbox entry → claim → decide → render → compose → SES → mark.

This is the only place that mails anybody. SES has no idempotency token, so once is made of three
things: the claim is conditional, SES is called once per claim without retries, and an entry whose
answer was lost stays claimed until SES's own Send event must have arrived.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.answering.compose import compose
from chalicelib.answering.render import Rendered, render
from chalicelib.desk.decide_send import decide_send
from chalicelib.desk.outbox import (
    EVENT_WINDOW,
    MAX_ATTEMPTS,
    Cancel,
    OutboxEntry,
    OutboxState,
    Send,
)
from chalicelib.desk.ticket import Direction, Message, Ticket
from chalicelib.errors import OperatorError, SenderError, TransientError, UnknownResultError
from chalicelib.services.outcomes import SendOutcome, SendResult
from chalicelib.services.ports import Ports

_THROTTLED_FOR = timedelta(seconds=30)
_MISCONFIGURED_FOR = timedelta(minutes=15)


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
    ticket = ports.tickets.find(entry.ticket) if entry.plan is not None else None
    result = _decide_and_send(entry, ticket, ports, now)
    if result.outcome is SendOutcome.LOST_RACE and ticket is None:
        # The claim may have failed on the ticket and not on the entry: look before giving up.
        decision = _decide(entry, ports.tickets.find(entry.ticket), ports, now)
        if isinstance(decision, Cancel):
            return _cancel(entry, decision, ports, now)
    return result


def _second_attempt_blocked(entry: OutboxEntry, ports: Ports, now: datetime) -> SendResult | None:
    """Return why an entry of unknown result must wait or end, None when it may be tried again."""
    if entry.lease_until is not None and now < entry.lease_until:
        return SendResult(outcome=SendOutcome.DEFERRED, entry=entry, reason="leased")
    if entry.attempt >= MAX_ATTEMPTS:
        ports.outbox.end(entry, OutboxState.FAILED, reason="no answer from SES", now=now)
        return SendResult(outcome=SendOutcome.REFUSED, entry=entry, reason="no answer from SES")
    if ports.feedback.oldest_message_age_s(now) > EVENT_WINDOW.total_seconds():
        return SendResult(outcome=SendOutcome.DEFERRED, entry=entry, reason="feedback lags")
    return None


def _decide(
    entry: OutboxEntry, ticket: Ticket | None, ports: Ports, now: datetime
) -> Send | Cancel:
    return decide_send(entry, ticket, ports.rules.brands[entry.brand], ports.rules, now)


def _decide_and_send(
    entry: OutboxEntry, ticket: Ticket | None, ports: Ports, now: datetime
) -> SendResult:
    decision = _decide(entry, ticket, ports, now)
    if isinstance(decision, Cancel):
        return _cancel(entry, decision, ports, now)
    claimed = ports.outbox.claim(entry, decision, ticket=ticket, now=now)
    if claimed is None:
        return SendResult(outcome=SendOutcome.LOST_RACE, entry=entry)
    return _hand_over(claimed, ports, now)


def _cancel(entry: OutboxEntry, decision: Cancel, ports: Ports, now: datetime) -> SendResult:
    ports.outbox.end(entry, OutboxState.CANCELLED, reason=decision.reason, now=now)
    return SendResult(outcome=SendOutcome.CANCELLED, entry=entry, reason=decision.reason)


def _hand_over(claimed: OutboxEntry, ports: Ports, now: datetime) -> SendResult:
    """Render, compose and call SES once; put the entry where the answer says it belongs."""
    brand = ports.rules.brands[claimed.brand]
    try:
        rendered = render(claimed, brand, now)
        mail = compose(rendered, claimed, brand, keys=ports.keys, now=now)
        ses_message_id = ports.mailer.send(mail)
    except TransientError as err:
        return _release(claimed, _THROTTLED_FOR, SendOutcome.DEFERRED, str(err), ports, now)
    except OperatorError as err:
        return _release(
            claimed, _MISCONFIGURED_FOR, SendOutcome.MISCONFIGURED, str(err), ports, now
        )
    except SenderError as err:
        ports.outbox.end(claimed, OutboxState.FAILED, reason=str(err), now=now)
        return SendResult(outcome=SendOutcome.REFUSED, entry=claimed, reason=str(err))
    except UnknownResultError as err:
        return SendResult(outcome=SendOutcome.UNKNOWN, entry=claimed, reason=str(err))
    ports.outbox.mark_accepted(
        claimed,
        ses_message_id=ses_message_id,
        message=_outbound(claimed, rendered, ses_message_id, now),
    )
    waited_s = (now - claimed.due_at).total_seconds()
    return SendResult(outcome=SendOutcome.SENT, entry=claimed, waited_s=waited_s)


def _release(
    entry: OutboxEntry,
    wait: timedelta,
    outcome: SendOutcome,
    reason: str,
    ports: Ports,
    now: datetime,
) -> SendResult:
    due_at = now + wait * (1 + ports.jitter())
    ports.outbox.release(entry, due_at=due_at, reason=outcome.value)
    return SendResult(outcome=outcome, entry=entry, reason=reason)


def _outbound(
    entry: OutboxEntry, rendered: Rendered, ses_message_id: str, now: datetime
) -> Message:
    return Message(
        id=f"out-{entry.id}",
        ticket=entry.ticket,
        direction=Direction.OUTBOUND,
        at=now,
        sender=None,
        subject=rendered.subject,
        text=rendered.text,
        reply=rendered.text,
        message_id=ses_message_id,
        kind=entry.kind.value,
    )


def tick(ports: Ports, *, limit: int) -> tuple[SendResult, ...]:
    """Send what is due by now, at most `limit` entries; the rest is due at the next tick.

    An entry that fails keeps its place and never stops the others.
    """
    due = ports.outbox.due(until=ports.clock.now(), limit=limit)
    return tuple(_send_or_leave(entry, ports) for entry in due)


def _send_or_leave(entry: OutboxEntry, ports: Ports) -> SendResult:
    try:
        return send_entry(entry, ports)
    except TransientError as err:
        return SendResult(outcome=SendOutcome.DEFERRED, entry=entry, reason=str(err))
    except OperatorError as err:
        return SendResult(outcome=SendOutcome.MISCONFIGURED, entry=entry, reason=str(err))
