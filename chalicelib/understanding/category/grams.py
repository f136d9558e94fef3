"""What the category model sees of a text: words, pairs of words, pieces of words. Pure.

A text is a set of blocks, and a block stands for all its grams, so that what a block weighs is
added up once and remembered. Training and scoring use these functions, so that they see the same.
Change them, and `make train` must write the model anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import add

from chalicelib.understanding.remembered import Remembered
from chalicelib.understanding.wording.folding import is_run

MOST_CHARACTERS = 700
"""So much of a folded text is looked at, from its beginning: people say first what it is about.

A character of a script without spaces says more than a letter and counts as two.
"""

_START = "^ "
_NUMBER = "0 "
_PIECE = 3
_CODE_FROM = 8
_MOST_REMEMBERED = 8_000
_LONGEST_WORD = 40  # nobody's word; its pieces would say nothing, and would be remembered


def blocks(sentences: Iterable[str]) -> set[str]:
    """Return the blocks of folded sentences (wording.folding.sentences), each once.

    Of words between spaces: the word, and the word with the one before it, each with a space
    behind. Of scripts without spaces: what follows from each character on, three characters or what
    is left. A number is "0", whatever it says; long mixtures of letters and digits say nothing.

    >>> sorted(blocks([" no pin 12 "]))
    ['0 ', '^ no ', 'no ', 'no pin ', 'pin ', 'pin 0 ']
    """
    found: set[str] = set()
    left = MOST_CHARACTERS
    for sentence in sentences:
        if left <= 0:
            break
        add_all = _add_words if sentence.isascii() else _add_mixed
        left -= add_all(found, sentence.split(), left)
    return found


def grams_of(block: str) -> Sequence[str]:
    """Return the grams of a block; two blocks may have some in common.

    Of a word: the word, and its pieces of four and five characters, borders included; of what
    follows from a character: it, and what it begins with.

    >>> grams_of("pin "), grams_of("no pin "), grams_of("转账失")
    (('pin', ' pin', 'pin ', ' pin '), ('no pin',), ('转', '转账', '转账失'))
    """
    if not block.endswith(" "):
        return tuple(block[: end + 1] for end in range(len(block)))
    word = block[:-1]
    if " " in word or len(word) > _LONGEST_WORD:
        return (word,)
    text = f" {block}"
    pieces = [text[at : at + size] for size in (4, 5) for at in range(len(text) - size + 1)]
    return (word, *pieces)


def _block_of(word: str) -> str:
    """Return the block of a word, "" for a code."""
    return _NUMBER if word.isdigit() else "" if _is_code(word) else f"{word} "


_BLOCKS = Remembered(_block_of, most=_MOST_REMEMBERED, longest=_LONGEST_WORD)


def _is_code(word: str) -> bool:
    return len(word) >= _CODE_FROM and word.isascii() and word.isalnum() and not word.isalpha()


def _add_words(found: set[str], words: Iterable[str], left: int) -> int:
    """Add the blocks of a sentence's words as far as there is room; return how much they took."""
    names = list(filter(None, map(_BLOCKS.__getitem__, words)))
    taken = sum(map(len, names))
    if taken > left:
        ends = list(accumulate(map(len, names)))
        names = names[: bisect_left(ends, left) + 1]
    found.update(names)
    found.update(map(add, [_START, *names], names))
    return taken


def _add_mixed(found: set[str], words: Iterable[str], left: int) -> int:
    """Add the same where some words are runs of characters without spaces."""
    before = _START
    taken = 0
    for word in words:
        if taken >= left:
            break
        if is_run(word):
            run = word[: (left - taken) // 2 + 1]
            found.update([run[at : at + _PIECE] for at in range(len(run))])
            taken += 2 * len(word)
            before = f"{word} "
        elif name := _BLOCKS[word]:
            found.add(name)
            found.add(before + name)
            taken += len(name)
            before = name
    return taken
