"""What of the policy's sayings a message holds, sentence by sentence. Pure.

The sayings are data (policy/mood.toml, policy/needs.toml). All their phrases stand in one table: a
phrase is looked for only when the rarest of its words (of its characters, where words have no
spaces) stands in the text, so the time is linear.
"""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.rules import Rules, Saying
from chalicelib.understanding.folding import fold

PREPARED = "sayings"
"""Under this name the policy's `prepared` holds the table."""

_END = "|"
_NOTHING: frozenset[str] = frozenset()
_MOST_TIMES = 20  # sentences in which one phrase is looked for


@dataclass(frozen=True, slots=True)
class _Listed:
    """One saying; its phrases are numbers of the table."""

    meaning: str
    weight: int
    together: frozenset[int]
    unless: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Table:
    """All phrases folded, where to look them up, and the sayings each one speaks for.

    `by_unit` files a phrase under its rarest unit, `second` is the next rarest: most phrases that
    are not in a text lack one of the two, and need not be searched for.
    """

    folded: Sequence[str]
    second: Sequence[str]
    by_unit: Mapping[str, Sequence[int]]
    speaks_for: Sequence[Sequence[int]]
    sayings: Sequence[_Listed]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message says. `by_sentence` has the meanings of each sentence, in their order.

    `weights` adds up, for a meaning, the weights of the different phrases met.
    """

    sentences: tuple[str, ...]
    by_sentence: tuple[frozenset[str], ...]
    weights: Mapping[str, int]

    def says(self, meaning: str) -> bool:
        """Return whether a meaning was met in any sentence."""
        return meaning in self.weights


def hear(sentences: Sequence[str], rules: Rules) -> Heard:
    """Return what folded sentences (folding.sentences) say."""
    table = _table(rules)
    met: set[tuple[int, int]] = set()
    by_sentence = [_NOTHING] * len(sentences)
    for sentence, here in _places(sentences, table).items():
        now = {
            (place, number)
            for place in here
            for number in table.speaks_for[place]
            if _counts(table.sayings[number], here)
        }
        met |= now
        by_sentence[sentence] = frozenset(table.sayings[number].meaning for _, number in now)
    weights: dict[str, int] = {}
    for _, number in met:
        saying = table.sayings[number]
        weights[saying.meaning] = weights.get(saying.meaning, 0) + saying.weight
    return Heard(tuple(sentences), tuple(by_sentence), weights)


def _places(sentences: Sequence[str], table: _Table) -> dict[int, set[int]]:
    """Return, for each sentence that holds some, the numbers of the phrases in it."""
    text = _END.join(sentences)
    starts = [0, *itertools.accumulate(len(sentence) + 1 for sentence in sentences)]
    units = set(text.split()) if text.isascii() else {*text.split(), *text}
    found: dict[int, set[int]] = {}
    for unit in table.by_unit.keys() & units:
        for place in table.by_unit[unit]:
            at = text.find(table.folded[place]) if table.second[place] in units else -1
            times = 0
            while at >= 0 and times < _MOST_TIMES:
                sentence = bisect_right(starts, at) - 1
                found.setdefault(sentence, set()).add(place)
                at = text.find(table.folded[place], starts[sentence + 1])
                times += 1
    return found


def _counts(saying: _Listed, here: set[int]) -> bool:
    together = not saying.together or not saying.together.isdisjoint(here)
    return together and saying.unless.isdisjoint(here)


def prepare(rules: Rules) -> dict[str, Any]:
    """Return the table as JSON, for `Rules.prepared`: building it would slow a cold start."""
    table = _built(rules.sayings)
    return {
        "folded": table.folded,
        "second": table.second,
        "by_unit": table.by_unit,
        "speaks_for": table.speaks_for,
        "together": [sorted(saying.together) for saying in table.sayings],
        "unless": [sorted(saying.unless) for saying in table.sayings],
    }


@functools.cache
def _table(rules: Rules) -> _Table:
    """Return the table of a policy, made once for each."""
    made = rules.prepared.get(PREPARED)
    if made is None:
        return _built(rules.sayings)
    pairs = zip(rules.sayings, made["together"], made["unless"], strict=True)
    return _Table(
        folded=made["folded"],
        second=made["second"],
        by_unit=made["by_unit"],
        speaks_for=made["speaks_for"],
        sayings=[
            _Listed(saying.meaning, saying.weight, frozenset(together), frozenset(unless))
            for saying, together, unless in pairs
        ],
    )


def _built(sayings: Iterable[Saying]) -> _Table:
    numbers: dict[str, int] = {}
    speaks_for: dict[int, list[int]] = {}

    def numbered(phrases: Iterable[str]) -> frozenset[int]:
        return frozenset(numbers.setdefault(_folded(phrase), len(numbers)) for phrase in phrases)

    listed: list[_Listed] = []
    for saying in sayings:
        for place in sorted(numbered(saying.phrases)):
            speaks_for.setdefault(place, []).append(len(listed))
        together, unless = numbered(saying.together), numbered(saying.unless)
        listed.append(_Listed(saying.meaning, saying.weight, together, unless))
    by_unit, second = _filed(numbers)
    return _Table(
        folded=list(numbers),
        second=second,
        by_unit=by_unit,
        speaks_for=[speaks_for.get(place, []) for place in range(len(numbers))],
        sayings=listed,
    )


def _folded(phrase: str) -> str:
    """Return a phrase folded; Korean words and those with a last "*" may go on."""
    folded = fold(phrase)
    goes_on = phrase.endswith("*") or _is_hangul(folded.rstrip()[-1])
    return folded.rstrip() if goes_on else folded


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _filed(numbers: Mapping[str, int]) -> tuple[dict[str, list[int]], list[str]]:
    """Return the phrases by the unit the fewest of them have, and the next one of each."""
    common = Counter(itertools.chain.from_iterable(set(_units(folded)) for folded in numbers))
    by_unit: dict[str, list[int]] = {}
    second: list[str] = []
    for folded, place in numbers.items():
        rarest = sorted(set(_units(folded)), key=lambda unit: (common[unit], -len(unit), unit))
        by_unit.setdefault(rarest[0], []).append(place)
        second.append(rarest[min(1, len(rarest) - 1)])
    return by_unit, second


def _units(folded: str) -> list[str]:
    """Return what every text that holds a phrase must have: words, or characters of runs.

    A phrase that starts or ends without a space may be part of a longer word there.
    """
    words = folded.split()
    whole = words if folded.startswith(" ") else words[1:]
    whole = whole if folded.endswith(" ") else whole[:-1]
    return whole or [char for char in folded if char != " "]
