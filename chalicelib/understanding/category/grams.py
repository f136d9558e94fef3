"""What the category model sees of a text: words, pairs of words, pieces of words. Pure.

Training and scoring use this one function, so that they see the same. Change it, and
`make train` must write the model anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_CHARACTERS = 600
"""So much of a folded text is looked at, from its beginning: people say first what it is about."""

_CODE_FROM = 8

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


def grams(sentences: Iterable[str]) -> set[str]:
    """Return the grams of folded sentences (folding.sentences), each once.

    Of words between spaces: the word, the word with the one before it, and its pieces of four and
    five characters, borders included. Of scripts without spaces: pieces of one to three characters.
    A number is "0", whatever it says; long mixtures of letters and digits say nothing.

    >>> sorted(grams([" no pin "]))
    [' no ', ' pin', ' pin ', '^ no', 'no', 'no pin', 'pin', 'pin ']
    """
    found: set[str] = set()
    left = MOST_CHARACTERS
    for sentence in sentences:
        before = "^"
        for word in sentence.split():
            left -= len(word)
            if left < 0:
                return found
            if len(word) >= _CODE_FROM and word.isalnum() and not word.isalpha() and word.isascii():
                continue
            if word.isascii() or not _SPACELESS.match(word):
                word = "0" if word.isdigit() else word
                found.add(word)
                found.add(f"{before} {word}")
                _add_pieces(found, f" {word} ", (4, 5))
            else:
                _add_pieces(found, word, (1, 2, 3))
            before = word
    return found


def _add_pieces(found: set[str], text: str, lengths: tuple[int, ...]) -> None:
    for length in lengths:
        found.update([text[at : at + length] for at in range(len(text) - length + 1)])
