"""What the desk keeps, as protocols: the raw mails, the tickets, the outbox of automatic mails.

They are ports like those of ports.py, and raise as those do. Adapters are in chalicelib/aws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.desk.decision import IntakeDecision
from chalicelib.desk.outbox import EntryId, Follow, OutboxEntry, OutboxState
from chalicelib.desk.ticket import HistoryEntry, Message, Ticket
from chalicelib.reading.message import EmailAddress, RawObject
from chalicelib.ticket_number import TicketNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a cleansed mail keeps of the one SES stored, since its own bytes tell it no more.

    `identity` is the keyed hash by which the mail is known again, `received_at` aware UTC.
    """

    identity: str
    received_at: datetime
    recipients: tuple[EmailAddress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMail:
    """The stored bytes of one mail. `origin` is None while they are those SES stored."""

    content: bytes
    etag: str
    size_bytes: int
    origin: Origin | None = None


class Archive(Protocol):
    """The raw mails: as SES stored them, or cleansed of what must not be kept."""

    def fetch(self, raw: RawObject) -> RawMail:
        """Return the whole object.

        Raises:
            MissingRawError: there is no such object.
        """
        ...

    def replace(self, raw: RawObject, content: bytes, *, etag: str, origin: Origin) -> None:
        """Overwrite an object in place, if it still is the one that was read.

        Raises:
            ChangedRawError: it is another one by now, or gone; nothing was written.
        """
        ...


class MissingRawError(Exception):
    """The archive has no such object (erased, expired, or never there)."""


class ChangedRawError(Exception):
    """The object is not the one that was read: look again."""


@dataclass(frozen=True, slots=True)
class Committed:
    """The decision was written."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The message was registered before: as this ticket, or as a verdict (None)."""

    ticket: TicketNumber | None


@dataclass(frozen=True, slots=True)
class Shared:
    """Nothing was written: other tickets are known by facts of the decision.

    `tickets` maps a fact's digest to them, the first one first, none when their time has passed.
    """

    tickets: Mapping[str, tuple[TicketNumber, ...]]


@dataclass(frozen=True, slots=True)
class RawNote:
    """What is noted of a raw object.

    `recorded`: a ticket, message or verdict is written in each of its brands. `dirty`: it held a
    secret and may hold it still.
    """

    recorded: bool
    dirty: bool


class Tickets(Protocol):
    """Tickets, their threads and what was recorded of each message."""

    def commit(self, decision: IntakeDecision) -> Committed | Duplicate | Shared:
        """Write all of `decision` in one transaction, or nothing.

        A repeated message is a Duplicate, whatever its facts.

        Raises:
            ConflictError: the ticket changed since it was read, or its number is taken, or an
                earlier ticket to be linked is gone or names this one already.
        """
        ...

    def find(self, number: TicketNumber) -> Ticket | None:
        """Return the head, read consistently."""
        ...

    def find_by_message_ids(
        self, brand: str, message_ids: Sequence[str]
    ) -> tuple[TicketNumber, ...]:
        """Return the tickets that know any of these ids (no brackets), in the ids' order."""
        ...

    def is_recorded(self, raw: RawObject) -> bool:
        """Return whether a ticket, message or verdict was recorded of it in each of its brands."""
        ...

    def note_of(self, raw: RawObject) -> RawNote:
        """Return what is noted of it, read consistently."""
        ...

    def mark_clean(self, raw: RawObject) -> None:
        """Take back the note that it may hold a secret; nothing happens when there is none."""
        ...

    def dirty(self, *, until: datetime, limit: int) -> tuple[RawObject, ...]:
        """Return objects noted as dirty at `until` or before, the oldest first."""
        ...

    def begin_attempt(self, raw: RawObject, *, now: datetime) -> bool:
        """Note that somebody tries to take in this object; return whether a try before died.

        A try that was begun and never ended was killed: by its memory, its time, or its machine.
        """
        ...

    def end_attempt(self, raw: RawObject) -> None:
        """Note that the try ended, well or with an error."""
        ...

    def add_flag(self, number: TicketNumber, flag: str, *, now: datetime) -> None:
        """Add a flag to a ticket, once; nothing happens when there is no such ticket."""
        ...

    def thread(self, number: TicketNumber) -> tuple[tuple[Message, ...], tuple[HistoryEntry, ...]]:
        """Return the messages and the history of a ticket, oldest first."""
        ...

    def queue(self, brand: str, queue: str, status: str, limit: int) -> tuple[Ticket, ...]:
        """Return the tickets of a queue in one status, most urgent and oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry after an SES event: its state, and whether this told of a second sending."""

    state: OutboxState
    sent_twice: bool


class Outbox(Protocol):
    """The automatic mails: planned, claimed, marked."""

    def claim(
        self, entry: OutboxEntry, *, ticket: Ticket | None, now: datetime
    ) -> OutboxEntry | None:
        """Take the entry for one attempt and return it as claimed, or None when it was not free.

        One transaction: the entry must still be in the state and attempt it was read in, the
        ticket in the version it was read in (`ticket` None: in any status that is not spam or
        merged); it writes the lease.
        """
        ...

    def mark_accepted(
        self, entry: OutboxEntry, *, ses_message_id: str, message: Message, follow: Follow
    ) -> None:
        """Record that SES took the mail: state, thread message and the id replies will name.

        With it go the plan's next entry, unless it is there already, and the ticket's move with a
        history entry, if the ticket still has that status and turn. Safe to repeat; never lowers
        a state. `message` is the mail as it went out.
        """
        ...

    def mark_notified(self, entry: OutboxEntry, *, notice_id: str, now: datetime) -> None:
        """Record that the people on call were told, with a history entry. Safe to repeat."""
        ...

    def record_event(
        self,
        entry: EntryId,
        state: OutboxState,
        *,
        ses_message_id: str,
        at: datetime,
        detail: str,
        unmarked: Callable[[OutboxEntry], None],
    ) -> Recorded | None:
        """Merge what SES tells of an entry, by rank; return what came of it, None if unknown.

        Any event says that SES took the mail: an entry that is still leased is first handed to
        `unmarked`, which must mark it accepted.

        A Send event (ACCEPTED) also indexes the SES message id, as mark_accepted does; when the
        entry is known by another SES message id already, the mail went out twice.
        """
        ...

    def release(self, entry: OutboxEntry, *, until: datetime, reason: str) -> None:
        """Give a claimed or pending entry back, not before `until`. It was certainly not sent."""
        ...

    def postpone(self, entry: OutboxEntry, *, until: datetime) -> None:
        """Look at an entry of unknown result again at `until`; it stays claimed."""
        ...

    def end(self, entry: OutboxEntry, state: OutboxState, *, reason: str, now: datetime) -> None:
        """Close an entry as CANCELLED or FAILED, with a history entry."""
        ...

    def find(self, entry: EntryId) -> OutboxEntry | None:
        """Return the entry, read consistently."""
        ...

    def due(self, *, until: datetime, limit: int) -> Iterator[OutboxEntry]:
        """Yield entries to look at by `until`, by time: pending, and sending with a past lease.

        Raises:
            OperatorError: after all others were yielded, when stored entries cannot be read.
        """
        ...
