"""Mails as programs really put them together: nothing of them is lost, whatever is broken (M18)."""

from __future__ import annotations

import base64
import binascii
import gc
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from chalicelib.reading import mime
from chalicelib.reading.message import InboundMessage
from tests.reading.mails import a_mail, a_receipt
from tests.reading.tnef_files import a_tnef

MIXED = b'Content-Type: multipart/mixed; boundary="b"\r\n'
FIRST = b"--b\r\nContent-Type: text/plain\r\n\r\nfirst\r\n"
SECOND = b"--b\r\nContent-Type: text/plain\r\n\r\nsecond\r\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def _read(body: bytes, headers: bytes = MIXED) -> InboundMessage:
    return mime.parse(a_mail(body, headers=headers), a_receipt())


def _file(kind: bytes, data: bytes, name: bytes = b"f.bin") -> bytes:
    return (
        b"--b\r\nContent-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=" + name + b"\r\n\r\n"
        + base64.encodebytes(data) + b"\r\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (FIRST + SECOND + b"--b--\r\n", MIXED),
        (FIRST + SECOND, MIXED),  # no end
        (FIRST + b"--b--\r\n" + SECOND + b"--b--\r\n", MIXED),  # an end too early
        (b"preamble\r\n" + FIRST + SECOND + b"--b--", MIXED),
        (FIRST + SECOND + b"--b--\r\n", b"Content-Type: multipart/mixed\r\n"),
        (FIRST + SECOND + b"--b--\r\n", b"Content-Type: multipart/mixed; boundary=other\r\n"),
        (FIRST.replace(b"--b", b"--b \t") + SECOND, MIXED),
        ((FIRST + SECOND).replace(b"\r\n", b"\n"), MIXED),
        ((FIRST + SECOND).replace(b"\r\n", b"\r"), MIXED),
        (b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + FIRST + b"--b--\r\n"
         + SECOND + b"--b--\r\n", MIXED),
        (b"--b\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n"
         + FIRST.replace(b"--b", b"--bb") + SECOND, MIXED),  # the inner one never ends
    ],
)  # fmt: skip
def test_parse_finds_all_texts_however_parts_are_delimited(body: bytes, headers: bytes) -> None:
    """Missing, repeated, early and wrong delimiters cost no part."""
    assert _read(body, headers).text == "first\n\nsecond"


def test_parse_takes_alternatives_under_their_parents_boundary_as_such() -> None:
    """A nested multipart that repeats the boundary still holds what stands up to its end."""
    body = (
        b"--b\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n" + FIRST
        + b"--b\r\nContent-Type: text/html\r\n\r\n<p>first</p>\r\n--b--\r\n" + SECOND + b"--b--\r\n"
    )  # fmt: skip

    assert _read(body).text == "first\n\nsecond"


@pytest.mark.parametrize(
    ("body", "headers", "warning"),
    [
        (FIRST + SECOND, MIXED, "multipart without an end"),
        (FIRST + b"--b--", b"Content-Type: multipart/mixed\r\n",
         "boundary missing or wrong, found in the body"),
        (b"aGVsbG8gd29ybGQ", b"Content-Transfer-Encoding: base64\r\n",
         "broken base64, read as far as it goes"),
        (b"Just words, no code at all.", b"Content-Transfer-Encoding: base64\r\n",
         "text labelled base64 is none, taken as it stands"),
        (base64.b64encode(b"The transfer did not arrive, please have a look."), b"",
         "text is base64 without saying so"),
        (b"<!DOCTYPE html><p>x</p>", b"Content-Type: application/pkcs7-mime\r\n",
         "S/MIME container, not opened"),
        (b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQ==\r\n-----END PGP MESSAGE-----", b"",
         "encrypted (PGP), not readable"),
    ],
)  # fmt: skip
def test_parse_notes_what_is_wrong_with_a_mail(body: bytes, headers: bytes, warning: str) -> None:
    """Each repair is told."""
    assert warning in _read(body, headers).warnings


@pytest.mark.parametrize(
    ("body", "encoding", "text"),
    [
        (b"aGVsbG8gd29ybGQ", b"base64", "hello world"),
        (b"aGVsbG8gd29ybGQ=", b"Base-64", "hello world"),
        (b"Just words, no code at all.", b"base64", "Just words, no code at all."),
        (b"50=25 off", b"Quoted_Printable", "50% off"),
        (b"as it stands =41", b"8-bit", "as it stands =41"),
        (b"abcdefghij" * 8, b"7bit", "abcdefghij" * 8),
        (base64.b64encode("转账失败了，请帮我查一下订单，谢谢。".encode()), b"7bit",
         "转账失败了，请帮我查一下订单，谢谢。"),
    ],
)  # fmt: skip
def test_parse_reads_text_under_a_wrong_transfer_encoding(
    body: bytes, encoding: bytes, text: str
) -> None:
    """Labels are believed when they can be true."""
    headers = b"Content-Transfer-Encoding: " + encoding + b"\r\n"

    assert _read(body, headers).text == text


@pytest.mark.parametrize(
    "kind",
    [b"message/rfc822", b"text/calendar", b"text/vcard", b"application/pkcs7-signature",
     b"application/pgp-signature", b"application/pgp-encrypted", b"application/x-unheard-of"],
)  # fmt: skip
def test_parse_lists_and_keeps_what_it_does_not_read(kind: bytes) -> None:
    """Nested mails, invitations, cards, signatures: listed by type, their bytes to be had."""
    inner = b"Subject: inner\r\n\r\nwords\r\n"
    content = a_mail(FIRST + b"--b\r\nContent-Type: " + kind + b"\r\n\r\n" + inner + b"--b--\r\n",
                     headers=MIXED)  # fmt: skip

    found = mime.parse(content, a_receipt())

    assert found.text == "first"
    assert [one.content_type for one in found.attachments] == [kind.decode()]
    assert mime.attachment_bytes(content, "2") == inner.removesuffix(b"\r\n")


def test_parse_takes_uuencoded_files_out_of_a_text() -> None:
    """The words around them stay; what only looks like a file does as well."""
    lines = b"".join(binascii.b2a_uu(PNG[n : n + 45]) for n in range(0, len(PNG), 45))
    body = b"before\nbegin 644 shot.png\n" + lines + b"`\nend\nbetween\nbegin 644 no file\nwords\n"
    content = a_mail(body)

    found = mime.parse(content, a_receipt())

    assert found.text == "before\nbetween\nbegin 644 no file\nwords"
    [one] = found.attachments
    assert (one.filename, one.content_type, one.part) == ("shot.png", "image/png", "1-1")
    assert mime.attachment_bytes(content, "1-1") == PNG
    assert mime.attachment_bytes(content, "1-2") is None


def test_parse_opens_a_winmail_dat() -> None:
    """Outlook's container is listed, and so is what it holds."""
    tnef = a_tnef(files=[("照片.png", PNG), ("notes.txt", b"notes")], text="packed words")
    content = a_mail(FIRST + _file(b"application/ms-tnef", tnef, b"winmail.dat"), headers=MIXED)

    found = mime.parse(content, a_receipt())

    assert found.text == "first"
    assert [(one.filename, one.content_type, one.part) for one in found.attachments] == [
        ("winmail.dat", "application/ms-tnef", "2"),
        ("照片.png", "image/png", "2-1"),
        ("notes.txt", "application/octet-stream", "2-2"),
    ]
    assert mime.attachment_bytes(content, "2-1") == PNG


def test_parse_reads_the_text_of_a_winmail_dat_when_there_is_no_other() -> None:
    """Then it is what the writer wrote."""
    tnef = a_tnef(files=[], text="packed words")

    found = _read(_file(b"application/ms-tnef", tnef, b"winmail.dat"))

    assert found.text == "packed words"


def test_parse_survives_a_winmail_dat_cut_anywhere() -> None:
    """Sizes are believed as far as the data reaches."""
    tnef = a_tnef(files=[("a.png", PNG)], text="packed words")

    for end in range(len(tnef)):
        found = _read(_file(b"application/ms-tnef", tnef[:end], b"winmail.dat"))
        assert found.attachments[0].size_bytes == end


@pytest.mark.parametrize(
    ("data", "sniffed"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic....", "image/heic"),
        (b"\x00\x00\x00\x18ftypisom....", "video/mp4"),
        (b"\x00\x00\x00\x14ftypqt  ....", "video/quicktime"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"PK\x03\x04......report.txt", "application/zip"),
        (b"PK\x03\x04..[Content_Types].xml..word/document.xml",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"MZ" + bytes(80), "application/x-msdownload"),
        (b"  <!DOCTYPE html><p>", "text/html"),
        (b"<?xml version='1.0'?><svg onload=x>", "image/svg+xml"),
        (b"BM is not a bitmap", ""),
        (b"words", ""),
        (b"", ""),
    ],
)  # fmt: skip
def test_parse_tells_a_type_from_the_content(data: bytes, sniffed: str) -> None:
    """The first bytes count, not the label."""
    found = _read(FIRST + _file(b"application/octet-stream", data))

    assert found.attachments[0].sniffed_type == sniffed


@pytest.mark.parametrize(
    ("kind", "data", "name", "warned"),
    [
        (b"image/png", b"MZ" + bytes(80), b"a.png", True),
        (b"application/octet-stream", b"MZ" + bytes(80), b"invoice.pdf", True),
        (b"application/octet-stream", b"MZ" + bytes(80), b"setup.exe", False),
        (b"image/png", b"<html><script>", b"a.png", True),
        (b"application/pdf", b"<svg onload=x>", b"a.pdf", True),
        (b"application/pdf", b"%PDF-1.7", b"invoice.pdf.exe", True),
        (b"image/svg+xml", b"<svg></svg>", b"a.svg", False),
        (b"image/jpg", b"\xff\xd8\xff\xe0", b"a.jpg", False),
        (b"image/png", b"\xff\xd8\xff\xe0", b"a.png", False),
        (b"text/plain", b"words", b"a.txt", False),
    ],
)
def test_parse_warns_of_a_file_in_disguise(
    kind: bytes, data: bytes, name: bytes, *, warned: bool
) -> None:
    """Programs and pages under a harmless label; a wrong sort of picture is no danger."""
    found = _read(FIRST + _file(kind, data, name))

    assert any("part 2 says" in warning for warning in found.warnings) == warned


def _nested(depth: int) -> bytes:
    return b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(depth)
    )


_HOSTILE: dict[str, Callable[[int], bytes]] = {
    "parts": lambda n: a_mail(b"--b\r\n\r\nx\r\n" * (n // 9), headers=MIXED),
    "delimiters": lambda n: a_mail(b"--b\n" * (n // 4), headers=MIXED),
    "almost delimiters": lambda n: a_mail(b"--bx\n--b  x\n" * (n // 12), headers=MIXED),
    "depth": lambda n: _nested(n // 55),
    "one header": lambda n: a_mail(headers=b"X-Long: " + b"x" * n + b"\r\n"),
    "folds": lambda n: a_mail(headers=b"X-Long: x" + b"\r\n x" * (n // 4) + b"\r\n"),
    "headers": lambda n: a_mail(headers=b"X: y\r\n" * (n // 6)),
    "recipients": lambda n: a_mail(headers=b"Cc: " + b"a@b.c, " * (n // 7) + b"\r\n"),
    "quotes": lambda n: a_mail(headers=b"Cc: " + b'"' * n + b"\r\n"),
    "words": lambda n: a_mail(subject=b"=?utf-8?q?x?= " * (n // 14)),
    "open words": lambda n: a_mail(subject=b"=?utf-8?q?" * (n // 10)),
    "parameters": lambda n: a_mail(headers=b"Content-Type: a/b" + b"; x*1=y" * (n // 8) + b"\r\n"),
    "references": lambda n: a_mail(headers=b"References: " + b"<a@b>" * (n // 5) + b"\r\n"),
    "line ends": lambda n: a_mail(b"\r\n" * (n // 2)),
    "bare returns": lambda n: a_mail(b"\r" * n),
    "begins": lambda n: a_mail(b"begin 644 x\n" * (n // 12)),
    "uuencode": lambda n: a_mail((b"begin 644 x\n" + b"M" + b"A" * 60 + b"\n") * (n // 74)),
    "base64": lambda n: a_mail(b"QUJD" * (n // 4)),
    "broken base64": lambda n: a_mail(b"QUJ" * (n // 3) + b"!",
                                      headers=b"Content-Transfer-Encoding: base64\r\n"),
    "eight bit": lambda n: a_mail(b"\xc4\xe3\xba\xc3" * (n // 4)),
    "hidden ends": lambda n: b"Subject: x\n" + b"\r" * n,
}  # fmt: skip


@pytest.mark.parametrize("name", list(_HOSTILE))
def test_parse_takes_linear_time_for_hostile_structure(name: str) -> None:
    """Four times the mail costs at most eight times the time; a quadratic way costs sixteen."""
    make = _HOSTILE[name]
    small, large = make(50_000), make(200_000)
    costs = []
    for _ in range(8):  # another process may slow one try down, not all
        costs.append((_cost(small), _cost(large)))
        least, most = (min(cost) for cost in zip(*costs, strict=True))
        if most <= max(8 * least, 0.1):  # less is mostly the clock's
            break

    assert most <= max(8 * least, 0.1)
    assert most < 3


def _cost(content: bytes) -> float:
    """Return the CPU seconds of one run; looking through other tests' garbage is not its cost."""
    gc.disable()
    try:
        started = time.process_time()
        mime.parse(content, a_receipt())
        return time.process_time() - started
    finally:
        gc.enable()


_LARGE = """
import base64, os, re, sys, time
sys.path.insert(0, os.getcwd())
from chalicelib.reading import mime
from tests.reading.mails import a_mail, a_receipt

MIXED = b'Content-Type: multipart/mixed; boundary=b\\r\\n'
block = base64.encodebytes(os.urandom(57 * 1024))
data = block * (1_000_000 // len(block)) + block
parts = [b"--b\\r\\n\\r\\nwords\\r\\n"]
for n in range(30):
    parts.append(b"--b\\r\\nContent-Type: image/png; name=%d.png\\r\\n"
                 b"Content-Transfer-Encoding: base64\\r\\n\\r\\n" % n + data * (40 // 30 + n % 2))
content = a_mail(b"".join(parts) + b"--b--\\r\\n", headers=MIXED)
started = time.process_time()
found = mime.parse(content, a_receipt())
spent = time.process_time() - started
# Not of getrusage: that is no less than what the process that started this one had.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]
print(len(content), len(found.attachments), spent, peak)
"""


def test_parse_reads_a_mail_of_40_mb_within_its_means() -> None:
    """30 files, 40 MB: at most 512 MB of memory and 10 s of CPU (M4)."""
    run = subprocess.run(
        [sys.executable, "-c", _LARGE], capture_output=True, check=True, text=True, timeout=120
    )

    size, files, spent, peak_kib = run.stdout.split()
    assert int(size) > 40_000_000
    assert int(files) == 30
    assert float(spent) < 10
    assert int(peak_kib) < 512 * 1024
