"""Sanitising: whatever the place a secret lies in, it is gone; whatever holds none stays as it was.

The judge here is a stub that knows one secret of four words; which texts are secrets is for
understanding to say.
"""

from __future__ import annotations

import base64
import gzip
import io
import re
import zipfile
from collections.abc import Callable
from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.reading import mime
from chalicelib.reading.structure.sanitise import REMOVED_FILE, sanitise
from tests.builders import a_receipt
from tests.reading.tnef_files import a_tnef
from tests.spilled import everything_in, squeezed

SECRET = "oyster violin walnut meteor"
WORDS = SECRET.split()
_SECRET = re.compile(r"\W+(?:\d+\W+)?".join(WORDS), re.IGNORECASE)
TRACE = (
    b"Return-Path: <li.wei@customer.example>\r\n"
    b"Received: from mx.customer.example (mx.customer.example [192.0.2.1])\r\n"
    b" by inbound-smtp.eu-west-1.amazonaws.com with SMTP id object1\r\n"
    b" for support@desk.example;\r\n Thu, 30 Jul 2026 02:00:00 +0000 (UTC)\r\n"
    b"X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
)


def redact(text: str, place: str) -> str:
    """Judge as the detector does, of one secret."""
    assert place
    return _SECRET.sub("[gone]", text)


def a_message(text: str = "Hello.\n", *, subject: str = "Help") -> EmailMessage:
    """Return a mail to the desk."""
    message = EmailMessage()
    message["From"] = "Li Wei <li.wei@customer.example>"
    message["To"] = "support@desk.example"
    message["Subject"] = subject
    message["Message-ID"] = "<m1@customer.example>"
    message.set_content(text)
    return message


def with_file(data: bytes, name: str, kind: str = "application/octet-stream") -> EmailMessage:
    """Return a mail with a file."""
    message = a_message()
    main, _, sub = kind.partition("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message


def zipped(name: str, data: bytes) -> bytes:
    """Return a zip with one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return out.getvalue()


def in_html(html: str) -> EmailMessage:
    """Return a mail with a harmless text and a page."""
    message = a_message()
    message.add_alternative(html, subtype="html")
    return message


def with_header(name: str, value: str) -> EmailMessage:
    """Return a mail with one header more, or another one."""
    message = a_message()
    del message[name]
    message[name] = value
    return message


def with_raw_part(head: bytes, body: bytes) -> bytes:
    """Return a multipart mail whose second part is as told."""
    return (
        b"From: a@customer.example\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n"
        b"--b1\r\nContent-Type: text/plain\r\n\r\nHello.\r\n--b1\r\n"
        + head
        + b"\r\n\r\n"
        + body
        + b"\r\n--b1--\r\n"
    )


def forwarded() -> MIMEMultipart:
    """Return a mail that brings another one, which brings another one."""
    inner = MIMEMultipart()
    inner["Subject"] = "Fwd"
    inner.attach(MIMEMessage(Message()))
    inner.get_payload()[0].set_payload([MIMEText(f"words: {SECRET}\n", "plain", "utf-8")])
    outer = MIMEMultipart()
    outer["From"] = "a@customer.example"
    outer.attach(MIMEText("See below.", "plain", "utf-8"))
    outer.attach(MIMEMessage(inner))
    return outer


def uuencoded(data: bytes) -> str:
    """Return a file as it was put into a text before MIME."""
    import binascii

    lines = [binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45)]
    return "begin 644 words.txt\n" + "".join(lines) + "`\nend\n"


WRAPPED = "\n> ".join(WORDS)
CELLS = "".join(f"<td>{word}</td>" for word in WORDS)
OPTIONS = "".join(f"<option>{word}</option>" for word in WORDS)
NUMBERED = "\n".join(f"{n}. {word}" for n, word in enumerate(WORDS, 1))
CASES: dict[str, Callable[[], Message | bytes]] = {
    "text": lambda: a_message(f"My words are {SECRET}, help!\n"),
    "text numbered": lambda: a_message(f"My words:\n{NUMBERED}\n"),
    "quoted history": lambda: a_message(f"Hello\n\nOn Monday, X wrote:\n> {WRAPPED}\n"),
    "text in base64": lambda: with_raw_part(
        b"Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: base64",
        base64.encodebytes(f"我的助记词 {SECRET}".encode("gbk")),
    ),
    "text in quoted-printable": lambda: with_raw_part(
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable",
        b"oys=\r\nter =76iolin walnut meteor",
    ),
    "text in utf-16": lambda: with_raw_part(
        b"Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64",
        base64.encodebytes(SECRET.encode("utf-16")),
    ),
    "flowed text": lambda: with_raw_part(
        b"Content-Type: text/plain; format=flowed; delsp=yes", b"oys \r\nter violin walnut meteor"
    ),
    "subject": lambda: a_message(subject=f"my words {SECRET}"),
    "subject in encoded words": lambda: with_header("Subject", f"助记词 {SECRET}"),
    "display name": lambda: with_header("From", f'"{SECRET}" <li.wei@customer.example>'),
    "address": lambda: with_header("Reply-To", f"{'.'.join(WORDS)}@customer.example"),
    "comments": lambda: with_header("Comments", SECRET),
    "unknown header": lambda: with_header("X-Note", SECRET),
    "name of a header": lambda: with_header("X-" + "-".join(WORDS), "1"),
    "message id": lambda: with_header("Message-ID", f"<{'.'.join(WORDS)}@customer.example>"),
    "visible html": lambda: in_html("<p>My words <b>oys</b>ter violin <i>walnut</i> meteor</p>"),
    "html cells": lambda: in_html(f"<table><tr>{CELLS}</tr></table>"),
    "hidden html": lambda: in_html(f'<p>Hi</p><div style="display:none">{SECRET}</div>'),
    "html attribute": lambda: in_html(f'<p>Hi</p><img alt="{SECRET}" src="cid:1">'),
    "html link": lambda: in_html(f'<a href="mailto:a@b.c?body={"+".join(WORDS * 2)}">Hi</a>'),
    "html comment": lambda: in_html(f"<p>Hi</p><!-- {SECRET} -->"),
    "html title": lambda: in_html(f"<html><head><title>{SECRET}</title></head><p>Hi</p></html>"),
    "html options": lambda: in_html(f"<p>Hi</p><select>{OPTIONS}</select>"),
    "html across a quote": lambda: in_html(
        "<p>oyster violin</p><blockquote type=cite>walnut meteor</blockquote>"
    ),
    "html alone": lambda: with_raw_part(b"Content-Type: text/html", f"<p>{SECRET}".encode()),
    "text file": lambda: with_file(SECRET.encode(), "words.txt", "text/plain"),
    "file of no type": lambda: with_file(f"\ufeff{SECRET}".encode(), "words"),
    "file in utf-16": lambda: with_file(SECRET.encode("utf-16-le"), "words.txt"),
    "json": lambda: with_file(f'{{"words": "{SECRET}"}}'.encode(), "w.json", "application/json"),
    "csv": lambda: with_file(",".join(WORDS).encode(), "w.csv", "text/csv"),
    "xml": lambda: with_file(
        b"<a>" + "".join(f"<w>{w}</w>" for w in WORDS).encode() + b"</a>", "w.xml", "text/xml"
    ),
    "svg": lambda: with_file(
        f"<svg><text>{SECRET}</text></svg>".encode(), "a.svg", "image/svg+xml"
    ),
    "html file": lambda: with_file(f"<p>{SECRET}</p>".encode(), "a.html", "text/html"),
    "file name": lambda: with_file(b"\x89PNG\r\n\x1a\n", f"{'_'.join(WORDS)}.png", "image/png"),
    "file name in RFC 2231": lambda: with_file(b"\0", f"助记词 {SECRET}.png", "image/png"),
    "name of a type": lambda: with_raw_part(
        f'Content-Type: image/png; name="{"-".join(WORDS)}.png"'.encode(), b"\x89PNG"
    ),
    "zip member": lambda: with_file(zipped("a.txt", SECRET.encode()), "a.zip", "application/zip"),
    "zip member name": lambda: with_file(zipped("-".join(WORDS), b"x"), "a.zip"),
    "zip in a zip": lambda: with_file(zipped("b.zip", zipped("a.txt", SECRET.encode())), "a.zip"),
    "office file": lambda: with_file(
        zipped("word/document.xml", "".join(f"<w:t>{w}</w:t>" for w in WORDS).encode()), "a.docx"
    ),
    "gzip": lambda: with_file(gzip.compress(SECRET.encode()), "a.gz", "application/gzip"),
    "mail in a mail": forwarded,
    "uuencoded file": lambda: a_message(f"Hello\n\n{uuencoded(SECRET.encode())}"),
    "winmail.dat": lambda: with_file(
        a_tnef(files=[("a.txt", SECRET.encode())], text="Hello"),
        "winmail.dat",
        "application/ms-tnef",
    ),
    "preamble": lambda: with_raw_part(b"Content-Type: text/plain", b"x").replace(
        b"\r\n\r\n--b1", f"\r\n\r\n{SECRET}\r\n--b1".encode(), 1
    ),
    "epilogue": lambda: with_raw_part(b"Content-Type: text/plain", b"x") + SECRET.encode(),
    "boundary": lambda: with_raw_part(b"Content-Type: text/plain", b"x").replace(
        b"b1", "=".join(WORDS).encode()
    ),
    "multipart without parts": lambda: (
        b"From: a@customer.example\r\nContent-Type: multipart/mixed\r\n\r\n" + SECRET.encode()
    ),
    "no head": lambda: SECRET.encode(),
    "junk before the body": lambda: b"Subject: x\r\nno header\r\n" + SECRET.encode(),
}


def as_bytes(case: str) -> bytes:
    """Return the mail of a case as SES stores it."""
    made = CASES[case]()
    content = made if isinstance(made, bytes) else made.as_bytes().replace(b"\n", b"\r\n")
    return TRACE + content


@pytest.mark.parametrize("case", CASES)
def test_a_secret_is_gone_wherever_it_lay(case: str) -> None:
    """Nothing that can be read of the mail tells it, whichever way it is read."""
    content = as_bytes(case)
    told_before = squeezed(SECRET) in everything_in(content)

    clean = sanitise(content, redact)

    assert told_before or case in ("flowed text", "html attribute")
    assert clean != content
    assert squeezed(SECRET) not in everything_in(clean)


@pytest.mark.parametrize("case", CASES)
def test_sanitising_again_changes_nothing(case: str) -> None:
    """Whoever finishes an interrupted cleansing ends at the same bytes."""
    clean = sanitise(as_bytes(case), redact)

    assert sanitise(clean, redact) is clean


@pytest.mark.parametrize("case", CASES)
def test_the_trace_block_and_the_sender_stay(case: str) -> None:
    """Recipients, verdicts and whom to answer are told by what SES wrote and by From."""
    clean = sanitise(as_bytes(case), redact)

    assert clean.startswith(TRACE)
    known = mime.parse(as_bytes(case), a_receipt()).sender
    found = mime.parse(clean, a_receipt()).sender
    assert (known and known.address) == (found and found.address)


def test_the_words_around_a_secret_stay() -> None:
    """The desk must still be able to help."""
    clean = mime.parse(sanitise(as_bytes("text"), redact), a_receipt())

    assert clean.text == "My words are [gone], help!\n".strip() or "[gone], help!" in clean.text


def test_parts_that_hold_nothing_stay_as_they_were() -> None:
    """Byte by byte: a picture beside the words is still that picture."""
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    message = a_message(f"My words are {SECRET}\n")
    message.add_attachment(picture, maintype="image", subtype="png", filename="错误 1.png")
    content = message.as_bytes()
    start = content.index(b"Content-Type: image/png")

    clean = sanitise(content, redact)

    assert clean.endswith(content[start:])


def test_a_clean_mail_is_the_same_object() -> None:
    """The ordinary way costs no copy, and tells by identity that nothing was found."""
    content = TRACE + with_file(zipped("a.txt", b"hello"), "a.zip").as_bytes()

    assert sanitise(content, redact) is content


def test_a_packed_file_is_replaced_by_a_note_that_says_so() -> None:
    """Nobody mends an archive."""
    clean = sanitise(as_bytes("zip member"), redact)

    (file,) = mime.parse(clean, a_receipt()).attachments
    assert (file.filename, file.content_type) == ("removed.txt", "text/plain")
    assert mime.attachment_bytes(clean, file.part) == REMOVED_FILE.encode()


def test_a_file_name_keeps_its_ending() -> None:
    """What kind of file it is stays known."""
    clean = sanitise(as_bytes("file name"), redact)

    (file,) = mime.parse(clean, a_receipt()).attachments
    assert file.filename == "removed.png"


def test_quotes_of_a_page_stay_quotes() -> None:
    """What is new in a reply is told from the rest as before."""
    page = f"<p>New {SECRET} words</p><blockquote type=cite>Old words</blockquote>"
    content = with_raw_part(b"Content-Type: text/html", page.encode())

    clean = mime.parse(sanitise(content, redact), a_receipt())

    assert "Old words" in clean.text
    assert "Old words" not in clean.reply


def test_a_zip_bomb_is_opened_as_far_as_the_budget() -> None:
    """A megabyte that unpacks to a gigabyte costs no more than any other file."""
    content = with_file(zipped("a.txt", bytes(30_000_000)), "a.zip").as_bytes()

    assert sanitise(content, redact) is content


@pytest.mark.parametrize("cut", [30, 60, 100, -30, -1])
def test_a_broken_zip_is_no_error(cut: int) -> None:
    """What cannot be opened by us is opened by nobody."""
    content = with_file(zipped("a.txt", b"hello" * 100)[:cut], "a.zip").as_bytes()

    assert sanitise(content, redact) is content


def test_a_judge_that_is_never_content_leaves_a_note() -> None:
    """Whatever the detector does, the mail ends: as a note under the headers that hold nothing."""
    content = as_bytes("text")

    clean = sanitise(content, lambda text, _: text + "!" if "words" in text else text)

    assert mime.parse(clean, a_receipt()).text.startswith("[This message held a secret")
    assert clean.startswith(TRACE)


PIECES = st.sampled_from(
    [
        *(
            b"\r\n",
            b"\n",
            b"\r\n\r\n",
            b"--b1\r\n",
            b"--b1--",
            b" ",
            b":",
            b"; ",
            b'"',
            b"\0",
            b"\xff",
        ),
        *(b"Content-Type: multipart/mixed; boundary=b1\r\n", b"Content-Type: text/html\r\n"),
        *(b"Content-Type: message/rfc822\r\n", b"Content-Transfer-Encoding: base64\r\n"),
        *(b"Content-Disposition: attachment; filename*=utf-8''", b"Subject: =?utf-8?b?", b"?="),
        *(SECRET.encode(), base64.b64encode(SECRET.encode()), b"begin 644 a\n", b"end\n"),
        *(
            b"From: ",
            b"<p>",
            b"<div hidden>",
            b"<!--",
            b"PK\x03\x04",
            b"\x1f\x8b\x08",
            b"%20",
            b"To: ",
        ),
    ]
)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=30).map(b"".join))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_sanitised_once_and_for_all(content: bytes) -> None:
    """Never an error; what comes out holds nothing, and stays when it is looked at again."""
    clean = sanitise(content, redact)

    assert sanitise(clean, redact) is clean
    message = mime.parse(clean, a_receipt())
    assert not _SECRET.search(f"{message.subject}\n{message.text}\n{message.html_text}")
