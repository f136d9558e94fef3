"""How a customer sounds, so that the answer meets it. Pure.

Product rule: self-harm is heard before anything else, a threat before anger. Capitals and rows of
exclamation marks alone say nothing; beside a hint of anger or despair they make it one.
"""

from __future__ import annotations

import re

from chalicelib.understanding.findings import Mood
from chalicelib.understanding.sayings import Heard

_ENOUGH = 2
"""The weight a mood must have."""

_MOST_CHARACTERS = 600
_FEWEST_CAPITALS = 12
_SHOUTED_SHARE = 0.7
_MARKS = re.compile(r"[!！]{2}|[?？]{3}|[?？][!！]|[!！][?？]")


def find_mood(heard: Heard, text: str) -> Mood:
    """Return the mood of a message.

    Args:
        heard: its sayings.
        text: its words as written; the first 600 characters are looked at for shouting, and only
            when there is one hint alone, which shouting would make enough.
    """
    for mood in (Mood.SELF_HARM, Mood.THREATENING):
        if heard.weights.get(mood.value, 0) >= _ENOUGH:
            return mood
    angry = heard.weights.get(Mood.ANGRY.value, 0)
    desperate = heard.weights.get(Mood.DESPERATE.value, 0)
    strongest = max(angry, desperate)
    if not strongest or (strongest < _ENOUGH and not _is_shouted(text[:_MOST_CHARACTERS])):
        return Mood.CALM
    return Mood.ANGRY if angry >= desperate else Mood.DESPERATE


def _is_shouted(text: str) -> bool:
    """Return whether a text is mostly capitals or has rows of marks."""
    if _MARKS.search(text):
        return True
    upper = sum(map(str.isupper, text))
    if upper < _FEWEST_CAPITALS:
        return False
    return upper > _SHOUTED_SHARE * (upper + sum(map(str.islower, text)))
