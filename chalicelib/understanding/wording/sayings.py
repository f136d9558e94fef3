"""What of the policy's sayings a message holds, sentence by sentence. Pure.

The sayings are data (policy/mood.toml, policy/needs.toml): phrases that mean a mood, an intent, or
that something is told or lacking.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from chalicelib.understanding.wording.lexicon import ListedSaying
from chalicelib.understanding.wording.listening import Found, Said

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message says. `by_sentence` has the meanings of each sentence, in their order.

    `weights` adds up, for a meaning, the weights of the different phrases met; `phrases` are these,
    folded.
    """

    sentences: Sequence[str]
    by_sentence: Sequence[frozenset[str]]
    weights: Mapping[str, int]
    phrases: Mapping[str, Collection[str]]

    def says(self, meaning: str) -> bool:
        """Return whether a meaning was met in any sentence."""
        return meaning in self.weights


def hear(said: Said) -> Heard:
    """Return what a text means by what it says."""
    by_sentence = [_NOTHING] * len(said.sentences)
    weights: dict[str, int] = {}
    phrases: dict[str, set[str]] = {}
    for found in said.found:
        folded = found.table.phrases.folded
        for phrase, saying in _met(found, by_sentence):
            weights[saying.meaning] = weights.get(saying.meaning, 0) + saying.weight
            phrases.setdefault(saying.meaning, set()).add(folded[phrase])
    return Heard(said.sentences, by_sentence, weights, phrases)


def _met(found: Found, by_sentence: list[frozenset[str]]) -> Iterable[tuple[int, ListedSaying]]:
    """Return the phrases one table heard, each with its saying; add to the sentences' meanings."""
    sayings, sayings_of = found.table.sayings, found.table.sayings_of
    met: dict[tuple[int, int], ListedSaying] = {}
    for place, here in found.phrases.items():
        meanings = []
        for phrase in here:
            numbers = sayings_of[phrase]
            for number in (numbers,) if isinstance(numbers, int) else numbers:
                saying = sayings[number]
                if _counts(saying, here):
                    met[phrase, number] = saying
                    meanings.append(saying.meaning)
        if meanings:
            by_sentence[place] = by_sentence[place].union(meanings)
    return [(phrase, saying) for (phrase, _), saying in met.items()]


def _counts(saying: ListedSaying, here: Set[int]) -> bool:
    return not (
        (saying.together and here.isdisjoint(saying.together))
        or (saying.unless and not here.isdisjoint(saying.unless))
    )
