"""winmail.dat files for tests, built attribute by attribute as MS-OXTNEF lays them out."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_BODY, _FILE_DATA, _FILE_BEGINS = 0x0002800C, 0x0006800F, 0x00069002
_FILE_PROPERTIES, _CODEPAGE = 0x00069005, 0x00069007


def a_tnef(*, files: Sequence[tuple[str, bytes]], text: str) -> bytes:
    """Return a container with these files, their long names in UTF-16, and a plain body."""
    parts = [
        struct.pack("<IH", 0x223E9F78, 1),
        _attribute(1, _CODEPAGE, struct.pack("<II", 65001, 0)),
    ]
    parts.append(_attribute(1, _BODY, text.encode() + b"\x00"))
    for name, data in files:
        parts.append(_attribute(2, _FILE_BEGINS, bytes(14)))
        parts.append(_attribute(2, _FILE_DATA, data))
        parts.append(_attribute(2, _FILE_PROPERTIES, _properties(name)))
    return b"".join(parts)


def _attribute(level: int, name: int, value: bytes) -> bytes:
    checksum = sum(value) & 0xFFFF
    return struct.pack("<BII", level, name, len(value)) + value + struct.pack("<H", checksum)


def _properties(name: str) -> bytes:
    """A number, a named property and the long file name, in that order."""
    number = struct.pack("<HHI", 0x0003, 0x0E21, 7)
    label = "Own".encode("utf-16-le") + bytes(2)
    named = struct.pack("<HH16sII", 0x0003, 0x8001, bytes(16), 1, len(label)) + label
    named += struct.pack("<I", 5)
    text = name.encode("utf-16-le") + bytes(2)
    long_name = struct.pack("<HHII", 0x001F, 0x3707, 1, len(text)) + text + bytes(-len(text) % 4)
    return struct.pack("<I", 3) + number + named + long_name
