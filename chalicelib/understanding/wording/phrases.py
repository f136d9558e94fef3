"""Many phrases looked up in a text at once. Pure.

Each phrase is filed under the rarest thing every text that holds it must have: a pair of
neighbouring words, a word, or a pair of characters where words have no spaces. Of a text's words
and pairs only those that are filed are followed up, so the time grows with the text and not with
the phrases. Pairs of characters are numbers: thousands of short strings would cost more than the
rest.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress
from operator import add, sub
from typing import Any

from chalicelib.understanding.wording.folding import Folded, fold

_BREAK = "\n"  # no folded text has one


class Units:
    """What phrases can be filed under and a folded text has, with the places it stands at."""

    def __init__(self, folded: Folded) -> None:
        tokens = folded.tokens
        places = list(accumulate(map(len, tokens[:-1]), initial=1))
        self.text = folded.text
        self.words = [*tokens, *map(add, tokens, tokens[1:])]
        self.places = [*places, *places]
        self._pairs: tuple[tuple[int, Sequence[int]], ...] | None = None

    @property
    def pairs(self) -> tuple[tuple[int, Sequence[int]], ...]:
        """The pairs of characters from the first on and from the second on, with their starts."""
        if self._pairs is None:
            raw = self.text.encode("utf-32-le", "surrogatepass")
            count = len(self.text)
            self._pairs = tuple(
                (start, struct.unpack_from(f"<{(count - start) // 2}Q", raw, 4 * start))
                for start in (0, 1)
            )
        return self._pairs


@dataclass(frozen=True, slots=True)
class Phrases:
    """Folded phrases by number, and the first number filed under each unit.

    A phrase stands `offsets` characters before its unit. `by_word` has words and pairs of words,
    each with a space behind; `by_pair` the `pair_number` of pairs of characters; `others` the
    numbers filed under the same unit as a first one.

    A phrase that would begin before the text stands nowhere: `startswith` counts such a start from
    the end, where too few characters are left.
    """

    folded: Sequence[str]
    offsets: Sequence[int]
    by_word: Mapping[str, int]
    by_character: Mapping[str, int]
    by_pair: Mapping[int, int]
    others: Mapping[int, Sequence[int]]

    def within(self, units: Units) -> Iterator[tuple[int, int]]:
        """Yield the phrases in a text, with every place of their units: (place, number).

        They stand in no order. All is done in lists at once: this is asked for every word.
        """
        places, numbers = self._candidates(units)
        more = [(at, n) for at, n in enumerate(numbers) if n in self.others]
        for at, number in more:
            numbers += self.others[number]
            places += [places[at]] * len(self.others[number])
        starts = map(sub, places, map(self.offsets.__getitem__, numbers))
        stands = map(units.text.startswith, map(self.folded.__getitem__, numbers), starts)
        return compress(zip(places, numbers, strict=True), stands)

    def _candidates(self, units: Units) -> tuple[list[int], list[int]]:
        """Return the places of units that are filed, and the first number filed under each."""
        words = units.words
        hits = list(compress(range(len(words)), map(self.by_word.__contains__, words)))
        places = [units.places[at] for at in hits]
        numbers = [self.by_word[words[at]] for at in hits]
        if not units.text.isascii():
            for place, number in self._candidates_in_runs(units):
                places.append(place)
                numbers.append(number)
        return places, numbers

    def _candidates_in_runs(self, units: Units) -> list[tuple[int, int]]:
        """Return the same for pairs of characters and for single ones."""
        by_pair, text = self.by_pair, units.text
        found: list[tuple[int, int]] = []
        for first, pairs in units.pairs if by_pair else ():
            hits = compress(range(len(pairs)), map(by_pair.__contains__, pairs))
            found += [(first + 2 * at, by_pair[pairs[at]]) for at in hits]
        for character, number in self.by_character.items():
            if character in text:
                found += [(place, number) for place in _places(text, character)]
        return found


def _places(text: str, part: str) -> list[int]:
    found = []
    place = text.find(part)
    while place >= 0:
        found.append(place)
        place = text.find(part, place + 1)
    return found


def pair_number(pair: str) -> int:
    """Return two characters as one number, as `struct` reads them from UTF-32."""
    return ord(pair[0]) | ord(pair[1]) << 32


def fold_phrase(phrase: str) -> str:
    """Return a phrase folded; Korean words and those with a last "*" may go on.

    >>> fold_phrase("Not received"), fold_phrase("ссылк*"), fold_phrase("도난")
    (' not receiv ', ' ссылк', ' 도난')
    """
    folded = fold(phrase)
    if not folded:
        return ""
    goes_on = phrase.endswith("*") or "\uac00" <= folded.rstrip()[-1] <= "\ud7a3"
    return folded.rstrip() if goes_on else folded


def filed(folded: Sequence[str]) -> dict[str, Any]:
    """Return the fields of `Phrases` as JSON holds them, each phrase under its rarest unit.

    Pairs of words come first: a single word of a phrase ("not", "my") stands in most texts.
    """
    own = [_own_units(phrase) for phrase in folded]
    common = Counter(chain.from_iterable(own))
    found: dict[str, list[int]] = {}
    offsets = []
    for number, units in enumerate(own):
        rarest = min(units, key=lambda u: (u.count(" ") < 2, common[u], -len(u), u))
        offsets.append(units[rarest])
        found.setdefault(rarest, []).append(number)
    first = {unit: numbers[0] for unit, numbers in found.items()}
    words = {unit: number for unit, number in first.items() if unit.endswith(" ")}
    pairs = {pair_number(unit): number for unit, number in first.items() if _is_pair(unit)}
    return {
        "folded": _BREAK.join(folded),
        "offsets": "".join(map(chr, offsets)),
        "words": [_BREAK.join(words), list(words.values())],
        "characters": {unit: number for unit, number in first.items() if len(unit) == 1},
        "pairs": [list(pairs), list(pairs.values())],
        "others": [numbers for numbers in found.values() if len(numbers) > 1],
    }


def read_phrases(made: Mapping[str, Any]) -> Phrases:
    """Return the phrases that `filed` made.

    Lists of short texts are one text there: JSON takes three times as long for each of them.
    """
    units, numbers = made["words"]
    return Phrases(
        folded=made["folded"].split(_BREAK),
        offsets=made["offsets"].encode("latin-1"),
        by_word=dict(zip(units.split(_BREAK) if units else (), numbers, strict=True)),
        by_character=made["characters"],
        by_pair=dict(zip(*made["pairs"], strict=True)),
        others={alike[0]: alike[1:] for alike in made["others"]},
    )


def _is_pair(unit: str) -> bool:
    return len(unit) == 2 and not unit.endswith(" ")


def _own_units(folded: str) -> dict[str, int]:
    """Return the units every text that holds a phrase must have, with their places in it.

    A phrase that starts or ends without a space may be part of a longer word there, so of such a
    word only pairs of characters count, or the one character it is.
    """
    words = folded.split()
    closed = [folded.startswith(" "), *[True] * (len(words) - 1), folded.endswith(" ")]
    starts = accumulate((len(word) + 1 for word in words), initial=int(closed[0]))
    found: dict[str, int] = {}
    for place, (word, start) in enumerate(zip(words, starts, strict=False)):
        if closed[place] and closed[place + 1]:
            found[f"{word} "] = start
            if place and closed[place - 1]:
                found[f"{words[place - 1]} {word} "] = start - len(words[place - 1]) - 1
        elif word.isascii():
            continue
        elif len(word) == 1:
            found[word] = start
        else:
            for at in range(len(word) - 1):
                found.setdefault(word[at : at + 2], start + at)
    return found
