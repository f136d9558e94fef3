"""Recovery phrases whose words are written apart, in every script but Chinese characters.

Twelve listed words in a row are a phrase: people's longest row by chance is ten in half a million
words. Fewer, or with words mistyped, need more to say so: a cue before them, or numbers.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from chalicelib.understanding.secrets import ordinals, phrase_cues
from chalicelib.understanding.secrets.phrase_extent import extended, span, with_edges
from chalicelib.understanding.secrets.phrase_judgement import ENOUGH, FEWEST, level
from chalicelib.understanding.secrets.phrase_runs import (
    FILLERS,
    Run,
    bridged,
    classes,
    is_near,
    is_near_in_script,
    solid_runs,
)
from chalicelib.understanding.secrets.phrase_tokens import Tokens
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import LIKELY, SecretSpan
from chalicelib.understanding.secrets.word_lists import LATIN, LENGTHS, words

_MOST_EDGES = 50
_LEAST_PART = 5
_WIDEST_BETWEEN_PARTS = 10
_SUSPICIOUS = b"\x01" * 4
_WINDOW = 13
_WORD = re.compile(r"[^\W\d_]+|\ufdd0+")
_SCRIPTS = (  # list, from, to
    ("russian", "А", "я"),
    ("japanese", "ぁ", "ゖ"),
    ("korean", "가", "힣"),
)


def find_phrases(searched: Searched) -> Iterator[SecretSpan]:
    """Yield the recovery phrases of words written apart."""
    yield from _in_latin(searched)
    for language, first, last in _SCRIPTS:
        if not searched.has_script(first, last):
            continue
        found = _WORD.findall(searched.folded)
        if _is_suspicious(found, _listed_or_filler((language,))):
            spans = [word.span() for word in _WORD.finditer(searched.folded)]
            yield from _in_list(_tokens(searched, found, spans, language))


def _in_latin(searched: Searched) -> Iterator[SecretSpan]:
    counted = len(ordinals.ORDINALS & searched.words) >= ordinals.ENOUGH
    if not counted and not _is_suspicious(searched.latin, _listed_or_filler(LATIN)):
        return
    found, spans = searched.latin, searched.latin_spans
    for language in LATIN:
        yield from _in_list(_tokens(searched, found, spans, language))
    if not counted:
        return
    uncounted = [n for n, word in enumerate(found) if word not in ordinals.LABELS]
    found, spans = [found[n] for n in uncounted], [spans[n] for n in uncounted]
    for language in LATIN:
        yield from _in_list(_tokens(searched, found, spans, language, counted=True))


def _tokens(
    searched: Searched,
    found: Sequence[str],
    spans: Sequence[tuple[int, int]],
    language: str,
    *,
    counted: bool = False,
) -> Tokens:
    return Tokens(
        text=searched.text,
        folded=searched.folded,
        words=found,
        spans=spans,
        language=language,
        counted=counted,
        talks_of_phrases=phrase_cues.may_be_in(searched.words, searched.folded),
    )


def _is_suspicious(tokens: Sequence[str], listed: frozenset[str]) -> bool:
    """Return whether words need a closer look: four listed in a row among nine of thirteen.

    What may stand between the words of a phrase counts as listed.
    """
    flags = bytes(map(listed.__contains__, tokens))
    place = flags.find(_SUSPICIOUS)
    while place >= 0:
        for start in range(max(0, place - _WINDOW + len(_SUSPICIOUS)), place + 1):
            if flags.count(1, start, start + _WINDOW) >= FEWEST:
                return True
        place = flags.find(_SUSPICIOUS, flags.find(0, place) + 1 or len(flags))
    return False


@functools.cache
def _listed_or_filler(languages: tuple[str, ...]) -> frozenset[str]:
    return FILLERS.union(*map(words, languages))


def _in_list(tokens: Tokens) -> Iterator[SecretSpan]:
    kinds = classes(tokens.words, words(tokens.language))
    if kinds.count(b"w") < FEWEST:
        return
    solid = list(solid_runs(kinds))
    is_mistyped = _mistyped(tokens)
    runs = bridged(solid, tokens.words, is_mistyped, FEWEST)
    found = False
    for index, run in enumerate(run for run in runs if run.listed >= FEWEST - 1):
        edged = with_edges(run, tokens, is_mistyped) if index < _MOST_EDGES else run
        whole = edged if edged.count in LENGTHS else run
        sure = level(whole, tokens)
        if sure == LIKELY:
            whole = extended(whole, solid, tokens)
        if sure is not None:
            found = True
            yield span(whole, tokens, sure)
    if not found:
        yield from _in_parts(solid, tokens)


def _in_parts(solid: Sequence[Run], tokens: Tokens) -> Iterator[SecretSpan]:
    """Yield phrases given in two parts: "the first six are … and the last six are …"."""
    parts = [run for run in solid if run.listed >= _LEAST_PART]
    for one, two in pairwise(parts[:_MOST_EDGES]):
        together = Run(one.first, two.last, one.listed + two.listed)
        if two.first - one.last > _WIDEST_BETWEEN_PARTS or together.listed < ENOUGH - 1:
            continue
        distinct = set(tokens.listed_in(together))
        if len(distinct) >= ENOUGH - 2 and tokens.has_cue(one):
            yield span(together, tokens, LIKELY)


def _mistyped(tokens: Tokens) -> Callable[[str], bool]:
    """Return what tells a mistyped word; in other scripts any word will do near a cue."""
    listed = words(tokens.language)
    if tokens.language in LATIN:
        return lambda word: is_near(word, listed)
    if phrase_cues.OTHER.search(tokens.folded) is not None:
        return lambda word: "\ufdd0" not in word
    return lambda word: is_near_in_script(word, tokens.language)
