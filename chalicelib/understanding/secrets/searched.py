"""One text prepared for the search: folded, and cut into words. What many rules need, made once."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, count, islice
from operator import add

from chalicelib.understanding.secrets import phrase_cues
from chalicelib.understanding.secrets.key_cues import (
    AFTER,
    BEFORE,
    KEY_NAMES,
    KEY_STEMS,
    OTHER_KEY_STEMS,
    SHORT_KEY_STEMS,
    calls_key,
)
from chalicelib.understanding.secrets.plain_letters import folded

_LETTERS = bytes(b if chr(b).isalpha() or b == 0x7F else 0x20 for b in range(128)) + b" " * 128
_SORTS = bytes(
    ord("d" if chr(b).isdigit() else "A" if chr(b).isupper() else "a" if chr(b).isalpha() else " ")
    for b in range(128)
) + bytes([0x20] * 128)
_LETTER_MASK = bytes(0x78 if chr(b).isalpha() else 0x20 for b in range(128)) + b" " * 128
_DIGIT_MASK = bytes(0x78 if chr(b).isdigit() else 0x20 for b in range(256))
_BETWEEN_DIGITS = b" \t\n\r,;-.?"  # a question mark stands for what is not ASCII
_VALUE_MASK = (
    bytes(0x78 if chr(b).isalnum() or chr(b) in "_+/=.~-" else 0x20 for b in range(128))
    + b" " * 128
)
_SHORTEST_VALUE = 16
_MANY_VALUES = 20
_CUED_BEFORE = 60  # words before and after one that speaks of what is looked for
_CUED_AFTER = 110
_MOST_CUES = 60
_END = 500
_IN_TOKENS = bytes.maketrans(b"daA", b"xxx")
_TURNS = ((b"aA", b"#A"), (b"Ad", b"#d"), (b"dA", b"#A"))
_LATIN_WORD = re.compile(r"[a-z\x7f]+")
_MANY_WORDS = 3000


class Searched:
    """One view's text and what is derived from it, each of the same length as the text."""

    def __init__(self, text: str, characters: frozenset[str]) -> None:
        """Prepare what every text needs; the rest is made when asked for.

        `characters` are the text's own, or none when all are ASCII.
        """
        self.text = text
        self.characters = characters
        self.is_ascii = not characters
        self.folded = folded(text, self.characters)
        self.ascii_folded = self.folded.encode("ascii", "replace")
        self.letters = self.ascii_folded.translate(_LETTERS).decode("ascii")
        self.latin = self.letters.split()
        self.words = frozenset(self.latin)
        self._sorts = text.encode("ascii", "replace").translate(_SORTS)
        self._in_tokens = self._sorts.translate(_IN_TOKENS)

    def has_token(self, length: int) -> bool:
        """Return whether so many ASCII letters and digits stand in a row."""
        return b"x" * length in self._in_tokens

    def tokens(self, length: int) -> Iterator[tuple[int, int]]:
        """Yield where rows of at least so many ASCII letters and digits stand, whole."""
        yield from rows(self._in_tokens, b"x" * length)

    def mixed_tokens(self, length: int, most: int) -> list[tuple[int, int]]:
        """Return where tokens stand in which capitals or digits come as chance has it.

        They are at least so long; "Hello", "v2" and lower-case hexadecimal are none. Of more than
        `most` the first and the last are returned.
        """
        mask = self._turns
        found: set[tuple[int, int]] = set()
        place = mask.find(b"#")
        while place >= 0 and len(found) < most // 2:
            start, end = _token_at(mask, place)
            found.add((start, end))
            place = mask.find(b"#", end)
        place = mask.rfind(b"#")
        while place >= 0 and len(found) < most:
            start, end = _token_at(mask, place)
            if (start, end) in found:
                break
            found.add((start, end))
            place = mask.rfind(b"#", 0, start)
        return sorted(token for token in found if token[1] - token[0] >= length)

    @functools.cached_property
    def _turns(self) -> bytes:
        mask = self._sorts
        if b"A" not in mask:
            return b""
        for turn, marked in _TURNS:
            mask = mask.replace(turn, marked)
        return mask

    @functools.cached_property
    def letter_mask(self) -> bytes:
        """An x for every letter of Latin script, a space for all else."""
        return self.ascii_folded.translate(_LETTER_MASK)

    @functools.cached_property
    def value_mask(self) -> bytes:
        """An x for every character that keys and tokens of programs are of."""
        return self.ascii_folded.translate(_VALUE_MASK)

    @functools.cached_property
    def values(self) -> Sequence[tuple[int, int]]:
        """Where sixteen such characters or more stand in a row."""
        return list(rows(self.value_mask, b"x" * _SHORTEST_VALUE))

    def values_after(
        self, text: str, stems: Sequence[str], before: int
    ) -> Iterator[tuple[int, int]]:
        """Yield from where to where values are that have a stem in or shortly before them.

        `text` is the text itself or the folded one.
        """
        if len(self.values) > _MANY_VALUES:
            stems = [stem for stem in stems if stem in text]
        for start, end in self.values if stems else ():
            start = max(0, start - before)
            part = text[start:end]
            if any(map(part.__contains__, stems)):
                yield start, end

    def has_digit_row(self, length: int) -> bool:
        """Return whether so many digits stand with nothing but spaces and marks between them."""
        if self.digits < length:
            return False
        return b"x" * length in self.ascii_folded.translate(_DIGIT_MASK, _BETWEEN_DIGITS)

    def digit_rows(self, length: int) -> Iterator[tuple[int, int]]:
        """Yield where at least so many digits stand in a row."""
        yield from rows(self.ascii_folded.translate(_DIGIT_MASK), b"x" * length)

    def near_words(self, cues: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Yield parts of `latin`, from and to which word, where one of some words is near.

        They are the two ends of a text that says these words all the time.
        """
        places: list[int] = []
        for cue in cues & self.words:
            place, more = -1, self.latin.count(cue)
            if len(places) + more > _MOST_CUES:
                yield from _ends(len(self.latin))
                return
            for _ in range(more):
                place = self.latin.index(cue, place + 1)
                places.append(place)
        first = last = 0
        for place in sorted(places):
            if last and place - _CUED_BEFORE > last:
                yield first, last
                last = 0
            first = first if last else max(0, place - _CUED_BEFORE)
            last = min(len(self.latin), place + _CUED_AFTER)
        if last:
            yield first, last

    @functools.cached_property
    def digits(self) -> int:
        """How many ASCII digits the text has."""
        return self._sorts.count(b"d")

    @functools.cached_property
    def names_keys(self) -> bool:
        """Whether anything in the text could call something a key."""
        if not KEY_NAMES.isdisjoint(self.words) or _has_any(self._vocabulary, KEY_STEMS):
            return True
        if "k" in self.words and "p.k" in self.folded:
            return True
        return self.has_other(OTHER_KEY_STEMS)

    @functools.cached_property
    def _vocabulary(self) -> str:
        return " ".join(self.words)

    def has_other(self, stems: Iterable[str]) -> bool:
        """Return whether one of some stems in another script than the Latin is in the text."""
        if self.is_ascii:
            return False
        known = self.characters
        return _has_any(
            self.folded, [stem for stem in stems if stem[0] in known or stem[0].upper() in known]
        )

    def calls_key(self, start: int, end: int) -> bool:
        """Return whether the words around call what stands there a private key."""
        return self._may_be_called(start, end) and calls_key(self.folded, start, end)

    def _may_be_called(self, start: int, end: int) -> bool:
        near = self.folded[max(0, start - BEFORE) : start] + self.folded[end : end + AFTER]
        if any(_has_any(near, stems) for stems in (KEY_STEMS, SHORT_KEY_STEMS)):
            return True
        return not self.is_ascii and _has_any(near, OTHER_KEY_STEMS)

    @functools.cached_property
    def talks_of_phrases(self) -> bool:
        """Whether a word for a recovery phrase may stand in the text."""
        return not phrase_cues.WORDS.isdisjoint(self.words) or self.talks_in_script

    @functools.cached_property
    def talks_in_script(self) -> bool:
        """Whether a word for a recovery phrase in another script than the Latin is in the text."""
        return not self.is_ascii and phrase_cues.OTHER.search(self.folded) is not None

    @functools.cached_property
    def starts(self) -> Sequence[int]:
        """Where each word of `latin` begins."""
        pieces = self.letters.split(" ")
        ends = accumulate(map(len, pieces))  # of the letters alone: the spaces are counted apart
        return list(compress(map(add, (0, *ends), count()), pieces))

    def spans(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return where the words of `latin` from `first` to before `last` stand."""
        if len(self.latin) > _MANY_WORDS:
            starts = self.starts[first:last]
            return list(
                zip(starts, map(add, starts, map(len, self.latin[first:last])), strict=True)
            )
        rest = self.letters.split(None, first)[-1]
        words = _LATIN_WORD.finditer(self.letters, len(self.letters) - len(rest))
        return [word.span() for word in islice(words, last - first)]

    def has_script(self, first: str, last: str) -> bool:
        """Return whether a character from `first` to `last` is in the text."""
        return _in_range(first, last).search(self._alphabet) is not None

    @functools.cached_property
    def _alphabet(self) -> str:
        return "".join(self.characters)


def _token_at(mask: bytes, place: int) -> tuple[int, int]:
    end = mask.find(b" ", place)
    return mask.rfind(b" ", 0, place) + 1, len(mask) if end < 0 else end


def _ends(count: int) -> Iterator[tuple[int, int]]:
    if count <= 2 * _END:
        yield 0, count
    else:
        yield 0, _END
        yield count - _END, count


def _has_any(text: str, stems: Iterable[str]) -> bool:
    return any(map(text.__contains__, stems))


@functools.cache
def _in_range(first: str, last: str) -> re.Pattern[str]:
    return re.compile(f"[{first}-{last}]")


def rows(mask: bytes, row: bytes) -> Iterator[tuple[int, int]]:
    """Yield where what is between two spaces of a mask begins with `row`, the repeated letter.

    Only for masks of one letter and spaces.
    """
    start = mask.find(row)
    while start >= 0:
        end = mask.find(b" ", start)
        end = len(mask) if end < 0 else end
        yield start, end
        start = mask.find(row, end)
