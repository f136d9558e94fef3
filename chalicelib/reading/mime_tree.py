"""Bytes → a tree of MIME parts, by compat32, with linear-time parsing of what the tree hangs on.

Messages inside messages stay leaves, so that their bytes are kept exactly and nesting them costs
nothing. Contents are decoded when asked for, one at a time.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from chalicelib.reading.headers import decode_base64, parse_parameters, raw_bytes

_MAX_PARTS = 20_000
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
# What the standard parser has been seen to raise on hostile bytes.
_PARSER_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


class Part(Message):
    """A compat32 message whose type and boundary are read by our own parser.

    The standard library's takes time quadratic in the number of semicolons.
    """

    def _typed(self) -> tuple[str, dict[str, str]]:
        raw = next(
            (value for name, value in self.raw_items() if name.lower() == "content-type"), ""
        )
        cached: tuple[str, tuple[str, dict[str, str]]] | None = self.__dict__.get("_parsed_type")
        if cached is None or cached[0] != raw:
            cached = (str(raw), parse_parameters(str(raw), []))
            self.__dict__["_parsed_type"] = cached
        return cached[1]

    def media_type(self) -> str:
        """Return the type in lower case; text/plain when it is missing or malformed."""
        kind = self._typed()[0].partition(" ")[0]
        return kind if _TYPE.fullmatch(kind) else self.get_default_type()

    def get_content_type(self) -> str:
        """Return the type as the standard parser shall see it: nested messages are leaves."""
        kind = self.media_type()
        return "leaf/message" if kind.startswith("message/") else kind

    def get_content_maintype(self) -> str:
        """Return the main type as the standard parser shall see it."""
        return self.get_content_type().partition("/")[0]

    def get_boundary(self, failobj: object = None) -> object:  # type: ignore[override]
        """Return the boundary of a multipart, or `failobj`."""  # compat32 types it loosely
        boundary = self._typed()[1].get("boundary", "").rstrip()
        return boundary or failobj

    def raw_payload(self) -> str | list[Part]:
        """Return the payload untouched; the standard accessor decodes 8-bit text."""
        payload: object = self.__dict__.get("_payload")
        if isinstance(payload, list):
            return [part for part in payload if isinstance(part, Part)]
        return payload if isinstance(payload, str) else ""

    def parameters(self) -> dict[str, str]:
        """Return the parameters of Content-Type."""
        return self._typed()[1]


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
    """Return the message in `content`; what cannot be parsed becomes one part of plain bytes."""
    try:
        return message_from_bytes(content, _class=Part)
    except _PARSER_FAULTS:
        warnings.append("structure unreadable, taken as one part")
        return BytesHeaderParser(_class=Part).parsebytes(content)


def children(part: Part) -> list[Part]:
    """Return the parts of a multipart, [] for a leaf."""
    payload = part.raw_payload()
    return payload if isinstance(payload, list) else []


def walk(message: Part) -> Iterator[Leaf]:
    """Yield the leaves in order, without recursion, at most 20,000."""
    stack: list[tuple[Part, str, tuple[str, ...], bool]] = [(message, "", (), True)]
    count = 0
    while stack and count < _MAX_PARTS:
        part, path, parents, is_first = stack.pop()
        inner = children(part)
        if not inner:
            count += 1
            yield Leaf(part, path or "1", parents, is_first)
            continue
        around = (*parents, part.media_type())
        dot = f"{path}." if path else ""
        stack.extend(
            (child, f"{dot}{number}", around, number == 1)
            for number, child in reversed(list(enumerate(inner, 1)))
        )


def header(part: Part, name: str) -> str:
    """Return the first value of a header that is not blank, raw; "" without one."""
    name = name.lower()
    return next((str(v) for n, v in part.raw_items() if n.lower() == name and str(v).strip()), "")


def header_values(part: Part, name: str) -> list[str]:
    """Return all values of a header, raw, topmost first."""
    name = name.lower()
    return [str(value) for key, value in part.raw_items() if key.lower() == name]


def content_of(part: Part) -> bytes:
    """Return a leaf's decoded bytes; broken encodings give what can be read of them."""
    payload = part.raw_payload()
    data = raw_bytes(payload) if isinstance(payload, str) else b""
    encoding = header(part, "content-transfer-encoding").strip().lower().partition(";")[0].strip()
    if encoding == "base64":
        return decode_base64(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return decode_uuencode(data)
    return data


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
            out.append(binascii.a2b_uu(line[: _uu_chars(line)]))
    return b"".join(out)


def _uu_chars(line: bytes) -> int:
    """Return how long a line says it is; some encoders write more."""
    return (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
