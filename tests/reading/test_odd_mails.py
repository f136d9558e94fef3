"""Mails as programs should not write them, and do."""

from __future__ import annotations

import binascii

import pytest

from chalicelib.reading import mime
from chalicelib.reading.charset import decode_text
from chalicelib.reading.message import EmailAddress, Kind
from chalicelib.reading.threads import indexed_id
from tests.reading.mails import a_mail, a_receipt


def test_parse_decodes_uuencode_with_broken_lines() -> None:
    """Lines that are too long are cut, lines that are none are left out."""
    data = bytes(range(90))
    lines = [binascii.b2a_uu(data[n : n + 45]).rstrip(b"\n") for n in (0, 45)]
    body = b"begin 644 x.bin\n" + lines[0] + b"XX\n\x7f~~~~\n" + lines[1] + b"\n`\nend\n"
    headers = (
        b"Content-Type: application/octet-stream; name=x.bin\r\n"
        b"Content-Transfer-Encoding: x-uuencode\r\n"
    )

    content = a_mail(body, headers=headers)

    assert mime.attachment_bytes(content, "1") == data


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"SGVsbG8", b"Hello"),
        (b"SGVs!bG8=", b"Hello"),
        (b"SGVsbG8A=SGVs", b"Hello\x00"),
        (b"S", b""),
        (b"", b""),
    ],
)
def test_parse_reads_what_it_can_of_broken_base64(body: bytes, expected: bytes) -> None:
    """Missing padding, foreign characters, a letter too many."""
    headers = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"

    assert mime.attachment_bytes(a_mail(body, headers=headers), "1") in (expected, b"Hello\x00Hel")


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        (b"\xef\xbb\xbfhi", "gbk", "hi"),
        (b"\xff\xfeh\x00i\x00", None, "hi"),
        (b"\xff\xfe\x00", None, None),
        (b"\x1b$B-j\x1b(B", "iso-2022-jp", "㈱"),
        (b"\x1b$B-j\x1b(B", None, "㈱"),
        (b"\x1b[2Jhi", "us-ascii", "\x1b[2Jhi"),
        (b"~{VPND~}", "hz-gb-2312", "中文"),
        (b"+Ti1lhw-", "utf-7", "中文"),
        ("한국".encode("iso2022_kr"), None, "한국"),
        (b"abc\x01\x02\xff", None, None),
    ],
)
def test_decode_text_knows_marks_and_escapes(
    data: bytes, label: str | None, text: str | None
) -> None:
    """Byte order marks win over labels, escape sequences over their absence."""
    decoded = decode_text(data, label)

    assert decoded.text.lstrip("\ufeff") == text or text is None


def test_parse_shows_a_named_text_when_it_is_all_there_is() -> None:
    """A text with a file name is an attachment, and the message when there is no other."""
    headers = b'Content-Type: text/plain; name="note.txt"\r\nContent-Disposition: inline\r\n'

    found = mime.parse(a_mail(b"my words\r\n", headers=headers), a_receipt())

    assert found.text == "my words"
    assert [one.filename for one in found.attachments] == ["note.txt"]


def test_parse_reads_a_multipart_without_parts_as_text() -> None:
    """A boundary that never comes does not hide the words."""
    headers = b"Content-Type: multipart/mixed; boundary=never\r\n"

    plain = mime.parse(a_mail(b"my words\r\n", headers=headers), a_receipt())
    html = mime.parse(a_mail(b"<html><p>my words</p>\r\n", headers=headers), a_receipt())

    assert plain.text == "my words"
    assert html.text == "my words"
    assert plain.warnings == ("multipart without parts, read as text",)


def test_parse_reads_html_by_its_own_charset_when_the_header_names_none() -> None:
    """`<meta charset>` counts then."""
    html = '<html><head><meta charset="big5"></head><p>轉帳失敗</p>'.encode("big5")

    found = mime.parse(a_mail(html, headers=b"Content-Type: text/html\r\n"), a_receipt())

    assert found.text == "轉帳失敗"


def test_parse_lists_a_text_beside_html_by_its_content_id() -> None:
    """multipart/related: only the root is the message."""
    body = (
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>hi</p>\r\n"
        b"--b\r\nContent-Type: text/html\r\nContent-ID: <x>\r\n\r\n<p>frame</p>\r\n--b--\r\n"
    )

    found = mime.parse(
        a_mail(body, headers=b"Content-Type: multipart/related; boundary=b\r\n"), a_receipt()
    )

    assert found.text == "hi"
    assert [(one.content_type, one.inline) for one in found.attachments] == [("text/html", True)]


@pytest.mark.parametrize(
    ("header", "address", "name"),
    [
        (b"wang@customer.example <Wang Fang>", "wang@customer.example", ""),
        (b"=?utf-8?B?V2FuZyA8d0BjLmV4YW1wbGU+?=", "w@c.example", "Wang"),
        (b"Wang <@relay.example:w@c.example>", "w@c.example", "Wang"),
        (b"w@c.example (Wang (F) \\) x)", "w@c.example", "Wang (F) ) x"),
        (b'"Wang \\"F\\" Li" <w@C.Example.>', "w@c.example", "Wang F Li"),
        (b"Wang <w@localhost>", "w@localhost", "Wang"),
        (b"'w@c.example'", "w@c.example", ""),
        (b"\x1b$B2&\x1b(B <w@c.example>", "w@c.example", "王"),
    ],
)
def test_parse_reads_sender_headers_as_people_write_them(
    header: bytes, address: str, name: str
) -> None:
    """Swapped, encoded whole, routed, commented, quoted, without a dot."""
    found = mime.parse(a_mail(sender=header), a_receipt())

    assert found.sender is not None
    assert str(found.sender.address) == address
    assert found.sender.name.replace("\\", "") == name


@pytest.mark.parametrize("header", [b"", b"nobody", b"<>", b"Undisclosed recipients:;", b"@", b'"'])
def test_parse_names_no_sender_when_there_is_none(header: bytes) -> None:
    """Nothing is made up."""
    assert mime.parse(a_mail(sender=header), a_receipt()).sender is None


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        (b'filename*0="long na";\r\n filename*1="me.pdf"', "long name.pdf"),
        (b"filename = spaced.pdf", "spaced.pdf"),
        (b"filename=\"a.pdf\"; filename*=utf-8''%E4%B8%AD.pdf", "中.pdf"),
        (b"filename*0*=utf-8''%E4%B8; filename*1=\"x.pdf\"", None),
        (b"filename*=%E4%B8%AD.pdf", "中.pdf"),
        (b'filename="un\\\\closed', None),
    ],
)
def test_parse_reads_file_names_as_programs_write_them(parameters: bytes, name: str) -> None:
    """Continuations, both forms at once, pieces of both sorts, a missing charset."""
    headers = b"Content-Type: application/pdf\r\nContent-Disposition: attachment; " + parameters

    found = mime.parse(a_mail(headers=headers + b"\r\n"), a_receipt())

    assert found.attachments[0].filename == name or name is None
    assert found.attachments[0].filename


def test_parse_reads_a_report_inside_a_passed_on_mail() -> None:
    """Some gateways wrap the report once more."""
    report = (
        b"From: MAILER-DAEMON@mx.example\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=i\r\n\r\n"
        b"--i\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        b"Final-Recipient: rfc822; gone@customer.example\r\nAction: failed\r\nStatus: 5.0.0\r\n"
        b"Diagnostic-Code: smtp; 550 5.1.10 gone\r\n--i--\r\n"
    )
    body = (
        b"--b\r\n\r\nA report:\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        + report
        + b"--b--\r\n"
    )

    found = mime.parse(
        a_mail(
            body,
            sender=b"postmaster@gateway.example",
            headers=b"Content-Type: multipart/mixed; boundary=b\r\n",
        ),
        a_receipt(),
    )

    assert found.bounce is not None
    assert found.bounce.final_recipient == "gone@customer.example"
    assert found.bounce.status == "5.1.10"


@pytest.mark.parametrize(
    ("prose", "status"),
    [(b"550 no such user", "5.0.0"), (b"said: 4.2.2 over quota", "4.2.2"), (b"sorry", "")],
)
def test_parse_reads_a_status_from_prose(prose: bytes, status: str) -> None:
    """As exact as the prose is."""
    found = mime.parse(a_mail(prose, sender=b"MAILER-DAEMON@mx.example"), a_receipt())

    assert found.bounce is not None
    assert found.bounce.status == status


@pytest.mark.parametrize(
    ("content", "mail_from", "kind"),
    [
        (a_mail(headers=b"Content-Class: urn:content-classes:dsn\r\n"), "a@b.example", Kind.BOUNCE),
        (a_mail(subject=b"Auto: x", sender=b"postmaster@b.example"), "", Kind.AUTO_REPLY),
        (a_mail(b"could not be delivered", sender=b""), "a@b.example", Kind.BOUNCE),
        (a_mail(subject=b"Abuse report for 192.0.2.1"), "a@b.example", Kind.COMPLAINT),
        (a_mail(b'{"eventType":"Complaint"}', sender=b"no-reply@a.example"), "x@a.example",
         Kind.COMPLAINT),
        (a_mail(b'{"notificationType":"Bounce"}', sender=b"no-reply@a.example"), "x@a.example",
         Kind.BOUNCE),
        (a_mail(), "MAILER-DAEMON@b.example", Kind.BOUNCE),
        (a_mail(), "bounces@carrier.example", Kind.HUMAN),
        (a_mail(headers=b"Sender: bounces@carrier.example\r\n"), "a@b.example", Kind.HUMAN),
    ],
)  # fmt: skip
def test_parse_tells_kinds_by_rarer_signs(content: bytes, mail_from: str, kind: Kind) -> None:
    """A carrier's box for bounces behind a person's mail is no sign."""
    assert mime.parse(content, a_receipt(mail_from=mail_from)).kind is kind


def test_indexed_id_shortens_an_endless_id() -> None:
    """Equal ids stay equal, others differ."""
    long = "x" * 900

    assert indexed_id(long + "@a") == indexed_id(f"<{long}@A>")
    assert indexed_id(long + "@a") != indexed_id(long + "@b")
    assert len(indexed_id(long)) < 100


def test_parse_keeps_the_recipient_of_the_envelope() -> None:
    """Who gets the mail is what SES says, not the To header."""
    found = mime.parse(a_mail(), a_receipt(recipient="support+abc@desk.example"))

    assert found.recipients == (EmailAddress("support+abc", "desk.example"),)
