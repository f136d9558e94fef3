"""Recovery phrases of other lists than BIP-39's: Monero, SLIP-39 shares, old Electrum.

Their lists are not shipped. A Monero phrase proves itself: its last word repeats the one that a
CRC-32 over the first three letters of the others points at. The rest need a cue and so many plain
words in a row as no sentence has.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice

from chalicelib.understanding.secrets import phrase_cues
from chalicelib.understanding.secrets.lessons import EVERYDAY
from chalicelib.understanding.secrets.plain_words import SENTENCES
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan
from chalicelib.understanding.secrets.vocabulary import SENTENCE, UNLISTED_CUE, table

_KIND = "recovery_phrase"
_MONERO = 25
_MONERO_ROW = bytes(_MONERO)
_FEWEST_DISTINCT = 22
_LENGTHS = (12, 13, 20, 24, 25, 33)
_FEWEST = 12
_MOST = 100
_MOST_ALONE = 20
_WORDS = re.compile(
    r"(?<![a-z])[a-z]{3,12}(?:[ \t\n,;>]{1,3}(?:\d{1,2}[.):]? ?)?[a-z]{3,12}(?![a-z'’@./])){11,40}+"
)
_INTRODUCED = re.compile(
    rf"(?:{phrase_cues.CUE.pattern})[^\n.!?]{{0,30}}(?:[:：=]|\bis\b|\bare\b)\s{{0,3}}$"
)
_NEAR = 80
_MOST_LINES = 3
_SHORT_LINE = 5


def find_unlisted(searched: Searched) -> Iterator[SecretSpan]:
    """Yield phrases of unknown words, in Latin letters, near a cue or proved by themselves."""
    flags = searched.codes.translate(table(SENTENCE))
    if _MONERO_ROW in flags:
        yield from _alone(searched, flags)
    for first, last in searched.near_words(UNLISTED_CUE):
        flags = searched.codes[first:last].translate(table(SENTENCE))
        if b"\x00" * _FEWEST in flags:
            spans = searched.spans(first, last)
            yield from _among(searched.folded, spans[0][0], spans[-1][1])


def _alone(searched: Searched, flags: bytes) -> Iterator[SecretSpan]:
    """Yield rows of 25 words and no more that prove themselves; nothing need say what they are.

    They are the only such words for a while: a text of nothing else is no letter.
    """
    rows = re.finditer(rb"(?<!\x00)\x00{25,60}+(?!\x00)", flags)
    for row in islice(rows, _MOST_ALONE):
        spans = searched.spans(*row.span())
        for run in _WORDS.finditer(searched.folded, spans[0][0], spans[-1][1]):
            texts = re.findall(r"[a-z]+", run[0])
            right = len(texts) == _MONERO and _is_monero(texts)
            if right and not _is_list_of_labels(run[0]):
                yield SecretSpan(_KIND, LIKELY, *run.span())


def _is_monero(phrase: Sequence[str]) -> bool:
    """Return whether the last of 25 words is the one that a checksum over the others points at."""
    if phrase[-1] not in phrase[:-1] or not SENTENCES.isdisjoint(phrase):
        return False
    prefixes = "".join(word[:3] for word in phrase[:-1])
    right = phrase[zlib.crc32(prefixes.encode()) % (_MONERO - 1)]
    return phrase[-1] == right and len(set(phrase)) >= _FEWEST_DISTINCT


def _among(folded: str, start: int, end: int) -> Iterator[SecretSpan]:
    for run in islice(_WORDS.finditer(folded, start, end), _MOST):
        words = list(re.finditer(r"[a-z]+", run[0]))
        found = _monero(words, run, folded) or _by_cue(words, run, folded)
        if found is not None:
            first, last, level = found
            start = run.start() + words[first].start()
            yield SecretSpan(_KIND, level, start, run.start() + words[last].end())


def _monero(
    words: Sequence[re.Match[str]], run: re.Match[str], folded: str
) -> tuple[int, int, str] | None:
    """Return the 25 words that prove themselves; one row in 24 does by chance, so a cue is near."""
    texts = [word[0] for word in words]
    for first in range(len(words) - _MONERO + 1):
        if not _is_monero(texts[first : first + _MONERO]):
            continue
        start, end = run.start() + words[first].start(), run.start() + words[first].end()
        last = run.start() + words[first + _MONERO - 1].end()
        if phrase_cues.is_near(folded, start, last, end):
            return first, first + _MONERO - 1, CERTAIN
    return None


def _by_cue(
    words: Sequence[re.Match[str]], run: re.Match[str], folded: str
) -> tuple[int, int, str] | None:
    """Return the longest row of words no sentence is made of, if it is a phrase's and is cued."""
    row: list[int] = []
    best: list[int] = []
    for index, word in enumerate(words):
        row = [] if word[0] in SENTENCES else [*row, index]
        best = row if len(row) > len(best) else best
    if len(best) not in _LENGTHS:
        return None
    start = run.start() + words[best[0]].start()
    if _is_list_of_labels(folded[start : run.start() + words[best[-1]].end()]):
        return None
    cue = _INTRODUCED.search(folded, max(0, start - _NEAR), start)
    row_words = {words[index][0] for index in best}
    if cue is None or ("words" in cue[0] and 2 * len(row_words & EVERYDAY) >= len(row_words)):
        return None
    return best[0], best[-1], LIKELY


def _is_list_of_labels(row: str) -> bool:
    """Return whether the lines of a row are short and of one, two, three words as it comes.

    A phrase has as many words in each line, or is wrapped in a few long ones.
    """
    counts = [len(line.split()) for line in row.splitlines()]
    return len(counts) > _MOST_LINES and len(set(counts[:-1])) > 1 and max(counts) <= _SHORT_LINE
