"""Reconciling: nothing that arrived may lie unseen, nothing that is due may lie unsent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.desk.outbox import OutboxState
from chalicelib.reading.message import RawObject
from chalicelib.reading.trace import receipt_from_trace
from chalicelib.services import intake
from chalicelib.services.ports import Ports

_OVERDUE_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """Outbox entries that should have gone out a quarter of an hour ago."""

    pending: int
    leases_expired: int


def reconcile_mail(
    raw: RawObject, stored_at: datetime, ports: Ports
) -> tuple[intake.IntakeResult, ...]:
    """Take in a stored mail of which nothing was recorded; return () when something was.

    Verdicts and recipients come from the trace block SES itself wrote, as its notice is missing.

    Raises:
        MissingRawError: the raw object is gone.
        TransientError: storage is not to be had.
    """
    if ports.tickets.is_recorded(raw):
        return ()
    mail = ports.archive.fetch(raw)
    return intake.receive_mail(receipt_from_trace(mail.content, raw, stored_at=stored_at), ports)


def count_overdue(ports: Ports, *, limit: int) -> Overdue:
    """Count what `tick` should have sent by now and did not; `tick` itself repairs it."""
    until = ports.clock.now() - _OVERDUE_AFTER
    late = [entry.state for entry in ports.outbox.due(until=until, limit=limit)]
    return Overdue(
        pending=late.count(OutboxState.PENDING), leases_expired=late.count(OutboxState.SENDING)
    )
