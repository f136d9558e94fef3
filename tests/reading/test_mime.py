"""Any bytes become a message; what a mail holds is found, and nothing of it is lost."""

from __future__ import annotations

import base64
import hashlib
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading import mime
from chalicelib.reading.message import EmailAddress
from chalicelib.reading.trace import write_trace
from tests.reading.mails import AT, a_mail, a_receipt

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))

MIXED = b'Content-Type: multipart/mixed; boundary="b"\r\n'
TEXT = b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee the picture.\r\n"


def _attached(disposition: bytes, data: bytes = PNG, kind: bytes = b"image/png") -> bytes:
    return (
        TEXT + b"--b\r\nContent-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: "
        + disposition
        + b"\r\n\r\n"
        + base64.encodebytes(data)
        + b"--b--\r\n"
    )


_fragments = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b"\r\n", b"\n\n", b"--b\r\n", b"--b--", b"Content-Type: multipart/mixed; boundary=b\r\n",
         b"Content-Type: text/html; charset=gb2312\r\n", b"Content-Transfer-Encoding: base64\r\n",
         b"Subject: =?gb2312?B?", b"?=", b"From: <", b"To: \"", b"(", b";;;=\"", b"=?x\x00?q?=FF?=",
         b"Content-Disposition: attachment; filename*0*=x'y'%FF\r\n", b"<blockquote>", b"\x1b$B",
         b"Date: Mon, 99 Foo 0000 99:99:99 +9999\r\n", b"begin 644 x\r\n", b"Message-ID: <a@b\r\n",
         b"Content-Type: message/delivery-status\r\n\r\nStatus: 5\r\n", b"> On wrote:\r\n"]
    ),
)  # fmt: skip


@given(st.lists(_fragments, max_size=30).map(b"".join))
def test_parse_returns_for_any_bytes(content: bytes) -> None:
    """No mail is so broken that it cannot be read; views are blank only when the text is."""
    found = mime.parse(content, a_receipt())

    assert len(found.content_digest) == 64
    for view in (found.reply, found.unquoted, found.unsigned):
        assert bool(view.strip()) == bool(found.text.strip())
    assert f"{found}".encode() is not None


def test_parse_reads_the_headers_people_answer_by() -> None:
    """Addresses, date and ids, with comments, groups, folding and quoting."""
    headers = (
        b'Reply-To: "Fang, Wang" <other@customer.example>\r\n'
        b"Cc: Team: a@x.example, B (bee) <b@x.example>;, c@x.example (Cee)\r\n"
        b"In-Reply-To: <one@desk.example>\r\n"
        b"References: <zero@desk.example>\r\n\t<one@desk.example>\r\n"
    )

    found = mime.parse(a_mail(headers=headers), a_receipt())

    assert found.sender is not None
    assert found.sender.address == EmailAddress("wang.fang", "customer.example")
    assert [(c.name, str(c.address)) for c in found.reply_to] == [
        ("Fang, Wang", "other@customer.example")
    ]
    assert [(c.name, str(c.address)) for c in found.cc] == [
        ("", "a@x.example"),
        ("B", "b@x.example"),
        ("Cee", "c@x.example"),
    ]
    assert found.sent_at == datetime(2026, 11, 2, 2, 5, tzinfo=UTC)
    assert found.message_id == "m1@customer.example"
    assert found.in_reply_to == ("one@desk.example",)
    assert found.references == ("zero@desk.example", "one@desk.example")
    assert found.received_at == AT


def test_parse_lists_an_attachment_with_its_digest() -> None:
    """Name, type, size and SHA-256 of the decoded bytes; the bytes can be had again."""
    content = a_mail(_attached(b'attachment; filename="shot.png"'), headers=MIXED)

    found = mime.parse(content, a_receipt())

    assert found.text == "See the picture."
    [one] = found.attachments
    assert (one.filename, one.content_type, one.size_bytes) == ("shot.png", "image/png", len(PNG))
    assert one.sha256 == hashlib.sha256(PNG).hexdigest()
    assert not one.inline
    assert mime.attachment_bytes(content, one.part) == PNG
    assert mime.attachment_bytes(content, "9.9") is None


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        (b'"../../etc/passwd"', "passwd"),
        (b'"C:\\\\temp\\\\a.exe"', "a.exe"),
        (b'"a\x01\x7fb.png"', "ab.png"),
        (b'"..."', "part-2.png"),
        (b'""', "part-2.png"),
        (b'"con.png"', "_con.png"),
        ('"\u202egnp.exe"'.encode(), "gnp.exe"),
        (b'"' + b"x" * 500 + b'.png"', "x" * 176 + ".png"),
    ],
)
def test_parse_makes_file_names_safe(written: bytes, safe: str) -> None:
    """No folders, control or direction characters, reserved or endless names."""
    found = mime.parse(
        a_mail(_attached(b"attachment; filename=" + written), headers=MIXED), a_receipt()
    )

    assert found.attachments[0].filename == safe


def test_parse_keeps_a_nested_message_as_it_is() -> None:
    """A forwarded mail is listed byte for byte and not mixed into the text (M18)."""
    inner = a_mail(b"secret of another mail\r\n")
    body = TEXT + b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"--b--\r\n"

    content = a_mail(body, headers=MIXED)
    found = mime.parse(content, a_receipt())

    assert found.text == "See the picture."
    assert [one.filename for one in found.attachments] == ["part-2.eml"]
    assert mime.attachment_bytes(content, "2") == inner.removesuffix(b"\r\n")


def test_parse_takes_the_html_when_the_plain_text_is_blank() -> None:
    """HTML-only mail has a text all the same; `html_text` is there either way."""
    html = b"--b\r\nContent-Type: text/html\r\n\r\n<p>Where is <b>my</b> money?</p>\r\n"
    headers = MIXED.replace(b"mixed", b"alternative")
    blank = b"--b\r\nContent-Type: text/plain\r\n\r\n \r\n"

    only = mime.parse(a_mail(blank + html + b"--b--\r\n", headers=headers), a_receipt())
    both = mime.parse(a_mail(TEXT + html + b"--b--\r\n", headers=headers), a_receipt())

    assert only.text == "Where is my money?"
    assert both.text == "See the picture."
    assert both.html_text == "Where is my money?"


def test_parse_undoes_flowed_text() -> None:
    """RFC 3676: soft breaks are no line ends, "-- " is no soft break."""
    headers = b"Content-Type: text/plain; format=flowed\r\n"

    found = mime.parse(a_mail(b"one \r\ntwo\r\n-- \r\nLi\r\n", headers=headers), a_receipt())

    assert found.text == "one two\n-- \nLi"
    assert found.reply == "one two"


def test_content_digest_is_the_same_for_two_deliveries_of_one_mail() -> None:
    """Trace headers, line ends and folding differ between deliveries; the digest does not."""
    plain = a_mail(b"Hello\r\n", subject=b"A long\r\n subject")
    other = (
        write_trace(a_receipt())
        + b"Received: x\r\n"
        + a_mail(b"Hello\n\n", subject=b"A long subject")
    )
    changed = a_mail(b"Hello!\r\n", subject=b"A long\r\n subject")

    digest = mime.parse(plain, a_receipt()).content_digest

    assert mime.parse(plain.replace(b"\r\n", b"\n"), a_receipt()).content_digest == digest
    assert mime.parse(other, a_receipt()).content_digest == digest
    assert mime.parse(changed, a_receipt()).content_digest != digest


HOSTILE = {
    "semicolons": b"Content-Type: multipart/mixed" + b";" * 200_000 + b"\r\n",
    "quotes": b"Content-Type: text/plain; name=" + b'"\\' * 100_000 + b"\r\n",
    "one long header": b"To: " + b"a@b.example, " * 20_000 + b"\r\n",
    "brackets": b"Cc: " + b"<" * 200_000 + b"\r\n",
    "comments": b"Cc: " + b"(" * 200_000 + b"\r\n",
    "words": b"X: y\r\nCc: " + b"=?" * 100_000 + b"\r\n",
    "ids": b"References: " + b"<a@b> " * 30_000 + b"\r\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_parse_takes_linear_time_for_hostile_headers(name: str) -> None:
    """A few hundred kilobytes of the worst header take under two seconds."""
    started = time.process_time()

    mime.parse(a_mail(headers=HOSTILE[name], subject=HOSTILE[name][-9000:].strip()), a_receipt())

    assert time.process_time() - started < 6


@pytest.mark.parametrize("depth", [50, 3000])
def test_parse_survives_nested_multiparts(depth: int) -> None:
    """Deeper than any program writes; then the mail is read as one part."""
    levels = b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1)
        for n in range(depth)
    )

    found = mime.parse(
        a_mail(levels + b"deep down", headers=b"Content-Type: multipart/mixed; boundary=b0\r\n"),
        a_receipt(),
    )

    assert "deep down" in found.text


def test_parse_reads_ten_thousand_parts_in_time() -> None:
    """Flat structures of any size cost what they weigh."""
    started = time.process_time()

    body = b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * 10_000
    found = mime.parse(a_mail(body, headers=MIXED), a_receipt())

    assert len(found.attachments) == 10_000
    assert time.process_time() - started < 8
