"""What the mood model learns from: texts written for it, the policy's phrases, calm ordinary ones.

`moods/<locale>/<mood>.txt` hold the texts, in the form of `texts`. The policy's phrases teach
words, the texts of the category model how ordinary people sound; both count for little.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from chalicelib.rules import Rules
from chalicelib.understanding.findings import Mood
from chalicelib.understanding.mood import find_mood
from chalicelib.understanding.undertone import grams_of
from chalicelib.understanding.wording.folding import sentences
from chalicelib.understanding.wording.listening import listen
from chalicelib.understanding.wording.sayings import hear
from frontdesk.training.fit import Seen
from frontdesk.training.texts import Example, read_texts

MOODS = Path(__file__).parent / "moods"

_CALM = 1.5
_CALM_SENTENCE = 0.75
_LONG = 0.3  # most of a long text are facts, which tell no mood
_LONG_FROM = 4
_PHRASE = 0.2
_CUE_EXAMPLE = 0.4
_HEARD = 0.3
_ORDINARY = 0.1
_CALM_MEANINGS = ("thanks", "status_request", "news", "asks")
_UNKINDEST = "complaint"  # often angry without a word that is listed


def see_moods(examples: Iterable[Example]) -> list[Seen]:
    """Return the examples as the mood model sees them."""
    return [
        Seen(one, [gram for part in sentences(one.text) for gram in grams_of(part)])
        for one in examples
    ]


def own_texts(folder: Path = MOODS) -> list[Example]:
    """Return the texts written for this model; calm ones count for more, long ones for less."""
    return [replace(one, weight=_weight(one)) for one in read_texts(folder)]


def _weight(one: Example) -> float:
    if one.category == Mood.CALM:
        return _CALM
    return _LONG if len(sentences(one.text)) >= _LONG_FROM else 1.0


def calm_sentences(examples: Iterable[Example]) -> list[Example]:
    """Return the sentences of calm texts that have several."""
    return [
        replace(one, text=part, weight=_CALM_SENTENCE)
        for one in examples
        if one.category == Mood.CALM
        for parts in [sentences(one.text)]
        if len(parts) > 1
        for part in parts
    ]


def borrowed_texts(rules: Rules, policy: Path) -> list[Example]:
    """Return what else teaches moods: the policy's phrases and examples, and ordinary texts."""
    raw = tomllib.loads((policy / "mood.toml").read_text(encoding="utf-8"))
    return [*_cues(raw, rules), *_calm_cues(raw, rules), *_ordinary(rules)]


def _cues(raw: dict[str, Any], rules: Rules) -> Iterator[Example]:
    for mood in (mood for mood in Mood if mood.value in raw):
        for cue in raw[mood.value]:
            for text in cue["hit"]:
                yield _example(text, mood, _CUE_EXAMPLE)
            for text in cue["miss"]:
                if _heard(text, rules) is Mood.CALM:
                    yield _example(text, Mood.CALM, _CUE_EXAMPLE)
            if cue["weight"] > 1 and not cue.get("with"):
                for phrase in cue["any"]:
                    yield _example(phrase.rstrip("*"), mood, _PHRASE)


def _calm_cues(raw: dict[str, Any], rules: Rules) -> Iterator[Example]:
    """Yield how people thank and ask for news, who are mostly calm."""
    for cue in (cue for meaning in _CALM_MEANINGS for cue in raw.get(meaning, ())):
        for text in cue["hit"]:
            if _heard(text, rules) is Mood.CALM:
                yield _example(text, Mood.CALM, 1.0)
        for phrase in cue["any"]:
            yield _example(phrase.rstrip("*"), Mood.CALM, _CUE_EXAMPLE)


def _ordinary(rules: Rules) -> Iterator[Example]:
    """Yield texts of the category model: those with a mood heard, and sentences of calm ones."""
    for one in read_texts():
        mood = _heard(one.text, rules)
        if mood is not Mood.CALM:
            yield replace(one, category=mood.value, weight=_HEARD)
        elif one.category != _UNKINDEST and not _hints(one.text, rules):
            for part in sentences(one.text):
                yield replace(one, text=part, category=Mood.CALM.value, weight=_ORDINARY)


def _example(text: str, mood: Mood, weight: float) -> Example:
    return Example(text=text, category=mood.value, locale="", weight=weight)


def _heard(text: str, rules: Rules) -> Mood:
    return find_mood(hear(listen("", text, rules)), text)


def _hints(text: str, rules: Rules) -> bool:
    return any(mood.value in hear(listen("", text, rules)).weights for mood in Mood)
