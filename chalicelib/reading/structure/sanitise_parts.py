"""One part written anew: header fields with new values, and a new body with the fields it needs.

What is not named stays as it is, byte by byte. A new body is UTF-8 in base64 (RFC 2045 §6.8).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from chalicelib.reading.structure.mime_tree import Part, header
from chalicelib.reading.structure.sanitise_heads import (
    Field,
    fields_of,
    name_holds,
    parameter,
    redacted_fields,
    without_name,
)
from chalicelib.reading.structure.sanitise_texts import Redact


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes that take the place of others."""

    start: int
    end: int
    new: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBody:
    """A body to write. `kind` "" keeps the type; `name` is the file's, "" for none."""

    data: bytes
    kind: str
    name: str = ""


def part_edits(content: bytes, part: Part, redact: Redact, body: NewBody | None) -> list[Edit]:
    """Return the edits of one part: its header fields, and its body if that is a new one."""
    start, at, end = part.span()
    fields = fields_of(content, start, at)
    dirty = dict(redacted_fields(content, fields, redact))
    if body is None:
        return [Edit(f.start, f.end, _line(content, f, new)) for f, new in dirty.items()]
    own = _own_fields(part, body, redact)
    out: list[bytes] = []
    for field in fields:
        if field.name in own:
            continue
        known = content[field.start : field.end]
        out.append(_line(content, field, dirty[field]) if field in dirty else known)
    out += [name.title().encode("ascii") + b": " + value + b"\r\n" for name, value in own.items()]
    written = body.data if _stays_plain(part, body) else in_base64(body.data)
    closed = content[at:end].endswith(b"\n") and end == len(content)
    new = b"".join(out) + b"\r\n" + written.rstrip(b"\r\n") + b"\r\n" * closed
    return [Edit(start, end, new)]


def _stays_plain(part: Part, body: NewBody) -> bool:
    """A mail inside the mail may not be encoded (RFC 2046 §5.2.1), unless it came encoded."""
    return not body.kind and not _is_encoded(part)


def _is_encoded(part: Part) -> bool:
    encoding = header(part, "content-transfer-encoding").strip().lower()
    return encoding not in ("", "7bit", "8bit", "binary")


def _own_fields(part: Part, body: NewBody, redact: Redact) -> dict[str, bytes]:
    """Return the fields that describe a new body: type, encoding, and the file's name."""
    if not body.kind:
        plain = _stays_plain(part, body)
        return {"content-transfer-encoding": b"8bit" if plain else b"base64"}
    disposition, said = part.disposition()
    name = body.name or said.get("filename") or part.parameters().get("name", "")
    if name and not body.name and name_holds(name, redact):
        name = without_name(name)
    fields = {
        "content-type": f"{body.kind}; charset=utf-8".encode("ascii"),
        "content-transfer-encoding": b"base64",
    }
    if name or disposition:
        shown = "inline" if disposition == "inline" and not body.name else "attachment"
        named = b";\r\n " + parameter("filename", name) if name else b""
        fields["content-disposition"] = shown.encode("ascii") + named
    return fields


def _line(content: bytes, field: Field, value: bytes | None) -> bytes:
    """Return a field with a new value, "" when it is dropped; its name stays as written."""
    if value is None:
        return b""
    name = content[field.start : field.end].partition(b":")[0]
    return name + b": " + value + b"\r\n"


def canonical(text: str) -> bytes:
    """Return a text as a body's bytes: UTF-8, lines ended by CRLF (RFC 2045 §2.1)."""
    return text.replace("\n", "\r\n").encode("utf-8", "replace")


def in_base64(data: bytes) -> bytes:
    """Return bytes in lines of base64 (RFC 2045 §6.8)."""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
