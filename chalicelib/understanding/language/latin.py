"""Languages in Latin letters, told apart by their words and by how words are spelled. Pure.

Every word and every run of three letters holds one number per language, packed into one integer, so
a text's scores are a sum of integers. Reading the tables takes some 2 ms, once, and only when Latin
letters must be judged.
"""

from __future__ import annotations

import functools
import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import filterfalse, islice

_MOST_WORDS = 32
"""As many words settle it; what follows would only cost time."""

_FIELD = 16  # bits of a language's score in the packed sum
_ZEROS = "0" * (_FIELD // 4 - 1)  # what makes a digit of the table a field
_STEPS_A_NAT = 3.0  # as frontdesk.language_table writes them
_SMALL_WORD = 14  # steps for a word of the language's own list
_TERM = 10
_CAUTION = 2.4  # pieces of a word are not independent: the scores count this much less
_OTHERS = 8  # steps against a language nobody here is answered in
_OURS = ("en", "es", "pt", "fr", "de", "vi", "id", "tr")
_ENGLISH = 3  # steps for the language most write who write no other
_UNKNOWN = 0.25  # of a known word, among letters of another script
_ONLY_NAMES = 0.5  # how sure English is when only names of products are written


@dataclass(frozen=True, slots=True)
class _Tables:
    """Packed scores: of words, of pieces of words, and of the languages before anything is read."""

    languages: tuple[str, ...]
    words: Mapping[str, int]
    pieces: Mapping[str, int]
    neutral: frozenset[str]
    start: int


@functools.cache
def _tables() -> _Tables:
    # Imported here: a desk that is written to in Chinese never needs them.
    from chalicelib.understanding.language.terms import TERMS
    from chalicelib.understanding.language.trigrams import DIGITS, LANGUAGES, PIECES
    from chalicelib.understanding.language.words import NEUTRAL, SMALL_WORDS

    unit = {language: 1 << (_FIELD * n) for n, language in enumerate(reversed(LANGUAGES))}
    words: dict[str, int] = {}
    for lists, steps in ((SMALL_WORDS, _SMALL_WORD), (TERMS, _TERM)):
        for language, listed in lists.items():
            own = dict.fromkeys(listed.split(), unit[language] * steps)
            for word in own.keys() & words.keys():
                own[word] += words[word]
            words |= own
    size = _FIELD // 8 * len(LANGUAGES)
    packed = bytes.fromhex(_ZEROS + _ZEROS.join(DIGITS))
    pieces = {
        PIECES[3 * n : 3 * n + 3]: int.from_bytes(packed[size * n : size * (n + 1)], "big")
        for n in range(len(PIECES) // 3)
    }
    letters = {piece[0]: score for piece, score in pieces.items() if piece[1] == " "}
    start = sum(unit[ours] * _OTHERS for ours in _OURS) + unit["en"] * _ENGLISH
    return _Tables(LANGUAGES, words, pieces | letters, NEUTRAL, start)


def weigh(words: Iterable[str]) -> float:
    """Return how much some words in lower case say that the text is in Latin letters.

    A word we know counts 1, a name 0, any other a quarter: it may be a name too.
    """
    tables = _tables()
    return sum(
        1.0 if word in tables.words else _UNKNOWN
        for word in words
        if len(word) > 1 and word not in tables.neutral
    )


def tell(words: Iterable[str]) -> tuple[str, float]:
    """Return the language of some words in lower case and how sure it is, 0..1.

    Names tell nothing; when there are only names it is English, unsure.
    """
    tables = _tables()
    telling = list(islice(filterfalse(tables.neutral.__contains__, words), _MOST_WORDS))
    if not telling:
        return "en", _ONLY_NAMES
    return _best(sum(map(_score, telling), tables.start), tables.languages)


@functools.lru_cache(maxsize=8192)
def _score(word: str) -> int:
    """Return the packed scores of a word: its own, and that of its spelling."""
    tables = _tables()
    return tables.words.get(word, 0) + _spelling(word, tables.pieces)


def _spelling(word: str, pieces: Mapping[str, int]) -> int:
    """Return the packed scores of all runs of three letters, and of letters that are not ASCII."""
    edged = f" {word} "
    runs = [edged[at : at + 3] for at in range(len(edged) - 2)]
    total = sum([pieces[run] for run in runs if run in pieces])
    if not word.isascii():
        total += sum([pieces[char] for char in word if char in pieces])
    return total


def _best(total: int, languages: tuple[str, ...]) -> tuple[str, float]:
    """Return the language with the highest score and its share among all."""
    count = len(languages)
    scores = struct.unpack(f">{count}H", total.to_bytes(_FIELD // 8 * count, "big"))
    best = max(scores)
    scale = _STEPS_A_NAT * _CAUTION
    share = 1 / sum([math.exp((score - best) / scale) for score in scores])
    return languages[scores.index(best)], round(min(0.98, share), 3)
