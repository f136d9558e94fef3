"""The policy's cues found in a text. Pure.

The cues are data (policy/cues); here is only when one counts: a phrase of it stands in a sentence,
one that must stand beside it in the same sentence, none that speaks against it anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.understanding.lexicon import Found, ListedCue, Said

_SUBJECT_FACTOR = 1.3
"""A subject says in few words what a mail is about."""


@dataclass(frozen=True, slots=True)
class Met:
    """A cue that counts in a text, with the phrase that was met and its weight there."""

    cue: ListedCue
    phrase: str
    weight: float


def cues_met(said: Said) -> list[Met]:
    """Return the cues that count in a text, each once."""
    return [met for found in said.found if found.table.cues for met in _met(found, said.of_subject)]


def _met(found: Found, of_subject: int) -> list[Met]:
    table = found.table
    first: dict[int, tuple[int, float]] = {}
    for place, here in enumerate(found.phrases):
        factor = _SUBJECT_FACTOR if place < of_subject else 1.0
        for phrase in sorted(here):
            for cue in table.cues_of[phrase]:
                together = table.cues[cue].together
                if cue not in first and (not together or not here.isdisjoint(together)):
                    first[cue] = (phrase, factor)
    everywhere = frozenset().union(*found.phrases)
    return [
        Met(table.cues[cue], table.written[phrase], table.cues[cue].weight * factor)
        for cue, (phrase, factor) in sorted(first.items())
        if everywhere.isdisjoint(table.cues[cue].unless)
    ]


def weighed(met: Iterable[Met], categories: Iterable[str]) -> dict[str, float]:
    """Return the weight of each category's cues; one phrase counts once, by its heaviest cue.

    Languages borrow words: "refund" may stand in the lists of several.
    """
    heaviest: dict[tuple[str, str], float] = {}
    for one in met:
        key = (one.cue.category, one.phrase)
        heaviest[key] = max(one.weight, heaviest.get(key, 0.0))
    found = dict.fromkeys(categories, 0.0)
    for (category, _), weight in heaviest.items():
        found[category] += weight
    return found
