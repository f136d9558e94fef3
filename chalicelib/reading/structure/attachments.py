"""Parts that are files → what is told of them; winmail.dat is opened, its files listed as well.

Contents are decoded one at a time, hashed, looked at, and let go.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from chalicelib.reading.charset import decode_text
from chalicelib.reading.message import Attachment
from chalicelib.reading.structure.attachment_name import safe_name
from chalicelib.reading.structure.mime_tree import (
    Leaf,
    Part,
    content_and_repair,
    content_of,
    header,
    walk,
)
from chalicelib.reading.structure.sniffing import is_disguised, sniff
from chalicelib.reading.structure.tnef import SIGNATURE, parse_tnef
from chalicelib.reading.structure.uuencode import extract_files

_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What one winmail.dat held: files, and the text for a mail that has no other."""

    part: str
    attachments: tuple[Attachment, ...]
    text: str
    html: bytes


def listed(leaf: Leaf, warnings: list[str]) -> tuple[Attachment, bytes]:
    """Return what is told of a file, and its decoded bytes."""
    part = leaf.part
    disposition, parameters = part.disposition()
    data, repair = content_and_repair(part)
    if repair:
        warnings.append(f"{repair} (part {leaf.path})")
    kind = part.media_type()
    name = parameters.get("filename") or part.parameters().get("name", "")
    inline = disposition != "attachment" and bool(header(part, "content-id"))
    name = safe_name(name, content_type=kind, path=leaf.path)
    return _attachment(name, kind, data, leaf.path, warnings, inline=inline), data


def packed_attachment(
    name: bytes, data: bytes, kind: str, path: str, warnings: list[str]
) -> Attachment:
    """Return what is told of a file that no MIME part holds: in a text, or in winmail.dat."""
    kind = kind or sniff(data) or _UNKNOWN
    safe = safe_name(decode_text(name, None).text, content_type=kind, path=path)
    return _attachment(safe, kind, data, path, warnings, inline=False)


def _attachment(
    name: str, kind: str, data: bytes, path: str, warnings: list[str], *, inline: bool
) -> Attachment:
    sniffed = sniff(data)
    if is_disguised(declared=kind, sniffed=sniffed, filename=name):
        truth = sniffed if sniffed not in ("", kind) else "named as a program"
        warnings.append(f"part {path} says {kind} but is {truth}")
    return Attachment(
        filename=name,
        content_type=kind,
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        inline=inline,
        part=path,
        sniffed_type=sniffed,
    )


def packed_in(data: bytes, leaf: Leaf, warnings: list[str]) -> Packed | None:
    """Return what a winmail.dat holds, None for any other file."""
    found = parse_tnef(data) if data.startswith(SIGNATURE) else None
    if found is None:
        return None
    if found.is_rich and not (found.text or found.html):
        warnings.append("winmail.dat holds its text as RTF, not read")
    files = (
        packed_attachment(
            one.name.encode(), one.data, one.content_type, f"{leaf.path}-{number}", warnings
        )
        for number, one in enumerate(found.files, 1)
    )
    return Packed(part=leaf.path, attachments=tuple(files), text=found.text, html=found.html)


def read_attachment(message: Part, path: str) -> bytes | None:
    """Return the decoded bytes of the file at `path`, None when there is no such file."""
    outer, dash, number = path.partition("-")
    data = next((content_of(leaf.part) for leaf in walk(message) if leaf.path == outer), None)
    if data is None or not dash:
        return data
    tnef = parse_tnef(data)
    files = [one.data for one in (tnef.files if tnef else extract_files(data)[1])]
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    return files[index - 1] if 0 < index <= len(files) else None
