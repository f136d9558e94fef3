"""Bytes → header fields and the places where parts begin and end (RFC 5322 §2, RFC 2046 §5.1).

Only offsets are found here, by searches that run in C; nothing is decoded and no line is copied.
Every function is total and takes time linear in the bytes it is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = re.compile(rb"[!-9;-~]+[ \t]*")
_LINE_REST = re.compile(rb"[ \t]*(?:\r\n|\r|\n|\Z)")
# A line that can only be a delimiter: what follows it is a part's head.
_LIKELY_DELIMITER = re.compile(
    rb"(?:\A|[\r\n])--([^\r\n]{1,200}?)[ \t]*\r?\n(?=content-(?:type|disposition|transfer-)|\r?\n)",
    re.IGNORECASE,
)
_GUESS_WINDOW = 65_536

Field = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Span:
    """Where one part stands; `closed`: the line behind it is a closing delimiter."""

    start: int
    end: int
    closed: bool


def head_of(content: bytes, start: int, end: int) -> tuple[list[Field], int]:
    """Return the header fields in order, and where the body begins.

    Values keep their folding; bytes beyond ASCII are surrogates, as compat32 keeps them. A line
    that is no field ends the head and belongs to the body, so that nothing of it is lost.
    """
    lines = content[start : _head_end(content, start, end)].splitlines(keepends=True)
    fields: list[tuple[bytes, list[bytes]]] = []
    at = start
    for line in lines:
        first = line[:1]
        if first in (b"\r", b"\n"):
            return _as_text(fields), at + len(line)
        name, colon, value = line.partition(b":")
        if first in (b" ", b"\t"):
            if fields:
                fields[-1][1].append(line)
        elif colon and _NAME.fullmatch(name):
            fields.append((name, [value]))
        elif colon == b":" and not name:
            pass  # a value without a name
        elif not line.startswith((b"From ", b">From ")):  # an mbox's own line is passed over
            return _as_text(fields), at
        at += len(line)
    return _as_text(fields), at


def _head_end(content: bytes, start: int, end: int) -> int:
    """Return the end of the first blank line, or `end`."""
    if content.startswith((b"\n", b"\r"), start, end):
        return min(start + 2, end)
    crlf = content.find(b"\n\r\n", start, end)
    bare = content.find(b"\n\n", start, end if crlf < 0 else crlf)
    if bare >= 0:
        return bare + 2
    return crlf + 3 if crlf >= 0 else end


def _as_text(fields: list[tuple[bytes, list[bytes]]]) -> list[Field]:
    return [
        (
            name.rstrip(b" \t").decode("ascii", "surrogateescape"),
            b"".join(value).lstrip(b" \t").rstrip(b"\r\n").decode("ascii", "surrogateescape"),
        )
        for name, value in fields
    ]


def split(content: bytes, start: int, end: int, boundary: bytes, limit: int) -> list[Span]:
    """Return the parts between the delimiters of `boundary`, at most `limit`.

    Parts behind a closing delimiter count as well: programs nest multiparts under one boundary.
    A part that no delimiter closes ends where everything ends.
    """
    found: list[Span] = []
    opened = -1
    for line, after, closing in _delimiters(content, start, end, boundary, limit):
        if opened >= 0:
            found.append(Span(opened, _before_line_end(content, opened, line), closing))
        opened = -1 if closing else after
    if opened >= 0:
        found.append(Span(opened, end, closed=False))
    return found


def _delimiters(
    content: bytes, start: int, end: int, boundary: bytes, limit: int
) -> list[tuple[int, int, bool]]:
    """Return where each delimiter line begins and ends, and whether it closes."""
    found: list[tuple[int, int, bool]] = []
    needle = b"--" + boundary
    at = content.find(needle, start, end)
    while at >= 0 and len(found) <= limit:
        after = at + len(needle)
        if at == start or content[at - 1] in b"\r\n":
            closing = content.startswith(b"--", after, end)
            rest = _LINE_REST.match(content, after + 2 * closing, end)
            if rest:
                found.append((at, rest.end(), closing))
                after = rest.end()
        at = content.find(needle, after, end)
    return found


def _before_line_end(content: bytes, start: int, at: int) -> int:
    """RFC 2046 §5.1.1: the line end before a delimiter belongs to the delimiter."""
    if content.endswith(b"\r\n", start, at):
        return at - 2
    return at - 1 if content.endswith((b"\n", b"\r"), start, at) else at


def likely_boundary(content: bytes, start: int, end: int) -> bytes:
    """Return the boundary a body uses, when its header names none or another one; else b""."""
    found = _LIKELY_DELIMITER.search(content, max(0, start - 1), min(end, start + _GUESS_WINDOW))
    return found[1].rstrip() if found else b""
