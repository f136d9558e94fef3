"""Files that hold other files or texts: what can be looked at of them, in bounds; total.

Archives are opened as far as their members are few, small and not encrypted (zip, Office files,
gzip); winmail.dat is read. Pictures and PDFs cannot be read.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from chalicelib.reading.charset import clean_text
from chalicelib.reading.structure.sanitise_heads import name_holds
from chalicelib.reading.structure.sanitise_texts import (
    Redact,
    redacted,
    redacted_page,
    text_of,
)
from chalicelib.reading.structure.tnef import SIGNATURE, parse_tnef

_MAX_MEMBERS = 200
_MAX_MEMBER_BYTES = 512_000
_MAX_UNPACKED_BYTES = 4_000_000
_MAX_NESTED = 2
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b\x08"


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked of one file: a bomb is opened as far as that."""

    left: int = _MAX_UNPACKED_BYTES


def holds_secret(data: bytes, redact: Redact, place: str) -> bool:
    """Return whether a file that packs others holds a secret; False for what packs none."""
    return any(
        _text_holds(text, redact, place) for text in _texts_in(data, redact, _Budget(), _MAX_NESTED)
    )


def _text_holds(text: str | None, redact: Redact, place: str) -> bool:
    """None stands for a name that holds one."""
    return text is None or redacted(text, redact, place) != text


def _texts_in(data: bytes, redact: Redact, budget: _Budget, nested: int) -> Iterator[str | None]:
    if data.startswith(_ZIP):
        yield from _in_zip(data, redact, budget, nested)
    elif data.startswith(_GZIP):
        yield from _in_member(_gunzipped(data, budget), redact, budget, nested)
    elif data.startswith(SIGNATURE):
        yield from _in_tnef(data, redact, budget, nested)


def _in_member(data: bytes, redact: Redact, budget: _Budget, nested: int) -> Iterator[str | None]:
    if nested > 0 and data.startswith((_ZIP, _GZIP)):
        yield from _texts_in(data, redact, budget, nested - 1)
        return
    text = text_of(data)
    if text:
        yield text


def _in_zip(data: bytes, redact: Redact, budget: _Budget, nested: int) -> Iterator[str | None]:
    import struct
    import zipfile  # only a mail that brings an archive pays for it

    # What a hostile archive is known to raise while it is opened or unpacked.
    failures = (
        zipfile.BadZipFile, EOFError, KeyError, MemoryError, NotImplementedError, OSError,
        OverflowError, RuntimeError, UnicodeError, ValueError, struct.error, zlib.error,
    )  # fmt: skip
    try:
        members = zipfile.ZipFile(BytesIO(data))
        listed = members.infolist()[:_MAX_MEMBERS]
    except failures:
        return
    if name_holds(members.comment.decode("utf-8", "replace"), redact):
        yield None
    for member in listed:
        if name_holds(member.filename, redact):
            yield None
        if member.flag_bits & 1 or member.is_dir() or budget.left <= 0:
            continue
        try:
            with members.open(member) as opened:
                unpacked = opened.read(min(_MAX_MEMBER_BYTES, budget.left))
        except failures:
            continue
        budget.left -= len(unpacked)
        yield from _in_member(unpacked, redact, budget, nested)


def _gunzipped(data: bytes, budget: _Budget) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, min(_MAX_MEMBER_BYTES, budget.left))
    except zlib.error:
        return b""
    budget.left -= len(unpacked)
    return unpacked


def _in_tnef(data: bytes, redact: Redact, budget: _Budget, nested: int) -> Iterator[str | None]:
    found = parse_tnef(data)
    if found is None:
        return
    yield found.text
    page = text_of(found.html) if found.html else None
    if page and redacted_page(page, redact, "attachment") != page:
        yield None
    for one in found.files:
        if name_holds(one.name, redact):
            yield None
        yield from _in_member(one.data, redact, budget, nested)


def tnef_text(data: bytes, redact: Redact, place: str) -> str:
    """Return the redacted words of a winmail.dat, for the mail that has no other; "" for none."""
    found = parse_tnef(data) if data.startswith(SIGNATURE) else None
    return redacted(clean_text(found.text), redact, place) if found and found.text else ""
