"""The policy's cues found in a text. Pure.

The cues are data (policy/categories.toml); here is only how they are matched. A text is folded
(case, punctuation, traditional characters, English endings), cut into sentences, and each
sentence's words and pairs of characters are looked up in one table, so the time is linear.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.rules import Cue, Rules
from chalicelib.understanding.phrases import Numbers, Phrases, file_phrases

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
    """All cues of a policy, ready to be looked up: `cues_of` are the cues a phrase may meet."""

    phrases: Sequence[str]
    known: Phrases
    cues_of: Sequence[Sequence[int]]
    cues: Sequence[_Listed]


PREPARED = "category_cues"
"""Under this name the policy's `prepared` holds the table."""


def prepare(rules: Rules) -> dict[str, Any]:
    """Return the table as JSON, for `Rules.prepared`: building it costs a cold start 20 ms."""
    table = _built(rules)
    return {
        "phrases": table.phrases,
        "folded": table.known.folded,
        "by_unit": table.known.by_unit,
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
        known=Phrases(made["folded"], made["by_unit"]),
        cues_of=made["cues_of"],
        cues=[
            _Listed(id_, cue, frozenset(together), frozenset(unless))
            for (id_, cue), together, unless in zip(
                cues, made["together"], made["unless"], strict=True
            )
        ],
    )


def _built(rules: Rules) -> _Table:
    numbers = Numbers()
    cues: list[_Listed] = []
    cues_of: dict[int, list[int]] = {}
    for category in rules.categories.values():
        for cue in category.cues:
            for phrase in cue.phrases:
                cues_of.setdefault(numbers.of(phrase), []).append(len(cues))
            together = frozenset(numbers.of(p) for p in cue.together)
            unless = frozenset(numbers.of(p) for p in cue.unless)
            cues.append(_Listed(category.id, cue, together, unless))
    return _Table(
        phrases=numbers.written,
        known=file_phrases(numbers.folded),
        cues_of=[cues_of.get(place, []) for place in range(len(numbers.written))],
        cues=cues,
    )


def cues_met(subject: Sequence[str], text: Sequence[str], rules: Rules) -> list[Met]:
    """Return the cues that count in folded sentences, each once."""
    table = _table(rules)
    everywhere = table.known.within(_END.join((*subject, *text)))
    if not everywhere:
        return []
    first: dict[int, tuple[int, float]] = {}
    parts = [(sentence, _SUBJECT_FACTOR) for sentence in subject]
    parts += [(sentence, 1.0) for sentence in text]
    wanted = [(place, table.known.folded[place]) for place in everywhere]
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
