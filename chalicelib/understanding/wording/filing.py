"""Phrases filed for `phrases.Phrases`, when a policy is read from its words. Pure.

What costs time is done here, once: a packaged policy brings the result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

from chalicelib.understanding.wording.folding import fold
from chalicelib.understanding.wording.phrases import BREAK, narrowed

_WORD, _PAIR, _CHARACTER = range(3)


@dataclass(frozen=True, slots=True)
class Filed:
    """The number of each folded phrase, and the document that `phrases.read_phrases` reads."""

    numbers: dict[str, int]
    document: dict[str, Any]


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


def file_phrases(folded: Iterable[str]) -> Filed:
    """Return folded phrases filed, each under its rarest unit.

    Pairs of words come first: a single word of a phrase ("not", "my") stands in most texts.
    """
    own = {phrase: _own_units(phrase) for phrase in dict.fromkeys(folded)}
    common = Counter(chain.from_iterable(own.values()))
    under: dict[str, list[str]] = {}
    for phrase, units in own.items():
        rarest = min(units, key=lambda u: (u.count(" ") < 2, common[u], -len(u), u))
        under.setdefault(rarest, []).append(phrase)
    return _numbered({unit: _exact_first(unit, alike) for unit, alike in under.items()})


def _numbered(under: dict[str, list[str]]) -> Filed:
    """Return the phrases of each unit numbered: first one each, then the others."""
    exact: tuple[list[str], ...] = ([], [], [])
    more: tuple[list[str], ...] = ([], [], [])
    for unit, alike in under.items():
        (exact if alike[0] == _alone(unit) else more)[_kind(unit)].append(unit)
    units = [*chain(*exact), *chain(*more)]
    first = {under[unit][0]: number for number, unit in enumerate(units)}
    others = [(number, under[unit][1:]) for number, unit in enumerate(units) if under[unit][1:]]
    rest = list(chain.from_iterable(alike for _, alike in others))
    numbers = first | {phrase: number for number, phrase in enumerate(rest, start=len(first))}
    stops = list(accumulate((len(alike) for _, alike in others), initial=len(first)))
    document = {
        "units": [_joined(exact), _joined(more)],
        "longer": BREAK.join(list(numbers)[sum(map(len, exact)) :]),
        "others": [
            [number, start, stop]
            for (number, _), start, stop in zip(others, stops, stops[1:], strict=False)
        ],
    }
    return Filed(numbers, document)


def _exact_first(unit: str, phrases: Sequence[str]) -> list[str]:
    """Return the phrases filed under a unit, the one that is no more than it first."""
    exact = _alone(unit)
    return sorted(phrases, key=lambda phrase: phrase != exact)


def _joined(units: Sequence[Sequence[str]]) -> list[str]:
    words, pairs, characters = units
    return ["".join(f"{word}{BREAK}" for word in words), "".join(pairs), "".join(characters)]


def _kind(unit: str) -> int:
    if unit.endswith(" "):
        return _WORD
    return _PAIR if len(unit) > 1 else _CHARACTER


def _alone(unit: str) -> str:
    """Return the phrase that is no more than a unit."""
    return f" {unit}" if unit.endswith(" ") else unit


def _own_units(folded: str) -> dict[str, None]:
    """Return the units every sentence that holds a phrase must have.

    A phrase that starts or ends without a space may be part of a longer word there, so of such a
    word only pairs of characters count, or the one character it is.
    """
    words = folded.split()
    closed = [folded.startswith(" "), *[True] * (len(words) - 1), folded.endswith(" ")]
    found: dict[str, None] = {}
    for place, word in enumerate(words):
        if closed[place] and closed[place + 1]:
            found[f"{word} "] = None
            if place and closed[place - 1]:
                found[f"{words[place - 1]} {word} "] = None
        elif not word.isascii():
            found.update(dict.fromkeys(_pieces(word)))
    return found


def _pieces(word: str) -> list[str]:
    """Return the pairs of characters of a word as texts have them, or the one it is."""
    word = narrowed(word)
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]
