"""Many phrases looked up in one folded text at once. Pure.

Each phrase is filed under its rarest word or pair of characters; of a text's words and pairs only
those that are filed are followed up, so the time grows with the text and not with the phrases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.understanding.folding import fold, units


@dataclass(frozen=True, slots=True)
class Phrases:
    """Folded phrases by number, and the numbers filed under each unit."""

    folded: Sequence[str]
    by_unit: Mapping[str, Sequence[int]]

    def within(self, folded: str) -> set[int]:
        """Return the numbers of the phrases that folded text holds."""
        return {
            place
            for unit in self.by_unit.keys() & units(folded)
            for place in self.by_unit[unit]
            if self.folded[place] in folded
        }


def file_phrases(folded: Iterable[str]) -> Phrases:
    """Return folded phrases, each once, ready to be looked up; their order numbers them."""
    numbered = list(folded)
    common = Counter(unit for phrase in numbered for unit in _own_units(phrase))
    by_unit: dict[str, list[int]] = {}
    for place, phrase in enumerate(numbered):
        rarest = min(_own_units(phrase), key=lambda unit: (common[unit], -len(unit)))
        by_unit.setdefault(rarest, []).append(place)
    return Phrases(numbered, by_unit)


class Numbers:
    """Numbers phrases as they come: the same number for what folds to the same."""

    def __init__(self) -> None:
        self.folded: dict[str, int] = {}
        self.written: list[str] = []

    def of(self, phrase: str) -> int:
        """Return a phrase's number."""
        key = fold(phrase)
        if key not in self.folded:
            self.folded[key] = len(self.folded)
            self.written.append(phrase)
        return self.folded[key]


def _own_units(folded: str) -> list[str]:
    """Return the units every text that holds a phrase must have.

    A run of characters without spaces is part of a longer run in a text, so only its pairs count,
    or the one character it is.
    """
    found: list[str] = []
    for word in folded.split():
        if word.isascii():
            found.append(word)
        else:
            found += map(str.__add__, word, word[1:]) if len(word) > 1 else [word]
    return found
