"""Secrets never stay: whatever interrupts the cleansing of a mail, it is finished later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.desk.lifecycle import Status
from chalicelib.errors import TransientError
from chalicelib.reading import mime
from chalicelib.reading.message import Channel, EmailAddress, Kind, Verdict
from chalicelib.services import cleansing, intake, reconcile
from chalicelib.services.intake import Outcome
from chalicelib.services.redelivery import try_again
from chalicelib.services.stores import RawMail
from tests.builders import PASSED, a_receipt, an_inbound
from tests.services.conftest import Desk, a_mail
from tests.spilled import everything_in, squeezed

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
TRACE = (
    "Return-Path: <li.wei@customer.example>\r\n"
    "Received: from mx.customer.example (mx.customer.example [192.0.2.1])\r\n"
    " by inbound-smtp.eu-west-1.amazonaws.com with SMTP id object1\r\n"
    " for support@desk.example;\r\n Thu, 30 Jul 2026 02:00:00 +0000 (UTC)\r\n"
    "X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
)
DIRTY = TRACE + a_mail(f"My transfer failed. My recovery phrase is {PHRASE}. Please help.")
RAW = a_receipt().raw


class Killed(BaseException):
    """The process died here: nothing it could have caught."""


def object_text(desk: Desk, key: str = "object-1") -> str:
    """Return everything that can be read in a stored object."""
    return everything_in(desk.archive.objects[replace(RAW, key=key)])


def table_text(desk: Desk) -> str:
    """Return everything the table holds."""
    return squeezed(repr(vars(desk.tickets.store)))


def assert_nothing_is_left(desk: Desk, key: str = "object-1") -> None:
    """Neither in the object nor in the table, and no note says so any more."""
    assert squeezed(PHRASE) not in object_text(desk, key)
    assert squeezed(PHRASE) not in table_text(desk)
    assert desk.tickets.store.dirty == {}


def kinds(desk: Desk) -> list[str]:
    """Return the kinds of the mails planned, in the order they are due."""
    return [entry.kind for entry in desk.outbox.entries if entry.kind != "oncall_notice"]


def subject_of(content: bytes) -> str:
    """Return the subject of a mail of ours."""
    return mime.parse(content, a_receipt()).subject


def test_a_secret_reaches_neither_table_nor_archive(desk: Desk) -> None:
    """M64: the ticket is there, its words are, and the phrase is nowhere."""
    result = desk.receive(DIRTY)

    assert result.outcome is Outcome.CREATED
    assert result.secrets == ("recovery_phrase",)
    ((message,), _) = desk.tickets.thread(desk.only_ticket().number)
    assert message.text.startswith("My transfer failed.")
    assert_nothing_is_left(desk)


def test_the_warning_goes_out_before_the_acknowledgement(desk: Desk) -> None:
    """M65: at once, at any hour; whoever saw the mail does not wait either."""
    desk.clock.advance(timedelta(hours=16))  # two at night in Shanghai
    desk.receive(DIRTY)

    desk.send_due()

    assert kinds(desk)[:2] == ["secret_received", "acknowledgement"]
    first, second = desk.mailer.sent[:2]
    assert "Act now" in subject_of(first.content)
    assert all(squeezed(PHRASE) not in everything_in(mail.content) for mail in (first, second))


def test_the_operator_sees_kind_and_place(desk: Desk) -> None:
    """Nothing else is kept of it."""
    desk.receive(DIRTY)

    ticket = desk.only_ticket()
    ((message,), history) = desk.tickets.thread(ticket.number)
    assert "secret_removed" in ticket.flags
    assert message.understanding is not None
    assert ("recovery_phrase", "text") in {
        (secret.kind, secret.place) for secret in message.understanding.secrets
    }
    (line,) = [entry for entry in history if entry.event == "secret_removed"]
    assert line.detail["found"].startswith("recovery_phrase (")
    assert "in text" in line.detail["found"]


def test_a_reply_with_a_secret_is_warned_of_too(desk: Desk) -> None:
    """The same mail in a later turn is another entry."""
    first = desk.receive(a_mail())
    reply = desk.receive(
        a_mail(
            f"The words are {PHRASE}",
            message_id="m2@customer.example",
            headers="In-Reply-To: <m1@customer.example>\r\n",
        ),
        key="object-2",
    )

    assert (reply.outcome, reply.ticket) == (Outcome.APPENDED, first.ticket)
    assert desk.entry("secret_received").turn == 2
    assert_nothing_is_left(desk, "object-2")


def test_nobody_in_quarantine_is_warned(desk: Desk) -> None:
    """DESIGN 16: silence is silence; the secret is removed all the same."""
    desk.receive(DIRTY, verdicts=replace(PASSED, spam=Verdict.FAIL))

    assert desk.only_ticket().status is Status.SPAM
    assert kinds(desk) == []
    assert_nothing_is_left(desk)


def test_a_strangers_reply_is_cleansed_and_not_answered(desk: Desk) -> None:
    """It is held; who it is from nobody knows."""
    desk.receive(a_mail())

    desk.receive(
        a_mail(
            f"The words are {PHRASE}",
            message_id="m2@evil.example",
            sender="X <x@evil.example>",
            headers="In-Reply-To: <m1@customer.example>\r\n",
        ),
        key="object-2",
    )

    assert "secret_received" not in kinds(desk)
    assert_nothing_is_left(desk, "object-2")


def test_an_unproven_sender_is_warned(desk: Desk) -> None:
    """DESIGN 16: doubt limits what a mail may say, not whether somebody is warned."""
    desk.receive(DIRTY, verdicts=replace(PASSED, dmarc=None))

    assert "secret_received" in kinds(desk)
    assert desk.entry("secret_received").letter.subject == ""


def test_a_machines_mail_is_cleansed(desk: Desk) -> None:
    """A vacation reply brings back what was written to it."""
    mail = a_mail(f"I am away.\n> My recovery phrase is {PHRASE}")
    result = desk.receive(mail.replace("Subject:", "Auto-Submitted: auto-replied\r\nSubject:"))

    assert (result.outcome, result.kind) == (Outcome.VERDICT, Kind.AUTO_REPLY)
    assert_nothing_is_left(desk)


def test_what_replay_reads_is_what_was_stored(desk: Desk) -> None:
    """The ticket's words are those of the cleansed object, which is what is left to read."""
    desk.receive(DIRTY)
    ((message,), _) = desk.tickets.thread(desk.only_ticket().number)

    again = mime.parse(desk.archive.fetch(RAW).content, a_receipt())

    assert (message.text, message.subject, message.sender) == (
        again.text,
        again.subject,
        again.sender,
    )


def test_a_cleansed_mail_delivered_again_is_still_a_duplicate(desk: Desk) -> None:
    """Its bytes are others by now; what it is known by came with them."""
    first = desk.receive(DIRTY)

    (again,) = intake.receive_mail(a_receipt(), desk.ports)

    assert (again.outcome, again.ticket) == (Outcome.DUPLICATE, first.ticket)


def test_the_same_mail_in_another_object_is_a_duplicate_and_cleansed(desk: Desk) -> None:
    """SES stored it twice: before or after the first one was cleansed makes no difference."""
    desk.receive(DIRTY)

    again = desk.receive(DIRTY, key="object-2")

    assert again.outcome is Outcome.DUPLICATE
    assert_nothing_is_left(desk, "object-2")


def test_a_cleansed_object_keeps_receipt_time_and_recipients(desk: Desk) -> None:
    """What the notice alone told of a mail without a trace block."""
    desk.receive(a_mail(f"My recovery phrase is {PHRASE}"))

    origin = desk.archive.fetch(RAW).origin

    assert origin is not None
    assert origin.recipients == (EmailAddress("support", "desk.example"),)
    assert origin.received_at == desk.clock.now()


KILLS: dict[str, Callable[[Desk], Any]] = {
    "before the commit": lambda desk: desk.tickets.failures.append(cast("Any", Killed())),
    "before the overwriting": lambda desk: desk.archive.replace_failures.append(
        cast("Any", Killed())
    ),
    "after the overwriting": lambda desk: desk.archive.lost_answers.append(cast("Any", Killed())),
}


def by_another_delivery(desk: Desk) -> None:
    """SQS hands the notice out again."""
    receipt = a_receipt()
    try_again(
        receipt,
        desk.ports,
        receives=2,
        take_in=lambda: intake.receive_mail(receipt, desk.ports),
    )


def by_the_watch(desk: Desk) -> None:
    """S3's own message comes ten minutes later."""
    desk.clock.advance(timedelta(minutes=10))
    reconcile.reconcile_mail(RAW, desk.clock.now(), desk.ports)


def by_the_schedule(desk: Desk) -> None:
    """Every quarter of an hour somebody looks for what was left."""
    desk.clock.advance(timedelta(minutes=15))
    for raw in reconcile.left_dirty(desk.ports, limit=10):
        cleansing.finish(raw, desk.ports, stored_at=desk.clock.now())


@pytest.mark.parametrize("kill", KILLS)
@pytest.mark.parametrize("finish", [by_another_delivery, by_the_watch, by_the_schedule])
def test_whoever_is_killed_somebody_finishes(
    desk: Desk, kill: str, finish: Callable[[Desk], None]
) -> None:
    """One ticket, one warning, and nothing left, wherever the first try died."""
    receipt = desk.stored(DIRTY)
    KILLS[kill](desk)
    with pytest.raises(Killed):
        intake.receive_mail(receipt, desk.ports)
    assert squeezed(PHRASE) not in table_text(desk)

    finish(desk)
    if kill == "before the commit" and finish is by_the_schedule:
        assert not desk.tickets.is_recorded(RAW)  # the schedule knows only what was noted
        by_the_watch(desk)

    assert_nothing_is_left(desk)
    assert len(desk.tickets.store.heads) == 1
    assert kinds(desk).count("secret_received") == 1


def test_a_kill_between_overwriting_and_the_note_is_made_up_for(desk: Desk) -> None:
    """The object is clean, its note is not: the next delivery takes the note back."""
    receipt = desk.stored(DIRTY)
    ports = replace(desk.ports, tickets=cast("Any", Refusing(desk, "mark_clean", Killed())))
    with pytest.raises(Killed):
        intake.receive_mail(receipt, ports)
    assert desk.tickets.note_of(RAW).dirty

    intake.receive_mail(receipt, desk.ports)

    assert_nothing_is_left(desk)


def test_a_kill_between_two_brands_leaves_nothing_behind(desk: Desk) -> None:
    """The first brand's ticket notes the object; the second try writes the other's as well."""
    shop = replace(desk.ports.rules.brands["demo"], id="shop", mailboxes=("help@shop.example",))
    rules = replace(desk.ports.rules, brands={**desk.ports.rules.brands, "shop": shop})
    both = (EmailAddress("support", "desk.example"), EmailAddress("help", "shop.example"))
    receipt = desk.stored(DIRTY, recipients=both)
    ports = replace(desk.ports, rules=rules)
    failing = replace(ports, tickets=cast("Any", Refusing(desk, "commit", Killed(), calls=1)))
    with pytest.raises(Killed):
        intake.receive_mail(receipt, failing)
    assert desk.tickets.note_of(RAW).dirty

    results = intake.receive_mail(receipt, ports)

    assert [r.outcome for r in results] == [Outcome.DUPLICATE, Outcome.CREATED]
    assert_nothing_is_left(desk)


def test_who_loses_the_race_for_the_object_looks_again(desk: Desk) -> None:
    """Two workers cleanse one object: the second finds it clean and is content."""
    receipt = desk.stored(DIRTY)
    stored = desk.archive.fetch(receipt.raw)
    read = cleansing.read_mail(stored, receipt, desk.ports)
    cleansing.cleanse(read, receipt.raw, desk.ports)
    known = desk.archive.objects[receipt.raw]

    cleansing.cleanse(read, receipt.raw, desk.ports)

    assert desk.archive.objects[receipt.raw] == known


def test_an_object_that_expired_needs_no_cleansing(desk: Desk) -> None:
    """Nothing is left that could tell anything."""
    receipt = desk.stored(DIRTY)
    desk.archive.replace_failures.append(TransientError("slow down"))
    with pytest.raises(TransientError):
        intake.receive_mail(receipt, desk.ports)
    desk.archive.objects.clear()

    cleansing.finish(receipt.raw, desk.ports, stored_at=desk.clock.now())

    assert desk.tickets.store.dirty == {}


def test_a_note_is_believed_when_nothing_is_found_any_more(desk: Desk) -> None:
    """A release that finds less may have come between: then nothing of the mail is kept."""
    receipt = desk.stored(TRACE + a_mail("Some words a better release took for a secret."))
    desk.tickets.store.dirty[receipt.raw] = desk.clock.now()

    cleansing.finish(receipt.raw, desk.ports, stored_at=desk.clock.now())

    left = mime.parse(desk.archive.objects[receipt.raw], receipt)
    assert left.text.startswith("[This message held a secret")
    assert left.sender is not None
    assert desk.tickets.store.dirty == {}


@pytest.mark.parametrize("finish", [by_another_delivery, by_the_watch])
def test_an_outage_of_the_archive_is_made_up_for(
    desk: Desk, finish: Callable[[Desk], None]
) -> None:
    """The ticket is written, the object is not: the queue delivers again."""
    receipt = desk.stored(DIRTY)
    desk.archive.replace_failures.append(TransientError("slow down"))

    with pytest.raises(TransientError):
        intake.receive_mail(receipt, desk.ports)
    finish(desk)

    assert_nothing_is_left(desk)


class Refusing:
    """The desk's tickets, one method of which fails from its nth call on."""

    def __init__(self, desk: Desk, name: str, failure: BaseException, *, calls: int = 0) -> None:
        self._desk, self._name, self._failure, self._left = desk, name, failure, calls

    def __getattr__(self, name: str) -> Any:
        if name == self._name:
            if self._left == 0:
                raise self._failure
            self._left -= 1
        return getattr(self._desk.tickets, name)


class Counted:
    """A port whose calls are counted by name."""

    def __init__(self, port: object, calls: Counter[str]) -> None:
        self._port, self._calls = port, calls

    def __getattr__(self, name: str) -> Any:
        self._calls[name] += 1
        return getattr(self._port, name)


def counted(desk: Desk, mail: str) -> Counter[str]:
    """Return the calls of ports that taking in a mail costs."""
    calls: Counter[str] = Counter()
    ports = replace(
        desk.ports,
        archive=cast("Any", Counted(desk.archive, calls)),
        tickets=cast("Any", Counted(desk.tickets, calls)),
    )
    intake.receive_mail(desk.stored(mail), ports)
    return calls


def test_the_clean_path_costs_no_further_call(desk: Desk) -> None:
    """DESIGN 5: a read and a transaction, as before."""
    assert counted(desk, TRACE + a_mail()) == {"fetch": 1, "commit": 1}


def test_a_secret_costs_two_calls_more(desk: Desk) -> None:
    """One write of the object, one of its note."""
    assert counted(desk, DIRTY) == {"fetch": 1, "commit": 1, "replace": 1, "mark_clean": 1}


def a_form(text: str, **changes: Any) -> Any:
    """Return a form with this message."""
    texts = dict.fromkeys(("text", "reply", "unquoted", "unsigned"), text)
    form = {"channel": Channel.FORM, "raw": None, "message_id": "", "form": "support"}
    return an_inbound(**{**form, **texts, "idempotency_key": "k1", **changes})


def test_a_form_with_a_secret_is_taken_in_without_it(desk: Desk) -> None:
    """The writer is warned as one by mail is."""
    result = intake.receive_form(a_form(f"My recovery phrase is {PHRASE}"), desk.ports)

    assert (result.outcome, result.secrets) == (Outcome.CREATED, ("recovery_phrase",))
    assert kinds(desk)[0] == "secret_received"
    assert squeezed(PHRASE) not in table_text(desk)
    assert desk.tickets.store.dirty == {}


def test_a_form_with_a_secret_sent_twice_is_one_ticket(desk: Desk) -> None:
    """It is known by what was sent, not by what is kept."""
    form = a_form(f"My recovery phrase is {PHRASE}")
    first = intake.receive_form(form, desk.ports)

    second = intake.receive_form(form, desk.ports)

    assert (second.outcome, second.ticket) == (Outcome.DUPLICATE, first.ticket)


def test_a_picture_beside_words_about_a_phrase_is_told_to_operators(desk: Desk) -> None:
    """A screenshot cannot be read: somebody must look, and know before."""
    mail = a_mail("My recovery phrase is in the picture.").replace(
        "Content-Type: text/plain; charset=utf-8\r\n",
        "Content-Type: multipart/mixed; boundary=b1\r\n",
    )
    head, _, text = mail.partition("\r\n\r\n")
    parts = f"--b1\r\n\r\n{text}\r\n--b1\r\nContent-Type: image/png\r\n\r\nx\r\n--b1--\r\n"

    desk.receive(f"{head}\r\n\r\n{parts}")

    assert "image_may_show_secret" in desk.only_ticket().flags


PIECES = st.sampled_from(
    [
        *(b"\r\n", b"\r\n\r\n", b"--b1\r\n", b"--b1--\r\n", b" ", b": ", b'"', b"\xff", b"> "),
        *(b"Content-Type: multipart/mixed; boundary=b1\r\n", b"Content-Type: text/html\r\n"),
        *(b"Content-Type: message/rfc822\r\n", b"Content-Transfer-Encoding: base64\r\n"),
        *(b"Content-Disposition: attachment; filename=", b"Subject: ", b"From: a@b.example\r\n"),
        *(PHRASE.encode(), PHRASE[:40].encode(), PHRASE[40:].encode(), b"my password: hJ7rTq92x"),
        *(b"recovery phrase", b"private key: " + b"a1" * 32, b"<p>", b"</p><p>", b"<!-- ", b"%20"),
    ]
)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=6)), max_size=25).map(b"".join))
@settings(max_examples=150, deadline=None)
def test_whatever_the_bytes_what_is_kept_is_clean(content: bytes) -> None:
    """Read again, by whomever and however often, it holds nothing and stays as it is."""
    desk = Desk()
    first = cleansing.read_mail(a_stored(content), a_receipt(), desk.ports)
    again = cleansing.read_mail(
        replace(a_stored(first.content), origin=first.origin), a_receipt(), desk.ports
    )

    assert not again.is_dirty
    assert again.findings == ()
    assert again.inbound.text == first.inbound.text
    assert again.origin == first.origin


def a_stored(content: bytes) -> RawMail:
    """Return stored bytes."""
    return RawMail(content=content, etag='"1"', size_bytes=len(content))
