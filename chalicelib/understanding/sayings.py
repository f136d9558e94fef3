"""What of the policy's sayings a message holds, sentence by sentence. Pure.

The sayings are data (policy/mood.toml, policy/needs.toml): phrases that mean a mood, an intent, or
that something is told or lacking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.understanding.lexicon import ListedSaying, Said


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


def hear(said: Said) -> Heard:
    """Return what a text means by what it says."""
    found = next((one for one in said.found if one.table.sayings), None)
    if found is None:
        return Heard(said.sentences, (frozenset(),) * len(said.sentences), {})
    table = found.table
    met: set[tuple[int, int]] = set()
    by_sentence: list[frozenset[str]] = []
    for here in found.phrases:
        now = {
            (phrase, saying)
            for phrase in here
            for saying in table.sayings_of[phrase]
            if _counts(table.sayings[saying], here)
        }
        met |= now
        by_sentence.append(frozenset(table.sayings[saying].meaning for _, saying in now))
    weights: dict[str, int] = {}
    for _, number in met:
        saying = table.sayings[number]
        weights[saying.meaning] = weights.get(saying.meaning, 0) + saying.weight
    return Heard(said.sentences, tuple(by_sentence), weights)


def _counts(saying: ListedSaying, here: frozenset[int]) -> bool:
    together = not saying.together or not here.isdisjoint(saying.together)
    return together and here.isdisjoint(saying.unless)
