"""What a learned model hears in a message's sentences, where no listed phrase would. Pure.

Despair is told by what follows from it (the rent, the wedding, the children), anger by praise that
is none: no list has these words. The model is of the kind that tells categories (category/model.py)
and is written by `python -m frontdesk train --moods`. Sentences are judged one by one, since one is
enough in a long factual mail. A first look at single words, or characters of scripts without
spaces, finds the few that are worth it; in most calm messages it is one.
"""

from __future__ import annotations

import functools
import math
import re
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from chalicelib.errors import OperatorError
from chalicelib.rules import Rules
from chalicelib.understanding.category.model import LANE_BYTES, Model, read_model
from chalicelib.understanding.findings import Mood
from chalicelib.understanding.remembered import Remembered

MOST_AT_FIRST = 800
MOST_AT_LAST = 400
"""So much of a folded text is looked at: farewells and threats stand at the end.

A character of a script without spaces counts as three: it says as much.
"""

_MOST_JUDGED = 2
"""So many sentences of a message, those whose words tell most, are judged by all they say."""

_MOST_DOUBTED = 3
_WORTH_JUDGING = 1.0
"""By how much words must outweigh calm before a second is judged (as `Model.log_probabilities`).

A sentence that tells a mood for sure falls below once in two hundred, a calm one in six of seven.
"""

_MOST_REMEMBERED = 20_000
_LONGEST_REMEMBERED = 40
_BEGINNING = 5
_SYLLABLES = 2  # of Hangul: what the first five letters are elsewhere
_OF_A_RUN = 3
_RUNS = re.compile("[\u0e00-\uabff\ud7a4-\U0010ffff]")

_TOTAL, _LANES = struct.Struct("<q"), struct.Struct("<4h")
_LANE_BITS = 16
_FEW = 4  # pieces more than there are, lest two words outrank a sentence by chance
_COARSENED = 4  # so that the lanes of the longest sentence looked at cannot overflow


def _telling(model: Model, grams: Callable[[str], Sequence[str]]) -> Remembered[int]:
    """Return a table: piece → by how much its grams' weights for other moods outweigh calm."""
    return Remembered(
        lambda piece: sum(_outweighing(model, gram) for gram in grams(piece)),
        most=_MOST_REMEMBERED,
        longest=_LONGEST_REMEMBERED,
    )


def _outweighing(model: Model, gram: str) -> int:
    """Return by how much (a quarter) a gram's weight for each other mood outweighs that for calm.

    The four are lanes of one integer, so that one addition of what fits a machine word adds them.
    """
    row = model.rows[gram]  # 0 for an unknown one: then no mood outweighs calm
    lanes, calm = len(model.categories), model.categories.index(Mood.CALM)
    weights = row.to_bytes(LANE_BYTES * (lanes + 1), "little")[: LANE_BYTES * lanes : LANE_BYTES]
    moods = weights[:calm] + weights[calm + 1 :]
    return sum(
        (weight - weights[calm]) // _COARSENED << _LANE_BITS * lane
        for lane, weight in enumerate(moods)
    )


def _told(total: int, pieces: int) -> float:
    """Return how much the mood that is told most outweighs calm in the sum of some pieces."""
    lanes: tuple[int, ...] = _LANES.unpack(_TOTAL.pack(total))
    return max(lanes) / math.sqrt(pieces + _FEW)


@dataclass(frozen=True, slots=True)
class _Ear:
    model: Model
    words: Remembered[int]
    characters: Remembered[int]
    threshold: float


def undertones(
    sentences: Sequence[str], rules: Rules, doubted: Sequence[str] = ()
) -> Mapping[str, float]:
    """Return how sure the model is of each mood (0..1) in the sentence that tells it most.

    The share of calm is that of the least calm sentence. Empty when the policy has no model, or it
    knows nothing of what is said.

    Args:
        sentences: those of a folded text (`Heard.sentences`).
        rules: the policy.
        doubted: sentences to judge in any case, the first three: a listed mood stands in them.
    """
    ear = _ear(rules)
    if ear is None:
        return {}
    strongest: dict[str, float] = {}
    asked = [sentence[:MOST_AT_FIRST] for sentence in doubted[:_MOST_DOUBTED]]
    for sentence in dict.fromkeys((*_most_telling(sentences, ear), *asked)):
        shares = ear.model.log_probabilities(grams_of(sentence)) or {}
        for mood, log in shares.items():
            better = min if mood == Mood.CALM else max
            strongest[mood] = better(strongest.get(mood, log), log)
    return {mood: math.exp(log) for mood, log in strongest.items()}


def grams_of(sentence: str) -> list[str]:
    """Return the grams of a folded sentence; training and scoring see the same.

    Of words between spaces: the word, the word with the one before it, and how it begins. Of
    scripts without spaces: pieces of one to three characters.

    >>> grams_of(" i cannot sleep ")
    ['i', 'cannot', 'sleep', '^ i', 'i cannot', 'cannot sleep', 'canno*']
    """
    words = sentence.split()
    pairs = map(" ".join, zip(("^", *words), words, strict=False))
    if sentence.isascii():
        return [
            *words,
            *pairs,
            *[word[:_BEGINNING] + "*" for word in words if len(word) > _BEGINNING],
        ]
    found: list[str] = []
    for word, pair in zip(words, pairs, strict=True):
        found += _of_run(word) if _is_run(word) else (pair, *_of_word(word))
    return found


def _of_word(word: str) -> Sequence[str]:
    size = _SYLLABLES if "\uac00" <= word[0] <= "\ud7a3" else _BEGINNING
    return (word, f"{word[:size]}*") if len(word) > size else (word,)


def _of_run(run: str) -> Sequence[str]:
    pairs = list(map(add, run, run[1:]))
    return [*run, *pairs, *map(add, pairs, run[2:])]


def _of_character(character: str) -> Sequence[str]:
    return (character,) if _is_run(character) else ()


def _has_runs(sentence: str) -> bool:
    return not sentence.isascii() and _RUNS.search(sentence) is not None


def _is_run(word: str) -> bool:
    """Return whether a word is looked at piece by piece: `folding.is_run`, and tears (ㅠㅠ) too."""
    return word[0] >= "\u0e00" and not "\uac00" <= word[0] <= "\ud7a3"


def _most_telling(sentences: Sequence[str], ear: _Ear) -> list[str]:
    """Return the sentence whose single words or characters tell most, and the next if worth it."""
    found: list[tuple[float, str]] = []
    for sentence, in_runs in _first_and_last(sentences):
        if in_runs:
            told = _told(sum(map(ear.characters.__getitem__, sentence)), len(sentence))
        else:
            words = sentence.split()
            told = _told(sum(map(ear.words.__getitem__, words)), len(words))
        found.append((told, sentence))
    found.sort(reverse=True)
    return [
        sentence
        for place, (told, sentence) in enumerate(found[:_MOST_JUDGED])
        if not place or told >= ear.threshold
    ]


def _first_and_last(sentences: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield the sentences of the beginning and of the end, each once, and whether in runs."""
    at, left = 0, MOST_AT_FIRST
    while at < len(sentences) and left > 0:
        sentence = sentences[at]
        size = _OF_A_RUN if _has_runs(sentence) else 1
        yield sentence[: left // size + 1], size > 1
        left -= size * len(sentence)
        at += 1
    last, left = len(sentences) - 1, MOST_AT_LAST
    while last >= at and left > 0:
        sentence = sentences[last]
        size = _OF_A_RUN if _has_runs(sentence) else 1
        yield sentence[: left // size + 1], size > 1
        left -= size * len(sentence)
        last -= 1


@functools.lru_cache(maxsize=4)
def _ear(rules: Rules) -> _Ear | None:
    if not rules.mood_model:
        return None
    model = read_model(rules.mood_model)
    if set(model.categories) != set(Mood):
        raise OperatorError("policy: mood_model.bin is of other moods; `make train` writes it anew")
    words, characters = _telling(model, _of_word), _telling(model, _of_character)
    return _Ear(model, words, characters, _WORTH_JUDGING / (_COARSENED * model.scale))
