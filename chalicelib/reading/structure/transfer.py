"""Content-Transfer-Encoding (RFC 2045 §6) → bytes, also where the label is wrong.

Broken encodings give what can be read of them. Linear time.
"""

from __future__ import annotations

import binascii
import re
from contextlib import suppress

from chalicelib.reading.structure.headers import decode_base64
from chalicelib.reading.structure.uuencode import decode_uuencode

_BASE64 = frozenset({"base64", "xbase64", "b64", "b"})
_QUOTED = frozenset({"quotedprintable", "qp", "xquotedprintable", "q"})
_UUENCODE = frozenset({"xuuencode", "uuencode", "xuue", "uue"})
_NO_LETTER = re.compile(r"[^a-z0-9]+")
# Lines of one length, a multiple of four, and a last one that may be shorter: only base64 is so.
_BASE64_LINES = re.compile(rb"\s*(?:[A-Za-z0-9+/]{4}){10,}+(?:[A-Za-z0-9+/=]{4}|\s)*+\Z")
_FOREIGN = re.compile(rb"[^A-Za-z0-9+/=\s]")
_DOUBT_WINDOW = 4096


def decode_transfer(data: bytes, encoding: str, *, is_text: bool) -> tuple[bytes, str]:
    """Return the bytes behind a transfer encoding, and what was repaired ("" for nothing).

    Args:
        data: the body as it stands in the mail.
        encoding: the header's value, however spelt.
        is_text: whether text is expected, so that wrong labels can be told.
    """
    name = _NO_LETTER.sub("", encoding.lower().partition(";")[0])
    if name in _BASE64:
        if is_text and _is_no_base64(data):
            return data, "text labelled base64 is none, taken as it stands"
        return _base64(data)
    if name in _QUOTED:
        return binascii.a2b_qp(data), ""
    if name in _UUENCODE:
        return decode_uuencode(data), ""
    if is_text and _is_bare_base64(data):
        return decode_base64(data), "text is base64 without saying so"
    return data, ""


def _base64(data: bytes) -> tuple[bytes, str]:
    try:
        return binascii.a2b_base64(data), ""
    except binascii.Error:
        return decode_base64(data), "broken base64, read as far as it goes"


def _is_no_base64(data: bytes) -> bool:
    """Writing has marks and blanks inside its lines; mangled base64 has few of either."""
    sample = data[:_DOUBT_WINDOW].strip()
    foreign = len(_FOREIGN.findall(sample)) + sample.count(b" ")
    return foreign * 20 > len(sample) and len(sample) > 0


def _is_bare_base64(data: bytes) -> bool:
    """Return whether a text is one block of base64 that holds text; words alone never are."""
    if not _BASE64_LINES.match(data[:_DOUBT_WINDOW].rpartition(b"\n")[0] or data[:_DOUBT_WINDOW]):
        return False
    if not _BASE64_LINES.match(data) or (data.islower() or data.isalpha()):
        return False
    held = decode_base64(data)
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in held[:_DOUBT_WINDOW])
    return (controls == 0 and b" " in held[:_DOUBT_WINDOW]) or _is_wide_text(held)


def _is_wide_text(held: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        return not held.isascii() and held.decode("utf-8").isprintable()
    return False
