"""What an attempt to send came to: apart from sending.py, so that logging it needs no templates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.desk.outbox import OutboxEntry


class SendOutcome(StrEnum):
    """What one attempt to send one entry came to."""

    SENT = "sent"
    CANCELLED = "cancelled"
    DEFERRED = "deferred"
    LOST_RACE = "lost_race"
    REFUSED = "refused"
    MISCONFIGURED = "misconfigured"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """One attempt, in words fit for logs and metrics."""

    outcome: SendOutcome
    entry: OutboxEntry
    reason: str = ""
    waited_s: float = 0.0
