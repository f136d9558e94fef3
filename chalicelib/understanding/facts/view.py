"""A text as the fact finders look at it: prepared once, so that each of them is cheap. Pure.

Word boundaries are those of ASCII letters and digits, so they hold inside Chinese text without
spaces. Words, long words and runs of digits are told apart in C, by translating and splitting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from chalicelib.understanding.sieve import sieve

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
_ILLEGIBLE = tuple({*_INVISIBLE, *(chr(wide).lower() for wide in _NARROW)})
_ASCII = bytes(range(128))
_WORDS = bytes(b if chr(b).isalnum() else 0x20 for b in range(128)).ljust(256)
_SHAPES = bytes(
    0x30 if chr(b).isdigit() else 0x61 if chr(b) in "-_" or chr(b).isalpha() else 0x20
    for b in range(128)
).ljust(256)
_LONG = b"a" * SHORTEST_LONG  # in translated text
_RUN = re.compile(b"00*")  # a pattern that begins with a letter written out is searched for in C
_LETTER = _LONG[0]
_NO_WORD = (b" ", b"")
_FEW = 16  # one character in so many


class Names(NamedTuple):
    """What is looked for in every text: names that are ASCII words, and others by a character.

    `sieved` leaves of a text what is not ASCII in names, and what makes a text illegible.
    """

    words: frozenset[bytes]
    firsts: tuple[str, ...]
    sieved: Callable[[str], str]


class View(NamedTuple):
    """One text.

    `lower` has every character at its place, `beyond` those of it that are not ASCII or, where
    most are not, all. `words` are the names among its words in lower case, which are parted at
    "-" and "_" too; `stems` are those and the words without the digits at their end ("ios17").
    `sieved` are the characters of other names, `firsts` those that begin one. `long` and `runs`
    are the places of long words, with "-" and "_" in them, and of runs of digits, the latter
    without those in repeated lines.
    """

    text: str
    lower: str
    beyond: str
    words: frozenset[str]
    stems: frozenset[str]
    sieved: str
    firsts: frozenset[str]
    long: tuple[tuple[int, int], ...]
    runs: tuple[tuple[int, int], ...]

    def any_of(self, names: ByCharacter) -> list[str]:
        """Return those of names `by_character` that stand there."""
        if self.firsts.isdisjoint(names):
            return []
        present = [names[first] for first in names if first in self.firsts]
        alike = [name for same in present for name, sieved in same if sieved in self.sieved]
        return [name for name in alike if name in self.lower]


ByCharacter = Mapping[str, tuple[tuple[str, str], ...]]
"""Names, and what a sieve leaves of each, by their first character that is not ASCII."""


def by_character(names: Iterable[str]) -> ByCharacter:
    """Return names in lower case by their first character that is not ASCII: few are in a text."""
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in names:
        sieved = "".join(character for character in name if not character.isascii())
        table[sieved[0]] = (*table.get(sieved[0], ()), (name, sieved))
    return table


def by_last_character(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return names by their last character, the longest first."""
    table: dict[str, tuple[str, ...]] = {}
    for name in sorted(names, key=len, reverse=True):
        table[name[-1]] = (*table.get(name[-1], ()), name)
    return table


def names_of(words: Iterable[str], others: Iterable[ByCharacter]) -> Names:
    """Return what is looked for: words in lower case, and other names by their characters."""
    tables = tuple(others)
    characters = {sieved for table in tables for same in table.values() for _, sieved in same}
    return Names(
        frozenset(map(str.encode, words)),
        tuple(dict.fromkeys(first for table in tables for first in table)),
        sieve("".join((*characters, *_ILLEGIBLE))),
    )


def view_of(text: str, names: Names) -> View:
    """Return the view of the `readable` part of a text."""
    text = text[:MOST_CHARACTERS]
    beyond = "" if text.isascii() else _beyond(text)
    lower = _lower(text, beyond)
    beyond = lower if beyond is text else beyond.lower()
    sieved = names.sieved(beyond) if beyond else ""
    if sieved and [character for character in _ILLEGIBLE if character in sieved]:
        return view_of(_legible(text), names)
    plain = lower.encode("ascii", "replace")
    parted = plain.translate(_WORDS)
    words = names.words.intersection(parted.split())
    shapes = plain.translate(_SHAPES)
    long = _long(shapes.replace(b"0", b"a"))
    runs = _runs(shapes, long)
    return View(
        text,
        lower,
        beyond,
        frozenset(map(bytes.decode, words)),
        frozenset(map(bytes.decode, words.union(_stems(parted, shapes, runs)))),
        sieved,
        frozenset([first for first in names.firsts if first in sieved] if sieved else ()),
        long,
        _once(text, runs),
    )


def _beyond(text: str) -> str:
    """Return the characters of a text that are not ASCII; all where most are not."""
    encoded = text.encode("utf-8", "surrogatepass")
    if 2 * len(encoded) > 3 * len(text):
        return text
    return encoded.translate(None, _ASCII).decode("utf-8", "surrogatepass")


def _lower(text: str, beyond: str) -> str:
    """Return a text in lower case; where nearly all is ASCII, quickly."""
    if not beyond or _FEW * len(beyond) > len(text):
        lower = text.lower()
        # "İ", and nothing else, becomes two characters
        return lower if len(lower) == len(text) else text.replace("İ", "i").lower()
    lower = text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")
    for character in set(beyond):
        lower = lower.replace(character, character.lower()[0])
    return lower


def _long(joined: bytes) -> tuple[tuple[int, int], ...]:
    """Return where long words stand in a text whose words are made of one letter."""
    places: list[tuple[int, int]] = []
    end = 0
    while (start := joined.find(_LONG, end)) >= 0 and len(places) < _MOST_LONG:
        end = joined.find(b" ", start)
        end = end if end >= 0 else len(joined)
        places.append((start, end))
    return tuple(places)


def _runs(shapes: bytes, long: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return where runs of digits stand, but for those in long words with letters."""
    pieces = []
    position = 0
    for start, end in long:
        if end - start >= NO_NUMBER and b"a" in shapes[start:end]:
            pieces += [shapes[position:start], b" " * (end - start)]
            position = end
    runs = _RUN.finditer(b"".join((*pieces, shapes[position:])))
    return tuple(map(re.Match.span, islice(runs, _MOST_RUNS)))


def _stems(parted: bytes, shapes: bytes, runs: Iterable[tuple[int, int]]) -> list[bytes]:
    """Return the words that end in digits without these."""
    return [
        parted[parted.rfind(b" ", 0, start) + 1 : start]
        for start, end in runs
        if shapes[start - 1] == _LETTER and parted[end : end + 1] in _NO_WORD
    ]


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
        before = start - _TOLD_BEFORE if start > _TOLD_BEFORE else 0
        told = text[before:line] if line >= 0 else start
        if told not in seen:
            seen.add(told)
            kept.append(run)
    return tuple(kept)


def readable(text: str) -> str:
    """Return the part of a text that is looked at, without what nobody sees in it.

    Full-width letters and digits become plain ones.
    """
    return _legible(text[:MOST_CHARACTERS])


def _legible(text: str) -> str:
    for character in _INVISIBLE:
        text = text.replace(character, "")
    return text.translate(_NARROW) if _WIDE.search(text) else text


def words_in(lower: str) -> frozenset[str]:
    """Return the ASCII words of a text in lower case."""
    parted = lower.encode("ascii", "replace").translate(_WORDS)
    return frozenset(parted.decode("ascii").split())


def is_word_at(text: str, place: int) -> bool:
    """Return whether an ASCII letter or digit stands at a place; outside the text none does."""
    return 0 <= place < len(text) and text[place].isascii() and text[place].isalnum()
