"""What one message leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.desk.decide import decide_intake, decide_unreadable
from chalicelib.desk.decision import AppendMessage, IntakeDecision, OpenTicket, RecordVerdict
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import MailKind
from chalicelib.reading.message import Bounce, Channel, Kind, Verdict, Verdicts
from chalicelib.ticket_number import number_from
from chalicelib.understanding.findings import Fact, FactType, Priority
from tests.builders import (
    NOW,
    NUMBER,
    PASSED,
    a_contact,
    a_registration,
    a_ticket,
    an_inbound,
    an_understanding,
    the_rules,
)

OTHER = number_from(bytes(range(32)))
HASH = Fact(type=FactType.TX_HASH, value="0x" + "ab" * 32)


def decide(*, known: Any = None, understanding: Any = None, **inbound: Any) -> IntakeDecision:
    """Decide on a mail that differs from the usual one as told."""
    return decide_intake(
        an_inbound(**inbound),
        understanding or an_understanding(),
        known,
        a_registration(),
        the_rules(),
    )


def opened(**changes: Any) -> OpenTicket:
    """Decide on a mail that must open a ticket."""
    decision = decide(**changes)
    assert isinstance(decision, OpenTicket)
    return decision


def appended(**changes: Any) -> AppendMessage:
    """Decide on a mail that must be added to a ticket."""
    decision = decide(**{"known": a_ticket(), **changes})
    assert isinstance(decision, AppendMessage)
    return decision


def test_a_new_mail_opens_a_ticket_with_an_answer_that_asks() -> None:
    """With a fact missing, the acknowledgement asks for it and starts the category's plan."""
    decision = opened()

    (entry,) = decision.outbox
    assert decision.ticket.status is Status.NEW
    assert (entry.kind, entry.due_now, entry.plan) == (
        MailKind.ACKNOWLEDGEMENT,
        True,
        "information",
    )
    assert entry.letter.missing == ("tx_hash",)
    assert decision.message_ids == ("m1@customer.example",)


def test_a_complete_mail_waits_for_us_and_plans_nothing() -> None:
    """Who told everything is asked nothing, reminded of nothing and never closed by time."""
    decision = opened(understanding=an_understanding(missing=(), facts=(HASH,)))

    assert [e.plan for e in decision.outbox] == [None]
    assert decision.outbox[0].letter.facts == (HASH,)


def test_a_theft_is_asked_for_facts_but_never_put_on_a_closing_plan() -> None:
    """Nobody in danger is closed for not answering."""
    theft = an_understanding(
        category="account_security", queue="security", priority=Priority.URGENT
    )

    decision = opened(understanding=theft)

    assert {e.plan for e in decision.outbox} == {None}
    assert decision.outbox[0].letter.missing == ("tx_hash",)


def test_an_unsure_message_gets_a_neutral_answer_and_a_flag() -> None:
    """We never claim to have understood what we are unsure of."""
    decision = opened(understanding=an_understanding(unsure=True, missing=(), queue="general"))

    assert decision.outbox[0].letter.category is None
    assert decision.ticket.flags == ("triage",)


def test_the_promise_stands_in_ticket_and_letter() -> None:
    """Four working hours from ten o'clock is two in the afternoon, Shanghai time."""
    decision = opened()

    assert decision.ticket.answer_by == NOW.replace(hour=6)
    assert decision.outbox[0].letter.answer_by == decision.ticket.answer_by


@pytest.mark.parametrize(
    ("verdicts", "flag"),
    [
        (replace(PASSED, virus=Verdict.FAIL), "virus_verdict"),
        (replace(PASSED, spam=Verdict.FAIL), "spam_verdict"),
        (replace(PASSED, dmarc=Verdict.FAIL), "dmarc_reject_verdict"),
        (
            replace(PASSED, dmarc=Verdict.FAIL, dmarc_policy="quarantine"),
            "dmarc_quarantine_verdict",
        ),
    ],
)
def test_a_failed_verdict_is_kept_apart_and_not_answered(verdicts: Verdicts, flag: str) -> None:
    """Quarantine: a ticket in status spam, no mail."""
    decision = opened(verdicts=verdicts)

    assert decision.ticket.status is Status.SPAM
    assert decision.outbox == ()
    assert flag in decision.ticket.flags


@pytest.mark.parametrize(
    "verdicts",
    [
        Verdicts(),
        replace(PASSED, dmarc=Verdict.GRAY),
        replace(PASSED, dmarc=Verdict.FAIL, dmarc_policy="none"),
        replace(PASSED, spf=Verdict.FAIL, dkim=Verdict.FAIL, dmarc=Verdict.PROCESSING_FAILED),
    ],
)
def test_an_unproven_sender_is_answered_without_words_of_their_own(verdicts: Verdicts) -> None:
    """No reflection: an attacker can put a stranger's address and any text into a mail."""
    decision = opened(verdicts=verdicts)

    assert decision.outbox[0].letter.name == ""
    assert decision.outbox[0].letter.subject == ""


def test_a_proven_sender_is_greeted_by_name() -> None:
    """Display name and subject come back only to who is proven."""
    letter = opened().outbox[0].letter

    assert (letter.name, letter.subject) == ("Li Wei", "Transfer missing")


@pytest.mark.parametrize("name", ["x" * 41, "Visit evil.example/now", "<b>Li</b>", "Li2", ""])
def test_a_display_name_that_is_no_name_is_left_out(name: str) -> None:
    """Letters and name punctuation only, at most forty."""
    letter = opened(sender=a_contact(name=name)).outbox[0].letter

    assert letter.name == ""


def test_a_reply_to_of_somebody_else_is_answered_without_words() -> None:
    """A proven sender may name another address; their words are not carried there."""
    decision = opened(reply_to=(a_contact("other@elsewhere.example"),))

    assert str(decision.outbox[0].recipient.address) == "other@elsewhere.example"
    assert decision.outbox[0].letter.subject == ""
    assert decision.ticket.known_addresses == (
        "li.wei@customer.example",
        "other@elsewhere.example",
    )


@pytest.mark.parametrize(
    "address", ["no-reply@shop.example", "MAILER-DAEMON@x.example", "Support+1@desk.example"]
)
def test_nobody_is_answered_who_does_not_read(address: str) -> None:
    """No-reply boxes and our own mailboxes get a ticket and no mail."""
    decision = opened(sender=a_contact(address))

    assert decision.outbox == ()
    assert decision.ticket.status is Status.NEW


def test_mail_to_an_unknown_recipient_is_kept_for_triage_unanswered() -> None:
    """Nothing is lost, nobody is mailed in a brand's name who did not write to it."""
    decision = decide_intake(
        an_inbound(),
        an_understanding(),
        None,
        a_registration(recipient_known=False),
        the_rules(),
    )

    assert isinstance(decision, OpenTicket)
    assert decision.outbox == ()
    assert "recipient_unknown" in decision.ticket.flags


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.HUMAN])
def test_a_machines_mail_is_a_recorded_verdict(kind: Kind) -> None:
    """Bounces, responders, lists: recorded with their reason, never answered."""
    decision = decide(kind=kind, kind_reason="says so")

    assert isinstance(decision, RecordVerdict)
    assert (decision.kind, decision.reason, decision.ticket) == (kind, "says so", None)


def test_a_bounce_of_our_mail_stands_in_the_tickets_history() -> None:
    """Operators see on the ticket that their customer was not reached."""
    bounce = Bounce(
        final_recipient="li.wei@customer.example",
        status="5.1.1",
        action="failed",
        reason="no such user",
        original_message_id="",
    )

    decision = decide(known=a_ticket(), kind=Kind.BOUNCE, bounce=bounce)

    assert isinstance(decision, RecordVerdict)
    assert decision.ticket == NUMBER
    assert decision.history[0].detail == {"kind": "bounce", "status": "5.1.1"}


def test_a_customers_reply_opens_the_ticket_and_voids_what_was_planned() -> None:
    """The turn grows, so no reminder of the earlier turn makes sense any more."""
    decision = appended(understanding=an_understanding(facts=(HASH,)))

    assert decision.ticket.status is Status.OPEN
    assert (decision.ticket.turn, decision.ticket.version) == (2, 2)
    assert decision.ticket.missing == ()
    assert decision.ticket.facts == (HASH,)
    assert decision.outbox == ()


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED])
def test_a_reply_reopens_what_was_ended(status: Status) -> None:
    """A customer who writes again is heard, and history says so."""
    decision = appended(known=a_ticket(status=status))

    assert decision.ticket.status is Status.OPEN
    assert decision.history[0].detail["reopened_from"] == status


def test_a_reply_from_another_address_is_held_for_a_person() -> None:
    """A stranger who knows the token adds no facts and cannot be answered by machine."""
    decision = appended(
        sender=a_contact("stranger@evil.example"), understanding=an_understanding(facts=(HASH,))
    )

    assert decision.message.held
    assert decision.ticket.facts == ()
    assert "unverified_reply" in decision.ticket.flags
    assert decision.ticket.status is Status.OPEN
    assert decision.message_ids == ()


@pytest.mark.parametrize("dmarc", [None, Verdict.GRAY, Verdict.FAIL])
def test_a_reply_less_proven_than_the_ticket_is_held(dmarc: Verdict | None) -> None:
    """Anybody can write a customer's address into From; facts of such a mail are not believed."""
    decision = appended(
        verdicts=replace(PASSED, dmarc=dmarc, dmarc_policy="none"),
        understanding=an_understanding(facts=(HASH,)),
    )

    assert decision.message.held
    assert decision.ticket.facts == ()
    assert decision.history[0].actor == "unknown"


def test_a_customer_once_taken_for_spam_is_heard_in_a_ticket_of_their_own() -> None:
    """The quarantined ticket stays as it is, and the new one names it."""
    decision = decide(known=a_ticket(status=Status.SPAM, number=OTHER))

    assert isinstance(decision, OpenTicket)
    assert decision.ticket.linked == (OTHER,)
    assert len(decision.outbox) == 1


def test_a_reply_after_a_need_left_the_policy_is_still_taken() -> None:
    """What is missing by a name nobody knows any more stays missing."""
    decision = appended(known=a_ticket(missing=("shoe_size",)))

    assert decision.ticket.missing == ("shoe_size",)


def test_a_failed_verdict_in_a_reply_changes_nothing_but_the_thread() -> None:
    """Spoofed mail cannot stop a reminder or reopen a ticket."""
    decision = appended(verdicts=replace(PASSED, dmarc=Verdict.FAIL))

    assert decision.message.held
    assert (decision.ticket.status, decision.ticket.turn) == (Status.WAITING_CUSTOMER, 1)


def test_danger_in_a_reply_raises_the_ticket() -> None:
    """A theft told in the second mail is as urgent as in the first."""
    decision = appended(
        understanding=an_understanding(category="account_security", priority=Priority.URGENT)
    )

    assert decision.ticket.priority is Priority.URGENT


def test_an_unreadable_mail_is_a_high_ticket_of_its_receipt_alone() -> None:
    """A person must look at it; nobody is mailed."""
    inbound = an_inbound(sender=None, subject="", text="", reply="", message_id="")

    decision = decide_unreadable(inbound, a_registration(), the_rules())

    assert decision.ticket.priority is Priority.HIGH
    assert decision.ticket.flags == ("unreadable",)
    assert decision.outbox == ()
    assert decision.message.raw == inbound.raw


@given(
    kind=st.sampled_from(Kind),
    channel=st.sampled_from(Channel),
    dmarc=st.sampled_from([None, *Verdict]),
    spam=st.sampled_from([None, *Verdict]),
    policy=st.sampled_from([None, "none", "quarantine", "reject"]),
    known=st.sampled_from([None, *(a_ticket(status=s) for s in Status)]),
    unsure=st.booleans(),
    category=st.sampled_from(sorted(the_rules().categories)),
)
def test_no_message_is_answered_that_must_not_be(**case: Any) -> None:
    """Machines and failed verdicts never lead to a mail; every message leads to one decision."""
    verdicts = Verdicts(dmarc=case["dmarc"], spam=case["spam"], dmarc_policy=case["policy"])
    decision = decide(
        known=case["known"],
        kind=case["kind"],
        channel=case["channel"],
        verdicts=verdicts,
        understanding=an_understanding(category=case["category"], unsure=case["unsure"]),
    )

    mails = () if isinstance(decision, RecordVerdict) else decision.outbox
    failed = case["spam"] is Verdict.FAIL or (
        case["dmarc"] is Verdict.FAIL and case["policy"] in ("quarantine", "reject")
    )
    assert not (mails and (failed or case["kind"] is not Kind.HUMAN))
    assert isinstance(decision, RecordVerdict) == (case["kind"] is not Kind.HUMAN)
