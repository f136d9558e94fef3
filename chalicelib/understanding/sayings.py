"""What of the policy's sayings a message holds, sentence by sentence. Pure.

The sayings are data (policy/mood.toml, policy/needs.toml): phrases that mean a mood, an intent, or
that something is told or lacking.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from chalicelib.understanding.lexicon import Found, ListedSaying, Said
from chalicelib.understanding.phrases import each


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message says. `by_sentence` has the meanings of each sentence, in their order.

    `weights` adds up, for a meaning, the weights of the different phrases met; `phrases` are these,
    folded.
    """

    sentences: tuple[str, ...]
    by_sentence: tuple[frozenset[str], ...]
    weights: Mapping[str, int]
    phrases: Mapping[str, Collection[str]]

    def says(self, meaning: str) -> bool:
        """Return whether a meaning was met in any sentence."""
        return meaning in self.weights


def hear(said: Said) -> Heard:
    """Return what a text means by what it says."""
    by_sentence: list[set[str]] = [set() for _ in said.sentences]
    weights: dict[str, int] = {}
    phrases: dict[str, set[str]] = {}
    for found in said.found:
        for phrase, saying in _met(found, by_sentence):
            weights[saying.meaning] = weights.get(saying.meaning, 0) + saying.weight
            phrases.setdefault(saying.meaning, set()).add(phrase)
    return Heard(said.sentences, tuple(map(frozenset, by_sentence)), weights, phrases)


def _met(found: Found, by_sentence: list[set[str]]) -> list[tuple[str, ListedSaying]]:
    """Return the phrases one table heard, folded; add to the meanings of the sentences."""
    table = found.table
    if not table.sayings:
        return []
    met: set[tuple[int, int]] = set()
    for here, meanings in zip(found.phrases, by_sentence, strict=True):
        for phrase in here:
            for number in each(table.sayings_of[phrase]):
                if _counts(table.sayings[number], here):
                    met.add((phrase, number))
                    meanings.add(table.sayings[number].meaning)
    folded = table.phrases.folded
    return [(folded[phrase], table.sayings[number]) for phrase, number in sorted(met)]


def _counts(saying: ListedSaying, here: frozenset[int]) -> bool:
    together = not saying.together or not here.isdisjoint(saying.together)
    return together and here.isdisjoint(saying.unless)
