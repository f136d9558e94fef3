"""A text as the fact finders look at it: prepared once, so that each of them is cheap. Pure.

Word boundaries are those of ASCII letters and digits, so they hold inside Chinese text without
spaces. Long words and runs of digits are located in C, by translating, splitting and finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_CHARACTERS = 50_000
"""So much is looked at: more than any person writes."""

SHORTEST_LONG = 13
"""A word of so many characters may be half of an address that a line break cut in two."""

NO_NUMBER = 41
"""A word so long, with letters in it, is a hash or an address and no number of an order."""

_MOST_RUNS = 400
"""A text with more numbers than this is a table; nobody's question needs the rest."""
_MOST_LONG = 300
_FEW_RUNS = 20
_LONGEST_LINE = 300
_TOLD_BEFORE = 48

_INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．]")
_NARROW = {
    ord(first) + n: chr(ord(narrow) + n)
    for first, narrow, count in (("０", "0", 10), ("Ａ", "A", 26), ("ａ", "a", 26), ("．", ".", 1))
    for n in range(count)
}
_WORD = bytes(b if chr(b) in "-_" or chr(b).isalnum() else 0x20 for b in range(128)).ljust(256)
_DIGITS = bytes(b if 0x30 <= b <= 0x39 else 0x20 for b in range(256))


@dataclass(frozen=True, slots=True)
class View:
    """One text.

    `lower` has every character at its place; `characters` are all of them unless the text is
    ASCII; `words` are its ASCII words in lower case, whole
    and, where "-" or "_" joins them, in parts; `stems` are the words without the digits at their
    end ("ios17"). `long` and `runs` are the places of long words and of runs of digits, the
    latter without those in repeated lines.
    """

    text: str
    lower: str
    ascii: bool
    characters: frozenset[str]
    words: frozenset[str]
    stems: frozenset[str]
    long: tuple[tuple[int, int], ...]
    runs: tuple[tuple[int, int], ...]

    def any_of(self, names: Iterable[str]) -> list[str]:
        """Return those of names in lower case, none of ASCII letters, that stand in the text."""
        if self.ascii:
            return []
        return [name for name in names if name[0] in self.characters and name in self.lower]


def view_of(text: str) -> View:
    """Return the view of a text that is `readable`."""
    lower = _lower(text)
    plain = lower.encode("ascii", "replace")
    spaced = plain.translate(_WORD).decode("ascii")
    words = spaced.split()
    known = frozenset(words)
    long: tuple[tuple[int, int], ...] = ()
    if max(map(len, known), default=0) >= SHORTEST_LONG:
        long = _places(spaced, [word for word in words if len(word) >= SHORTEST_LONG], _MOST_LONG)
    if "-" in spaced or "_" in spaced:
        known |= frozenset(spaced.replace("-", " ").replace("_", " ").split())
    digits = plain.translate(_DIGITS).decode("ascii")
    runs = digits.split()
    if runs and long:
        digits = _without_long(digits, spaced, long)
        runs = digits.split()
    return View(
        text,
        lower,
        text.isascii(),
        frozenset() if text.isascii() else frozenset(lower),
        known,
        frozenset(word.rstrip("0123456789") for word in known) if runs else known,
        long,
        _once(text, _places(digits, runs, _MOST_RUNS)),
    )


def _once(text: str, runs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return the runs but for those in lines that stood before: they tell nothing new.

    What a number is depends on the words before it and on the rest of its line.
    """
    if len(runs) < _FEW_RUNS:
        return runs
    kept = []
    seen = set()
    for run in runs:
        start = run[0]
        line = text.find("\n", start, start + _LONGEST_LINE)
        told = text[max(0, start - _TOLD_BEFORE) : line] if line >= 0 else start
        if told not in seen:
            seen.add(told)
            kept.append(run)
    return tuple(kept)


def _without_long(digits: str, spaced: str, long: Iterable[tuple[int, int]]) -> str:
    """Return the digits but for those inside of long words with letters: they are no numbers."""
    pieces = []
    position = 0
    for start, end in long:
        if end - start >= NO_NUMBER and not spaced[start:end].isdigit():
            pieces += [digits[position:start], " " * (end - start)]
            position = end
    return "".join((*pieces, digits[position:]))


def readable(text: str) -> str:
    """Return the part of a text that is looked at, without what nobody sees in it.

    Full-width letters and digits become plain ones.
    """
    text = text[:MOST_CHARACTERS]
    if text.isascii():
        return text
    for character in _INVISIBLE:
        if character in text:
            text = text.replace(character, "")
    return text.translate(_NARROW) if _WIDE.search(text) else text


def is_word_at(text: str, place: int) -> bool:
    """Return whether an ASCII letter or digit stands at a place; outside the text none does."""
    return 0 <= place < len(text) and text[place].isascii() and text[place].isalnum()


def _lower(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):  # "İ", and nothing else, becomes two characters
        lower = text.replace("İ", "i").lower()
    return lower


def _places(plain: str, pieces: list[str], most: int) -> tuple[tuple[int, int], ...]:
    """Return where pieces that follow each other in a text stand in it."""
    places = []
    end = 0
    for piece in pieces[:most]:
        start = plain.find(piece, end)
        end = start + len(piece)
        places.append((start, end))
    return tuple(places)
