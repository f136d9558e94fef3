"""One text prepared for the search: folded, and cut into words. What many rules need, made once."""

from __future__ import annotations

import functools
import re
import unicodedata

from chalicelib.understanding.secrets.key_cues import KEY_STEMS
from chalicelib.understanding.secrets.marks import MASK

_FOLDED_MASK = "\x7f"
_LETTERS = bytes(b if chr(b).isalpha() or b == 0x7F else 0x20 for b in range(128)) + b" " * 128
_IN_TOKENS = bytes(0x78 if chr(b).isalnum() else 0x20 for b in range(128)) + b" " * 128
_LATIN_WORD = re.compile(r"[a-z\x7f]+")
_MOST_REPLACED_ONE_BY_ONE = 40


class Searched:
    """One view's text and what is derived from it, each of the same length as the text."""

    def __init__(self, text: str, characters: frozenset[str]) -> None:
        """Prepare what every text needs; the rest is made when asked for.

        `characters` are the text's own, or none when all are ASCII.
        """
        self.text = text
        self.characters = characters
        self.is_ascii = not characters
        self.folded = folded(text, self.characters)
        ascii_only = self.folded.encode("ascii", "replace")
        self.letters = ascii_only.translate(_LETTERS).decode("ascii")
        self.latin = self.letters.split()
        self.words = frozenset(self.latin)
        self._in_tokens = ascii_only.translate(_IN_TOKENS)

    def has_token(self, length: int) -> bool:
        """Return whether so many ASCII letters and digits stand in a row."""
        return b"x" * length in self._in_tokens

    @functools.cached_property
    def digits(self) -> int:
        """How many ASCII digits the text has."""
        return sum(map(self.text.count, "0123456789"))

    @functools.cached_property
    def names_keys(self) -> bool:
        """Whether anything in the text could call something a key."""
        return any(map(self.folded.__contains__, KEY_STEMS))

    @functools.cached_property
    def latin_spans(self) -> list[tuple[int, int]]:
        """Where each word of `latin` stands."""
        return [word.span() for word in _LATIN_WORD.finditer(self.letters)]

    def has_script(self, first: str, last: str) -> bool:
        """Return whether a character from `first` to `last` is in the text."""
        return any(first <= character <= last for character in self.characters)


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
