"""What a learned model hears in a message's sentences, where no listed phrase would. Pure.

Despair is told by what follows from it (the rent, the wedding, the children), anger by praise that
is none: no list has these words. The model is of the kind that tells categories (category/model.py)
and is written by `python -m frontdesk train --moods`. Sentences are judged one by one, since one is
enough in a long factual mail. A first look at single words finds the few that are worth it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from chalicelib.errors import OperatorError
from chalicelib.rules import Rules
from chalicelib.understanding.category.model import LANE_BYTES, Model, read_model
from chalicelib.understanding.findings import Mood

MOST_AT_FIRST = 800
MOST_AT_LAST = 400
"""So much of a folded text is looked at: farewells and threats stand at the end.

A character of a script without spaces counts as two.
"""

_MOST_JUDGED = 3
"""So many sentences of a message, those with the most telling words, are judged by all they say."""

_MOST_REMEMBERED = 20_000
_LONGEST_REMEMBERED = 40
_BEGINNING = 5
_SYLLABLES = 2  # of Hangul: what the first five letters are elsewhere


class _Telling(dict[str, int]):
    """Word → by how much its weight for the mood it tells most outweighs that for calm."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model
        self._calm = model.categories.index(Mood.CALM)

    def __missing__(self, word: str) -> int:
        found = sum(map(self._of_gram, _of_word(word)))
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        if len(word) <= _LONGEST_REMEMBERED:
            self[word] = found
        return found

    def _of_gram(self, gram: str) -> int:
        row = self._model.rows[gram]  # 0 for an unknown one: then no mood outweighs calm
        lanes = len(self._model.categories)
        weights = row.to_bytes(LANE_BYTES * (lanes + 1), "little")[
            : LANE_BYTES * lanes : LANE_BYTES
        ]
        moods = weights[: self._calm] + weights[self._calm + 1 :]
        return max(moods) - weights[self._calm]


@dataclass(frozen=True, slots=True)
class _Ear:
    model: Model
    telling: _Telling


def undertones(sentences: Iterable[str], rules: Rules) -> Mapping[str, float]:
    """Return how sure the model is of each mood (0..1) in the sentence that tells it most.

    The share of calm is that of the least calm sentence. Empty when the policy has no model, or
    nothing is known of what is said.

    Args:
        sentences: those of a folded text (`Heard.sentences`).
        rules: the policy.
    """
    ear = _ear(rules)
    if ear is None:
        return {}
    strongest: dict[str, float] = {}
    for sentence in _most_telling(sentences, ear.telling):
        shares = ear.model.log_probabilities(grams_of(sentence[:MOST_AT_FIRST])) or {}
        for mood, log in shares.items():
            better = min if mood == Mood.CALM else max
            strongest[mood] = better(strongest.get(mood, log), log)
    return {mood: math.exp(log) for mood, log in strongest.items()}


def grams_of(sentence: str) -> list[str]:
    """Return the grams of a folded sentence; training and scoring see the same.

    Of words between spaces: the word, the word with the one before it, and how it begins. Of
    scripts without spaces: pieces of one to three characters.

    >>> grams_of(" i cannot sleep ")
    ['i', '^ i', 'cannot', 'canno*', 'i cannot', 'sleep', 'cannot sleep']
    """
    found: list[str] = []
    before = "^"
    for word in sentence.split():
        found += _of_word(word)
        if not _is_run(word):
            found.append(f"{before} {word}")
        before = word
    return found


def _of_word(word: str) -> Sequence[str]:
    if _is_run(word):
        pairs = list(map(add, word, word[1:]))
        return [*word, *pairs, *map(add, pairs, word[2:])]
    size = _SYLLABLES if "\uac00" <= word[0] <= "\ud7a3" else _BEGINNING
    return (word, f"{word[:size]}*") if len(word) > size else (word,)


def _is_run(word: str) -> bool:
    """Return whether a word is looked at piece by piece: `folding.is_run`, and tears (ㅠㅠ) too."""
    return word[0] >= "\u0e00" and not "\uac00" <= word[0] <= "\ud7a3"


def _most_telling(sentences: Iterable[str], telling: _Telling) -> list[str]:
    """Return the few sentences whose single words tell most of a mood."""
    found = [
        (sum(map(telling.__getitem__, words)), sentence)
        for sentence, words in _first_and_last(list(sentences))
    ]
    return [sentence for _, sentence in sorted(found, reverse=True)[:_MOST_JUDGED]]


def _first_and_last(sentences: Sequence[str]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the sentences of the beginning and the end, each once, with what they are told by."""
    at = 0
    left = MOST_AT_FIRST
    while at < len(sentences) and left > 0:
        words, size = _words(sentences[at], left)
        yield sentences[at], words
        left -= size
        at += 1
    last = len(sentences) - 1
    left = MOST_AT_LAST
    while last >= at and left > 0:
        words, size = _words(sentences[last], left)
        yield sentences[last], words
        left -= size
        last -= 1


def _words(sentence: str, left: int) -> tuple[Iterable[str], int]:
    """Return what a sentence is told by, as far as there is room, and how much room it took."""
    if sentence.isascii():
        return sentence[:left].split(), len(sentence)
    return _pieces(sentence, left)


def _pieces(sentence: str, left: int) -> tuple[list[str], int]:
    """Return the words of a sentence, of runs the pairs of characters, and how much room it took.

    Long runs nobody would remember are looked at pair by pair, as far as there is room.
    """
    found: list[str] = []
    size = 0
    for word in sentence.split():
        if _is_run(word):
            run = word[: left // 2 + 1]
            found += map(add, run, run[1:])
            size += 2 * len(word)
        else:
            found.append(word)
            size += len(word) + 1
    return found, size


@functools.lru_cache(maxsize=4)
def _ear(rules: Rules) -> _Ear | None:
    if not rules.mood_model:
        return None
    model = read_model(rules.mood_model)
    if set(model.categories) != set(Mood):
        raise OperatorError("policy: mood_model.bin is of other moods; `make train` writes it anew")
    return _Ear(model, _Telling(model))
