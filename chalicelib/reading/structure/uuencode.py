"""uuencode (POSIX.1 §uuencode): files written into a text before MIME was common. Linear time."""

from __future__ import annotations

import binascii
import re
from contextlib import suppress
from dataclasses import dataclass

_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n", re.MULTILINE)
_END = (b"end", b"`", b"")
_MAX_FILES = 100


@dataclass(frozen=True, slots=True)
class UuFile:
    """One file found in a text: its name as written, and its bytes."""

    name: bytes
    data: bytes


def extract_files(text: bytes) -> tuple[bytes, list[UuFile]]:
    """Return the text without its uuencoded files, and the files, at most 100.

    What only begins like a file, or decodes to nothing, stays in the text.
    """
    rest: list[bytes] = []
    files: list[UuFile] = []
    at = 0
    while len(files) < _MAX_FILES:
        begin = _BEGIN.search(text, at)
        if begin is None:
            break
        data, end = _body(text, begin.end())
        if data:
            rest.append(text[at : begin.start()])
            files.append(UuFile(begin[1], data))
        else:
            rest.append(text[at:end])
        at = end
    return b"".join([*rest, text[at:]]), files


def _body(text: bytes, start: int) -> tuple[bytes, int]:
    """Return what the lines from `start` hold, and where the first line behind them begins."""
    out: list[bytes] = []
    at = start
    while at < len(text):
        end = text.find(b"\n", at) + 1 or len(text)
        line = text[at:end].rstrip(b"\r\n")
        if line.strip() in _END:
            after = text.find(b"\n", end) + 1 or len(text)
            closes = line.strip() != b"end" and text[end:after].strip() == b"end"
            return b"".join(out), after if closes else end
        piece = _decoded(line)
        if piece is None:
            return b"".join(out), at
        out.append(piece)
        at = end
    return b"".join(out), at


def _decoded(line: bytes) -> bytes | None:
    """Return what a line holds, None when it is none: its first byte tells its length."""
    size = _chars(line)
    if not 32 <= line[0] <= 96 or not size - 3 <= len(line) <= size + 3:
        return None
    with suppress(binascii.Error):
        return binascii.a2b_uu(line[:size])
    return None


def decode_uuencode(data: bytes) -> bytes:
    """Return the first uuencoded file in `data`; broken lines are left out."""
    out: list[bytes] = []
    lines = iter(data.splitlines())
    for line in lines:
        if line.startswith(b"begin "):
            break
    for line in lines:
        if line.strip() in (b"end", b"`"):
            break
        with suppress(binascii.Error):
            out.append(binascii.a2b_uu(line[: _chars(line)]))
    return b"".join(out)


def _chars(line: bytes) -> int:
    """Return how long a line says it is; some encoders write more."""
    return (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
