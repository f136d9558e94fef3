"""A text in lower case, without accents on Latin letters, every character at its place."""

from __future__ import annotations

import functools
import unicodedata

from chalicelib.understanding.secrets.marks import MASK

_FOLDED_MASK = "\x7f"
_MOST_REPLACED_ONE_BY_ONE = 40


def folded(text: str, characters: frozenset[str]) -> str:
    """Return the text in lower case, Latin letters without accents, every character at its place.

    `characters` are the text's own, or nothing when all are ASCII.
    """
    lower = text.lower()
    if not characters:
        return lower
    if len(lower) != len(text):  # "İ" becomes two characters
        lower = text.replace("İ", "i").lower()
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    table = _bases(frozenset("".join(characters).lower()))
    if len(table) > _MOST_REPLACED_ONE_BY_ONE:
        return lower.translate(table)
    for code, base in table.items():
        lower = lower.replace(chr(code), base)
    return lower


@functools.lru_cache(maxsize=64)
def _bases(characters: frozenset[str]) -> dict[int, str]:
    """Return the plain letter for each accented Latin one, and the folded mask."""
    table = {}
    for character in characters:
        if "\xc0" <= character <= "\u024f" or "\u1e00" <= character <= "\u1eff":
            base = "i" if character == "ı" else unicodedata.normalize("NFD", character)[0]
            if base != character:
                table[ord(character)] = base
        elif character == MASK:
            table[ord(character)] = _FOLDED_MASK
    return table
