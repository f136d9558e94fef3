"""One text prepared for the search: folded, and cut into words. What many rules need, made once."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress

from chalicelib.understanding.secrets import phrase_cues
from chalicelib.understanding.secrets.cue_windows import near, places_of_code
from chalicelib.understanding.secrets.key_cues import (
    AFTER,
    BEFORE,
    KEY_STEMS,
    OTHER_KEY_STEMS,
    SHORT_KEY_STEMS,
    calls_key,
)
from chalicelib.understanding.secrets.masks import Masks
from chalicelib.understanding.secrets.places import places_of_any, places_of_word, spans_of
from chalicelib.understanding.secrets.plain_letters import folded
from chalicelib.understanding.secrets.rows import mixed, rows
from chalicelib.understanding.secrets.script_words import ScriptWords
from chalicelib.understanding.secrets.scripts import Script, has_rows, rows_of
from chalicelib.understanding.secrets.vocabulary import (
    FILLER,
    KEY_NAME,
    LISTED,
    ORDINAL,
    PASSWORD_WORD,
    PHRASE_CUE,
    codes_of,
    properties_in,
    table,
)

_LETTERS = bytes(b if chr(b).isalpha() or b == 0x7F else 0x20 for b in range(128)) + b" " * 128
_SORTS = bytes(
    ord("d" if chr(b).isdigit() else "A" if chr(b).isupper() else "a" if chr(b).isalpha() else " ")
    for b in range(128)
) + bytes([0x20] * 128)
_DIGIT_MASK = bytes(0x78 if chr(b).isdigit() else 0x20 for b in range(256))
_BETWEEN_DIGITS = b" \t\n\r,;-.?"  # a question mark stands for what is not ASCII
_IN_TOKENS = bytes.maketrans(b"daA", b"xxx")
_WIDEST_WORD = 12
_MANY_WORDS = 24
_FEW = 50
"""So few words are looked for one by one."""
_ROW = b"\x01" * 4
_FILLER = b"\x02"
_SPEAKS = PASSWORD_WORD | PHRASE_CUE | ORDINAL
_LONGEST_BARE = 16
_MOST_STEMS = 1000
_SHORT = 20_000
_SHORT_NAMES = ("pk", "sk", "wif", "cle")
_INNER_KEY_STEMS = ("recover", "mnemonic", "schlussel", "anahtar", "sleutel")
_RIGHT_BEFORE = 24
_SURE_KEY_STEMS = ("priv", "secret", "seed", "mnemonic", "私", "密", "助记", "助記")


class Searched:
    """One view's text and what is derived from it, each of the same length as the text."""

    def __init__(self, text: str) -> None:
        """Prepare what every text needs; the rest is made when asked for."""
        self.text = text
        self.is_ascii = text.isascii()
        self.rows = b"" if self.is_ascii else rows_of(text)
        self.folded, self.ascii_folded = folded(text, self.rows)
        self.letters = self.ascii_folded.translate(_LETTERS).decode("ascii")
        self.latin = self.letters.split()
        self.codes = codes_of(self.latin)
        self.known = properties_in(self.codes)
        self._sorts = text.encode("ascii", "replace").translate(_SORTS)
        self.masks = Masks(self.ascii_folded)
        self._in_tokens = self.masks.tokens if self.is_ascii else self._sorts.translate(_IN_TOKENS)
        self._places = [(0, len(self.letters) - len(self.letters.lstrip()))]
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._may_be_called: dict[tuple[int, int], bool] = {}
        self._called: dict[tuple[str, str], bool] = {}
        self._scripts: dict[Script, bool] = {}

    def words(self, property_: int, least: int = 1) -> frozenset[str]:
        """Return the words of `latin` that have a property; none when they are not so many."""
        if not self.known & property_:
            return frozenset()
        flags = self.codes.translate(table(property_))
        count = flags.count(1)
        if count < least:
            return frozenset()
        if count < _FEW:
            return frozenset(map(self.latin.__getitem__, places_of_code(flags)))
        return frozenset(compress(self.latin, flags))

    @property
    def is_bare(self) -> bool:
        """Whether there are but some words, and nothing that could be a secret among them."""
        if len(self.latin) >= _MANY_WORDS or not self.is_ascii or self.known & _SPEAKS:
            return False
        if self.digits or self.has_token(_LONGEST_BARE) or "://" in self.text:
            return False
        return _ROW not in self.codes.translate(table(LISTED, unless=FILLER)).replace(_FILLER, b"")

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
        found = mixed(self._sorts, most)
        return sorted(token for token in found if token[1] - token[0] >= length)

    @functools.cached_property
    def script_words(self) -> ScriptWords:
        """Every word of a text that is not all Latin, in order."""
        return ScriptWords(self.folded, self.rows)

    def has_gap(self, length: int) -> bool:
        """Return whether so many characters are in a row without a Latin letter among them."""
        return " " * length in self.letters

    def has_digit_row(self, length: int) -> bool:
        """Return whether so many digits stand with nothing but spaces and marks between them."""
        if self.digits < length or not self.has_gap(length):
            return False
        return b"x" * length in self.ascii_folded.translate(_DIGIT_MASK, _BETWEEN_DIGITS)

    def near_words(self, cue: int) -> Iterator[tuple[int, int]]:
        """Yield parts of `latin`, from and to which word, where words of a property are near."""
        if self.known & cue:
            yield from near(self.codes.translate(table(cue)))

    @functools.cached_property
    def digits(self) -> int:
        """How many ASCII digits the text has."""
        return self._sorts.count(b"d")

    def digits_in(self, start: int, end: int) -> int:
        """Return how many of them stand between two places."""
        return self._sorts.count(b"d", start, end)

    @functools.cached_property
    def names_keys(self) -> bool:
        """Whether anything in the text could call something a key."""
        if self.known & KEY_NAME or _has_any(self.folded, KEY_STEMS):
            return True
        return "p.k" in self.folded or bool(self.other_key_stems)

    @functools.cached_property
    def other_key_stems(self) -> Sequence[str]:
        """What stands in the text of words for a key in another script than the Latin."""
        return self.stems(OTHER_KEY_STEMS)

    def may_be_called(self, start: int, end: int) -> bool:
        """Return whether something that could call it a key is near what stands there.

        In a long text, where there may be thousands to ask for, it is all looked up at once.
        """
        if self.is_letter:
            known = self._may_be_called.get((start, end))
            if known is None:
                near = self.folded[max(0, start - BEFORE) : start] + self.folded[end : end + AFTER]
                stems = (*KEY_STEMS, *SHORT_KEY_STEMS, *self.other_key_stems)
                known = self._may_be_called[start, end] = any(map(near.__contains__, stems))
            return known
        nearest = bisect_left(self._key_places, start - BEFORE)
        return nearest < len(self._key_places) and self._key_places[nearest] < end + AFTER

    @property
    def is_letter(self) -> bool:
        """Whether a text is short enough to look at every candidate in it."""
        return len(self.text) < _SHORT

    def called_among(self, tokens: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield the tokens, in order, near which something stands that could call them a key."""
        if len(self.text) < _SHORT or len(self._key_places) >= len(tokens):
            yield from (token for token in tokens if self.may_be_called(*token))
            return
        done = 0
        for place in self._key_places:
            first = bisect_right(tokens, place - AFTER, lo=done, key=_end)
            done = max(first, bisect_right(tokens, place + BEFORE, lo=first, key=_begin))
            yield from tokens[first:done]

    @functools.cached_property
    def _key_places(self) -> Sequence[int]:
        """Where something stands that could call what is near a key; anywhere if all over."""
        stems = (*KEY_STEMS, "p.k", "si yao", *self.other_key_stems)
        found = [
            place
            for place in places_of_any(self.folded, stems, _MOST_STEMS)
            if not self._in_tokens[place - 1 : place].strip() or self._is_inner_stem(place)
        ]
        found += (
            p for name in _SHORT_NAMES for p in places_of_word(self.letters, name, _MOST_STEMS)
        )
        return sorted(found) if len(found) < _MOST_STEMS // 2 else range(len(self.text))

    def stems(self, stems: Mapping[Script, Sequence[str]]) -> Sequence[str]:
        """Return which of some stems of other scripts are in the text."""
        if self.is_ascii:
            return ()
        return [
            stem
            for script, its_stems in stems.items()
            if self.has_script(script)
            for stem in its_stems
            if stem in self.folded
        ]

    def _is_inner_stem(self, place: int) -> bool:
        """Return whether what stands at a place calls something a key in the middle of a word."""
        return self.folded.startswith(_INNER_KEY_STEMS, place)

    def calls_key(self, start: int, end: int) -> bool:
        """Return whether the words around call what stands there a private key."""
        if not self.may_be_called(start, end):
            return False
        around = self.folded[max(0, start - BEFORE) : start], self.folded[end : end + AFTER]
        called = self._called.get(around)
        if called is None:
            called = self._called[around] = calls_key(self.folded, start, end)
        return called

    def is_near_key_word(self, start: int) -> bool:
        """Return whether what nobody would call anything but a key is right before a place."""
        return _has_any(self.folded[max(0, start - _RIGHT_BEFORE) : start], _SURE_KEY_STEMS)

    @functools.cached_property
    def phrase_cues(self) -> bytes:
        """1 for each word of `latin` that is of a word for a recovery phrase, 0 for others."""
        return self.codes.translate(table(PHRASE_CUE))

    @functools.cached_property
    def talks_of_phrases(self) -> bool:
        """Whether a word for a recovery phrase may stand in the text."""
        return bool(self.known & PHRASE_CUE) or self.talks_in_script

    @functools.cached_property
    def talks_in_script(self) -> bool:
        """Whether a word for a recovery phrase in another script than the Latin is in the text."""
        return phrase_cues.is_in_script(self.folded, self.stems(phrase_cues.OTHER_STEMS))

    def spans(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return where the words of `latin` from `first` to before `last` stand."""
        spans = self._spans.get((first, last))
        if spans is None:
            spans = spans_of(self.latin[first:last], self.letters, self._start(first))
            self._spans[first, last] = spans
        return spans

    def _start(self, word: int) -> int:
        """Return where a word of `latin` begins, counted from the nearest one that was asked for.

        What follows is split off at once, which is some ten times as fast as finding each word.
        """
        index, place = self._places[bisect_right(self._places, (word, len(self.text))) - 1]
        if index < word:
            end = min(len(self.letters), place + _WIDEST_WORD * (word - index + 1))
            pieces = self.letters[place:end].split(None, word - index)
            if len(pieces) <= word - index:  # very long words, or very far apart
                end, pieces = len(self.letters), self.letters[place:].split(None, word - index)
            place = end - len(pieces[-1])
            insort(self._places, (word, place))
        return place

    def has_script(self, script: Script) -> bool:
        """Return whether characters of a script are in the text."""
        known = self._scripts.get(script)
        if known is None:
            known = self._scripts[script] = has_rows(self.rows, script) and (
                script.exactly is None or script.exactly.search(self.text) is not None
            )
        return known


def _begin(token: tuple[int, int]) -> int:
    return token[0]


def _end(token: tuple[int, int]) -> int:
    return token[1]


def _has_any(text: str, stems: Iterable[str]) -> bool:
    return any(map(text.__contains__, stems))
