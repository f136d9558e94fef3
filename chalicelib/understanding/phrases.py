"""Many phrases looked up in a sentence at once. Pure.

Each phrase is filed under the rarest thing every text that holds it must have: a pair of
neighbouring words, a word, or a pair of characters where words have no spaces. Of a sentence's
words and pairs only those that are filed are followed up, so the time grows with the text and not
with the phrases.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from operator import add

from chalicelib.understanding.folding import fold

_NOTHING: frozenset[int] = frozenset()
_ANY = ""
"""The unit of a phrase that no unit of a text can tell: it is always looked for."""


Some = int | Sequence[int]
"""Numbers: one alone, which most are, or several; reading thousands of lists is slow."""


def each(some: Some) -> Sequence[int]:
    """Return numbers as a sequence."""
    return (some,) if isinstance(some, int) else some


def some(numbers: Sequence[int]) -> Some:
    """Return a sequence of numbers in its short form."""
    return numbers[0] if len(numbers) == 1 else numbers


@dataclass(frozen=True, slots=True)
class Phrases:
    """Folded phrases by number, and the numbers filed under each unit."""

    folded: Sequence[str]
    by_unit: Mapping[str, Some]

    def within(self, sentence: str, units: Set[str]) -> frozenset[int]:
        """Return the numbers of the phrases in a folded sentence; `units` are `units_in` it."""
        found: list[int] = []
        for unit in self.by_unit.keys() & units:
            numbers = self.by_unit[unit]
            if isinstance(numbers, int):  # most are; a call of `each` would cost more than the rest
                if self.folded[numbers] in sentence:
                    found.append(numbers)
            else:
                found += [number for number in numbers if self.folded[number] in sentence]
        return frozenset(found) if found else _NOTHING


def fold_phrase(phrase: str) -> str:
    """Return a phrase folded; Korean words and those with a last "*" may go on.

    >>> fold_phrase("Not received"), fold_phrase("ссылк*"), fold_phrase("도난")
    (' not receiv ', ' ссылк', ' 도난')
    """
    folded = fold(phrase)
    if not folded:
        return ""
    goes_on = phrase.endswith("*") or "\uac00" <= folded.rstrip()[-1] <= "\ud7a3"
    return folded.rstrip() if goes_on else folded


def filed(folded: Sequence[str]) -> dict[str, Some]:
    """Return the numbers of folded phrases by the unit each is filed under: its rarest.

    Pairs of words come first: a single word of a phrase ("not", "my") stands in most texts.
    """
    own = [_own_units(phrase) for phrase in folded]
    common = Counter(itertools.chain.from_iterable(own))
    found: dict[str, list[int]] = {}
    for number, units in enumerate(own):
        rarest = min(units, key=lambda u: (not u, " " not in u, common[u], -len(u), u))
        found.setdefault(rarest, []).append(number)
    return {unit: some(numbers) for unit, numbers in found.items()}


def units_in(text: str) -> set[str]:
    """Return what phrases can be filed under and a folded text has."""
    words = text.split()
    found = {_ANY, *words}
    found.update(map(" ".join, itertools.pairwise(words)))
    if not text.isascii():
        found.update(text)
        found.update(map(add, text, text[1:]))
    return found


def _own_units(folded: str) -> set[str]:
    """Return the units every text that holds a phrase must have.

    A phrase that starts or ends without a space may be part of a longer word there, so of such a
    word only pairs of characters count, or the one character it is.
    """
    words = folded.split()
    closed = [folded.startswith(" "), *[True] * (len(words) - 1), folded.endswith(" ")]
    found: set[str] = set()
    for place, word in enumerate(words):
        if closed[place] and closed[place + 1]:
            found.add(word)
            if place and closed[place - 1]:
                found.add(f"{words[place - 1]} {word}")
        elif word.isascii():
            found.add(_ANY)
        else:
            found.update(map(add, word, word[1:]) if len(word) > 1 else [word])
    return found
