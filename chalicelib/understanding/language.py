"""Which language a text is in: by its Unicode scripts first. Pure.

Han characters are judged by language_han, Latin letters by language_latin; every other script is as
good as its language. Customers all over the world write coins and product names in Latin letters,
so these count for nothing, and a Han character weighs more than a Latin word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from chalicelib.understanding import language_han, language_latin

_MOST_CHARACTERS = 500
"""What a person writes first tells the language; a pasted log behind it only misleads."""

# What is no language: links, mail addresses, hashes.
_NOISE = re.compile(r"https?:[!-~]++|www\.[!-~]++|@[!-~]++|[!-~]{21,}+")
_WORD = re.compile(r"[^\W\d_]+")
# First code point, script; a script runs until the next line. "" is no letter of ours.
_BLOCKS = (
    (0x0000, "latin"), (0x0370, "el"), (0x0400, "cyrillic"), (0x0530, ""), (0x0590, "he"),
    (0x0600, "arabic"), (0x0700, ""), (0x0750, "arabic"), (0x0780, ""), (0x0900, "hi"),
    (0x0980, "bn"), (0x0A00, ""), (0x0B80, "ta"), (0x0C00, ""), (0x0E00, "th"), (0x0E80, ""),
    (0x1100, "ko"), (0x1200, ""), (0x1E00, "latin"), (0x1F00, "el"), (0x2000, ""),
    (0x3040, "ja"), (0x3100, ""), (0x3130, "ko"), (0x3190, ""), (0x3400, "han"), (0x4DC0, ""),
    (0x4E00, "han"), (0xA000, ""), (0xAC00, "ko"), (0xD7B0, ""), (0xF900, "han"), (0xFB00, ""),
    (0xFF66, "ja"), (0xFFA0, ""), (0x20000, "han"), (0x32000, ""),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _BLOCKS)
# How many of a script's letters say as much as one Latin word.
_LETTERS_A_WORD = {
    "han": 1.2, "ja": 1.5, "ko": 1.5, "th": 3.0, "cyrillic": 4.0, "arabic": 3.5, "hi": 3.5,
    "el": 4.0, "he": 3.5, "bn": 3.5, "ta": 4.0,
}  # fmt: skip
_KANA_AMONG_HAN = 0.08  # Japanese has more kana than that, Chinese none but "の" in brand names
_LITTLE = 0.35  # what a Latin word among other letters counts for


@dataclass(frozen=True, slots=True)
class Detected:
    """A BCP 47 tag and how sure it is, 0..1. The tag is "" when nothing is written."""

    locale: str
    confidence: float


def detect(text: str, hint: str | None = None) -> Detected:
    """Return the language of a text.

    Args:
        text: what a person wrote, any length; the first 500 characters are judged.
        hint: the language of the page it was written on; it decides where the text does not.
    """
    found = _detect(_NOISE.sub(" ", text[:_MOST_CHARACTERS]))
    return found if hint is None else _hinted(found, hint)


def _hinted(found: Detected, hint: str) -> Detected:
    """Return the page's language unless the text clearly speaks another one."""
    if found.locale.partition("-")[0] != hint.partition("-")[0]:
        return found if found.confidence >= 0.75 else Detected(hint, 0.8)
    if found.locale == hint or found.confidence < 0.75:
        return Detected(hint, max(found.confidence, 0.9))
    return found


def _detect(text: str) -> Detected:
    counts = Counter(text)
    scripts = _script_counts(counts)
    latin = scripts.pop("latin", 0)
    words = [w.lower() for w in _WORD.findall(text)] if latin else []
    if not scripts:
        return _latin(words)
    script = max(scripts, key=lambda s: scripts[s])
    if scripts.get("ja", 0) > _KANA_AMONG_HAN * scripts.get("han", 0):
        script = "ja"
        scripts["ja"] += scripts.pop("han", 0)
    weight = sum(n / _LETTERS_A_WORD[s] for s, n in scripts.items())
    own = scripts[script] / _LETTERS_A_WORD[script]
    foreign = language_latin.weigh(words) if words else 0.0
    if foreign > 2 * weight:
        return _latin(words)
    share = own / (weight + _LITTLE * foreign)
    return _of_script(script, counts, text, share)


def _latin(words: list[str]) -> Detected:
    return Detected(*language_latin.tell(words)) if words else Detected("", 0.0)


def _script_counts(counts: Counter[str]) -> dict[str, int]:
    """Return how many letters of each script there are."""
    scripts: dict[str, int] = {}
    for char, count in counts.items():
        if not char.isalpha():
            continue
        script = _script(ord(char))
        if script:
            scripts[script] = scripts.get(script, 0) + count
    return scripts


def _script(code: int) -> str:
    return _BLOCKS[bisect_right(_STARTS, code) - 1][1]


def _of_script(script: str, counts: Counter[str], text: str, share: float) -> Detected:
    sure = round(min(0.98, 0.5 + 0.5 * share), 3)
    if script == "han":
        return _han(text, counts, share)
    if script == "cyrillic":
        own = any(c in counts for c in "іїєґІЇЄҐ")
        return Detected("uk" if own else "ru", sure)
    if script == "arabic":
        persian = any(c in counts for c in "پچژگ")
        return Detected("fa" if persian else "ar", sure)
    return Detected(script, sure)


def _han(text: str, counts: Counter[str], share: float) -> Detected:
    han = {char: times for char, times in counts.items() if _script(ord(char)) == "han"}
    locale, clear = language_han.tell(text, han)
    return Detected(locale, round(min(0.98, clear * (0.5 + 0.5 * share)), 3))
