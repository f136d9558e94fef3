"""What the category model sees of a text: words, pairs of words, pieces of words. Pure.

Training and scoring use this one function, so that they see the same. Change it, and
`make train` must write the model anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import add

from chalicelib.understanding.wording.folding import is_run

MOST_CHARACTERS = 600
"""So much of a folded text is looked at, from its beginning: people say first what it is about.

A character of a script without spaces says more than a letter and counts as two.
"""

_CODE_FROM = 8
_MOST_REMEMBERED = 8_000
_LONGEST_WORD = 40  # nobody's word; its pieces would say nothing, and would be remembered


def grams(sentences: Iterable[str]) -> set[str]:
    """Return the grams of folded sentences (wording.folding.sentences), each once.

    Of words between spaces: the word, the word with the one before it, and its pieces of four and
    five characters, borders included. Of scripts without spaces: pieces of one to three characters.
    A number is "0", whatever it says; long mixtures of letters and digits say nothing.

    >>> sorted(grams([" no pin "]))
    [' no ', ' pin', ' pin ', '^ no', 'no', 'no pin', 'pin', 'pin ']
    """
    found: set[str] = set()
    left = MOST_CHARACTERS
    for sentence in sentences:
        before = "^ "
        for word in sentence.split():
            if is_run(word):
                _add_run(found, word[: left // 2 + 1])
                left -= 2 * len(word)
                before = f"{word} "
            elif pieces := _PIECES[word]:
                found.update(pieces)
                found.add(before + pieces[0])
                left -= len(pieces[0])
                before = f"{pieces[0]} "
            if left < 0:
                return found
    return found


class _Pieces(dict[str, tuple[str, ...]]):
    """Word → its name and its pieces, nothing for a code; the same few thousand make most mails."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = _pieces(word)
        if len(word) <= _LONGEST_WORD:
            self[word] = found
        return found


_PIECES = _Pieces()


def _pieces(word: str) -> tuple[str, ...]:
    if _is_code(word):
        return ()
    if word.isdigit():
        word = "0"
    if len(word) > _LONGEST_WORD:
        return (word,)
    text = f" {word} "
    pieces = [text[at : at + size] for size in (4, 5) for at in range(len(text) - size + 1)]
    return (word, *pieces)


def _is_code(word: str) -> bool:
    return len(word) >= _CODE_FROM and word.isascii() and word.isalnum() and not word.isalpha()


def _add_run(found: set[str], run: str) -> None:
    pairs = list(map(add, run, run[1:]))
    found.update(run)
    found.update(pairs)
    found.update(map(add, pairs, run[2:]))
