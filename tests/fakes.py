"""The ports of services (ports.py, stores.py) in memory. tests/contracts keeps them honest.

FakeOutbox works on the tickets it is given, as the real one works on the same table. `failures`
are raised one by one, first come first served, before the next writing call does anything.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, assert_never

from chalicelib.answering.compose import OutboundMail
from chalicelib.answering.notice import OutboundNotice
from chalicelib.desk.decision import (
    AppendMessage,
    FactWrite,
    IntakeDecision,
    OpenTicket,
    RecordVerdict,
)
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import (
    EntryId,
    Follow,
    OutboxEntry,
    OutboxState,
    lease_of,
    merged,
    next_look,
)
from chalicelib.desk.ticket import HistoryEntry, Message, Ticket
from chalicelib.errors import ConflictError, UnknownResultError
from chalicelib.reading.message import RawObject
from chalicelib.reading.threads import indexed_id
from chalicelib.services.ports import NoOpinion
from chalicelib.services.stores import (
    ChangedRawError,
    Committed,
    Duplicate,
    MissingRawError,
    Origin,
    RawMail,
    RawNote,
    Recorded,
    Shared,
)
from chalicelib.ticket_number import TicketNumber
from chalicelib.understanding.category.advice import Opinion
from chalicelib.understanding.findings import Priority
from chalicelib.understanding.masking import Masked

_URGENCY = {priority: rank for rank, priority in enumerate(Priority)}
_WAITING = (OutboxState.PENDING, OutboxState.SENDING)


@dataclass
class Store:
    """Everything the table would hold."""

    heads: dict[TicketNumber, Ticket] = field(default_factory=dict)
    messages: dict[tuple[TicketNumber, datetime, str], Message] = field(default_factory=dict)
    history: dict[tuple[TicketNumber, datetime, str], HistoryEntry] = field(default_factory=dict)
    entries: dict[EntryId, OutboxEntry] = field(default_factory=dict)
    further_ses_ids: dict[EntryId, set[str]] = field(default_factory=dict)
    dedupe: dict[str, TicketNumber | None] = field(default_factory=dict)
    references: dict[tuple[str, str], set[TicketNumber]] = field(default_factory=dict)
    facts: dict[tuple[str, str], tuple[list[TicketNumber], datetime]] = field(default_factory=dict)
    done: dict[RawObject, set[str]] = field(default_factory=dict)
    wanted: dict[RawObject, set[str]] = field(default_factory=dict)
    begun: set[RawObject] = field(default_factory=set)
    dirty: dict[RawObject, datetime] = field(default_factory=dict)
    first_raw: dict[str, RawObject | None] = field(default_factory=dict)
    verdicts: dict[str, RecordVerdict] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add_message(self, message: Message) -> None:
        """Keep a message; the same one twice is one."""
        self.messages[message.ticket, message.at, message.id] = message

    def add_history(self, *entries: HistoryEntry) -> None:
        """Keep history entries; the same one twice is one."""
        for entry in entries:
            self.history[entry.ticket, entry.at, entry.id] = entry

    def index(self, brand: str, ticket: TicketNumber, *message_ids: str) -> None:
        """Let the ticket be found by these message ids."""
        for message_id in filter(None, map(indexed_id, message_ids)):
            self.references.setdefault((brand, message_id), set()).add(ticket)

    def mark_raw(self, decision: IntakeDecision) -> None:
        """Note that the decision's raw object was taken care of."""
        if isinstance(decision, RecordVerdict):
            raw, brand, at = decision.raw, decision.brand, decision.at
        else:
            raw, brand = decision.message.raw, decision.ticket.brand
            at = decision.ticket.updated_at
        if raw is not None:
            self.done.setdefault(raw, set()).add(brand)
            self.wanted[raw] = {brand, *decision.brands}
            if decision.dirty:
                self.dirty[raw] = at


class FakeTickets:
    """Tickets in memory; `verdicts` and `store` are there for assertions."""

    def __init__(self) -> None:
        self.store = Store()
        self.failures: list[Exception] = []

    @property
    def verdicts(self) -> tuple[RecordVerdict, ...]:
        """Return the verdicts recorded, oldest first."""
        return tuple(self.store.verdicts.values())

    def commit(self, decision: IntakeDecision) -> Committed | Duplicate | Shared:
        """Write all of the decision, or nothing."""
        with self.store.lock:
            _fail_if_told(self.failures)
            if decision.dedupe_key in self.store.dedupe:
                raw = _raw_of(decision)
                if raw != self.store.first_raw.get(decision.dedupe_key):
                    self.store.mark_raw(decision)
                return Duplicate(self.store.dedupe[decision.dedupe_key])
            match decision:
                case OpenTicket() | AppendMessage():
                    self._check(decision)
                    if shared := self._shared(decision):
                        return Shared(shared)
                    self._write(decision)
                case RecordVerdict():
                    self.store.verdicts[decision.dedupe_key] = decision
                    self.store.dedupe[decision.dedupe_key] = None
                case _ as never:
                    assert_never(never)
            self.store.add_history(*decision.history)
            self.store.first_raw[decision.dedupe_key] = _raw_of(decision)
            self.store.mark_raw(decision)
            return Committed()

    def _check(self, decision: OpenTicket | AppendMessage) -> None:
        known = self.store.heads.get(decision.ticket.number)
        seen = decision.seen_version if isinstance(decision, AppendMessage) else None
        if (known.version if known else None) != seen:
            raise ConflictError("the ticket is not as it was read")
        for link in decision.links:
            other = self.store.heads.get(link.ticket)
            if other is None or decision.ticket.number in other.linked:
                raise ConflictError("an earlier ticket is not as it was read")

    def _shared(self, decision: OpenTicket | AppendMessage) -> dict[str, tuple[TicketNumber, ...]]:
        ticket = decision.ticket
        shared = {}
        for fact in decision.facts:
            tickets, ends = self.store.facts.get((ticket.brand, fact.digest), ([], None))
            if fact.how is FactWrite.CLAIM and tickets and ticket.number not in tickets:
                past = ends is not None and ends < ticket.updated_at
                shared[fact.digest] = () if past else (tickets[0], *sorted(tickets[1:]))
        return shared

    def _write(self, decision: OpenTicket | AppendMessage) -> None:
        ticket = decision.ticket
        for fact in decision.facts:
            key = (ticket.brand, fact.digest)
            renewed = fact.how is FactWrite.RENEW or key not in self.store.facts
            before = [] if renewed else self.store.facts[key][0]
            tickets = list(dict.fromkeys((*before, ticket.number)))
            self.store.facts[key] = (tickets, ticket.updated_at + timedelta(days=30))
        for link in decision.links:
            other = self.store.heads[link.ticket]
            self.store.heads[link.ticket] = replace(
                other,
                linked=(*other.linked, ticket.number),
                version=other.version + 1,
                updated_at=ticket.updated_at,
            )
            self.store.add_history(link.history)
        self.store.dedupe[decision.dedupe_key] = ticket.number
        self.store.heads[ticket.number] = ticket
        self.store.add_message(decision.message)
        self.store.index(ticket.brand, ticket.number, *decision.message_ids)
        self.store.entries.update({entry.id: entry for entry in decision.outbox})

    def find(self, number: TicketNumber) -> Ticket | None:
        """Return the head."""
        return self.store.heads.get(number)

    def find_by_message_ids(
        self, brand: str, message_ids: Sequence[str]
    ) -> tuple[TicketNumber, ...]:
        """Return the tickets that know any of these ids, in the ids' order."""
        found = (
            number
            for message_id in message_ids
            for number in sorted(self.store.references.get((brand, indexed_id(message_id)), ()))
        )
        return tuple(dict.fromkeys(found))

    def is_recorded(self, raw: RawObject) -> bool:
        """Return whether something was recorded of it in each of its brands."""
        wanted = self.store.wanted.get(raw, set())
        return bool(wanted) and wanted <= self.store.done.get(raw, set())

    def note_of(self, raw: RawObject) -> RawNote:
        """Return what is noted of it."""
        return RawNote(recorded=self.is_recorded(raw), dirty=raw in self.store.dirty)

    def mark_clean(self, raw: RawObject) -> None:
        """Take back the note that it may hold a secret."""
        _fail_if_told(self.failures)
        self.store.dirty.pop(raw, None)

    def dirty(self, *, until: datetime, limit: int) -> tuple[RawObject, ...]:
        """Return objects noted as dirty until then, the oldest first."""
        found = sorted((at, raw.key, raw) for raw, at in self.store.dirty.items() if at <= until)
        return tuple(raw for _, _, raw in found[:limit])

    def begin_attempt(self, raw: RawObject, *, now: datetime) -> bool:
        """Note that somebody tries; return whether a try before died."""
        _fail_if_told(self.failures)
        del now  # the table notes it for operators
        died = raw in self.store.begun
        self.store.begun.add(raw)
        return died

    def end_attempt(self, raw: RawObject) -> None:
        """Note that the try ended."""
        self.store.begun.discard(raw)

    def add_flag(self, number: TicketNumber, flag: str, *, now: datetime) -> None:
        """Add a flag to a ticket, once."""
        with self.store.lock:
            head = self.store.heads.get(number)
            if head is not None and flag not in head.flags:
                self.store.heads[number] = replace(
                    head, flags=(*head.flags, flag), version=head.version + 1, updated_at=now
                )

    def thread(self, number: TicketNumber) -> tuple[tuple[Message, ...], tuple[HistoryEntry, ...]]:
        """Return the messages and the history of a ticket, oldest first."""
        with self.store.lock:
            messages = sorted(key for key in self.store.messages if key[0] == number)
            history = sorted(key for key in self.store.history if key[0] == number)
            return (
                tuple(self.store.messages[key] for key in messages),
                tuple(self.store.history[key] for key in history),
            )

    def queue(self, brand: str, queue: str, status: str, limit: int) -> tuple[Ticket, ...]:
        """Return the tickets of a queue in one status, most urgent and oldest first."""
        wanted = (brand, queue, status)
        found = [t for t in self.store.heads.values() if (t.brand, t.queue, t.status) == wanted]
        found.sort(key=lambda t: (_URGENCY[t.priority], t.created_at, t.number))
        return tuple(found[:limit])


class FakeOutbox:
    """The outbox over the same store as the tickets."""

    def __init__(self, tickets: FakeTickets) -> None:
        self.store = tickets.store
        self.failures: list[Exception] = []
        self.released: list[tuple[EntryId, str]] = []

    @property
    def entries(self) -> tuple[OutboxEntry, ...]:
        """Return all entries, by due time and id, for assertions."""
        return tuple(sorted(self.store.entries.values(), key=lambda e: (e.due_at, e.id)))

    def claim(
        self, entry: OutboxEntry, *, ticket: Ticket | None, now: datetime
    ) -> OutboxEntry | None:
        """Take the entry for one attempt, or return None when it is not free."""
        with self.store.lock:
            _fail_if_told(self.failures)
            known = self.store.entries.get(entry.id)
            head = self.store.heads.get(entry.ticket)
            if known is None or head is None or not _is_as_read(known, entry):
                return None
            if known.lease_until is not None and known.lease_until > now:
                return None
            if not _is_sendable(head, ticket):
                return None
            claimed = replace(
                known,
                state=OutboxState.SENDING,
                attempt=known.attempt + 1,
                unanswered=known.unanswered + (known.state is OutboxState.SENDING),
                lease_until=now + lease_of(entry),
                not_before=None,
            )
            self.store.entries[entry.id] = claimed
            return claimed

    def mark_accepted(
        self, entry: OutboxEntry, *, ses_message_id: str, message: Message, follow: Follow
    ) -> None:
        """Record that SES took the mail, and what follows."""
        with self.store.lock:
            _fail_if_told(self.failures)
            known = self.store.entries.get(entry.id)
            if known is None:
                return
            self._merge(known, OutboxState.ACCEPTED, ses_message_id)
            self.store.add_message(message)
            self.store.index(known.brand, known.ticket, ses_message_id, message.message_id)
            if follow.next_entry is not None:
                self.store.entries.setdefault(follow.next_entry.id, follow.next_entry)
            head = self.store.heads[entry.ticket]
            if follow.move and (head.status, head.turn) == (follow.move[0], entry.turn):
                self._move(head, follow.move[1], entry=entry, now=message.at)

    def mark_notified(self, entry: OutboxEntry, *, notice_id: str, now: datetime) -> None:
        """Record that the people on call were told."""
        with self.store.lock:
            _fail_if_told(self.failures)
            known = self.store.entries.get(entry.id)
            if known is None or known.state not in (*_WAITING, OutboxState.ACCEPTED):
                return
            self.store.entries[entry.id] = replace(
                known,
                state=OutboxState.ACCEPTED,
                ses_message_id=known.ses_message_id or notice_id,
                lease_until=None,
                not_before=None,
            )
            self.store.add_history(
                HistoryEntry(
                    id=f"{entry.id}-{OutboxState.ACCEPTED}",
                    ticket=entry.ticket,
                    at=now,
                    actor="desk",
                    event="oncall_notified",
                    detail={
                        "notice": entry.id,
                        "reason": entry.notice.reason if entry.notice else "",
                    },
                )
            )

    def _move(self, head: Ticket, status: Status, *, entry: OutboxEntry, now: datetime) -> None:
        self.store.heads[head.number] = replace(
            head, status=status, version=head.version + 1, updated_at=now
        )
        self.store.add_history(
            HistoryEntry(
                id=f"{entry.id}-{status}",
                ticket=head.number,
                at=now,
                actor="desk",
                event="status_changed",
                detail={"from": head.status, "to": status, "mail": entry.id},
            )
        )

    def _merge(self, known: OutboxEntry, told: OutboxState, ses_message_id: str) -> OutboxState:
        state = merged(known.state, told)
        if known.ses_message_id is None or told is OutboxState.ACCEPTED:
            self.store.index(known.brand, known.ticket, ses_message_id)
        self.store.entries[known.id] = replace(
            known,
            state=state,
            ses_message_id=known.ses_message_id or ses_message_id,
            lease_until=known.lease_until if state in _WAITING else None,
            not_before=known.not_before if state in _WAITING else None,
        )
        return state

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
        """Merge what SES tells of an entry, by rank."""
        with self.store.lock:
            _fail_if_told(self.failures)
            known = self.store.entries.get(entry)
            if known is None:
                return None
            if known.state is OutboxState.SENDING:
                unmarked(known)
                known = self.store.entries[entry]
            after = self._merge(known, state, ses_message_id)
            if after != known.state and state in (OutboxState.BOUNCED, OutboxState.COMPLAINED):
                self._note(known, after, reason=detail, at=at)
            if state is not OutboxState.ACCEPTED:
                return Recorded(after, sent_twice=False)
            self.store.index(known.brand, known.ticket, ses_message_id)
            return Recorded(after, sent_twice=self._is_second(known, ses_message_id))

    def _is_second(self, known: OutboxEntry, ses_message_id: str) -> bool:
        further = self.store.further_ses_ids.setdefault(known.id, set())
        if known.ses_message_id in (None, ses_message_id) or ses_message_id in further:
            return False
        further.add(ses_message_id)
        return True

    def _note(self, entry: OutboxEntry, state: OutboxState, *, reason: str, at: datetime) -> None:
        self.store.add_history(
            HistoryEntry(
                id=f"{entry.id}-{state}",
                ticket=entry.ticket,
                at=at,
                actor="desk",
                event=f"mail_{state}",
                detail={"mail": entry.id, "reason": reason},
            )
        )

    def release(self, entry: OutboxEntry, *, until: datetime, reason: str) -> None:
        """Give the entry back, not before `until`."""
        self._put_off(entry, state=OutboxState.PENDING, lease_until=None, not_before=until)
        self.released.append((entry.id, reason))

    def postpone(self, entry: OutboxEntry, *, until: datetime) -> None:
        """Look at the entry again at `until`."""
        self._put_off(entry, not_before=until)

    def _put_off(self, entry: OutboxEntry, **changes: Any) -> None:
        with self.store.lock:
            _fail_if_told(self.failures)
            known = self.store.entries.get(entry.id)
            if known is not None and _is_as_read(known, entry):
                self.store.entries[entry.id] = replace(known, **changes)

    def end(self, entry: OutboxEntry, state: OutboxState, *, reason: str, now: datetime) -> None:
        """Close the entry as cancelled or failed."""
        with self.store.lock:
            _fail_if_told(self.failures)
            known = self.store.entries.get(entry.id)
            if known is not None and _is_as_read(known, entry):
                self.store.entries[entry.id] = replace(
                    known, state=state, lease_until=None, not_before=None
                )
                self._note(known, state, reason=reason, at=now)

    def find(self, entry: EntryId) -> OutboxEntry | None:
        """Return the entry."""
        return self.store.entries.get(entry)

    def due(self, *, until: datetime, limit: int) -> Iterator[OutboxEntry]:
        """Yield entries due at or before `until`, by time."""
        waiting = [entry for entry in self.store.entries.values() if entry.state in _WAITING]
        waiting.sort(key=lambda entry: (next_look(entry), entry.id))
        yield from [entry for entry in waiting if next_look(entry) <= until][:limit]


def _is_as_read(known: OutboxEntry, read: OutboxEntry) -> bool:
    same = (known.state, known.attempt) == (read.state, read.attempt)
    return same and known.state in _WAITING


def _is_sendable(head: Ticket, read: Ticket | None) -> bool:
    if read is None:
        return head.status not in (Status.SPAM, Status.MERGED)
    return head.version == read.version


def _fail_if_told(failures: list[Exception]) -> None:
    if failures:
        raise failures.pop(0)


def _raw_of(decision: IntakeDecision) -> RawObject | None:
    return decision.raw if isinstance(decision, RecordVerdict) else decision.message.raw


class FakeArchive:
    """Raw mails in memory; `put` plays SES.

    `replace_failures` are raised before an overwriting does anything, `lost_answers` after it.
    """

    def __init__(self) -> None:
        self.objects: dict[RawObject, bytes] = {}
        self.origins: dict[RawObject, Origin] = {}
        self.failures: list[Exception] = []
        self.replace_failures: list[Exception] = []
        self.lost_answers: list[Exception] = []

    def put(self, raw: RawObject, content: bytes) -> None:
        """Store an object, as SES would."""
        self.objects[raw] = content
        self.origins.pop(raw, None)

    def fetch(self, raw: RawObject) -> RawMail:
        """Return the whole object."""
        _fail_if_told(self.failures)
        if raw not in self.objects:
            raise MissingRawError("no such raw object")
        content = self.objects[raw]
        return RawMail(
            content=content,
            etag=_etag(content),
            size_bytes=len(content),
            origin=self.origins.get(raw),
        )

    def replace(self, raw: RawObject, content: bytes, *, etag: str, origin: Origin) -> None:
        """Overwrite an object in place, if it still is the one that was read."""
        _fail_if_told(self.replace_failures)
        if raw not in self.objects or _etag(self.objects[raw]) != etag:
            raise ChangedRawError("another object")
        self.objects[raw] = content
        self.origins[raw] = origin
        _fail_if_told(self.lost_answers)


def _etag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


class FakeMailer:
    """A mailer that keeps what it sent.

    `failures` refuse the next mails; `lose_answers` takes that many mails and then loses the
    answer, so that they are in `sent` although UnknownResultError was raised.
    """

    def __init__(self) -> None:
        self.sent: list[OutboundMail] = []
        self.failures: list[Exception] = []
        self.lose_answers = 0

    def send(self, mail: OutboundMail) -> str:
        """Take the mail and return its SES message id: unlike any other, the same in each run."""
        _fail_if_told(self.failures)
        self.sent.append(mail)
        if self.lose_answers:
            self.lose_answers -= 1
            raise UnknownResultError("the answer was lost")
        return f"0100018f00000000-00000000-0000-4000-8000-{len(self.sent):012d}-000000"


class FakeOnCall:
    """The people on call; `failures` and `lose_answers` as for the mailer."""

    def __init__(self) -> None:
        self.told: list[OutboundNotice] = []
        self.failures: list[Exception] = []
        self.lose_answers = 0

    def notify(self, notice: OutboundNotice) -> str:
        """Take the notice and return its id."""
        _fail_if_told(self.failures)
        self.told.append(notice)
        if self.lose_answers:
            self.lose_answers -= 1
            raise UnknownResultError("the answer was lost")
        return f"00000000-0000-4000-8000-{len(self.told):012d}"


class FakeSecondOpinion:
    """Somebody who says of every message what he is told to say; `asked` is what he was shown."""

    def __init__(self, answer: Opinion | NoOpinion) -> None:
        self.answer = answer
        self.asked: list[Masked] = []

    def category_of(
        self,
        message: Masked,
        choices: Mapping[str, tuple[str, ...]],  # noqa: ARG002 — he knows his answer
    ) -> Opinion | NoOpinion:
        """Return the answer."""
        self.asked.append(message)
        return self.answer


class FakeFeedbackQueue:
    """A feedback queue that is as old as it is told to be; `asked` is when it was asked."""

    def __init__(self, age_s: float = 0.0) -> None:
        self.age_s = age_s
        self.asked: list[datetime] = []

    def oldest_message_age_s(self, now: datetime) -> float:
        """Return the age of its oldest waiting message."""
        self.asked.append(now)
        return self.age_s


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 7, 30, 2, 0, tzinfo=UTC)) -> None:
        self.time = now

    def now(self) -> datetime:
        """Return the time it was set to."""
        return self.time

    def advance(self, by: timedelta) -> None:
        """Move forward."""
        self.time += by
