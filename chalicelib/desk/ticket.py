"""Tickets, their messages and their history, as values. Lifecycle rules are in lifecycle.py.

The ticket is a small head that changes; texts are messages, written once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from chalicelib.desk.lifecycle import Status
from chalicelib.reading.message import Attachment, Channel, Contact, RawObject, Verdicts
from chalicelib.ticket_number import TicketNumber
from chalicelib.understanding.findings import Fact, Priority, Understanding


class Direction(StrEnum):
    """Which way a message went. Notes are a type of their own and never a message."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


NOT_REACHED = "not_reached"
"""The flag of a ticket whose customer our mail did not reach, or who complained of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """The head of a ticket.

    `turn` counts the customer's messages but for mere thanks and questions how it stands;
    whatever was planned for an earlier turn is void.
    `version` grows with each write and is what a writer must have seen. `answer_by` is the
    promise given (aware UTC), None when none was. `known_addresses` are the comparison keys of
    the addresses this customer wrote from or asked to be answered at. `linked` are tickets of the
    same matter: in other brands, or of the same fact or sender in this one. `flags` are short
    words for operators: "recipient_unknown", "unreadable", "unverified_reply", "spam_verdict",
    "senior", "complaint", "self_harm", "several_issues", "chaser", "held_danger" …
    `status_told_at` is when the customer's question how it stands was last answered.
    """

    number: TicketNumber
    brand: str
    mailbox: str
    channel: Channel
    status: Status
    queue: str
    category: str
    subtype: str | None
    priority: Priority
    locale: str
    contact: Contact | None
    known_addresses: tuple[str, ...] = ()
    sender_proven: bool
    subject: str
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    answer_by: datetime | None = None
    linked: tuple[TicketNumber, ...] = ()
    flags: tuple[str, ...] = ()
    created_at: datetime
    updated_at: datetime
    turn: int = 1
    version: int = 1
    status_told_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One entry of a ticket's thread, written once.

    `id` is unique within the ticket and the same on every retry. `at` is when we received it or
    handed it to SES. `held` marks a reply from an address that is not the contact's: kept, shown
    to operators, answered to nobody. `text` is whole; `reply` the view without quotes.
    """

    id: str
    ticket: TicketNumber
    direction: Direction
    at: datetime
    sender: Contact | None
    subject: str
    text: str
    reply: str = ""
    message_id: str = ""
    kind: str = ""
    held: bool = False
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()
    verdicts: Verdicts = field(default_factory=Verdicts)
    understanding: Understanding | None = None
    raw: RawObject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """What happened to a ticket: who did what and when. Appended, never changed.

    `actor` is "customer", "unknown" (a held message), "desk" or "agent:<alias>"; `detail` holds
    ids and words, no texts.
    """

    id: str
    ticket: TicketNumber
    at: datetime
    actor: str
    event: str
    detail: Mapping[str, str] = field(default_factory=dict)
