"""Taking in: one message, one ticket, whatever happens to its deliveries."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from chalicelib.desk.decision import IntakeDecision, OpenTicket
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.ticket import Ticket
from chalicelib.errors import ConflictError, TransientError
from chalicelib.reading import threads
from chalicelib.reading.message import Channel, EmailAddress, Verdict
from chalicelib.services import intake, reconcile
from chalicelib.services.intake import Outcome
from chalicelib.services.ports import Ports
from chalicelib.services.redelivery import try_again
from chalicelib.services.stores import Committed, Duplicate, MissingRawError
from chalicelib.ticket_number import TicketNumber, number_from
from tests.builders import PASSED, a_receipt, an_inbound, the_keys, the_rules
from tests.services.conftest import Desk, a_mail


def token_to(number: TicketNumber | None) -> dict[str, str]:
    """Return the header of a reply that goes to a ticket's Reply-To address."""
    assert number is not None
    address = threads.reply_address("support@desk.example", number, the_keys())
    return {"headers": f"Cc: {address}\r\n"}


def test_a_mail_becomes_one_ticket_with_one_acknowledgement_planned(desk: Desk) -> None:
    """M1: one mail, one ticket, one answer."""
    result = desk.receive(a_mail())

    assert result.outcome is Outcome.CREATED
    assert result.acknowledged
    assert set(desk.tickets.store.heads) == {result.ticket}
    assert desk.entry("acknowledgement").ticket == result.ticket


def test_a_mail_delivered_five_times_at_once_is_one_ticket(desk: Desk) -> None:
    """M2: five deliveries of one mail, each an object of its own."""
    receipts = [desk.stored(a_mail(), key=f"object-{n}") for n in range(5)]

    with ThreadPoolExecutor(5) as pool:
        results = [
            r for (r,) in pool.map(lambda one: intake.receive_mail(one, desk.ports), receipts)
        ]

    assert sorted(r.outcome for r in results) == [Outcome.CREATED] + [Outcome.DUPLICATE] * 4
    assert len({r.ticket for r in results}) == 1
    assert len(desk.tickets.store.heads) == 1


def test_two_mails_with_one_message_id_are_two_tickets(desk: Desk) -> None:
    """A Message-ID alone is no identity: careless programs repeat it."""
    first = desk.receive(a_mail("My transfer of 5 USDT failed."))
    second = desk.receive(a_mail("My parcel never came."), key="object-2")

    assert {first.outcome, second.outcome} == {Outcome.CREATED}
    assert first.ticket != second.ticket


def test_a_reply_to_the_token_address_is_appended(desk: Desk) -> None:
    """Key 1 of threading: the Reply-To token."""
    first = desk.receive(a_mail())

    reply = desk.receive(
        a_mail("Here is more.", message_id="m2@customer.example", **token_to(first.ticket)),
        key="object-2",
    )

    assert (reply.outcome, reply.ticket) == (Outcome.APPENDED, first.ticket)


def test_a_reply_to_the_customers_own_first_mail_is_appended(desk: Desk) -> None:
    """Key: the id of any mail of the thread, the customer's own too."""
    first = desk.receive(a_mail())

    reply = desk.receive(
        a_mail(
            "And also this.",
            message_id="m2@customer.example",
            headers="In-Reply-To: <m1@customer.example>\r\n",
        ),
        key="object-2",
    )

    assert (reply.outcome, reply.ticket) == (Outcome.APPENDED, first.ticket)


@pytest.mark.parametrize("spelling", ["{}", "{}@email.amazonses.com", "{}@eu-west-1.amazonses.com"])
def test_a_reply_to_our_mail_is_found_by_ses_id(desk: Desk, spelling: str) -> None:
    """Key 3: SES rewrites our Message-ID, and writes its own in three ways."""
    first = desk.receive(a_mail())
    desk.send_due()
    ses_id = desk.entry("acknowledgement").ses_message_id or ""

    reply = desk.receive(
        a_mail(
            "Thanks.",
            message_id="m2@customer.example",
            headers=f"In-Reply-To: <{spelling.format(ses_id)}>\r\n",
        ),
        key="object-2",
    )

    assert (reply.outcome, reply.ticket) == (Outcome.APPENDED, first.ticket)


def test_a_strangers_reply_is_held(desk: Desk) -> None:
    """M33: from another address it is kept on the ticket and shown nothing."""
    first = desk.receive(a_mail())

    reply = desk.receive(
        a_mail(
            "Please pay me.",
            message_id="m2@evil.example",
            sender="M <m@evil.example>",
            **token_to(first.ticket),
        ),
        key="object-2",
    )

    assert (reply.outcome, reply.ticket) == (Outcome.HELD, first.ticket)
    assert not reply.acknowledged


def test_a_forged_token_leads_nowhere(desk: Desk) -> None:
    """A guessed token opens a ticket of its own."""
    first = desk.receive(a_mail())
    assert first.ticket is not None
    forged = f"support+{first.ticket.lower()}.0aaaaaaaaaaaaaaaa@desk.example"

    reply = desk.receive(
        a_mail("Hello", message_id="m2@evil.example", headers=f"Cc: {forged}\r\n"),
        key="object-2",
    )

    assert reply.outcome is Outcome.CREATED
    assert reply.ticket != first.ticket


@pytest.mark.parametrize(
    ("dmarc", "outcome"), [(Verdict.PASS, Outcome.APPENDED), (Verdict.GRAY, Outcome.CREATED)]
)
def test_a_number_in_the_subject_counts_only_from_its_proven_customer(
    desk: Desk, dmarc: Verdict, outcome: Outcome
) -> None:
    """Key 5: anybody can write down a number."""
    first = desk.receive(a_mail())
    mail = a_mail("More.", message_id="m2@customer.example").replace(
        "Subject: Transfer failed", f"Subject: about [{first.ticket}]"
    )

    result = desk.receive(mail, key="object-2", verdicts=replace(PASSED, dmarc=dmarc))

    assert result.outcome is outcome


BOTH = (EmailAddress("support", "desk.example"), EmailAddress("help", "shop.example"))


def two_brands(desk: Desk) -> Ports:
    """Return the desk's ports with a second brand."""
    rules = the_rules()
    shop = replace(rules.brands["demo"], id="shop", mailboxes=("help@shop.example",))
    return replace(desk.ports, rules=replace(rules, brands={**rules.brands, "shop": shop}))


def test_a_mail_to_two_brands_is_two_linked_tickets(desk: Desk) -> None:
    """M3: one in each brand, each naming the other."""
    ports = two_brands(desk)

    first, second = intake.receive_mail(desk.stored(a_mail(), recipients=BOTH), ports)

    heads = desk.tickets.store.heads
    assert (first.brand, second.brand) == ("demo", "shop")
    assert first.ticket is not None
    assert second.ticket is not None
    assert heads[first.ticket].linked == (second.ticket,)
    assert heads[second.ticket].linked == (first.ticket,)


def test_a_mail_to_two_mailboxes_of_one_brand_is_one_ticket(desk: Desk) -> None:
    """M3: a brand is asked once."""
    rules = the_rules()
    demo = replace(rules.brands["demo"], mailboxes=("support@desk.example", "sales@desk.example"))
    ports = replace(desk.ports, rules=replace(rules, brands={"demo": demo}))
    both = (EmailAddress("support", "desk.example"), EmailAddress("sales", "desk.example"))

    results = intake.receive_mail(desk.stored(a_mail(), recipients=both), ports)

    assert [r.outcome for r in results] == [Outcome.CREATED]


def test_a_vacation_reply_and_a_bounce_are_verdicts(desk: Desk) -> None:
    """M19: machines are recorded and never answered."""
    vacation = desk.receive(a_mail("I am away.", headers="Auto-Submitted: auto-replied\r\n"))
    bounce = desk.receive(
        a_mail("Not delivered.", message_id="b1@mx.example", sender="MAILER-DAEMON@mx.example"),
        key="object-2",
        mail_from="",
    )

    assert [vacation.outcome, bounce.outcome] == [Outcome.VERDICT, Outcome.VERDICT]
    assert desk.outbox.entries == ()


def test_forged_verdict_headers_are_ignored(desk: Desk) -> None:
    """M10: SES's notice counts, not what a sender wrote."""
    forged = "X-SES-Spam-Verdict: PASS\r\nAuthentication-Results: amazonses.com; dmarc=pass\r\n"
    failed = replace(PASSED, spam=Verdict.FAIL)

    result = desk.receive(a_mail(headers=forged), verdicts=failed)

    assert result.ticket is not None
    assert desk.tickets.store.heads[result.ticket].status is Status.SPAM
    assert desk.outbox.entries == ()


def test_a_recipient_of_nobody_goes_to_triage_unanswered(desk: Desk) -> None:
    """Nothing is lost, nobody is mailed."""
    result = desk.receive(a_mail(), recipients=(EmailAddress("who", "elsewhere.example"),))

    assert (result.outcome, result.acknowledged) == (Outcome.CREATED, False)


class Counting:
    """Tickets that count how often they are looked up."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.finds = desk, 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.desk.tickets, name)

    def find(self, number: TicketNumber) -> Ticket | None:
        """Look up, and count."""
        self.finds += 1
        return self.desk.tickets.find(number)


class FailingFor:
    """Tickets that cannot be written for one brand."""

    def __init__(self, brand: str, desk: Desk) -> None:
        self.brand, self.desk = brand, desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk.tickets, name)

    def commit(self, decision: IntakeDecision) -> Committed | Duplicate:
        """Write for the others."""
        if isinstance(decision, OpenTicket) and decision.ticket.brand == self.brand:
            raise TransientError("throttled")
        return self.desk.tickets.commit(decision)


class Racing:
    """Tickets whose first commits lose a race."""

    def __init__(self, desk: Desk, races: int) -> None:
        self.desk, self.races = desk, races

    def __getattr__(self, name: str) -> object:
        return getattr(self.desk.tickets, name)

    def commit(self, decision: IntakeDecision) -> Committed | Duplicate:
        """Lose, then write."""
        if self.races:
            self.races -= 1
            raise ConflictError("somebody was faster")
        return self.desk.tickets.commit(decision)


@pytest.mark.parametrize("races", [1, 2])
def test_a_lost_race_is_decided_again(desk: Desk, races: int) -> None:
    """Up to three times."""
    ports = replace(desk.ports, tickets=cast("object", Racing(desk, races)))  # type: ignore[arg-type]

    (result,) = intake.receive_mail(desk.stored(a_mail()), ports)

    assert result.outcome is Outcome.CREATED


def test_three_lost_races_leave_the_mail_to_its_queue(desk: Desk) -> None:
    """Then the queue delivers again: late, not lost. Each is tried with facts and without."""
    ports = replace(desk.ports, tickets=cast("object", Racing(desk, 6)))  # type: ignore[arg-type]

    with pytest.raises(TransientError):
        intake.receive_mail(desk.stored(a_mail()), ports)


def test_a_mail_whose_dedupe_record_expired_meets_its_own_ticket(desk: Desk) -> None:
    """Delivered again after more than a year, it is still known."""
    first = desk.receive(a_mail())
    desk.tickets.store.dedupe.clear()

    again = desk.receive(a_mail(), key="object-2")

    assert (again.outcome, again.ticket) == (Outcome.DUPLICATE, first.ticket)
    assert len(desk.tickets.store.messages) == 1


def test_an_unreadable_mail_is_a_ticket_of_its_receipt(desk: Desk) -> None:
    """DESIGN 14: the archive is not even asked."""
    (result,) = intake.receive_unreadable(a_receipt(), desk.ports)

    assert result.outcome is Outcome.CREATED
    assert desk.only_ticket().flags == ("unreadable",)


def test_a_mail_taken_in_before_is_not_unreadable(desk: Desk) -> None:
    """Its first delivery was written before the function died."""
    desk.receive(a_mail())

    (result,) = intake.receive_unreadable(a_receipt(), desk.ports)

    assert result.outcome is Outcome.DUPLICATE
    assert len(desk.tickets.store.heads) == 1


def again(desk: Desk, receives: int, *failures: Exception) -> Outcome:
    """Take in the stored mail as delivered for the nth time, its reading failing as told."""
    left = list(failures)

    def take_in() -> tuple[intake.IntakeResult, ...]:
        if left:
            raise left.pop(0)
        return intake.receive_mail(a_receipt(), desk.ports)

    (result,) = try_again(a_receipt(), desk.ports, receives=receives, take_in=take_in)
    return result.outcome


def test_a_mail_that_outlasts_an_outage_is_read_after_all(desk: Desk) -> None:
    """However often storage was not to be had: that says nothing of the mail."""
    desk.stored(a_mail())
    for receives in (2, 3, 4):
        with pytest.raises(TransientError):
            again(desk, receives, TransientError("throttled"))

    outcome = again(desk, 5)

    assert outcome is Outcome.CREATED
    assert desk.only_ticket().category == "transaction_issue"


def test_a_mail_that_cannot_be_read_is_unreadable_from_its_third_receive(desk: Desk) -> None:
    """Not before: a deployment may have mended it."""
    desk.stored(a_mail())
    with pytest.raises(ZeroDivisionError):
        again(desk, 2, ZeroDivisionError())

    outcome = again(desk, 3, ZeroDivisionError())

    assert outcome is Outcome.CREATED
    assert desk.only_ticket().flags == ("unreadable",)


def test_a_mail_whose_reading_was_killed_is_not_opened_a_third_time(desk: Desk) -> None:
    """A process that dies raises nothing: its try was begun and never ended."""
    desk.stored(a_mail())
    desk.tickets.begin_attempt(a_receipt().raw, now=desk.clock.now())

    outcome = again(desk, 3, AssertionError("it was opened"))

    assert outcome is Outcome.CREATED
    assert desk.only_ticket().flags == ("unreadable",)


def test_an_unreadable_mail_to_two_brands_is_a_ticket_in_each(desk: Desk) -> None:
    """Neither brand loses it."""
    results = intake.receive_unreadable(a_receipt(recipients=BOTH), two_brands(desk))

    assert [(r.brand, r.outcome) for r in results] == [
        ("demo", Outcome.CREATED),
        ("shop", Outcome.CREATED),
    ]


def test_a_second_brand_that_failed_is_made_up_for(desk: Desk) -> None:
    """One brand's ticket is written, the other's is not: the object is not done with."""
    ports = replace(two_brands(desk), tickets=FailingFor("shop", desk))
    receipt = desk.stored(a_mail(), recipients=BOTH)
    with pytest.raises(TransientError):
        intake.receive_mail(receipt, ports)
    done_with = desk.tickets.is_recorded(receipt.raw)

    results = intake.receive_mail(receipt, two_brands(desk))

    assert not done_with
    assert [r.outcome for r in results] == [Outcome.DUPLICATE, Outcome.CREATED]
    assert desk.tickets.is_recorded(receipt.raw)


def test_a_reply_to_one_brand_that_also_goes_to_another_links_to_its_ticket(desk: Desk) -> None:
    """The link names the ticket the message belongs to, not one that was never made."""
    first = desk.receive(a_mail())
    reply = a_mail(
        "And you?",
        message_id="m2@customer.example",
        headers="In-Reply-To: <m1@customer.example>\r\n",
    )

    _, other = intake.receive_mail(
        desk.stored(reply, key="object-2", recipients=BOTH), two_brands(desk)
    )

    assert other.ticket is not None
    assert desk.tickets.store.heads[other.ticket].linked == (first.ticket,)


def test_numbers_written_down_by_the_thousand_cost_three_reads(desk: Desk) -> None:
    """A hostile subject must not keep the desk reading."""
    numbers = " ".join(number_from(bytes([n % 256, n // 256] * 8)) for n in range(500))
    mail = a_mail().replace("Subject: Transfer failed", f"Subject: {numbers}")
    counting = Counting(desk)

    intake.receive_mail(
        desk.stored(mail),
        replace(desk.ports, tickets=cast("object", counting)),  # type: ignore[arg-type]
    )

    assert counting.finds <= 3


def test_a_form_sent_again_is_told_the_same_promise(desk: Desk) -> None:
    """What a receipt says stays true."""
    form = an_inbound(
        channel=Channel.FORM, raw=None, message_id="", form="support", idempotency_key="k1"
    )
    first = intake.receive_form(form, desk.ports)
    desk.clock.advance(timedelta(hours=30))

    second = intake.receive_form(form, desk.ports)

    assert second.outcome is Outcome.DUPLICATE
    assert (second.ticket, second.answer_by) == (first.ticket, first.answer_by)


def test_a_vanished_object_says_so(desk: Desk) -> None:
    """An erased mail cannot be taken in."""
    with pytest.raises(MissingRawError):
        intake.receive_mail(a_receipt(), desk.ports)


def test_reconcile_takes_in_what_nobody_told_of(desk: Desk) -> None:
    """M11: the notice was lost; verdicts and recipients come from SES's own trace block."""
    trace = (
        "Return-Path: <li.wei@customer.example>\r\n"
        "Received: from mx.customer.example (mx.customer.example [192.0.2.1])\r\n"
        " by inbound-smtp.eu-west-1.amazonaws.com with SMTP id object1\r\n"
        " for support@desk.example;\r\n Thu, 30 Jul 2026 02:00:00 +0000 (UTC)\r\n"
        "X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
    )
    receipt = desk.stored(trace + a_mail())

    (result,) = reconcile.reconcile_mail(receipt.raw, desk.clock.now(), desk.ports)

    assert (result.outcome, result.acknowledged) == (Outcome.CREATED, True)


def test_reconcile_leaves_alone_what_is_recorded(desk: Desk) -> None:
    """One look, no second intake."""
    desk.receive(a_mail())

    assert reconcile.reconcile_mail(a_receipt().raw, desk.clock.now(), desk.ports) == ()
