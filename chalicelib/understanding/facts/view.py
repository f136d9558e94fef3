"""A text as the fact finders look at it: prepared once, so that each of them is cheap. Pure.

Word boundaries are those of ASCII letters and digits, so they hold inside Chinese text without
spaces. Words, long words and runs of digits are told apart in C, by translating and splitting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import filterfalse, islice

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
_WORDS = bytes(b if chr(b).isalnum() else 0x20 for b in range(128)).ljust(256)
_JOINED = bytes(0x61 if chr(b) in "-_" or chr(b).isalnum() else 0x20 for b in range(128)).ljust(256)
_DIGITS = bytes(0x30 if 0x30 <= b <= 0x39 else 0x20 for b in range(256))
# In translated text: a pattern that begins with letters written out is searched for in C.
_LONG = re.compile(b"a" * SHORTEST_LONG + b"a*")
_RUN = re.compile(b"00*")


@dataclass(frozen=True, slots=True)
class View:
    """One text.

    `lower` has every character at its place. `words` are its ASCII words in lower case, parted at
    "-" and "_" too; `stems` are the words without the digits at their end ("ios17"). `long` and
    `runs` are the places of long words, with "-" and "_" in them, and of runs of digits, the
    latter without those in repeated lines.
    """

    text: str
    lower: str
    ascii: bool
    words: frozenset[str]
    stems: frozenset[str]
    long: tuple[tuple[int, int], ...]
    runs: tuple[tuple[int, int], ...]

    def any_of(self, names: Mapping[str, Iterable[str]]) -> list[str]:
        """Return those of names `by_first_character`, none of ASCII alone, that stand there."""
        if self.ascii:
            return []
        lower = self.lower
        present = [names[first] for first in names if first in lower]
        return [name for alike in present for name in alike if name in lower]


def by_first_character(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return names in lower case by their first characters: few of those are in a text."""
    table: dict[str, tuple[str, ...]] = {}
    for name in names:
        table[name[0]] = (*table.get(name[0], ()), name)
    return table


def view_of(text: str) -> View:
    """Return the view of a text that is `readable`."""
    lower = _lower(text)
    plain = lower.encode("ascii", "replace")
    words = frozenset(plain.translate(_WORDS).decode("ascii").split())
    places = islice(_LONG.finditer(plain.translate(_JOINED)), _MOST_LONG)
    long = tuple([place.span() for place in places])
    runs = _runs(plain, long)
    return View(
        text,
        lower,
        text.isascii(),
        words,
        _stems(words) if runs else words,
        long,
        _once(text, runs),
    )


def _runs(plain: bytes, long: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return where runs of digits stand."""
    digits = plain.translate(_DIGITS)
    if b"0" not in digits:
        return ()
    places = islice(_RUN.finditer(_without_long(digits, plain, long)), _MOST_RUNS)
    return tuple([place.span() for place in places])


def _stems(words: frozenset[str]) -> frozenset[str]:
    """Return the words, and those that end in digits without these too."""
    return words.union([word.rstrip("0123456789") for word in filterfalse(str.isalpha, words)])


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


def _without_long(digits: bytes, plain: bytes, long: Iterable[tuple[int, int]]) -> bytes:
    """Return the digits but for those inside of long words with letters: they are no numbers."""
    pieces = []
    position = 0
    for start, end in long:
        if end - start >= NO_NUMBER and not plain[start:end].isdigit():
            pieces += [digits[position:start], b" " * (end - start)]
            position = end
    return b"".join((*pieces, digits[position:]))


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
