"""What a letter says only as it leaves: when silence ends its ticket, and how the ticket stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.desk import followups, status_answer
from chalicelib.desk.outbox import Letter, MailKind, OutboxEntry, claimed_at
from chalicelib.desk.ticket import Direction, Message
from chalicelib.services.ports import Ports


def letter_as_sent(claimed: OutboxEntry, ports: Ports) -> Letter:
    """Return the letter of a claimed entry with what is known only at the time of its claim.

    Raises:
        TransientError: storage is not to be had.
    """
    now = claimed_at(claimed)
    if claimed.kind is MailKind.STATUS:
        return _with_true_state(claimed, ports, now)
    plan = ports.rules.plans.get(claimed.plan or "")
    if plan is None:
        return claimed.letter
    brand = ports.rules.brands[claimed.brand]
    closes_at = followups.closes_at(claimed, plan, brand, now=now)
    return replace(claimed.letter, closes_at=closes_at)


def _with_true_state(claimed: OutboxEntry, ports: Ports, now: datetime) -> Letter:
    ticket = ports.tickets.find(claimed.ticket)
    if ticket is None:  # erased since it was claimed: nothing is left to be told of it
        return claimed.letter
    messages, _ = ports.tickets.thread(claimed.ticket)
    last_wrote_at = _last_wrote_at(messages, before=claimed)
    return status_answer.true_state(claimed.letter, ticket, last_wrote_at=last_wrote_at, now=now)


def _last_wrote_at(messages: tuple[Message, ...], *, before: OutboxEntry) -> datetime | None:
    """Return when a mail of ours other than this one last left, None when none has."""
    ours = (
        message.at
        for message in messages
        if message.direction is Direction.OUTBOUND and message.id != f"out-{before.id}"
    )
    return max(ours, default=None)
