"""Reconciling: nothing that arrived may lie unseen, nothing that is due may lie unsent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.desk.outbox import OutboxState
from chalicelib.reading.message import MailReceipt, RawObject, Verdicts
from chalicelib.reading.trace import receipt_from_trace
from chalicelib.services import cleansing, intake
from chalicelib.services.ports import Ports
from chalicelib.services.redelivery import try_again

_OVERDUE_AFTER = timedelta(minutes=15)
_LONGEST_PUT_OFF = timedelta(minutes=30)
_CLEANSING_TAKES = timedelta(minutes=3)
"""Longer than a function lives: what is younger, somebody may be at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """Outbox entries that should have gone out a quarter of an hour ago."""

    pending: int
    leases_expired: int


def reconcile_mail(
    raw: RawObject, stored_at: datetime, ports: Ports, *, receives: int = 1
) -> tuple[intake.IntakeResult, ...]:
    """Take in a stored mail of which nothing was recorded; return () when something was.

    Verdicts and recipients come from the trace block SES itself wrote, as its notice is missing.
    `receives` is how often this object was handed to us. One that was recorded and is noted as
    dirty is cleansed: whoever should have done so was killed.

    Raises:
        MissingRawError: the raw object is gone.
        TransientError: storage is not to be had.
    """
    note = ports.tickets.note_of(raw)
    if note.recorded:
        if note.dirty:
            cleansing.finish(raw, ports, stored_at=stored_at)
        return ()

    def take_in() -> tuple[intake.IntakeResult, ...]:
        stored = ports.archive.fetch(raw)
        receipt = receipt_from_trace(stored.content, raw, stored_at=stored_at)
        return intake.receive_stored(stored, receipt, ports)

    if receives < 2:
        return take_in()
    unopened = MailReceipt(
        raw=raw,
        ses_message_id="",
        recipients=(),
        mail_from="",
        received_at=stored_at,
        verdicts=Verdicts(),
    )
    return try_again(unopened, ports, receives=receives, take_in=take_in)


def left_dirty(ports: Ports, *, limit: int) -> tuple[RawObject, ...]:
    """Return objects whose cleansing was begun some minutes ago and never ended, oldest first."""
    return ports.tickets.dirty(until=ports.clock.now() - _CLEANSING_TAKES, limit=limit)


def count_overdue(ports: Ports, *, limit: int) -> Overdue:
    """Count the mails that should have left a quarter of an hour ago, put off or not.

    `tick` itself repairs what can be repaired; this tells that it does not.
    """
    now = ports.clock.now()
    waiting = ports.outbox.due(until=now + _LONGEST_PUT_OFF, limit=limit)
    late = [entry.state for entry in waiting if entry.due_at <= now - _OVERDUE_AFTER]
    return Overdue(
        pending=late.count(OutboxState.PENDING), leases_expired=late.count(OutboxState.SENDING)
    )
