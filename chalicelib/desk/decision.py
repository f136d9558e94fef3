"""The values intake decisions are made of and end in. The rules are in decide.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.desk.outbox import OutboxEntry
from chalicelib.desk.ticket import HistoryEntry, Message, Ticket
from chalicelib.reading.message import Kind, RawObject
from chalicelib.rules import Brand
from chalicelib.ticket_number import TicketNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTicket:
    """Make a new ticket. `message_ids` are indexed so that replies to them find it.

    `dedupe_key` is 64 hex characters and unique for this message and brand. `brands` are all the
    brands the same raw message is registered for, each by a decision of its own. `dirty`: the raw
    message holds a secret and must be cleansed once this is written.
    """

    ticket: Ticket
    message: Message
    history: tuple[HistoryEntry, ...]
    outbox: tuple[OutboxEntry, ...]
    dedupe_key: str
    message_ids: tuple[str, ...]
    brands: tuple[str, ...] = ()
    dirty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendMessage:
    """Add to a ticket. `ticket` is the head as it shall be, `seen_version` the one it was read."""

    ticket: Ticket
    seen_version: int
    message: Message
    history: tuple[HistoryEntry, ...]
    outbox: tuple[OutboxEntry, ...]
    dedupe_key: str
    message_ids: tuple[str, ...]
    brands: tuple[str, ...] = ()
    dirty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVerdict:
    """Keep only what was decided on a message nobody shall work on. It may tell of a `ticket`."""

    brand: str
    kind: Kind
    reason: str
    at: datetime
    raw: RawObject | None
    dedupe_key: str
    ticket: TicketNumber | None
    history: tuple[HistoryEntry, ...]
    brands: tuple[str, ...] = ()
    dirty: bool = False


IntakeDecision = OpenTicket | AppendMessage | RecordVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Who takes a message in, and the keys it gets if it is new.

    `mailbox` is the brand's mailbox it came to; `recipient_known` is False when it came to none
    of ours. `brands` are all brands the message is for, `linked` its tickets in the others.
    """

    brand: Brand
    mailbox: str
    recipient_known: bool
    number: TicketNumber
    dedupe_key: str
    linked: tuple[TicketNumber, ...]
    brands: tuple[str, ...]
    now: datetime
