"""Questions how it stands: which replies are nothing else, and the answer they get. Pure.

Product rule (S31, S59): a chaser joins its ticket, opens, reopens and closes nothing, and is
answered by machine with the true state at most once a day; the state is read as the mail leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.desk import oncall, proof
from chalicelib.desk.acknowledge import may_answer, reply_letter
from chalicelib.desk.decision import Registration
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import Letter, MailKind, OutboxEntry, Standing, entry_id
from chalicelib.desk.ticket import NOT_REACHED, Ticket
from chalicelib.reading.message import Contact, InboundMessage
from chalicelib.rules import Rules
from chalicelib.understanding.findings import (
    Fact,
    FactType,
    Intent,
    Mood,
    Priority,
    Understanding,
)

CHASER = "chaser"
"""The flag of a ticket whose customer asked how it stands."""

_ONE_IN = timedelta(days=1)
_ENDED = (Status.RESOLVED, Status.CLOSED)
_ANSWERED = (Status.NEW, Status.OPEN, Status.WAITING_CUSTOMER, *_ENDED)
_TELLING = (
    FactType.TX_HASH,
    FactType.ADDRESS,
    FactType.AMOUNT,
    FactType.ORDER_NO,
    FactType.TRACKING_NO,
)
"""What a person would look up; who asks how it stands names the day and the phone as well."""

_ONE_STEP_UP = {Priority.LOW: Priority.NORMAL, Priority.NORMAL: Priority.HIGH}


class Reply(StrEnum):
    """What a customer's reply comes to."""

    SAYS_MORE = "customer_wrote"
    THANKS = "thanked"
    ASKS_STATUS = "asked_status"


def kind_of_reply(
    inbound: InboundMessage,
    understanding: Understanding,
    known: Ticket,
    registration: Registration,
    rules: Rules,
) -> Reply:
    """Return what a reply of the ticket's customer comes to.

    Thanks and a question how it stands are nothing more only when they bring no new fact that a
    person would look up, no file and no danger. A question that cannot be answered by machine must
    be seen by a person, so where the ticket has ended it reopens it, as any other reply does.
    """
    if _brings_something(inbound, understanding, known, rules):
        return Reply.SAYS_MORE
    if understanding.intent is Intent.THANKS and understanding.mood is Mood.CALM:
        return Reply.THANKS
    if understanding.intent is not Intent.STATUS_REQUEST:
        return Reply.SAYS_MORE
    if known.status in _ENDED and whom_to_tell(inbound, known, registration, rules) is None:
        return Reply.SAYS_MORE
    return Reply.ASKS_STATUS


def _brings_something(
    inbound: InboundMessage, understanding: Understanding, known: Ticket, rules: Rules
) -> bool:
    return (
        any(map(_news(known, rules), understanding.facts))
        or any(not file.inline for file in inbound.attachments)
        or bool(understanding.secrets)
        or len(understanding.issues) > 1
        or oncall.reason_to_call(understanding, known, rules) is not None
    )


def _news(known: Ticket, rules: Rules) -> Callable[[Fact], bool]:
    """Return what tells whether a fact is news: one to look up, or an answer to our question."""
    told = {(fact.type, fact.value) for fact in known.facts}
    asked = {type_ for need in known.missing for type_ in rules.needs.get(need, ())}
    return lambda fact: (
        (fact.type in _TELLING or fact.type in asked) and (fact.type, fact.value) not in told
    )


def whom_to_tell(
    inbound: InboundMessage, known: Ticket, registration: Registration, rules: Rules
) -> Contact | None:
    """Return whom a question how it stands is answered to; None when it must not be, or was."""
    told_lately = (
        known.status_told_at is not None and registration.now - known.status_told_at < _ONE_IN
    )
    may = (
        proof.is_proven(inbound)
        and known.status in _ANSWERED
        and NOT_REACHED not in known.flags
        and not told_lately
        and known.contact is not None
        and may_answer(known.contact, registration, rules)
    )
    return known.contact if may else None


def status_answer(
    ticket: Ticket, contact: Contact, inbound: InboundMessage, now: datetime
) -> OutboxEntry:
    """Return the answer, due now; what it says of the ticket is filled in as it leaves."""
    return OutboxEntry(
        id=entry_id(ticket.number, MailKind.STATUS, now.toordinal()),
        ticket=ticket.number,
        brand=ticket.brand,
        queue=ticket.queue,
        kind=MailKind.STATUS,
        recipient=contact,
        locale=ticket.locale,
        turn=ticket.turn,
        letter=reply_letter(ticket, contact, inbound),
        created_at=now,
        due_at=now,
        due_now=True,
    )


def chased(priority: Priority, flags: tuple[str, ...]) -> Priority:
    """Return the priority after a question: from the second one on a step up, to high at most."""
    return _ONE_STEP_UP.get(priority, priority) if CHASER in flags else priority


def true_state(
    letter: Letter, ticket: Ticket, *, last_wrote_at: datetime | None, now: datetime
) -> Letter:
    """Return a status answer's letter with how its ticket stands at `now`."""
    waiting = ticket.status is Status.WAITING_CUSTOMER
    ours = ticket.status in (Status.NEW, Status.OPEN)
    promise = ticket.answer_by if ours else None
    return Letter(
        category=None if "triage" in ticket.flags else ticket.category or None,
        missing=ticket.missing if waiting else (),
        answer_by=promise,
        name=letter.name,
        subject=letter.subject,
        in_reply_to=letter.in_reply_to,
        references=letter.references,
        standing=Standing(
            status=ticket.status,
            overdue=promise is not None and promise <= now,
            last_wrote_at=last_wrote_at,
        ),
    )
