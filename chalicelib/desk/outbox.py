"""The outbox: every automatic mail and every notice is an entry first; its states are one table.

    pending ──claim──▶ sending ──SES id──▶ accepted ──▶ delivered | bounced | complained
       │                  │ unknown result: stays sending until its lease and SES's event
       │                  │ window have passed, then it may be claimed again
       └──▶ cancelled     └──▶ failed

SES events arrive in any order and more than once, so they merge by rank and never go back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from chalicelib.desk.lifecycle import Status
from chalicelib.reading.message import Contact
from chalicelib.ticket_number import TicketNumber
from chalicelib.understanding.findings import Fact, Mood, Priority

EntryId = NewType("EntryId", str)
"""Deterministic, and legal as an SES message tag: see `entry_id`."""

LEASE = timedelta(seconds=360)
"""Longer than the send function's timeout (60 s) plus SES's event window (300 s)."""

NOTICE_LEASE = timedelta(seconds=90)
"""Longer than the send function's timeout: no event ever tells of a notice, so none is awaited."""

EVENT_WINDOW = timedelta(seconds=300)
"""Within this time SES's Send event has told whether a mail of unknown result was accepted."""

MAX_ATTEMPTS = 5


class MailKind(StrEnum):
    """Which mail: also the folder of its templates."""

    ACKNOWLEDGEMENT = "acknowledgement"
    INFORMATION_REMINDER = "information_reminder"
    LAST_CALL = "last_call"
    CLOSED = "closed"
    STATUS = "status"
    SECRET_RECEIVED = "secret_received"  # noqa: S105 — a name, no secret
    ONCALL_NOTICE = "oncall_notice"  # no mail: it goes to the people on call, and has no template


NOTICES = frozenset({MailKind.ONCALL_NOTICE})
"""The kinds that go to our own people and to no customer."""


class Steps(StrEnum):
    """What somebody in danger must do first: also the name of a part of the templates."""

    THEFT = "theft"
    CARD = "card"
    PHISHING = "phishing"
    LEAKED_SECRET = "leaked_secret"  # noqa: S105 — a name, no secret
    LOST_DEVICE = "lost_device"
    WRONG_ADDRESS = "wrong_address"
    PRECAUTION = "precaution"  # danger is plausible and nobody can be sure


class OutboxState(StrEnum):
    """Where an entry stands."""

    PENDING = "pending"
    SENDING = "sending"
    CANCELLED = "cancelled"
    FAILED = "failed"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


RANK: Mapping[OutboxState, int] = MappingProxyType(
    {
        OutboxState.PENDING: 0,
        OutboxState.SENDING: 1,
        OutboxState.CANCELLED: 2,
        OutboxState.FAILED: 3,
        OutboxState.ACCEPTED: 4,
        OutboxState.DELIVERED: 5,
        OutboxState.BOUNCED: 6,
        OutboxState.COMPLAINED: 7,
    }
)


_KINDS = frozenset(kind.value for kind in MailKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a ticket stood when its customer was told: for a status answer.

    `overdue` says that the promise has passed without an answer of a person; `last_wrote_at` is
    when a mail of ours last left for this ticket, None when none has.
    """

    status: Status
    overdue: bool
    last_wrote_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says, as typed and shape-checked values. No free text of the customer's.

    `name` and `subject` are set only for a proven sender, `name` letters only and ≤ 40.
    `in_reply_to` and `references` are message ids without brackets; `category` is None when we
    are unsure, `answer_by` None when nothing is promised. `closes_at` is when silence will close
    the ticket, filled in for a last call as it is sent. `bilingual` asks for a second language.

    `steps` come before everything else, `advice` adds how to keep an account safe. `mood` is the
    tone to meet. `points` are the categories of the several matters of one message, "" for one
    nobody can name. `linked` is the customer's earlier ticket of the same matter. `standing` is
    filled in for a status answer as it is sent. `secrets` are the sorts of secrets that were
    taken out of the message, "recovery_phrase" for instance.
    """

    category: str | None
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    answer_by: datetime | None = None
    closes_at: datetime | None = None
    name: str = ""
    subject: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    bilingual: bool = False
    steps: Steps | None = None
    advice: bool = False
    mood: Mood = Mood.CALM
    points: tuple[str, ...] = ()
    linked: TicketNumber | None = None
    standing: Standing | None = None
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the people on call are told: words of the policy and counts, nothing of a customer's.

    `reason` is "danger", "self_harm" or "held_danger"; `chains` are chain ids, `facts` how many
    hashes and addresses the ticket holds; `answer_by` is the promise given, None when none was.
    """

    reason: str
    category: str
    subtype: str | None
    priority: Priority
    chains: tuple[str, ...] = ()
    facts: int = 0
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """One automatic mail to one person, or one notice: what, to whom, when, how far it has come.

    `recipient` is None, and `notice` is set, for the kinds in NOTICES and for no other.
    `queue` and `turn` are the ticket's when it was planned. `plan` is the follow-up plan it
    belongs to, `step` its place there: -1 is the mail that asks, and `asked_at` when SES took it.
    `due_at` stays as planned however often the entry is put off, `not_before` is until when it
    is. `attempt` counts claims,
    `unanswered` those whose answer from SES was lost.
    """

    id: EntryId
    ticket: TicketNumber
    brand: str
    queue: str
    kind: MailKind
    recipient: Contact | None
    locale: str
    turn: int
    letter: Letter
    created_at: datetime
    due_at: datetime
    due_now: bool
    plan: str | None = None
    step: int = -1
    asked_at: datetime | None = None
    state: OutboxState = OutboxState.PENDING
    attempt: int = 0
    unanswered: int = 0
    lease_until: datetime | None = None
    not_before: datetime | None = None
    ses_message_id: str | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """Claim the entry and send it."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Sending makes no sense any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Follow:
    """What follows once SES has taken a mail: nothing is planned on a mail that never left.

    `next_entry` is the plan's next step. `move` is the ticket's status as it must still be, and
    the status it gets.
    """

    next_entry: OutboxEntry | None = None
    move: tuple[Status, Status] | None = None


def next_look(entry: OutboxEntry) -> datetime:
    """Return when somebody must look at a waiting entry again: `tick` asks for it then."""
    return entry.not_before or entry.lease_until or entry.due_at


def claimed_at(entry: OutboxEntry) -> datetime:
    """Return when a leased entry was claimed: the time of its mail, the same on every repeat.

    Raises:
        ValueError: the entry is not leased.
    """
    if entry.lease_until is None:
        raise ValueError("the entry is not leased")
    return entry.lease_until - lease_of(entry)


def lease_of(entry: OutboxEntry) -> timedelta:
    """Return how long an attempt may take before another is made."""
    return NOTICE_LEASE if entry.kind in NOTICES else LEASE


def entry_id(ticket: TicketNumber, kind: MailKind, turn: int) -> EntryId:
    """Return the one id this mail of this ticket has in this turn: [A-Za-z0-9_-] only.

    A status answer has one for each day instead: `turn` is the day's ordinal.
    """
    return EntryId(f"{ticket}-{kind}-{turn}")


def ticket_of(entry: EntryId) -> TicketNumber:
    """Return the ticket an entry id belongs to.

    Raises:
        ValueError: the id is not one of ours.
    """
    number, kind, turn = entry.rsplit("-", 2) if entry.count("-") >= 2 else ("", "", "")
    if not number or kind not in _KINDS or not turn.isdigit():
        raise ValueError("not an outbox entry id")
    return TicketNumber(number)


def merged(known: OutboxState, told: OutboxState) -> OutboxState:
    """Return the state after an event: the higher rank wins, whatever the order."""
    return told if RANK[told] > RANK[known] else known
