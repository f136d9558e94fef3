"""Bytes → a tree of MIME parts (RFC 2045, RFC 2046), each knowing where in the mail it stands.

Nothing is copied until it is asked for: a part is a pair of offsets and its header fields.
Messages inside messages stay leaves, so that their bytes are kept exactly and nesting them costs
nothing. Contents are decoded when asked for, one at a time. Total, linear time, bounded depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.reading.structure.headers import parse_parameters
from chalicelib.reading.structure.mime_split import Span, head_of, likely_boundary, split
from chalicelib.reading.structure.transfer import decode_transfer

_MAX_PARTS = 10_000
_MAX_DEPTH = 50
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")


class Part:
    """One part: its header fields, where its body stands, and its parts if it is a multipart."""

    __slots__ = (
        "_body", "_by_name", "_charsets", "_content", "_default", "_disposed", "_end", "_fields",
        "_kind", "_start", "_typed", "parts", "repairs",
    )  # fmt: skip

    def __init__(
        self,
        content: bytes,
        span: Span,
        default_type: str = "text/plain",
        charsets: list[str] | None = None,
    ) -> None:
        self._content = content
        # What a text of the mail names first: the hint for file names that name none.
        self._charsets = [] if charsets is None else charsets
        self._fields, self._body = head_of(content, span.start, span.end)
        self._start, self._end = span.start, max(self._body, span.end)
        self._default = default_type
        self._typed: tuple[str, dict[str, str]] | None = None
        self._disposed: tuple[str, dict[str, str]] | None = None
        self._kind = ""
        self.repairs: list[str] = []
        self._by_name: dict[str, list[str]] = {}
        for name, value in self._fields:
            self._by_name.setdefault(name.lower(), []).append(value)
        self.parts: list[Part] = []

    def raw_items(self) -> list[tuple[str, str]]:
        """Return the header fields in order; bytes beyond ASCII are surrogates."""
        return self._fields

    def values(self, name: str) -> list[str]:
        """Return all values of a header, raw, topmost first."""
        return self._by_name.get(name.lower(), [])

    def _type(self) -> tuple[str, dict[str, str]]:
        if self._typed is None:
            self._typed = parse_parameters(
                header(self, "content-type"), self.repairs, next(iter(self._charsets), None)
            )
            if not self._charsets and "charset" in self._typed[1]:
                self._charsets.append(self._typed[1]["charset"])
        return self._typed

    def media_type(self) -> str:
        """Return the type in lower case; text/plain when it is missing or malformed."""
        if not self._kind:
            kind = self._type()[0].partition(" ")[0]
            self._kind = kind if _TYPE.fullmatch(kind) else self._default
        return self._kind

    def charsets(self) -> list[str]:
        """Return the list that all parts of a mail share: the first charset named, or nothing."""
        return self._charsets

    def parameters(self) -> dict[str, str]:
        """Return the parameters of Content-Type."""
        return self._type()[1]

    def disposition(self) -> tuple[str, dict[str, str]]:
        """Return Content-Disposition in lower case and its parameters (RFC 2183)."""
        if self._disposed is None:
            self._disposed = parse_parameters(
                header(self, "content-disposition"), self.repairs, next(iter(self._charsets), None)
            )
        return self._disposed

    def raw_body(self) -> bytes:
        """Return the body as it stands in the mail."""
        return self._content[self._body : self._end]

    def span(self) -> tuple[int, int, int]:
        """Return where the head begins, where the body does, and where the part ends."""
        return self._start, self._body, self._end

    def body_span(self) -> tuple[bytes, int, int]:
        """Return the whole mail and where the body begins and ends in it, without a copy."""
        return self._content, self._body, self._end


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part without children. `path` numbers it as IMAP does: "1", "2.1".

    `parents` are the types of the multiparts around it, outermost first; `root` is where it
    stands: the first child of the innermost one.
    """

    part: Part
    path: str
    parents: tuple[str, ...]
    root: bool


def parse_tree(content: bytes, warnings: list[str]) -> Part:
    """Return the message in `content`; repairs of its structure are noted in `warnings`."""
    message = Part(content, Span(0, len(content), closed=False))
    pending = [(message, 0)]
    left = _MAX_PARTS
    while pending:
        part, depth = pending.pop()
        if not part.media_type().startswith("multipart/"):
            continue
        if depth >= _MAX_DEPTH or left <= 0:
            warnings.append("structure too deep or too wide, the rest is not opened")
            continue
        if not part.parts:  # else it took its parts from its parent
            part.parts = _adopted(_parts_of(part, left, warnings))
            left -= len(part.parts)
        pending.extend((child, depth + 1) for child in part.parts)
    return message


def _parts_of(part: Part, limit: int, warnings: list[str]) -> list[tuple[Part, Span]]:
    content, start, end = part.body_span()
    boundary = _boundary(part)
    spans = split(content, start, end, boundary, limit) if boundary else []
    if not spans:
        boundary = likely_boundary(content, start, end)
        spans = split(content, start, end, boundary, limit) if boundary else []
        if spans:
            warnings.append("boundary missing or wrong, found in the body")
    if spans and not spans[-1].closed:
        warnings.append("multipart without an end")
    default = "message/rfc822" if part.media_type() == "multipart/digest" else "text/plain"
    return [(Part(content, span, default, part.charsets()), span) for span in spans]


def _boundary(part: Part) -> bytes:
    name = part.parameters().get("boundary", "").rstrip()
    return name.encode("utf-8", "surrogateescape") if name else b""


def _adopted(found: list[tuple[Part, Span]]) -> list[Part]:
    """Give a multipart under its parent's boundary the parts up to its end as its own."""
    out: list[Part] = []
    taker: Part | None = None
    for part, span in found:
        if taker is not None:
            taker.parts.append(part)
            taker = None if span.closed else taker
            continue
        out.append(part)
        nested = part.media_type().startswith("multipart/") and not span.closed
        taker = part if nested and not part.raw_body().strip() else None
    return out


def children(part: Part) -> list[Part]:
    """Return the parts of a multipart, [] for a leaf."""
    return part.parts


def walk(message: Part) -> Iterator[Leaf]:
    """Yield the leaves in order, without recursion, at most 10,000."""
    stack: list[tuple[Part, str, tuple[str, ...], bool]] = [(message, "", (), True)]
    count = 0
    while stack and count < _MAX_PARTS:
        part, path, parents, is_first = stack.pop()
        if not part.parts:
            count += 1
            yield Leaf(part, path or "1", parents, is_first)
            continue
        around = (*parents, part.media_type())
        dot = f"{path}." if path else ""
        stack.extend(
            (child, f"{dot}{number}", around, number == 1)
            for number, child in reversed(list(enumerate(part.parts, 1)))
        )


def header(part: Part, name: str) -> str:
    """Return the first value of a header that is not blank, raw; "" without one."""
    for value in part.values(name):
        if value and not value.isspace():
            return value
    return ""


def header_values(part: Part, name: str) -> list[str]:
    """Return all values of a header, raw, topmost first."""
    return part.values(name)


def content_of(part: Part) -> bytes:
    """Return a leaf's decoded bytes; broken encodings give what can be read of them."""
    return content_and_repair(part)[0]


def content_and_repair(part: Part) -> tuple[bytes, str]:
    """Return a leaf's decoded bytes, and what its transfer encoding needed ("" for nothing)."""
    encoding = header(part, "content-transfer-encoding").strip()
    is_text = part.media_type() in ("text/plain", "text/html")
    return decode_transfer(part.raw_body(), encoding, is_text=is_text)
