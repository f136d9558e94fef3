"""What a decision keeps of one message: its place in the thread, and lines of history. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.desk.decision import Registration
from chalicelib.desk.ticket import Direction, HistoryEntry, Message
from chalicelib.reading.message import InboundMessage
from chalicelib.ticket_number import TicketNumber
from chalicelib.understanding.findings import Understanding


def kept_message(
    inbound: InboundMessage,
    understanding: Understanding | None,
    registration: Registration,
    *,
    held: bool,
    number: TicketNumber | None = None,
) -> Message:
    """Return a message as it is kept; `number` is its ticket's, the registration's when None."""
    return Message(
        id=f"in-{registration.dedupe_key[:20]}",
        ticket=number or registration.number,
        direction=Direction.INBOUND,
        at=inbound.received_at,
        sender=inbound.sender,
        subject=inbound.subject,
        text=inbound.text,
        reply=inbound.reply,
        message_id=inbound.message_id,
        kind=inbound.channel.value,
        held=held,
        attachments=inbound.attachments,
        warnings=inbound.warnings,
        verdicts=inbound.verdicts,
        understanding=understanding,
        raw=inbound.raw,
    )


def history_line(
    registration: Registration, number: TicketNumber, actor: str, event: str, **detail: str
) -> HistoryEntry:
    """Return one line of a ticket's history, the same on each repeat of the message."""
    return HistoryEntry(
        id=f"{event}-{registration.dedupe_key[:20]}",
        ticket=number,
        at=registration.now,
        actor=actor,
        event=event,
        detail=detail,
    )


def with_flags(flags: Sequence[str], *more: str) -> tuple[str, ...]:
    """Return the flags with more of them, each once."""
    return tuple(dict.fromkeys((*flags, *more)))
