"""The mail on the wire: headers that parse back, parts that decode back, nothing injected."""

from __future__ import annotations

import email
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.answering.compose import OutboundMail, compose
from chalicelib.answering.headers import date, references
from chalicelib.answering.render import Rendered, render
from chalicelib.answering.values import plain
from chalicelib.desk.outbox import Letter, MailKind, OutboxEntry
from chalicelib.errors import OperatorError, SenderError
from chalicelib.reading.message import Contact, EmailAddress
from chalicelib.reading.threads import body_marker, own_message_id, reply_address
from tests.answering.letters import BARE, COMPLETE, FULL, NOW, SILENT, an_acknowledgement
from tests.answering.test_render import hostile
from tests.builders import NUMBER, a_contact, an_entry, the_brand, the_keys

FIELDS = [
    *("From", "To", "Reply-To", "Subject", "Date", "In-Reply-To", "References"),
    *("Auto-Submitted", "X-Auto-Response-Suppress", "Precedence", "Content-Language"),
    *("MIME-Version", "Content-Type"),
]


def composed(entry: OutboxEntry) -> OutboundMail:
    """Return the mail of an entry."""
    rendered = render(entry, the_brand(), NOW)
    return compose(rendered, entry, the_brand(), keys=the_keys(), now=NOW)


def parsed(entry: OutboxEntry) -> Message:
    """Return the mail of an entry as a reader sees it."""
    return email.message_from_bytes(composed(entry).content, policy=default)


def decoded(value: str) -> str:
    """Return a header field as the standard library's older parser decodes it."""
    return str(make_header(decode_header(value)))


def test_compose_sets_every_header_a_machines_answer_needs() -> None:
    """RFC 3834 §3.1: who, to whom, in reply to what, and that nobody wrote it."""
    mail = parsed(an_acknowledgement())

    own = own_message_id(NUMBER, "desk.example", the_keys())
    assert mail.keys() == FIELDS
    assert mail["From"] == "Demo Wallet <support@desk.example>"
    assert mail["To"] == "Wei Li <li.wei@customer.example>"
    assert mail["Reply-To"] == reply_address("support@desk.example", NUMBER, the_keys())
    assert mail["Subject"] == f"[{NUMBER}] Re: Transfer has not arrived"
    assert mail["Date"] == "Fri, 20 Nov 2026 09:30:00 +0000"
    assert mail["In-Reply-To"] == "<m1@customer.example>"
    assert mail["References"] == f"<{own}> <m0@customer.example> <m1@customer.example>"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Precedence"] == "auto_reply"
    assert mail["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("kind", "letter", "expected"),
    [
        (MailKind.ACKNOWLEDGEMENT, FULL, "auto-replied"),
        (MailKind.ACKNOWLEDGEMENT, BARE, "auto-generated"),  # of a form: no mail is answered
        (MailKind.INFORMATION_REMINDER, FULL, "auto-generated"),
        (MailKind.LAST_CALL, FULL, "auto-generated"),
        (MailKind.CLOSED, FULL, "auto-generated"),
    ],
)
def test_compose_says_how_it_came_about(kind: MailKind, letter: Letter, expected: str) -> None:
    """RFC 3834 §5: auto-replied is only the direct answer to a mail."""
    mail = parsed(an_entry(kind, letter=letter))

    assert mail["Auto-Submitted"] == expected


def test_compose_leaves_in_reply_to_out_when_no_mail_is_answered() -> None:
    """A form's acknowledgement starts a thread: only our own id is referred to."""
    mail = parsed(an_acknowledgement(BARE))

    assert "In-Reply-To" not in mail
    assert mail["References"] == f"<{own_message_id(NUMBER, 'desk.example', the_keys())}>"


def test_compose_names_the_customer_only_as_the_letter_does() -> None:
    """An unproven sender's display name is not repeated."""
    mail = parsed(an_acknowledgement(COMPLETE, recipient=a_contact(name="Buy now at evil.example")))

    assert mail["To"] == "li.wei@customer.example"


@pytest.mark.parametrize("locale", ["en", "zh-Hans"])
@pytest.mark.parametrize("letter", [FULL, replace(SILENT, bilingual=True)])
def test_compose_carries_both_parts_and_the_marker(locale: str, letter: Letter) -> None:
    """Both parts decode to what was rendered, and either leads a quoted reply home."""
    entry = an_acknowledgement(letter, locale=locale)
    rendered = render(entry, the_brand(), NOW)
    marker = body_marker(NUMBER, the_keys())

    mail = email.message_from_bytes(composed(entry).content)

    assert mail.get_content_type() == "multipart/alternative"
    text, html = (
        part.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")  # type: ignore[union-attr]
        for part in mail.get_payload()  # type: ignore[union-attr]
    )
    assert text.rstrip() == f"{rendered.text.rstrip()}\n\n{marker}"
    assert html.rstrip() == rendered.html.replace("<!--marker-->", marker).rstrip()
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]
    assert not any(part.defects for part in mail.walk())


def test_compose_gives_the_same_bytes_when_asked_again() -> None:
    """A retry hands over the very same mail."""
    assert composed(an_acknowledgement()) == composed(an_acknowledgement())


def test_compose_tags_the_mail_with_its_entry_and_kind() -> None:
    """SES events name the entry; tag values take letters, digits, hyphen and underscore only."""
    entry = an_entry(MailKind.INFORMATION_REMINDER, letter=SILENT)

    tags = composed(entry).tags

    assert dict(tags) == {"entry": entry.id, "kind": "information_reminder"}
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", word) for tag in tags for word in tag)


def test_compose_refuses_a_layout_without_the_marker() -> None:
    """A layout that lost its slot would cost a way to find the ticket."""
    rendered = Rendered(subject="s", text="t", html="<p>t</p>", locale="en", locales=("en",))

    with pytest.raises(OperatorError, match="marker_slot"):
        compose(rendered, an_acknowledgement(), the_brand(), keys=the_keys(), now=NOW)


def unfolded(content: bytes) -> list[tuple[str, str]]:
    """Return the header fields by RFC 5322 §2.2.3 alone, read without the standard library."""
    head = content.partition(b"\r\n\r\n")[0].decode("ascii")
    fields = re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n")
    return [(name, value) for name, _, value in (field.partition(": ") for field in fields)]


@settings(max_examples=150, deadline=None)  # the first example loads the templates
@given(
    name=hostile,
    subject=hostile,
    brand_name=hostile,
    parent=st.one_of(hostile, st.just("m1@customer.example")),
    earlier=st.lists(st.one_of(hostile, st.text("abc@.<>\r\n ", max_size=300)), max_size=30),
)
def test_compose_lets_no_value_out_of_its_header(
    name: str, subject: str, brand_name: str, parent: str, earlier: list[str]
) -> None:
    """Hostile values end as what they are; no field, line or part is added by one."""
    letter = replace(
        FULL, name=name, subject=subject, in_reply_to=parent, references=tuple(earlier)
    )
    brand = replace(the_brand(), name=brand_name)
    entry = an_acknowledgement(letter)
    rendered = render(entry, brand, NOW)

    mail = compose(rendered, entry, brand, keys=the_keys(), now=NOW)

    fields = unfolded(mail.content)
    assert [key for key, _ in fields if key != "In-Reply-To"] == [
        field for field in FIELDS if field != "In-Reply-To"
    ]
    told = dict(fields)
    assert decoded(told["Subject"]) == rendered.subject
    assert shown_name(told["To"], "li.wei@customer.example") == plain(name)
    assert shown_name(told["From"], "support@desk.example") == plain(brand_name)
    assert re.fullmatch(r"(<[\x21-\x7e]+> ?)+", told["References"])
    assert len(f"References: {told['References']}") <= 995
    assert all(len(line) <= 998 for line in mail.content.split(b"\r\n"))
    assert b"\n" not in mail.content.replace(b"\r\n", b"")
    assert mail.content.isascii()
    assert [part.get_content_type() for part in email.message_from_bytes(mail.content).walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def shown_name(field: str, address: str) -> str:
    """Return the display name before a known address."""
    phrase = field.removesuffix(f"<{address}>").strip() if field != address else ""
    if phrase.startswith('"'):
        return re.sub(r"\\(.)", r"\1", phrase[1:-1])
    return decoded(phrase)


def ids(count: int, length: int = 40) -> tuple[str, ...]:
    """Return message ids of one length, told apart by their number."""
    return tuple(f"{n:0{length}}@x" for n in range(count))


@pytest.mark.parametrize(("count", "length"), [(1, 40), (20, 40), (500, 40), (50, 200)])
def test_references_keep_the_first_and_the_last_when_there_are_too_many(
    count: int, length: int
) -> None:
    """RFC 5322 §3.6.4: the parent is last; the first one holds the thread together."""
    every = ids(count, length)

    kept = references(every)

    assert kept[0] == f"<{every[0]}>"
    assert kept[-1] == f"<{every[-1]}>"
    assert list(kept[1:]) == [f"<{one}>" for one in every[count - len(kept) + 1 :]]
    assert len(" ".join(kept)) <= 995 - len("References: ")


def test_references_leave_out_what_is_no_message_id_and_what_stands_twice() -> None:
    """Foreign ids are checked before they reach a header."""
    told = ("a@x", "b>\r\nBcc: y@z", "a@x", "", "ü@x", "c@x", "l" * 300)

    assert references(told) == ("<a@x>", "<c@x>")


@pytest.mark.parametrize(
    ("local", "domain"),
    [
        ("李伟", "customer.example"),
        ("a\r\nBcc: x@y.example,b", "customer.example"),
        ("a", "evil.example>\r\nBcc: x"),
        ("a", "-customer.example"),
    ],
)
def test_compose_refuses_a_recipient_ses_cannot_deliver_to(local: str, domain: str) -> None:
    """No address reaches a header that is not one."""
    entry = an_acknowledgement(recipient=Contact("", EmailAddress(local, domain)))

    with pytest.raises(SenderError):
        composed(entry)


def test_compose_writes_to_a_domain_as_it_stands_in_the_dns() -> None:
    """A mail to "straße" must not go to "strasse", which is another's."""
    address = EmailAddress("li.wei", "straße.example")
    entry = an_acknowledgement(recipient=Contact("", address))

    assert composed(entry).recipient == "li.wei@xn--strae-oqa.example"


def test_date_is_written_as_rfc_5322_has_it() -> None:
    """Days have two digits, the zone is +0000."""
    assert date(datetime(2027, 1, 4, 5, 6, 7, tzinfo=UTC)) == "Mon, 04 Jan 2027 05:06:07 +0000"


def test_date_agrees_with_the_standard_library_on_every_weekday_and_month() -> None:
    """Twelve months and seven weekdays read back as the same day."""
    days: Iterable[datetime] = (datetime(2026, n % 12 + 1, n + 1, tzinfo=UTC) for n in range(28))

    assert all(email.utils.parsedate_to_datetime(date(day)) == day for day in days)
