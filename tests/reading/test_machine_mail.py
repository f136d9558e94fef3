"""Only people are answered: every sort of machine mail is told by a sign, people never are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading import mime
from chalicelib.reading.machines import words
from chalicelib.reading.machines.evidence import Sign
from chalicelib.reading.message import Bounce, Kind
from tests.reading.mails import a_mail, a_receipt

OWN = frozenset({"support@desk.example"})

PEOPLE = [
    b"",
    b"Auto-Submitted: no\r\n",
    b"Precedence: normal\r\n",
    b"X-Auto-Response-Suppress: None\r\n",
    b"X-Mailer: Foxmail 7\r\n",
    b"X-Priority: 1\r\nImportance: high\r\n",
]

MACHINES = [
    (b"Auto-Submitted: auto-replied\r\n", Kind.AUTO_REPLY),
    (b"Auto-Submitted: auto-replied (vacation)\r\n", Kind.AUTO_REPLY),
    (b"Auto-Submitted: auto-generated\r\n", Kind.BULK),
    (b"Auto-Submitted: auto-generated\r\nIn-Reply-To: <x@desk.example>\r\n", Kind.AUTO_REPLY),
    (b"X-Autoreply: yes\r\n", Kind.AUTO_REPLY),
    (b"X-Autorespond: on vacation\r\n", Kind.AUTO_REPLY),
    (b"Precedence: auto_reply\r\n", Kind.AUTO_REPLY),
    (b"Precedence: bulk\r\n", Kind.BULK),
    (b"Precedence: list\r\n", Kind.MAILING_LIST),
    (b"List-Id: <wallet.lists.example>\r\n", Kind.MAILING_LIST),
    (b"List-Unsubscribe: <https://shop.example/u>\r\n", Kind.BULK),
    (b"X-Auto-Response-Suppress: All\r\n", Kind.BULK),
    (b"X-Failed-Recipients: a@b.example\r\n", Kind.BOUNCE),
    (b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n", Kind.BOUNCE),
    (
        b"Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n",
        Kind.COMPLAINT,
    ),
    (
        b"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n",
        Kind.AUTO_REPLY,
    ),
]

AUTO_REPLY_SUBJECTS = [
    "Automatic reply: Your ticket", "Out of Office: back on Monday",
    "AUTO: Li Wei is out of the office (returning 9 Nov)", "自动回复: 您的工单", "自动回复：工单",
    "自动答复: x", "自動回覆: 您的工單", "自動返信：x", "不在のお知らせ: x", "자동 회신: 문의",
    "부재중: 문의", "Automatische Antwort: x", "Réponse automatique : x",
    "Respuesta automática: x", "Автоответ: x",
]  # fmt: skip

BOUNCE_SUBJECTS = [
    "Undelivered Mail Returned to Sender", "Undeliverable: Your ticket",
    "Mail delivery failed: returning message to sender", "Delivery Status Notification (Failure)",
    "系统退信", "退信通知", "邮件投递失败", "無法傳遞的郵件", "メール配信エラー",
]  # fmt: skip

HUMAN_SUBJECTS = [
    "Re: Automatic reply: Your ticket", "Auto login does not work", "自动回复怎么关闭？",
    "退款什么时候到", "Delivery failure of my parcel, order 123", "Reading glasses",
    "Re: Undelivered Mail Returned to Sender", "Vacation plans and my wallet", "Fwd: 系统退信",
]  # fmt: skip


def _kind(content: bytes, mail_from: str = "wang.fang@customer.example") -> Kind:
    return mime.parse(content, a_receipt(mail_from=mail_from), own_addresses=OWN).kind


@pytest.mark.parametrize("headers", PEOPLE)
def test_parse_takes_a_person_for_a_person(headers: bytes) -> None:
    """Headers people's programs set are no sign of a machine (RFC 3834 §5: "no")."""
    found = mime.parse(a_mail(headers=headers), a_receipt(), own_addresses=OWN)

    assert found.kind is Kind.HUMAN
    assert found.kind_reason == ""


@pytest.mark.parametrize(("headers", "kind"), MACHINES)
def test_parse_tells_a_machine_by_its_headers(headers: bytes, kind: Kind) -> None:
    """Each header has its kind, and the reason names it."""
    found = mime.parse(a_mail(headers=headers), a_receipt(), own_addresses=OWN)

    assert found.kind is kind
    assert found.kind_reason


@pytest.mark.parametrize("subject", AUTO_REPLY_SUBJECTS)
def test_parse_tells_an_auto_reply_by_its_subject(subject: str) -> None:
    """Many programs set no header at all, the Chinese ones above all."""
    assert _kind(a_mail(subject=subject.encode())) is Kind.AUTO_REPLY


@pytest.mark.parametrize("subject", BOUNCE_SUBJECTS)
def test_parse_tells_a_bounce_by_its_subject(subject: str) -> None:
    """In every language a mail system writes to us."""
    assert _kind(a_mail(subject=subject.encode())) is Kind.BOUNCE


@pytest.mark.parametrize("subject", HUMAN_SUBJECTS)
def test_parse_takes_a_person_writing_about_machines_for_a_person(subject: str) -> None:
    """The words must begin the subject as a machine writes them."""
    assert _kind(a_mail(subject=subject.encode())) is Kind.HUMAN


@pytest.mark.parametrize(
    "sender",
    [b"MAILER-DAEMON@mx.example", b"Postmaster <postmaster@qq.example>",
     b"Mail Delivery System <noreply@mx.example>"],
)  # fmt: skip
def test_parse_tells_a_bounce_by_a_mail_system_s_name(sender: bytes) -> None:
    """Whatever it says, a mail system is not to be answered."""
    assert _kind(a_mail(sender=sender)) is Kind.BOUNCE


def test_parse_tells_a_bounce_by_an_empty_envelope_sender() -> None:
    """RFC 5321 §4.5.5: nobody may be answered there."""
    assert _kind(a_mail(), mail_from="") is Kind.BOUNCE


@pytest.mark.parametrize("sender", [b"no-reply@shop.example", b"DoNotReply@shop.example"])
def test_parse_takes_a_box_without_replies_for_bulk(sender: bytes) -> None:
    """Answering such a box starts a loop, unless it names another address."""
    reply_to = b"Reply-To: Li Wei <li.wei@customer.example>\r\n"

    assert _kind(a_mail(sender=sender)) is Kind.BULK
    assert _kind(a_mail(sender=sender, headers=reply_to)) is Kind.HUMAN


@pytest.mark.parametrize(
    "sender", [b"Desk <support@desk.example>", b"SUPPORT+7k3mq9xw2f.x@DESK.example"]
)
def test_parse_knows_our_own_mail(sender: bytes) -> None:
    """Also with a token, in any case."""
    assert _kind(a_mail(sender=sender)) is Kind.OWN


def test_parse_reads_what_a_delivery_report_says() -> None:
    """RFC 3464: recipient, status, action, diagnostic and the original's id."""
    body = (
        b"--b\r\nContent-Type: text/plain\r\n\r\nYour mail was not delivered.\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx.customer.example\r\n\r\n"
        b"Final-Recipient: rfc822; li.wei@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        b"Diagnostic-Code: smtp; 550 5.1.1 no such\r\n user here\r\n"
        b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        b"Message-ID: <0102-ab@eu-west-1.amazonses.com>\r\nSubject: Your ticket\r\n--b--\r\n"
    )
    headers = b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"

    found = mime.parse(a_mail(body, headers=headers), a_receipt(mail_from=""))

    assert found.bounce is not None
    assert found.bounce.final_recipient == "li.wei@customer.example"
    assert (found.bounce.status, found.bounce.action) == ("5.1.1", "failed")
    assert found.bounce.reason == "550 5.1.1 no such user here"
    assert found.bounce.original_message_id == "0102-ab@eu-west-1.amazonses.com"
    assert found.text == "Your mail was not delivered."
    assert [one.content_type for one in found.attachments] == [
        "message/delivery-status",
        "text/rfc822-headers",
    ]


def test_parse_reads_an_old_bounce_from_its_prose() -> None:
    """Mailers without RFC 3464 say it in words."""
    body = (
        b"Hi. This is the qmail-send program at mx.example.\r\n"
        b"<li.wei@customer.example>:\r\n192.0.2.7 failed: 552 5.2.2 mailbox full\r\n"
    )

    found = mime.parse(
        a_mail(body, subject=b"failure notice", sender=b"MAILER-DAEMON@mx.example"),
        a_receipt(mail_from=""),
    )

    assert found.bounce is not None
    assert found.bounce.final_recipient == "li.wei@customer.example"
    assert found.bounce.status == "5.2.2"
    assert "mailbox full" in found.bounce.reason


_HOSTILE_HEADERS = (
    "auto-submitted", "x-secret-words-autoreply", "x-autoreply", "precedence", "list-id",
    "x-failed-recipients", "content-class", "x-auto-response-suppress", "list-unsubscribe",
    "content-type", "delivered-to", "reply-to",
)  # fmt: skip
_DETAILS = {
    "", "rfc3464", "rfc5965", "rfc8098", "x-auto", "content-class", "delivered-to", "other",
    "auto_reply", "bounce", "complaint", "list", "bulk", "junk", "reply", "service", "text",
    "x-auto-response-suppress", *words.SUBMITTED, *words.BOUNCE_HEADERS, *words.REPLY_HEADERS,
    *words.LIST_HEADERS, *words.BULK_HEADERS, words.UNSUBSCRIBE,
}  # fmt: skip
_values = st.sampled_from(
    ["auto-generated", "auto-replied wallet words", "bulk", "list", "urn:content-classes:dsn",
     "multipart/report; report-type=delivery-status", "text/calendar; method=REPLY", "all"]
) | st.text("abcwallet words:;-<>@.", min_size=1, max_size=60)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(_HOSTILE_HEADERS), _values, max_size=4),
    st.sampled_from([*AUTO_REPLY_SUBJECTS, *BOUNCE_SUBJECTS, *HUMAN_SUBJECTS]),
    st.sampled_from(["", "x@customer.example"]),
)
def test_parse_gives_reasons_of_its_own_words_only(
    headers: dict[str, str], subject: str, mail_from: str
) -> None:
    """Reasons are logged: nothing a sender wrote may stand in them."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    content = a_mail(headers=lines.encode(), subject=subject.encode())

    found = mime.parse(content, a_receipt(mail_from=mail_from), own_addresses=OWN)

    sign, _, detail = found.kind_reason.partition(": ")
    assert (sign in set(Sign)) == (found.kind is not Kind.HUMAN)
    assert detail in _DETAILS


def test_parse_names_no_header_a_sender_made_up() -> None:
    """A header's name is the sender's text too."""
    headers = b"X-Seven-Secret-Words-Autoreply: yes\r\n"

    found = mime.parse(a_mail(headers=headers), a_receipt())

    assert found.kind_reason == "header: x-auto"


def test_parse_tells_no_keyword_a_sender_made_up() -> None:
    """RFC 3834 §5 leaves the keyword open."""
    headers = b"Auto-Submitted: seven-secret-words\r\n"

    found = mime.parse(a_mail(headers=headers), a_receipt())

    assert found.kind_reason == "auto_submitted: other"


def _bounce(body: str, *, subject: str = "failure notice", kind: str = "") -> Bounce:
    headers = f"Content-Type: {kind}\r\n".encode() if kind else b""
    content = a_mail(
        body.replace("\n", "\r\n").encode(),
        headers=headers,
        sender=b"MAILER-DAEMON@mx.example",
        subject=subject.encode(),
    )
    found = mime.parse(content, a_receipt(mail_from=""), own_addresses=OWN).bounce
    assert found is not None
    return found


PASTED = (
    "\n--- Below this line is a copy of the message.\n\nMessage-ID: <0100-ab@email.amazonses.com>\n"
    "From: Desk <support@desk.example>\nTo: li.wei@customer.example\nSubject: Your ticket\n"
)
PROSE = {
    "qmail": "<li.wei@customer.example>:\n192.0.2.7 does not like recipient.\n"
    "Remote host said: 550 5.1.1 no such user\nGiving up on 192.0.2.7.\n" + PASTED,
    "exim": "A message that you sent (support@desk.example) could not be delivered:\n\n"
    "  li.wei@customer.example\n    host mx.customer.example [192.0.2.7]\n"
    "    SMTP error after RCPT TO: 550 5.1.1 no such user\n" + PASTED,
    "qq": "很抱歉，您的邮件被退回。\n发件人 support@desk.example\n收件人 li.wei@customer.example\n"
    "退信原因：550 5.1.1 Mailbox not found\n" + PASTED,
    "domino": "Your message\n  Subject: Your ticket\nwas not delivered to:\n"
    "  li.wei@customer.example\nbecause:\n  550 5.1.1 User not listed\n" + PASTED,
    "names_the_writer_only": "support@desk.example wrote: 550 5.1.1 no such user\n" + PASTED,
}


@pytest.mark.parametrize("name", PROSE)
def test_parse_reads_what_mailers_without_a_format_say(name: str) -> None:
    """Recipient, status, action and the original's id, though the writer is named as well."""
    found = _bounce(PROSE[name])

    assert found.final_recipient == "li.wei@customer.example"
    assert (found.status, found.action) == ("5.1.1", "failed")
    assert "550 5.1.1" in found.reason
    assert found.original_message_id == "0100-ab@email.amazonses.com"


def test_parse_tells_a_delay_from_a_failure() -> None:
    """A mail that is still being tried has not bounced."""
    late = "<li.wei@customer.example>: 451 4.4.1 no answer. The mail will be retried for 3 days.\n"

    assert _bounce(late).action == "delayed"
    assert (
        _bounce("<li.wei@customer.example>: 451 4.4.1 no answer. I gave up.\n").action == "failed"
    )


def test_parse_prefers_what_the_remote_said() -> None:
    """Status 4.4.7 is the reporter giving up; the diagnostic says on what."""
    body = (
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        "Final-Recipient: rfc822; li.wei@customer.example\nAction: failed\nStatus: 4.4.7\n"
        "Diagnostic-Code: smtp; 452 4.2.2 mailbox full\n--b--\n"
    )

    found = _bounce(body, kind="multipart/report; report-type=delivery-status; boundary=b")

    assert found.status == "4.2.2"


def test_parse_takes_no_version_number_for_a_status() -> None:
    """RFC 3463 §3 knows the subjects 0 to 7; a scanner's version is none."""
    found = _bounce("engine 5.13.68 refused <li.wei@customer.example>\n")

    assert found.status == ""


@pytest.mark.parametrize(
    "subject",
    [b" " * 200_000 + b"x", b"[spam]" * 40_000, b"auto: " + b"x" * 200_000, b"[" * 200_000],
)
def test_parse_judges_a_hostile_subject_in_bounded_time(subject: bytes) -> None:
    """No pattern goes back and forth over what a stranger wrote."""
    started = time.process_time()

    mime.parse(a_mail(subject=subject), a_receipt(), own_addresses=OWN)

    assert time.process_time() - started < 2
