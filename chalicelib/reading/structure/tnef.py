"""winmail.dat (MS-OXTNEF): the files and the text that Outlook packs into one attachment.

Only what a support desk shows is read: names, types, bytes and the body. Sizes are believed only
as far as the data reaches; everything is bounded and takes linear time.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from chalicelib.reading.charset import decode_text

SIGNATURE = b"\x78\x9f\x3e\x22"
_MAX_ATTRIBUTES = 20_000
_MAX_FILES = 1000
_ATTRIBUTE = struct.Struct("<BII")  # level, id, length; a checksum of two bytes follows
_U32 = struct.Struct("<I")
# Attribute ids without their type half (MS-OXTNEF §2.1.3.1).
_BODY, _FILE_DATA, _FILE_TITLE, _FILE_BEGINS = 0x800C, 0x800F, 0x8010, 0x9002
_MESSAGE_PROPERTIES, _FILE_PROPERTIES, _CODEPAGE = 0x9003, 0x9005, 0x9007
# MAPI property ids (MS-OXPROPS).
_TEXT, _RICH, _HTML = 0x1000, 0x1009, 0x1013
_LONG_NAME, _MIME_TAG, _DATA = 0x3707, 0x370E, 0x3701
# Bytes of the fixed-size property types, padded to four (MS-OXCDATA §2.11.1).
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8,
          0x40: 8, 0x48: 16}  # fmt: skip
_STRINGS = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_MULTIPLE = 0x1000


@dataclass(slots=True)
class TnefFile:
    """One file inside; `content_type` is "" when nothing tells it."""

    name: str = ""
    content_type: str = ""
    data: bytes = b""


@dataclass(slots=True)
class Tnef:
    """What a winmail.dat holds; `html` is as stored, in the charset it names itself.

    `is_rich` tells that there is a body in compressed RTF, which is not read.
    """

    text: str = ""
    html: bytes = b""
    is_rich: bool = False
    files: list[TnefFile] = field(default_factory=list)


def parse_tnef(data: bytes) -> Tnef | None:
    """Return what is inside, as far as it can be read; None when it is no TNEF at all."""
    if not data.startswith(SIGNATURE):
        return None
    found = Tnef()
    codepage = "windows-1252"
    for name, value in _attributes(data):
        if name == _CODEPAGE and len(value) >= 4:
            codepage = f"cp{_U32.unpack_from(value)[0]}"
        elif name == _BODY:
            found.text = found.text or _string(value, codepage)
        elif name == _MESSAGE_PROPERTIES:
            _read_message(value, codepage, found)
        elif name == _FILE_BEGINS and len(found.files) < _MAX_FILES:
            found.files.append(TnefFile())
        elif found.files:
            _read_file(name, value, codepage, found.files[-1])
    return found


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    for _ in range(_MAX_ATTRIBUTES):
        if at + _ATTRIBUTE.size > len(data):
            return
        _, name, length = _ATTRIBUTE.unpack_from(data, at)
        at += _ATTRIBUTE.size
        yield name & 0xFFFF, data[at : at + length]
        at += length + 2


def _read_message(value: bytes, codepage: str, found: Tnef) -> None:
    for name, kind, one in _properties(value):
        if name == _TEXT:
            found.text = _property_text(one, kind, codepage) or found.text
        elif name == _HTML:
            found.html = one.rstrip(b"\x00")
        elif name == _RICH:
            found.is_rich = bool(one)


def _read_file(name: int, value: bytes, codepage: str, file: TnefFile) -> None:
    if name == _FILE_DATA:
        file.data = value
    elif name == _FILE_TITLE:
        file.name = file.name or _string(value, codepage)
    elif name == _FILE_PROPERTIES:
        for number, kind, one in _properties(value):
            if number == _LONG_NAME:
                file.name = _property_text(one, kind, codepage) or file.name
            elif number == _MIME_TAG:
                file.content_type = _property_text(one, kind, codepage).lower()
            elif number == _DATA and not file.data:
                file.data = one


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield id, type and first value of each MAPI property, until one makes no sense."""
    if len(data) < 4:
        return
    at = 4
    for _ in range(min(_U32.unpack_from(data)[0], _MAX_ATTRIBUTES)):
        if at + 4 > len(data):
            return
        kind, name = struct.unpack_from("<HH", data, at)
        at = _behind_name(data, at + 4) if name >= 0x8000 else at + 4
        count = 1
        if kind & _MULTIPLE or kind in _STRINGS:
            count, at = _u32(data, at), at + 4
        value, at = _values(data, at, kind & ~_MULTIPLE, count)
        if at > len(data) or at < 0:
            return
        yield name, kind & ~_MULTIPLE, value


def _behind_name(data: bytes, at: int) -> int:
    """A named property carries a GUID and a number or a name of its own."""
    at += 16
    if _u32(data, at) == 0:
        return at + 8
    size = _u32(data, at + 4)
    return at + 8 + size + (-size % 4)


def _values(data: bytes, at: int, kind: int, count: int) -> tuple[bytes, int]:
    """Return the first of `count` values and the place behind the last; -1 when there is none."""
    if kind in _FIXED:
        return data[at : at + _FIXED[kind]], at + _FIXED[kind] * count
    if kind not in _STRINGS:
        return b"", -1
    first = b""
    for number in range(count):
        if at + 4 > len(data):
            return first, -1 if number == 0 else len(data)
        size = _u32(data, at)
        first = data[at + 4 : at + 4 + size] if number == 0 else first
        at += 4 + size + (-size % 4)
    return first, at


def _u32(data: bytes, at: int) -> int:
    return int(_U32.unpack_from(data, at)[0]) if 0 <= at <= len(data) - 4 else 0


def _property_text(value: bytes, kind: int, codepage: str) -> str:
    if kind == 0x1F:
        return value.decode("utf-16-le", "replace").rstrip("\x00")
    return _string(value, codepage)


def _string(value: bytes, codepage: str) -> str:
    return decode_text(value.rstrip(b"\x00"), codepage).text
