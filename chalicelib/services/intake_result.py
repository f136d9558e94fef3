"""What taking in one message came to, in words fit for logs and metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.reading.message import Channel, InboundMessage, Kind
from chalicelib.services.consulting import Consultation
from chalicelib.ticket_number import TicketNumber


class Outcome(StrEnum):
    """What taking in one message came to."""

    CREATED = "created"
    APPENDED = "appended"
    HELD = "held"
    VERDICT = "verdict"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeResult:
    """One message in one brand: what became of it, in words fit for logs and metrics.

    `ticket` is None for a verdict that tells of no ticket. `secrets` are the kinds of secrets that
    were taken out of the message. No field holds customers' text.
    """

    outcome: Outcome
    ticket: TicketNumber | None
    brand: str
    channel: Channel
    kind: Kind
    queue: str = ""
    category: str = ""
    priority: str = ""
    locale: str = ""
    unsure: bool = False
    acknowledged: bool = False
    answer_by: datetime | None = None
    received_at: datetime
    warnings: int = 0
    secrets: tuple[str, ...] = ()
    consulted: Consultation | None = None


def result_of(
    outcome: Outcome, number: TicketNumber | None, inbound: InboundMessage, brand: str
) -> IntakeResult:
    """Return what became of a message; `number` is the ticket it tells of, if any."""
    return IntakeResult(
        outcome=outcome,
        ticket=number,
        brand=brand,
        channel=inbound.channel,
        kind=inbound.kind,
        received_at=inbound.received_at,
        warnings=len(inbound.warnings),
    )
