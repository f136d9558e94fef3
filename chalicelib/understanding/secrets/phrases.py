"""Recovery phrases whose words are written apart, in every script but Chinese characters.

Twelve listed words in a row are a phrase: people's longest row by chance is ten in half a million
words. Fewer, or with words mistyped, need more to say so: a cue before them, or numbers.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, repeat

from chalicelib.understanding.secrets import ordinals
from chalicelib.understanding.secrets.phrase_extent import extended, span, with_edges
from chalicelib.understanding.secrets.phrase_judgement import ENOUGH, FEWEST, level
from chalicelib.understanding.secrets.phrase_parts import phrases_beside
from chalicelib.understanding.secrets.phrase_runs import (
    Run,
    bridged,
    classes,
    is_near,
    is_near_in_script,
    kinds_of,
    solid_runs,
)
from chalicelib.understanding.secrets.phrase_tokens import Tokens
from chalicelib.understanding.secrets.phrase_windows import FILLER as FILLER_FLAG
from chalicelib.understanding.secrets.phrase_windows import (
    LISTED,
    LONGEST,
    may_hold_phrase,
    parts,
    windows,
)
from chalicelib.understanding.secrets.plain_words import FILLERS
from chalicelib.understanding.secrets.scripts import CYRILLIC, HANGUL, HIRAGANA
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import LIKELY, SecretSpan
from chalicelib.understanding.secrets.vocabulary import FILLER, LANGUAGES, ORDINAL, table
from chalicelib.understanding.secrets.word_lists import LATIN, LENGTHS, words

_MOST_EDGES = 50
_LEAST_PART = 5
_WIDEST_BETWEEN_PARTS = 10
_SCRIPTS = (("russian", CYRILLIC), ("japanese", HIRAGANA), ("korean", HANGUL))


def find_phrases(searched: Searched) -> Iterator[SecretSpan]:
    """Yield the recovery phrases of words written apart."""
    for language, listed in LANGUAGES.items():
        if searched.known & listed:
            yield from _in_latin(searched, language, listed)
    if len(searched.words(ORDINAL, ordinals.ENOUGH)) >= ordinals.ENOUGH:
        yield from _counted(searched)
    for language, script in _SCRIPTS:
        if searched.has_script(script):
            yield from _in_script(searched, language)


def _in_latin(searched: Searched, language: str, listed: int) -> Iterator[SecretSpan]:
    def find(begin: int, end: int) -> Iterator[SecretSpan]:
        places = functools.partial(searched.spans, begin, end)
        cues = searched.phrase_cues[begin:end]
        tokens = _tokens(searched, searched.latin[begin:end], places, language, cues=cues)
        return _in_list(tokens, kinds_of(flags[begin:end]))

    flags = searched.codes.translate(table(listed, unless=FILLER))
    for window in windows(flags):
        yield from _whole(window, searched.spans, find)


def _whole(
    window: tuple[int, int],
    spans: Callable[[int, int], Sequence[tuple[int, int]]],
    find: Callable[[int, int], Iterator[SecretSpan]],
) -> Iterator[SecretSpan]:
    """Yield what is found in a window; if it is too long for a letter, all of it or nothing."""
    ends = parts(window)
    found = (one for part in ends for one in find(*part))
    if len(ends) == 1:
        yield from found
        return
    one = next(found, None)
    if one is not None:
        first, last = window
        start, end = spans(first, first + 1)[0][0], spans(last - 1, last)[0][1]
        yield SecretSpan(one.kind, LIKELY, min(start, one.start), max(end, one.end))


def _in_script(searched: Searched, language: str) -> Iterator[SecretSpan]:
    found, spans = searched.script_words.words, searched.script_words.spans

    def find(begin: int, end: int) -> Iterator[SecretSpan]:
        places = functools.partial(spans, begin, end)
        tokens = _tokens(searched, found[begin:end], places, language)
        return _in_list(tokens, kinds_of(flags[begin:end]))

    flags = bytes(map(_kinds(language).get, found, repeat(0)))
    for window in windows(flags):
        yield from _whole(window, spans, find)


def _counted(searched: Searched) -> Iterator[SecretSpan]:
    """Yield the phrases of a text that counts their words in words."""
    uncounted = [n for n, word in enumerate(searched.latin) if word not in ordinals.LABELS]
    halves = [uncounted] if uncounted else []
    if len(uncounted) > LONGEST:  # no letter counts so much
        halves = [uncounted[: LONGEST // 2], uncounted[-LONGEST // 2 :]]
    found = [searched.latin[n] for half in halves for n in half]

    def spans() -> list[tuple[int, int]]:
        within = [(half, searched.spans(half[0], half[-1] + 1)) for half in halves]
        return [places[n - half[0]] for half, places in within for n in half]

    for language in LATIN:
        tokens = _tokens(searched, found, spans, language, counted=True)
        yield from _in_list(tokens, classes(tokens.words, words(language)))


def _tokens(
    searched: Searched,
    found: Sequence[str],
    spans: Callable[[], Sequence[tuple[int, int]]],
    language: str,
    *,
    counted: bool = False,
    cues: bytes | None = None,
) -> Tokens:
    return Tokens(
        text=searched.text,
        folded=searched.folded,
        words=found,
        find_spans=spans,
        language=language,
        counted=counted,
        cues=cues,
        talks_of_phrases=searched.talks_of_phrases,
        talks_in_script=searched.talks_in_script,
    )


@functools.cache
def _kinds(language: str) -> Mapping[str, int]:
    return dict.fromkeys(FILLERS, FILLER_FLAG) | dict.fromkeys(words(language), LISTED)


def _in_list(tokens: Tokens, kinds: bytes) -> Iterator[SecretSpan]:
    if not may_hold_phrase(kinds):
        return
    solid = list(solid_runs(kinds))
    is_mistyped = _mistyped(tokens)
    runs = bridged(solid, tokens.words, is_mistyped, FEWEST)
    found = False
    for index, run in enumerate(run for run in runs if run.listed >= FEWEST - 1):
        edged = with_edges(run, tokens, is_mistyped) if index < _MOST_EDGES else run
        whole = edged if edged.length in LENGTHS else run
        sure = level(whole, tokens)
        if sure == LIKELY:
            whole = extended(whole, solid, tokens)
        if sure is not None:
            found = True
            yield span(whole, tokens, sure)
            continue
        for part, sure_of_part in phrases_beside(run, tokens):
            found = True
            yield span(part, tokens, sure_of_part)
    if not found:
        yield from _in_parts(solid, tokens)


def _in_parts(solid: Sequence[Run], tokens: Tokens) -> Iterator[SecretSpan]:
    """Yield phrases given in two parts: "the first six are … and the last six are …"."""
    halves = [run for run in solid if run.listed >= _LEAST_PART]
    for one, two in pairwise(halves[:_MOST_EDGES]):
        together = Run(one.first, two.last, one.listed + two.listed)
        if two.first - one.last > _WIDEST_BETWEEN_PARTS or together.listed < ENOUGH - 1:
            continue
        distinct = set(tokens.listed_in(together))
        if len(distinct) >= ENOUGH - 2 and tokens.has_cue(one):
            yield span(together, tokens, LIKELY)


def _mistyped(tokens: Tokens) -> Callable[[str], bool]:
    """Return what tells a mistyped word; in other scripts any word will do near a cue."""
    if tokens.language in LATIN:
        return lambda word: is_near(word, tokens.language)
    if tokens.talks_in_script:
        return lambda word: "\x7f" not in word
    return lambda word: is_near_in_script(word, tokens.language)
