"""Danger, tone and the call to the people on call."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.answering.notice import compose_notice
from chalicelib.desk.danger import steps_for
from chalicelib.desk.decide import decide_intake
from chalicelib.desk.decision import AppendMessage, OpenTicket
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import MailKind, OutboxEntry, Steps
from chalicelib.errors import OperatorError
from chalicelib.reading.message import Verdict, Verdicts
from chalicelib.understanding.findings import (
    Fact,
    FactType,
    Intent,
    Issue,
    Mood,
    Priority,
    Understanding,
)
from tests.builders import (
    NUMBER,
    a_contact,
    a_notice,
    a_registration,
    a_ticket,
    an_entry,
    an_inbound,
    an_understanding,
    the_rules,
)

HASH = Fact(type=FactType.TX_HASH, value="0x" + "5e" * 32, chain="evm")
THIEF = Fact(type=FactType.ADDRESS, value="TQ5" + "h" * 31, chain="tron", valid=True)
EUROS = Fact(type=FactType.AMOUNT, value="€90", amount="90", coin="EUR")
NIGHT = datetime(2026, 8, 1, 19, 0, tzinfo=UTC)
"""Sunday three o'clock in Shanghai."""


def a_theft(**changes: Any) -> Understanding:
    """Return the sure understanding of a theft."""
    theft = {
        "category": "account_security",
        "subtype": "theft",
        "queue": "security",
        "priority": Priority.URGENT,
        "facts": (HASH, THIEF),
        "missing": ("address",),
    }
    return an_understanding(**{**theft, **changes})


def decided(understanding: Understanding, **inbound: Any) -> OpenTicket:
    """Return what a new mail leads to on a Sunday night."""
    decision = decide_intake(
        an_inbound(**inbound), understanding, None, a_registration(now=NIGHT), the_rules()
    )
    assert isinstance(decision, OpenTicket)
    return decision


def replied(understanding: Understanding, known: Any = None, **inbound: Any) -> AppendMessage:
    """Return what a reply leads to."""
    decision = decide_intake(
        an_inbound(**inbound),
        understanding,
        known or a_ticket(missing=("amount",)),
        a_registration(now=NIGHT),
        the_rules(),
    )
    assert isinstance(decision, AppendMessage)
    return decision


def kinds(outbox: tuple[OutboxEntry, ...]) -> list[MailKind]:
    """Return what goes out, in order."""
    return [entry.kind for entry in outbox]


@pytest.mark.parametrize(
    ("changes", "steps"),
    [
        ({}, Steps.THEFT),
        ({"subtype": None}, Steps.THEFT),
        ({"subtype": "phishing"}, Steps.PHISHING),
        ({"subtype": "leaked_secret"}, Steps.LEAKED_SECRET),
        ({"subtype": "lost_device"}, Steps.LOST_DEVICE),
        ({"facts": (EUROS,)}, Steps.CARD),
        ({"facts": (EUROS, HASH)}, Steps.THEFT),
        ({"subtype": "phishing", "facts": (EUROS,)}, Steps.PHISHING),
        ({"unsure": True}, Steps.PRECAUTION),
        ({"unsure": True, "priority": Priority.NORMAL}, None),
        ({"category": "transaction_issue", "subtype": "wrong_address"}, Steps.WRONG_ADDRESS),
        ({"category": "transaction_issue", "subtype": "failed"}, None),
    ],
)
def test_the_steps_fit_the_danger(changes: dict[str, Any], steps: Steps | None) -> None:
    """Each kind of danger has its own first steps; a mere guess gets precautions."""
    assert steps_for(a_theft(**changes), the_rules()) is steps


def test_a_theft_on_a_sunday_night_is_answered_at_once_and_calls_somebody() -> None:
    """Nothing waits for office hours: not the steps, not the call, not the promise."""
    decision = decided(a_theft())

    letter, notice = decision.outbox
    assert kinds(decision.outbox) == [MailKind.ACKNOWLEDGEMENT, MailKind.ONCALL_NOTICE]
    assert all(entry.due_now and entry.due_at == NIGHT for entry in decision.outbox)
    assert (letter.letter.steps, letter.letter.advice) == (Steps.THEFT, True)
    assert letter.letter.answer_by == NIGHT.replace(hour=20)
    assert decision.ticket.flags == ("danger",)
    assert notice.notice is not None
    assert (notice.notice.chains, notice.notice.facts) == (("evm", "tron"), 2)


def test_a_notice_holds_nothing_of_the_customers() -> None:
    """It may be read on any telephone: numbers and words of the policy only."""
    decision = decided(a_theft(), subject="Help my secret subject", text="my own words")

    told = compose_notice(decision.outbox[1])

    whole = told.subject + told.text
    assert NUMBER in told.subject
    assert "account_security/theft" in told.subject
    assert "Hashes and addresses told: 2" in told.text
    for customers in ("secret", "own words", HASH.value, THIEF.value, "li.wei", "Li Wei", "://"):
        assert customers not in whole
    assert told.subject.isascii()
    assert len(told.subject) < 100


def test_an_entry_without_a_notice_cannot_be_told() -> None:
    """A mail is never published by mistake."""
    with pytest.raises(OperatorError, match="no notice"):
        compose_notice(an_entry())


def test_a_notice_says_when_nothing_was_promised() -> None:
    """Nobody is mailed who cannot be, and somebody is called all the same."""
    decision = decided(a_theft(), sender=a_contact("no-reply@shop.example"))

    (notice,) = decision.outbox
    assert "Answer promised by: none given" in compose_notice(notice).text


def test_a_quarantined_theft_calls_nobody() -> None:
    """A forged mail must not wake anybody."""
    decision = decided(a_theft(), verdicts=Verdicts(spam=Verdict.FAIL))

    assert decision.outbox == ()


def test_an_ordinary_mail_calls_nobody() -> None:
    """Only danger does."""
    assert kinds(decided(an_understanding()).outbox) == [MailKind.ACKNOWLEDGEMENT]


def test_danger_told_in_a_reply_is_answered_with_the_steps_and_calls_once() -> None:
    """The second message about it finds everybody awake."""
    first = replied(a_theft())
    second = replied(a_theft(), known=first.ticket, message_id="m3@customer.example")

    assert kinds(first.outbox) == [MailKind.ACKNOWLEDGEMENT, MailKind.ONCALL_NOTICE]
    assert first.outbox[0].letter.steps is Steps.THEFT
    assert first.outbox[0].plan is None
    assert first.ticket.missing == ("amount",)
    assert first.ticket.answer_by == NIGHT.replace(hour=20)
    assert second.outbox == ()


def test_danger_on_a_ticket_that_had_ended_calls_again() -> None:
    """Who was helped a month ago may be robbed today."""
    ended = a_ticket(status=Status.CLOSED, flags=("danger",), priority=Priority.URGENT)

    assert MailKind.ONCALL_NOTICE in kinds(replied(a_theft(), known=ended).outbox)


def test_danger_told_by_a_doubtful_sender_calls_once_and_mails_nobody() -> None:
    """A robbed customer may have lost the mailbox as well; a stranger learns nothing."""
    stranger = a_contact("stranger@elsewhere.example")
    first = replied(a_theft(), sender=stranger)
    second = replied(a_theft(), known=first.ticket, sender=stranger)

    assert kinds(first.outbox) == [MailKind.ONCALL_NOTICE]
    assert first.message.held
    assert "held_danger" in first.ticket.flags
    assert second.outbox == ()


@pytest.mark.parametrize("mood", [Mood.ANGRY, Mood.DESPERATE, Mood.THREATENING])
def test_a_strong_mood_asks_for_somebody_experienced(mood: Mood) -> None:
    """It raises the ticket to high, and nothing is refused."""
    decision = decided(an_understanding(mood=mood, priority=Priority.LOW))

    assert decision.ticket.priority is Priority.HIGH
    assert decision.ticket.flags == ("senior",)
    assert decision.outbox[0].letter.mood is mood


def test_self_harm_is_urgent_calls_somebody_and_is_reminded_of_nothing() -> None:
    """Somebody answers in person; no machine asks and closes."""
    decision = decided(an_understanding(mood=Mood.SELF_HARM))

    assert decision.ticket.priority is Priority.URGENT
    assert decision.ticket.flags == ("senior", "self_harm")
    assert kinds(decision.outbox) == [MailKind.ACKNOWLEDGEMENT, MailKind.ONCALL_NOTICE]
    assert decision.outbox[0].plan is None
    assert decision.outbox[1].notice is not None
    assert decision.outbox[1].notice.reason == "self_harm"


def test_self_harm_in_a_reply_is_answered_too() -> None:
    """The caring words go out at once, and somebody is called."""
    decision = replied(an_understanding(mood=Mood.SELF_HARM))

    assert kinds(decision.outbox) == [MailKind.ACKNOWLEDGEMENT, MailKind.ONCALL_NOTICE]
    assert decision.outbox[0].letter.mood is Mood.SELF_HARM


def test_several_matters_are_a_check_list_without_the_writers_words() -> None:
    """The letter names each by its category; the texts stay with the message for operators."""
    issues = (
        Issue(number=1, category="transaction_issue", text="my own words"),
        Issue(number=2, category=None, text="and some more"),
    )

    decision = decided(an_understanding(issues=issues))

    assert decision.ticket.flags == ("several_issues",)
    assert decision.outbox[0].letter.points == ("transaction_issue", "")
    assert decision.message.understanding is not None
    assert decision.message.understanding.issues == issues


def test_one_matter_is_no_list() -> None:
    """A mail that begins with "1." has one point."""
    decision = decided(an_understanding(issues=(Issue(number=1, category=None, text="x"),)))

    assert decision.ticket.flags == ()
    assert decision.outbox[0].letter.points == ()


def test_a_complaint_is_flagged() -> None:
    """Whoever leads the desk finds complaints by it."""
    assert decided(an_understanding(intent=Intent.COMPLAINT)).ticket.flags == ("complaint",)


def test_a_notice_outlives_a_word_nobody_knows() -> None:
    """A reason of a later version is said as it is."""
    known = a_notice().notice
    assert known is not None
    notice = a_notice(notice=replace(known, reason="flood", subtype=None))

    told = compose_notice(notice)

    assert told.subject == f"[{NUMBER}] urgent: flood, account_security"
    assert told.text.startswith(f"Ticket {NUMBER}: flood.")
