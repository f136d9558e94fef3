"""How a customer sounds, so that the answer meets it. Pure.

Product rule: self-harm is heard before anything else, a threat before anger. The policy's phrases
are believed; a learned model (`undertones`) is heard where they are silent, and where it is sure
that words of threat and despair (lawyer, police, all my savings) mean none. Capitals and rows of
exclamation marks alone say nothing; beside a hint of anger or despair they make it one.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.understanding.findings import Mood
from chalicelib.understanding.wording.sayings import Heard

_ENOUGH = 2
"""The weight a mood must have."""

_SURE: Mapping[Mood, float] = MappingProxyType(
    {Mood.SELF_HARM: 0.75, Mood.THREATENING: 0.65, Mood.ANGRY: 0.5, Mood.DESPERATE: 0.5}
)
"""From here the model is believed, the later the more somebody has to do then."""

_DOUBTFUL = 0.35
"""From here self-harm cannot be ruled out: somebody senior reads it, nobody is called."""

_SURELY_CALM = 0.8
"""Where the model is so sure that nothing is meant, the lawyer wants an invoice."""

_BEYOND_DOUBT = 4
"""The weight of two threats: the lawyer and the lawsuit are no invoice."""

DOUBTED = frozenset((Mood.DESPERATE.value, Mood.THREATENING.value))
"""The listed moods a model may drop; it must have judged the sentences they stand in."""

_SILENCE: Mapping[str, float] = MappingProxyType({})
_MOST_CHARACTERS = 600
_FEWEST_CAPITALS = 12
_SHOUTED_SHARE = 0.7
_CAPITALS = string.ascii_uppercase.encode("ascii")
_SMALL = string.ascii_lowercase.encode("ascii")
_MARKS = re.compile(r"[!！]{2}|[?？]{3}|[?？][!！]|[!！][?？]")


def find_mood(heard: Heard, text: str, undertones: Mapping[str, float] = _SILENCE) -> Mood:
    """Return the mood of a message.

    Args:
        heard: its sayings.
        text: its words as written; the first 600 characters are looked at for shouting, and only
            when there is one hint alone, which shouting would make enough.
        undertones: what the model hears (undertone.py), empty when there is none.
    """
    found = (_said(heard, text, undertones), _between_the_lines(undertones))
    for mood in (Mood.SELF_HARM, Mood.THREATENING):
        if mood in found:
            return mood
    said, meant = found
    return meant if said is Mood.CALM else said


def _said(heard: Heard, text: str, undertones: Mapping[str, float]) -> Mood:
    """Return the mood by the phrases met."""
    if heard.weights.get(Mood.SELF_HARM.value, 0) >= _ENOUGH:
        return Mood.SELF_HARM
    believed = undertones.get(Mood.CALM, 0.0) < _SURELY_CALM
    threats = heard.weights.get(Mood.THREATENING.value, 0)
    if threats >= (_ENOUGH if believed else _BEYOND_DOUBT):
        return Mood.THREATENING
    angry = heard.weights.get(Mood.ANGRY.value, 0)
    desperate = heard.weights.get(Mood.DESPERATE.value, 0) if believed else 0
    strongest = max(angry, desperate)
    if not strongest or (strongest < _ENOUGH and not _is_shouted(text[:_MOST_CHARACTERS])):
        return Mood.CALM
    return Mood.ANGRY if angry >= desperate else Mood.DESPERATE


def _between_the_lines(undertones: Mapping[str, float]) -> Mood:
    """Return the mood the model is sure of; of a doubtful self-harm, despair."""
    for mood in (Mood.SELF_HARM, Mood.THREATENING):
        if undertones.get(mood, 0.0) >= _SURE[mood]:
            return mood
    mood = max((Mood.ANGRY, Mood.DESPERATE), key=lambda mood: undertones.get(mood, 0.0))
    if undertones.get(mood, 0.0) >= _SURE[mood]:
        return mood
    return Mood.DESPERATE if undertones.get(Mood.SELF_HARM, 0.0) >= _DOUBTFUL else Mood.CALM


def _is_shouted(text: str) -> bool:
    """Return whether a text is mostly capitals or has rows of marks."""
    if _MARKS.search(text):
        return True
    upper, lower = _cases(text)
    return upper >= _FEWEST_CAPITALS and upper > _SHOUTED_SHARE * (upper + lower)


def _cases(text: str) -> tuple[int, int]:
    """Return how many capitals and how many small letters a text has."""
    if not text.isascii():
        return sum(map(str.isupper, text)), sum(map(str.islower, text))
    plain = text.encode("ascii")  # the same, some ten times as fast
    without = [len(plain.translate(None, case)) for case in (_CAPITALS, _SMALL)]
    return len(plain) - without[0], len(plain) - without[1]
