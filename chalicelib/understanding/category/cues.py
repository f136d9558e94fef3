"""The policy's cues found in a text. Pure.

The cues are data (policy/categories.toml); here is only how they are matched. A text is folded
(case, punctuation, traditional characters, English endings), cut into sentences, and each
sentence's words and pairs of characters are looked up in one table, so the time is linear.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.rules import Cue, Rules
from chalicelib.understanding.folding import fold, units

_END = "|"

_SUBJECT_FACTOR = 1.3
"""A subject says in few words what a mail is about."""


@dataclass(frozen=True, slots=True)
class Met:
    """A cue that counts in a text, with the phrase that was met and its weight there."""

    category: str
    cue: Cue
    phrase: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Listed:
    """One cue, its phrases as numbers of the table."""

    category: str
    cue: Cue
    together: frozenset[int]
    unless: frozenset[int]


@dataclass(frozen=True)
class _Table:
    """All cues of a policy, ready to be looked up.

    `by_unit` finds the phrases that hold a word or a pair of characters, `cues_of` the cues a
    phrase may meet.
    """

    phrases: Sequence[str]
    folded: Sequence[str]
    by_unit: Mapping[str, Sequence[int]]
    cues_of: Sequence[Sequence[int]]
    cues: Sequence[_Listed]


PREPARED = "category_cues"
"""Under this name the policy's `prepared` holds the table."""


def prepare(rules: Rules) -> dict[str, Any]:
    """Return the table as JSON, for `Rules.prepared`: building it costs a cold start 20 ms."""
    table = _built(rules)
    return {
        "phrases": table.phrases,
        "folded": table.folded,
        "by_unit": table.by_unit,
        "cues_of": table.cues_of,
        "together": [sorted(listed.together) for listed in table.cues],
        "unless": [sorted(listed.unless) for listed in table.cues],
    }


@functools.cache
def _table(rules: Rules) -> _Table:
    """Return the table of a policy, made once for each."""
    made = rules.prepared.get(PREPARED)
    if made is None:
        return _built(rules)
    cues = [(category.id, cue) for category in rules.categories.values() for cue in category.cues]
    return _Table(
        phrases=made["phrases"],
        folded=made["folded"],
        by_unit=made["by_unit"],
        cues_of=made["cues_of"],
        cues=[
            _Listed(id_, cue, frozenset(together), frozenset(unless))
            for (id_, cue), together, unless in zip(
                cues, made["together"], made["unless"], strict=True
            )
        ],
    )


def _built(rules: Rules) -> _Table:
    numbers: dict[str, int] = {}
    written: list[str] = []

    def number(phrase: str) -> int:
        folded = fold(phrase)
        if folded not in numbers:
            numbers[folded] = len(numbers)
            written.append(phrase)
        return numbers[folded]

    cues: list[_Listed] = []
    cues_of: dict[int, list[int]] = {}
    for category in rules.categories.values():
        for cue in category.cues:
            for phrase in cue.phrases:
                cues_of.setdefault(number(phrase), []).append(len(cues))
            together = frozenset(number(p) for p in cue.together)
            unless = frozenset(number(p) for p in cue.unless)
            cues.append(_Listed(category.id, cue, together, unless))
    common = Counter(unit for folded in numbers for unit in _own_units(folded))
    by_unit: dict[str, list[int]] = {}
    for folded, place in numbers.items():
        rarest = min(_own_units(folded), key=lambda unit: (common[unit], -len(unit)))
        by_unit.setdefault(rarest, []).append(place)
    return _Table(
        phrases=written,
        folded=list(numbers),
        by_unit=by_unit,
        cues_of=[cues_of.get(place, []) for place in range(len(written))],
        cues=cues,
    )


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


def cues_met(subject: Sequence[str], text: Sequence[str], rules: Rules) -> list[Met]:
    """Return the cues that count in folded sentences, each once."""
    table = _table(rules)
    everywhere = _phrases_in(_END.join((*subject, *text)), table)
    if not everywhere:
        return []
    first: dict[int, tuple[int, float]] = {}
    parts = [(sentence, _SUBJECT_FACTOR) for sentence in subject]
    parts += [(sentence, 1.0) for sentence in text]
    wanted = [(place, table.folded[place]) for place in everywhere]
    for sentence, factor in parts:
        here = {place for place, folded in wanted if folded in sentence}
        for phrase in here:
            for cue in table.cues_of[phrase]:
                together = table.cues[cue].together
                if cue not in first and (not together or not together.isdisjoint(here)):
                    first[cue] = (phrase, factor)
    return [
        Met(
            table.cues[cue].category,
            table.cues[cue].cue,
            table.phrases[phrase],
            table.cues[cue].cue.weight * factor,
        )
        for cue, (phrase, factor) in sorted(first.items())
        if table.cues[cue].unless.isdisjoint(everywhere)
    ]


def _phrases_in(folded: str, table: _Table) -> set[int]:
    """Return the numbers of the phrases that folded text holds."""
    return {
        place
        for unit in table.by_unit.keys() & units(folded)
        for place in table.by_unit[unit]
        if table.folded[place] in folded
    }
