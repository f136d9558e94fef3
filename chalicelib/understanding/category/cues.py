"""The policy's cues found in a text. Pure.

The cues are data (policy/cues); here is only when one counts: a phrase of it stands in a sentence,
one that must stand beside it in the same sentence, none that speaks against it there, and none
that speaks against it anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from chalicelib.understanding.wording.lexicon import ListedCue
from chalicelib.understanding.wording.listening import Found, Said

_SUBJECT_FACTOR = 1.3
"""A subject says in few words what a mail is about."""


@dataclass(frozen=True, slots=True)
class Met:
    """A cue that counts in a text, with the phrase that was met and its weight there.

    `folded` is the phrase as texts are folded: the same for all spellings.
    """

    cue: ListedCue
    phrase: str
    folded: str
    weight: float


def cues_met(said: Said) -> list[Met]:
    """Return the cues that count in a text, each once."""
    return [met for found in said.found if found.table.cues for met in _met(found, said.of_subject)]


def _met(found: Found, of_subject: int) -> list[Met]:
    table = found.table
    cues, cues_of = table.cues, table.cues_of
    everywhere = set().union(*found.phrases.values())
    first: dict[int, tuple[int, float]] = {}
    for place, here in found.phrases.items():
        factor = _SUBJECT_FACTOR if place < of_subject else 1.0
        for phrase in sorted(here):
            numbers = cues_of[phrase]
            for number in (numbers,) if isinstance(numbers, int) else numbers:
                if number not in first and _counts(cues[number], here, everywhere):
                    first[number] = (phrase, factor)
    return [
        Met(
            cue=cues[number],
            phrase=table.written[phrase],
            folded=table.phrases.folded[phrase],
            weight=cues[number].weight * factor,
        )
        for number, (phrase, factor) in sorted(first.items())
    ]


def _counts(cue: ListedCue, here: Set[int], everywhere: Set[int]) -> bool:
    """Return whether a cue counts in a sentence in which a phrase of it stands."""
    return not (
        (cue.unless and not here.isdisjoint(cue.unless))
        or (cue.together and here.isdisjoint(cue.together))
        or (cue.nowhere and not everywhere.isdisjoint(cue.nowhere))
    )


def weighed(met: Iterable[Met], categories: Iterable[str]) -> dict[str, float]:
    """Return the weight of each category's cues; one phrase counts once, by its heaviest cue.

    Languages borrow words: "refund" may stand in the lists of several.
    """
    heaviest: dict[tuple[str, str], float] = {}
    for one in met:
        key = (one.cue.category, one.folded)
        heaviest[key] = max(one.weight, heaviest.get(key, 0.0))
    found = dict.fromkeys(categories, 0.0)
    for (category, _), weight in heaviest.items():
        found[category] += weight
    return found
