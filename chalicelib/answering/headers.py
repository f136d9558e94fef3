"""Header fields of outgoing mail, as ASCII lines: RFC 5322 syntax, RFC 2047 encoded words.

Every value passes `plain`, so no control character and no line end of a value reaches a header.
Lines are folded at 76 characters; whatever cannot be folded stays far under RFC 5322's 998.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.answering.values import plain

_LINE = 76
_ENCODED_BYTES = 42  # of UTF-8 in one encoded word: "=?utf-8?b?" + 56 + "?=" is under RFC 2047's 75
_MAX_REFERENCES = 995 - len("References: ")
_MESSAGE_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,250}")  # printable ASCII without < and >
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def field(name: str, words: Sequence[str]) -> str:
    """Return "Name: word word", folded between words; each word is ASCII and stays whole."""
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _LINE and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines)


def unstructured(text: str) -> tuple[str, ...]:
    """Return the words of a text for a field such as Subject, encoded where they must be."""
    line = plain(text)
    if line.isascii() and "=?" not in line:
        return tuple(line.split())
    return _encoded(line)


def mailbox(name: str, address: str) -> tuple[str, ...]:
    """Return the words of `"name" <address>`; of the bare address without a name."""
    line = plain(name)
    if not line:
        return (address,)
    if not line.isascii() or "=?" in line:
        return (*_encoded(line), f"<{address}>")
    quoted = line.replace("\\", "\\\\").replace('"', '\\"')
    return (*f'"{quoted}"'.split(), f"<{address}>")


def _encoded(line: str) -> tuple[str, ...]:
    """Return `line` as RFC 2047 encoded words; no character is split between two of them."""
    chunks: list[bytes] = [b""]
    for char in line:
        data = char.encode("utf-8", "replace")
        if len(chunks[-1]) + len(data) > _ENCODED_BYTES:
            chunks.append(b"")
        chunks[-1] += data
    return tuple(f"=?utf-8?b?{base64.b64encode(chunk).decode('ascii')}?=" for chunk in chunks)


def date(at: datetime) -> str:
    """Return an RFC 5322 date in UTC, whatever the process's language."""
    day, month = _DAYS[at.weekday()], _MONTHS[at.month - 1]
    return f"{day}, {at.day:02d} {month} {at:%Y %H:%M:%S} +0000"


def message_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids in angle brackets, each once; what is no message id is left out."""
    return tuple(dict.fromkeys(f"<{one}>" for one in ids if _MESSAGE_ID.fullmatch(one)))


def references(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids for References: when they are too many, the first and the latest ones.

    RFC 5322 §3.6.4 wants the parent last; the first one holds the thread together.
    """
    every = message_ids(ids)
    kept: list[str] = []
    room = _MAX_REFERENCES - sum(len(one) + 1 for one in every[:1])
    for one in reversed(every[1:]):
        room -= len(one) + 1
        if room < 0:
            break
        kept.insert(0, one)
    return (*every[:1], *kept)
