"""Scripts other than the Latin, told by the upper bytes of their characters."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """The upper bytes of a script's characters, and an expression where others share them."""

    rows: bytes
    exactly: re.Pattern[str] | None = None


CYRILLIC = Script(b"\x04")
HIRAGANA = Script(b"\x30", re.compile("[ぁ-ゖ]"))
KANA = Script(b"\x30")
HANGUL = Script(bytes(range(0xAC, 0xD8)))
THAI = Script(b"\x0e")
ARABIC = Script(b"\x06")
DEVANAGARI = Script(b"\x09")
HAN = Script(bytes(range(0x34, 0xA0)))


def rows_of(text: str) -> bytes:
    """Return the upper byte of each character in UTF-16."""
    return text.encode("utf-16-le", "surrogatepass")[1::2]


def has_rows(rows: bytes, script: Script) -> bool:
    """Return whether one of some upper bytes is of a script."""
    return bool(rows) and any(map(rows.__contains__, script.rows))
