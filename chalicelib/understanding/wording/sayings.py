"""What of the policy's sayings a message holds, sentence by sentence. Pure.

The sayings are data (policy/mood.toml, policy/needs.toml): phrases that mean a mood, an intent, or
that something is told or lacking.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chalicelib.understanding.wording.lexicon import Lexicon, ListedSaying
from chalicelib.understanding.wording.listening import Found, Said

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message says. `by_sentence` has the meanings of each sentence, in their order.

    `weights` adds up, for a meaning, the weights of the different phrases met.
    """

    sentences: Sequence[str]
    by_sentence: Sequence[frozenset[str]]
    weights: Mapping[str, int]
    phrases_of: Mapping[str, Collection[tuple[Lexicon, int]]] = field(repr=False, compare=False)

    def says(self, meaning: str) -> bool:
        """Return whether a meaning was met in any sentence."""
        return meaning in self.weights

    def saying(self, meanings: Collection[str]) -> list[str]:
        """Return the sentences that say one of some meanings."""
        return [
            sentence
            for sentence, said in zip(self.sentences, self.by_sentence, strict=True)
            if not said.isdisjoint(meanings)
        ]

    def phrases(self, meaning: str) -> frozenset[str]:
        """Return the phrases that were met for a meaning, folded."""
        return frozenset(table.phrases.folded(number) for table, number in self.phrases_of[meaning])


def hear(said: Said) -> Heard:
    """Return what a text means by what it says."""
    by_sentence = [_NOTHING] * len(said.sentences)
    weights: dict[str, int] = {}
    met: dict[str, list[tuple[Lexicon, int]]] = {}
    for found in said.found:
        for phrase, (meaning, weight) in _met(found, by_sentence):
            weights[meaning] = weights.get(meaning, 0) + weight
            met.setdefault(meaning, []).append((found.table, phrase))
    return Heard(said.sentences, by_sentence, weights, met)


def _met(found: Found, by_sentence: list[frozenset[str]]) -> Iterable[tuple[int, ListedSaying]]:
    """Return the phrases one table heard, each with its saying; add to the sentences' meanings."""
    met: dict[tuple[int, int], tuple[int, ListedSaying]] = {}
    for place, here in found.phrases.items():
        meanings = []
        for speakers in found.table.sayings.for_(here):
            for phrase, number, saying, beside in speakers:
                if beside is None or beside.allows(here, here):
                    met[phrase, number] = (phrase, saying)
                    meanings.append(saying.meaning)
        if meanings:
            by_sentence[place] = by_sentence[place].union(meanings)
    return met.values()
