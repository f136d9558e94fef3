"""Replies that say nothing new: thanks, and questions how it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.desk.decide import decide_intake
from chalicelib.desk.decide_send import decide_follow, decide_send, needs_ticket
from chalicelib.desk.decision import AppendMessage
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import Cancel, Follow, MailKind, Send, Standing
from chalicelib.desk.status_answer import true_state
from chalicelib.desk.ticket import NOT_REACHED, Ticket
from chalicelib.reading.message import Attachment, Verdict
from chalicelib.understanding.findings import Fact, FactType, Intent, Mood, Priority
from tests.builders import (
    NOW,
    NUMBER,
    PASSED,
    a_contact,
    a_registration,
    a_ticket,
    an_entry,
    an_inbound,
    an_understanding,
    the_rules,
)

HASH = Fact(type=FactType.TX_HASH, value="0x" + "5e" * 32, chain="evm")
FILE = Attachment(
    filename="screen.png",
    content_type="image/png",
    size_bytes=68,
    sha256="0" * 64,
    inline=False,
    part="2",
)
LIVE = (Status.NEW, Status.OPEN, Status.WAITING_CUSTOMER)
ENDED = (Status.RESOLVED, Status.CLOSED)
STATUS_MAIL = an_entry(MailKind.STATUS, due_now=True)


def replied(
    intent: Intent, known: Ticket | None = None, *, later: timedelta = timedelta(), **changes: Any
) -> AppendMessage:
    """Return what a customer's reply of an intent leads to."""
    understood = {k: changes.pop(k) for k in ("facts", "mood", "priority") if k in changes}
    decision = decide_intake(
        an_inbound(**changes),
        an_understanding(intent=intent, **understood),
        known or a_ticket(),
        a_registration(now=NOW + later),
        the_rules(),
    )
    assert isinstance(decision, AppendMessage)
    return decision


@pytest.mark.parametrize("status", [*LIVE, *ENDED])
@pytest.mark.parametrize("intent", [Intent.THANKS, Intent.STATUS_REQUEST])
def test_a_reply_that_says_nothing_new_moves_nothing(intent: Intent, status: Status) -> None:
    """No status changes, no reminder is voided, and the message stands in the thread."""
    known = a_ticket(status=status)

    decision = replied(intent, known)

    ticket = decision.ticket
    assert (ticket.status, ticket.turn, ticket.missing) == (status, known.turn, known.missing)
    assert ticket.version == known.version + 1
    assert decision.message.ticket == NUMBER
    assert "reopened_from" not in decision.history[0].detail


def test_thanks_are_not_answered() -> None:
    """Two polite people would never stop."""
    decision = replied(Intent.THANKS)

    assert decision.outbox == ()
    assert decision.history[0].event == "thanked"


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": (HASH,)},
        {"attachments": (FILE,)},
        {"priority": Priority.URGENT},
        {"mood": Mood.SELF_HARM},
    ],
    ids=["a fact", "a file", "danger", "self-harm"],
)
@pytest.mark.parametrize("intent", [Intent.THANKS, Intent.STATUS_REQUEST])
def test_a_reply_that_brings_something_is_a_reply(intent: Intent, changes: dict[str, Any]) -> None:
    """Thanks with the hash that was asked for end the waiting."""
    decision = replied(intent, **changes)

    assert decision.ticket.status is Status.OPEN
    assert decision.ticket.turn == 2
    assert MailKind.STATUS not in [entry.kind for entry in decision.outbox]


def test_a_fact_we_know_already_is_nothing_new() -> None:
    """A chaser that names its transaction again is still a chaser."""
    decision = replied(Intent.STATUS_REQUEST, a_ticket(facts=(HASH,)), facts=(HASH,))

    assert [entry.kind for entry in decision.outbox] == [MailKind.STATUS]


def test_a_day_and_a_phone_are_news_only_where_we_asked_for_them() -> None:
    """Who asks how it stands says since when; that is no new fact, unless we wanted to know."""
    day = Fact(type=FactType.DATE, value="3 May")
    phone = Fact(type=FactType.DEVICE, value="Pixel 7")
    asked = a_ticket(missing=("time",))

    chaser = replied(Intent.STATUS_REQUEST, a_ticket(), facts=(day, phone))
    answer = replied(Intent.STATUS_REQUEST, asked, facts=(day,))

    assert [entry.kind for entry in chaser.outbox] == [MailKind.STATUS]
    assert MailKind.STATUS not in [entry.kind for entry in answer.outbox]


def test_bitter_thanks_are_a_reply() -> None:
    """Somebody must read them."""
    assert replied(Intent.THANKS, mood=Mood.ANGRY).ticket.turn == 2


def test_a_question_how_it_stands_is_answered_once_a_day() -> None:
    """Asked at once again it is kept and flagged; a day later it is answered again."""
    first = replied(Intent.STATUS_REQUEST)
    again = replied(Intent.STATUS_REQUEST, first.ticket, later=timedelta(hours=23))
    next_day = replied(Intent.STATUS_REQUEST, again.ticket, later=timedelta(days=1))

    assert [len(d.outbox) for d in (first, again, next_day)] == [1, 0, 1]
    assert first.outbox[0].id != next_day.outbox[0].id
    assert first.outbox[0].turn == first.ticket.turn
    assert first.ticket.flags == ("chaser",)
    assert first.ticket.status_told_at == NOW


def test_a_second_question_raises_the_ticket_a_step_and_no_further_than_high() -> None:
    """Gently: a chaser is never as urgent as danger."""
    ticket = a_ticket(priority=Priority.LOW)
    seen = []
    for _ in range(5):
        ticket = replied(Intent.STATUS_REQUEST, ticket).ticket
        seen.append(ticket.priority)

    assert seen == [Priority.LOW, Priority.NORMAL, *[Priority.HIGH] * 3]


def test_an_angry_question_is_answered_and_asks_for_somebody_experienced() -> None:
    """Rudeness costs nobody their answer."""
    decision = replied(Intent.STATUS_REQUEST, mood=Mood.ANGRY)

    assert len(decision.outbox) == 1
    assert "senior" in decision.ticket.flags


@pytest.mark.parametrize(
    ("known", "changes"),
    [
        ({"flags": (NOT_REACHED,)}, {}),
        ({"contact": None}, {}),
        ({"contact": a_contact("no-reply@shop.example")}, {}),
        ({"sender_proven": False}, {"verdicts": replace(PASSED, dmarc=Verdict.GRAY)}),
        ({"status_told_at": NOW - timedelta(hours=1)}, {}),
    ],
    ids=["not reached", "nobody", "no-reply", "unproven", "told lately"],
)
@pytest.mark.parametrize("status", [*LIVE, *ENDED])
def test_a_question_no_machine_may_answer_is_seen_by_a_person(
    known: dict[str, Any], changes: dict[str, Any], status: Status
) -> None:
    """On a live ticket it waits there; an ended one is reopened, or nobody would look."""
    decision = replied(Intent.STATUS_REQUEST, a_ticket(status=status, **known), **changes)

    assert decision.outbox == ()
    assert decision.ticket.status is (Status.OPEN if status in ENDED else status)


def test_a_strangers_question_is_held() -> None:
    """How a ticket stands is told to its customer only."""
    decision = replied(Intent.STATUS_REQUEST, sender=a_contact("stranger@evil.example"))

    assert decision.message.held
    assert decision.outbox == ()


def test_a_status_answer_is_sent_by_the_ticket_as_it_is() -> None:
    """It needs the ticket read, follows no plan, and plans nothing."""
    assert needs_ticket(STATUS_MAIL)
    assert decide_send(STATUS_MAIL, a_ticket(), the_rules()) == Send()
    assert decide_follow(STATUS_MAIL, the_rules(), NOW) == Follow()


@pytest.mark.parametrize(
    "ticket", [None, a_ticket(flags=(NOT_REACHED,)), a_ticket(status=Status.SPAM)]
)
def test_a_status_answer_is_cancelled_when_nobody_may_hear_it(ticket: Ticket | None) -> None:
    """Asked at the moment of sending."""
    assert isinstance(decide_send(STATUS_MAIL, ticket, the_rules()), Cancel)


@pytest.mark.parametrize(
    ("changes", "missing", "promise", "overdue"),
    [
        ({"status": Status.WAITING_CUSTOMER}, ("tx_hash",), None, False),
        ({"status": Status.OPEN}, (), NOW + timedelta(hours=1), False),
        ({"status": Status.NEW, "answer_by": NOW}, (), NOW, True),
        ({"status": Status.OPEN, "answer_by": None}, (), None, False),
        ({"status": Status.CLOSED}, (), None, False),
    ],
)
def test_the_true_state_says_who_waits_for_whom(
    changes: dict[str, Any], missing: tuple[str, ...], promise: Any, *, overdue: bool
) -> None:
    """What we wait for, what we promised, and that we broke it: as it is at that moment."""
    ticket = a_ticket(**{"answer_by": NOW + timedelta(hours=1), **changes})

    letter = true_state(STATUS_MAIL.letter, ticket, last_wrote_at=NOW, now=NOW)

    assert (letter.missing, letter.answer_by) == (missing, promise)
    assert letter.standing == Standing(status=ticket.status, overdue=overdue, last_wrote_at=NOW)


@pytest.mark.parametrize(("flags", "category"), [(("triage",), None), ((), "transaction_issue")])
def test_the_true_state_claims_no_understanding_it_has_not(
    flags: tuple[str, ...], category: str | None
) -> None:
    """A ticket in triage has no topic."""
    letter = true_state(STATUS_MAIL.letter, a_ticket(flags=flags), last_wrote_at=None, now=NOW)

    assert letter.category == category
