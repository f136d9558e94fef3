"""The values intake decisions are made of and end in. The rules are in decide.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.desk.outbox import OutboxEntry
from chalicelib.desk.ticket import HistoryEntry, Message, Ticket
from chalicelib.reading.message import Kind, RawObject
from chalicelib.rules import Brand
from chalicelib.ticket_number import TicketNumber


class FactWrite(StrEnum):
    """How a ticket comes to stand at a fact."""

    CLAIM = "claim"  # only if no other ticket does
    JOIN = "join"  # beside those that do
    RENEW = "renew"  # instead of those whose time has passed


@dataclass(frozen=True, slots=True)
class FactKey:
    """A fact a ticket is known by: a keyed hash of brand, type and value, 64 hex characters."""

    digest: str
    how: FactWrite = FactWrite.CLAIM


@dataclass(frozen=True, slots=True)
class Link:
    """An earlier ticket that shall name this one from now on, and what its history says of it."""

    ticket: TicketNumber
    history: HistoryEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTicket:
    """Make a new ticket. `message_ids` are indexed so that replies to them find it.

    `dedupe_key` is 64 hex characters and unique for this message and brand. `brands` are all the
    brands the same raw message is registered for, each by a decision of its own. `dirty`: the raw
    message holds a secret and must be cleansed once this is written. `facts` are what other
    tickets may be known by as well, `links` the earlier tickets of the same matter.
    """

    ticket: Ticket
    message: Message
    history: tuple[HistoryEntry, ...]
    outbox: tuple[OutboxEntry, ...]
    dedupe_key: str
    message_ids: tuple[str, ...]
    brands: tuple[str, ...] = ()
    dirty: bool = False
    facts: tuple[FactKey, ...] = ()
    links: tuple[Link, ...] = ()


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
    facts: tuple[FactKey, ...] = ()
    links: tuple[Link, ...] = ()


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
