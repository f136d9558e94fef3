"""A text in lower case, without accents on Latin letters, every character at its place.

What has to be done to a text of any length is done by the codecs of Python, which look a character
up in a table of 256: all of ASCII but what is not there in lower case, the accented letters of the
languages that write Latin, and the marks that stand between words.
"""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from chalicelib.understanding.secrets.marks import MASK

FOLDED_MASK = "\x7f"
_NO_CHARACTER = "\ufffe"
_SLOTS = 256
_FREE = (*range(1, 9), *range(14, 32), *range(0x41, 0x5B), *range(0x80, 0x100))
"""Slots without a character of ASCII; there are no capitals in lower case.

Nor is the first: Python makes a table that is not searched, but counted through, if that is NUL.
"""
_MARKS = "\xa0¡¢£§©ª«®°±·º»¿×ßæðøþđłœ‐‑–—‘’‚“”„•…‹›€™→✅✔"
_MOST_REPLACED = 80
"""No language has more letters with accents; Vietnamese has 67."""
_RARE = re.compile("[\xc0-\u024f\u1e00-\u1eff]")
_ROWS_WITHOUT_SCRIPT = bytes((*range(3), 0x1E, *range(0x20, 0x2C), *range(0xD8, 0xE0), 0xFD, 0xFE))
"""Latin, marks, symbols and emoji: no rule asks for those the table does not know."""
_ROWS_WITH_LETTERS = bytes((0x01, 0x02, 0x1E, MASK.encode("utf-16-be")[0]))
_NO_ROWS_WITH_LETTERS = bytes(row for row in range(_SLOTS) if row not in _ROWS_WITH_LETTERS)


def folded(text: str, rows: bytes) -> tuple[str, bytes]:
    """Return the text in lower case without accents, and the same with "?" for all but ASCII.

    `rows` are those of a text that is not ASCII, and empty for others.
    """
    lower = _lower(text)
    if not rows:
        return lower, lower.encode("ascii")
    if not _may_have_letters(lower, rows):
        return lower, lower.encode("ascii", "replace")
    encoding, known, plain, ascii_ = _tables()
    encoded = codecs.charmap_encode(lower, "replace", encoding)[0]  # type: ignore[arg-type]  # an EncodingMap
    if encoded.count(b"?") == lower.count("?") or not rows.translate(None, _ROWS_WITHOUT_SCRIPT):
        return codecs.charmap_decode(encoded, "replace", plain)[0], encoded.translate(ascii_)
    counts = Counter(_RARE.findall(lower))
    letters = sorted(counts, key=lambda one: (one not in known, -counts[one], one))[:_MOST_REPLACED]
    bases = {letter: base for letter in letters if (base := _base(letter)) is not None}
    if MASK in lower:
        bases[MASK] = FOLDED_MASK
    for letter, base in bases.items():
        lower = lower.replace(letter, base)
    if bases.keys() <= known:
        return lower, encoded.translate(ascii_)
    return lower, lower.encode("ascii", "replace")


def _lower(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):  # "İ" becomes two characters
        lower = text.replace("İ", "i").lower()
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return lower


def _may_have_letters(lower: str, rows: bytes) -> bool:
    if rows.translate(None, _NO_ROWS_WITH_LETTERS):
        return True
    return not lower.encode("latin-1", "replace").isascii()


def _base(letter: str) -> str | None:
    """Return the plain letter for an accented one, None when it has none."""
    if letter == MASK:
        return FOLDED_MASK
    base = "i" if letter == "ı" else unicodedata.normalize("NFD", letter)[0]
    return base if base != letter else None


@functools.cache
def _tables() -> tuple[object, frozenset[str], str, bytes]:
    """Return what encodes, what it knows, and what decodes to plain letters and to ASCII."""
    slots = list(map(chr, range(_SLOTS)))
    for slot, character in zip_longest(_FREE, (*_MARKS, *_letters(), MASK)):
        slots[slot] = character or _NO_CHARACTER
    plain = "".join(c if c.isascii() else _base(c) or c for c in slots)
    ascii_ = bytes(ord(c) if c.isascii() else ord("?") for c in plain)
    return codecs.charmap_build("".join(slots)), frozenset(slots), plain, ascii_


def _letters() -> Iterator[str]:
    """Yield the accented letters of Latin-1, of Central Europe, Turkey and Vietnam."""
    for code in (*range(0xE0, 0x180), 0x1A1, 0x1B0, 0x219, 0x21B, *range(0x1EA0, 0x1EFA)):
        letter = chr(code)
        if letter.islower() and _base(letter) is not None:
            yield letter
