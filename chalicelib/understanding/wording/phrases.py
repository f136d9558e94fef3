"""Many phrases looked up in a text at once, sentence by sentence. Pure.

Each phrase is filed under the rarest thing every sentence that holds it must have (filing.py): a
pair of neighbouring words, a word, or a pair of characters where words have no spaces. Of a
sentence only what is filed is followed up, so the time grows with the text and not with the
phrases, and all of it is sets met by sets.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import add
from typing import Any

from chalicelib.understanding.wording.folding import END, Folded

BREAK = "\n"
"""What parts phrases in one string; no folded text has one."""

_WIDER = re.compile("[\U00010000-\U0010ffff]")
_UNKNOWN = "\ufffd"


class Spoken:
    """The sentences of a folded text with what phrases can be filed under."""

    def __init__(self, folded: Folded) -> None:
        self.sentences = folded.sentences
        self.units = [[*words, *map(add, words, words[1:])] for words in folded.tokens]
        """The words and the pairs of words of each sentence, with a space behind."""

        self.text = END.join(folded.sentences)

    @cached_property
    def characters(self) -> Sequence[Sequence[int]]:
        """The numbers of the characters of each sentence."""
        numbers = struct.unpack(f"<{len(self.text)}H", _two_bytes_each(self.text))
        return [numbers[start : after - 1] for start, after in pairwise(self._starts)]

    @cached_property
    def pairs(self) -> Sequence[Sequence[int]]:
        """The numbers of the pairs of characters of each sentence."""
        numbers = _pair_numbers(self.text)
        return [numbers[start : after - 2] for start, after in pairwise(self._starts)]

    @property
    def _starts(self) -> Iterator[int]:
        """Where each sentence starts in the text; after them, where another one would."""
        return accumulate((len(one) + len(END) for one in self.sentences), initial=0)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Folded phrases by number, and the first number filed under each unit.

    `by_word` has words and pairs of words, each with a space behind; `by_pair` and `by_character`
    have pairs of characters and characters as numbers, all beyond U+FFFF as one unknown; `others`
    are the numbers filed under the same unit as a first one.

    The first numbers are those of phrases that are no more than their unit: `words`, then `pairs`
    (two characters each), then `characters`. The rest, numbered from `shortest` on, are `longer`
    and must be looked for where their unit stands.
    """

    words: Sequence[str]
    pairs: str
    characters: str
    longer: Sequence[str]
    by_word: dict[str, int]
    by_pair: dict[int, int]
    by_character: dict[int, int]
    others: dict[int, Sequence[int]]
    shortest: int

    def within(self, spoken: Spoken) -> dict[int, set[int]]:
        """Return the numbers of the phrases in each sentence that has some, by its place."""
        found = [self._numbers_of(units) for units in spoken.units]
        if not spoken.text.isascii():
            if self.by_pair:
                self._add(found, self.by_pair, spoken.pairs)
            if self.by_character:
                self._add(found, self.by_character, spoken.characters)
        return {
            place: here
            for place, here in enumerate(found)
            if here and self._stand(here, spoken.sentences[place])
        }

    def _numbers_of(self, units: Iterable[str]) -> set[int]:
        by_word = self.by_word
        return {by_word[unit] for unit in by_word.keys() & units}

    def _add(
        self, found: Sequence[set[int]], filed: dict[int, int], units: Sequence[Sequence[int]]
    ) -> None:
        """Add the numbers of what is filed under units that are numbers, sentence by sentence."""
        for here, own in zip(found, units, strict=True):
            here.update([filed[unit] for unit in filed.keys() & own])

    def _stand(self, here: set[int], sentence: str) -> bool:
        """Take out what does not stand there though its unit does; return whether any is left."""
        for first in self.others.keys() & here:
            here.update(self.others[first])
        longer, shortest = self.longer, self.shortest
        here.difference_update(
            [n for n in here if n >= shortest and longer[n - shortest] not in sentence]
        )
        return bool(here)

    def folded(self, number: int) -> str:
        """Return a phrase as it is folded."""
        if number < len(self.words):
            return f" {self.words[number]}"
        number -= len(self.words)
        if 2 * number < len(self.pairs):
            return self.pairs[2 * number : 2 * number + 2]
        number -= len(self.pairs) // 2
        if number < len(self.characters):
            return self.characters[number]
        return self.longer[number - len(self.characters)]


def read_phrases(made: Mapping[str, Any]) -> Phrases:
    """Return the phrases that `filing.file_phrases` filed.

    Lists of short texts are one text there: JSON takes three times as long for each of them.
    """
    exact, more = made["units"]
    words, more_words = (written.split(BREAK)[:-1] for written in (exact[0], more[0]))
    by_word: dict[str, int] = {}
    by_pair: dict[int, int] = {}
    by_character: dict[int, int] = {}
    shortest = first = 0
    for own, (_, pairs, characters) in ((words, exact), (more_words, more)):
        shortest = first
        by_word.update(zip(own, range(first, first := first + len(own)), strict=True))
        numbers = _pair_numbers(pairs)[::2]
        by_pair.update(zip(numbers, range(first, first := first + len(numbers)), strict=True))
        codes = list(map(ord, characters))
        by_character.update(zip(codes, range(first, first := first + len(codes)), strict=True))
    return Phrases(
        words=words,
        pairs=exact[1],
        characters=exact[2],
        longer=made["longer"].split(BREAK),
        by_word=by_word,
        by_pair=by_pair,
        by_character=by_character,
        others={number: range(start, stop) for number, start, stop in made["others"]},
        shortest=shortest,
    )


def _pair_numbers(text: str) -> list[int]:
    """Return a number for each pair of neighbouring characters; no two pairs have the same one."""
    raw = _two_bytes_each(text)
    count = max(0, len(text) - 1)
    numbers = [0] * count
    for start in (0, 1):
        half = (count + 1 - start) // 2
        numbers[start::2] = struct.unpack_from(f"<{half}I", raw, 2 * start) if half else ()
    return numbers


def _two_bytes_each(text: str) -> bytes:
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw if len(raw) == 2 * len(text) else narrowed(text).encode("utf-16-le", "surrogatepass")


def narrowed(text: str) -> str:
    """Return a text with one unknown character for each of those beyond U+FFFF."""
    return _WIDER.sub(_UNKNOWN, text)
