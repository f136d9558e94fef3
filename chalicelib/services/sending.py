"""Sending: an outbox entry → claim → render → compose → SES → mark, and what follows from it.

A notice to the people on call takes the same way, to SNS. This is the only place that mails or
calls anybody. SES has no idempotency token, so once is made of three
things: the claim is conditional, SES is called once per claim without retries, and an entry whose
answer was lost stays claimed until SES's own Send event must have arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.answering.compose import compose
from chalicelib.answering.notice import compose_notice
from chalicelib.answering.render import Rendered, render
from chalicelib.desk.decide_send import decide_follow, decide_send, needs_ticket
from chalicelib.desk.outbox import (
    EVENT_WINDOW,
    MAX_ATTEMPTS,
    NOTICES,
    Cancel,
    OutboxEntry,
    OutboxState,
    claimed_at,
)
from chalicelib.desk.ticket import Direction, Message, Ticket
from chalicelib.errors import OperatorError, SenderError, TransientError, UnknownResultError
from chalicelib.services.letters import letter_as_sent
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
    ticket = ports.tickets.find(entry.ticket) if needs_ticket(entry) else None
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
        reason = f"no answer from {'SNS' if entry.kind in NOTICES else 'SES'}"
        ports.outbox.end(entry, OutboxState.FAILED, reason=reason, now=now)
        return SendResult(outcome=SendOutcome.REFUSED, entry=entry, reason=reason)
    if entry.kind in NOTICES:
        return None  # no event will tell of it, so there is none to wait for
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
    """Send a mail or a notice once; put the entry where the answer says it belongs."""
    now = claimed_at(claimed)
    try:
        mark = _notify(claimed, ports) if claimed.kind in NOTICES else _mail(claimed, ports)
    except TransientError as err:
        return _release(claimed, _THROTTLED_FOR, SendOutcome.DEFERRED, str(err), ports)
    except OperatorError as err:
        return _release(claimed, _MISCONFIGURED_FOR, SendOutcome.MISCONFIGURED, str(err), ports)
    except SenderError as err:
        ports.outbox.end(claimed, OutboxState.FAILED, reason=str(err), now=now)
        return SendResult(outcome=SendOutcome.REFUSED, entry=claimed, reason=str(err))
    except UnknownResultError as err:
        return SendResult(outcome=SendOutcome.UNKNOWN, entry=claimed, reason=str(err))
    mark()
    waited_s = (now - claimed.due_at).total_seconds()
    return SendResult(outcome=SendOutcome.SENT, entry=claimed, waited_s=waited_s)


def _mail(claimed: OutboxEntry, ports: Ports) -> Callable[[], None]:
    """Render, compose and call SES; return how to mark what it took."""
    rendered = _rendered(claimed, ports)
    brand, now = ports.rules.brands[claimed.brand], claimed_at(claimed)
    mail = compose(rendered, claimed, brand, keys=ports.keys, now=now)
    ses_message_id = ports.mailer.send(mail)
    return lambda: _accept(claimed, rendered, ses_message_id, ports)


def _notify(claimed: OutboxEntry, ports: Ports) -> Callable[[], None]:
    """Call the people on call; return how to mark that they were."""
    notice_id = ports.oncall.notify(compose_notice(claimed))
    now = claimed_at(claimed)
    return lambda: ports.outbox.mark_notified(claimed, notice_id=notice_id, now=now)


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
    brand, letter = ports.rules.brands[claimed.brand], letter_as_sent(claimed, ports)
    return render(replace(claimed, letter=letter), brand, claimed_at(claimed))


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
