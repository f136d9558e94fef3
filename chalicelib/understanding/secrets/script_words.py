"""The words of a text that is not all Latin, in order, and where each of them stands.

Codecs of Python tell letters of Cyrillic and kana from all else, far faster than an expression.
"""

from __future__ import annotations

import codecs
import functools
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from chalicelib.understanding.secrets.places import spans_of
from chalicelib.understanding.secrets.plain_letters import FOLDED_MASK
from chalicelib.understanding.secrets.scripts import HAN, HANGUL

_WORD = re.compile("[a-zа-яё㐀-鿿ぁ-ヿ가-힣]+|\x7f+")
_LETTERS = (
    *map(chr, range(ord("a"), ord("z") + 1)),
    *(*map(chr, range(ord("а"), ord("я") + 1)), "ё"),
    *map(chr, range(ord("ぁ"), ord("ヿ") + 1)),
)
_OTHERS = "\x00?"  # a table that does not begin with NUL would not be counted through
_MARKS = " \n."
_NO_CHARACTER = "\ufffe"
_ROWS_IN_TABLE = bytes(row for row in range(256) if row not in HAN.rows + HANGUL.rows)


class ScriptWords:
    """Words, and their places when asked for: few of the words of a long text are."""

    def __init__(self, folded: str, rows: bytes) -> None:
        """Find the words; `rows` are the upper bytes of the text's characters."""
        self._folded = folded
        self.words = _words(folded, rows)
        self._places = [(0, 0), (len(self.words), len(folded))]

    def spans(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return where the words from `first` to before `last` stand."""
        return spans_of(self.words[first:last], self._folded, self._before(first))

    def _before(self, word: int) -> int:
        """Return a place that only marks part from a word, counted from the nearest known."""
        after = self._places[bisect_left(self._places, (word, 0))]
        before = self._places[bisect_right(self._places, (word, len(self._folded))) - 1]
        if word - before[0] <= after[0] - word:
            place = before[1]
            if before[0] < word:
                place = spans_of(self.words[before[0] : word], self._folded, place)[-1][1]
        else:
            place = after[1]
            for one in reversed(self.words[word : after[0]]):
                place = self._folded.rfind(one, 0, place)
        insort(self._places, (word, place))
        return place


def _words(folded: str, rows: bytes) -> Sequence[str]:
    if FOLDED_MASK in folded or rows.translate(None, _ROWS_IN_TABLE):
        return _WORD.findall(folded)
    encoding, letters = _tables()
    encoded = codecs.charmap_encode(folded, "replace", encoding)[0]  # type: ignore[arg-type]  # an EncodingMap
    return codecs.charmap_decode(encoded, "strict", letters)[0].split()


@functools.cache
def _tables() -> tuple[object, str]:
    """Return what encodes letters, and what decodes them, and all else to spaces."""
    slots = "".join((*_OTHERS, *_LETTERS, *_MARKS)).ljust(256, _NO_CHARACTER)
    letters = "".join((" " * len(_OTHERS), *_LETTERS)).ljust(256)
    return codecs.charmap_build(slots), letters
