"""What the writer wants of a message: something done, to hear how it stands, to thank. Pure.

Only what is said newly counts. In doubt it is a request, since a request is read by a person, while
thanks and questions how it stands may be settled by machine.
"""

from __future__ import annotations

from chalicelib.understanding.findings import Intent, Mood
from chalicelib.understanding.wording.sayings import Heard

_MOST_BESIDE_STATUS = 30
"""Words beside the question how it stands: who writes more tells something new."""

_MOST_BESIDE_THANKS = 4
_MOST_IN_THANKS = 14
"""Words of a sentence that thanks; a longer one says more."""

_BESIDES_THANKS = ("asks", "more", "status_request", *Mood)
"""Whoever says one of these thanks out of politeness only."""

_MANY_MORE = 4
"""So much weight of words of a request make it one, whatever else is asked."""


def find_intent(heard: Heard, text: str) -> Intent:
    """Return what a message is for.

    Args:
        heard: its sayings.
        text: its words as written.
    """
    if heard.says("complaint"):
        return Intent.COMPLAINT
    if heard.says("news"):
        return Intent.REQUEST
    if heard.says("status_request") and _only_asks_status(heard):
        return Intent.STATUS_REQUEST
    if heard.says("thanks") and _only_thanks(heard, text):
        return Intent.THANKS
    return Intent.REQUEST


def _only_asks_status(heard: Heard) -> bool:
    beside = more = 0
    for sentence, meanings in zip(heard.sentences, heard.by_sentence, strict=True):
        if not meanings & {"status_request", "thanks"}:
            beside += _words(sentence)
            more += "more" in meanings
    return beside <= _MOST_BESIDE_STATUS and 2 * more < _MANY_MORE


def _only_thanks(heard: Heard, text: str) -> bool:
    if any(map(heard.says, _BESIDES_THANKS)) or "?" in text or "？" in text:
        return False
    beside = 0
    for sentence, meanings in zip(heard.sentences, heard.by_sentence, strict=True):
        words = _words(sentence)
        beside += max(0, words - _MOST_IN_THANKS) if "thanks" in meanings else words
    return beside <= _MOST_BESIDE_THANKS


def _words(sentence: str) -> int:
    """Return how many words a folded sentence has; two characters without spaces count as one."""
    return sum(
        1 if word.isascii() or word[0] < "\u0e00" else max(1, len(word) // 2)
        for word in sentence.split()
    )
