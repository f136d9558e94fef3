"""Which language a text is in: by its Unicode scripts first. Pure.

Han characters are judged by `han`, Latin letters by `latin`; every other script is as good as its
language. Customers all over the world write coins and product names in Latin letters, so these
count for nothing, and a Han character weighs more than a Latin word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.understanding.language import han, latin
from chalicelib.understanding.language.characters import Kind, kinds_in

_MOST_CHARACTERS = 500
"""What a person writes first tells the language; a pasted log behind it only misleads."""

# What is no language: links, mail addresses, hashes.
_LINK = re.compile(r"https?:[!-~]++|www\.[!-~]++|@[!-~]++")
_HASH = re.compile(r"[!-~][!-~]{20,}+")
_LONGEST_WORD = 20
_LINK_SIGNS = ("http", "www.", "@")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII = bytes(range(128))
_FEW = 4  # one character in so many: that few ASCII ones are told like all others
_NO_ASCII_LETTERS = bytes(b for b in range(128) if not chr(b).isalpha())
_LETTERS = bytes(ord(chr(b).lower()) if chr(b).isalpha() else 0x20 for b in range(128)).ljust(256)
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
    found = _detect(_without_noise(text[:_MOST_CHARACTERS]))
    return found if hint is None else _hinted(found, hint)


def _hinted(found: Detected, hint: str) -> Detected:
    """Return the page's language unless the text clearly speaks another one."""
    if found.locale.partition("-")[0] != hint.partition("-")[0]:
        return found if found.confidence >= 0.75 else Detected(hint, 0.8)
    if found.locale == hint or found.confidence < 0.75:
        return Detected(hint, max(found.confidence, 0.9))
    return found


def _without_noise(text: str) -> str:
    """Return a text without links, addresses and hashes; most texts have none of them."""
    long = [word for word in text.split() if len(word) > _LONGEST_WORD]
    if any(len(word.encode("ascii", "ignore")) > _LONGEST_WORD for word in long):
        text = _HASH.sub(" ", text)
    return _LINK.sub(" ", text) if [sign for sign in _LINK_SIGNS if sign in text] else text


def _detect(text: str) -> Detected:
    if text.isascii():
        return _latin(text.encode("ascii").translate(_LETTERS).decode("ascii").split())
    plain = text.encode("ascii", "ignore")
    kinds = kinds_in(text if _FEW * len(plain) < len(text) else _beyond(text))
    scripts = _script_counts(kinds)
    has_latin = bool(scripts.pop("latin", 0) or plain.translate(None, _NO_ASCII_LETTERS))
    if not scripts:
        words = (word[0].lower() for word in _WORD.finditer(text))  # the first of them suffice
        return Detected(*latin.tell(words)) if has_latin else Detected("", 0.0)
    return _mixed(text, kinds, scripts, _WORD.findall(text) if has_latin else [])


def _beyond(text: str) -> str:
    """Return the characters of a text that are not ASCII."""
    encoded = text.encode("utf-8", "surrogatepass")
    return encoded.translate(None, _ASCII).decode("utf-8", "surrogatepass")


def _mixed(
    text: str, kinds: Mapping[Kind, int], scripts: dict[str, int], words: list[str]
) -> Detected:
    """Return the language of a text that is not in Latin letters alone."""
    words = list(map(str.lower, words))
    script = max(scripts, key=lambda s: scripts[s])
    if scripts.get("ja", 0) > _KANA_AMONG_HAN * scripts.get("han", 0):
        script = "ja"
        scripts["ja"] += scripts.pop("han", 0)
    weight = sum(n / _LETTERS_A_WORD[s] for s, n in scripts.items())
    own = scripts[script] / _LETTERS_A_WORD[script]
    foreign = latin.weigh(words) if words else 0.0
    if foreign > 2 * weight:
        return _latin(words)
    share = own / (weight + _LITTLE * foreign)
    return _of_script(script, kinds, text, share)


def _latin(words: list[str]) -> Detected:
    return Detected(*latin.tell(words)) if words else Detected("", 0.0)


def _script_counts(kinds: Mapping[Kind, int]) -> dict[str, int]:
    """Return how many letters of each script there are."""
    scripts: dict[str, int] = {}
    for kind, count in kinds.items():
        if kind.script:
            scripts[kind.script] = scripts.get(kind.script, 0) + count
    return scripts


def _of_script(script: str, kinds: Mapping[Kind, int], text: str, share: float) -> Detected:
    sure = round(min(0.98, 0.5 + 0.5 * share), 3)
    if script == "han":
        locale, clear = han.tell(text, kinds)
        return Detected(locale, round(min(0.98, clear * (0.5 + 0.5 * share)), 3))
    if script == "cyrillic":
        return Detected("uk" if any(map(text.__contains__, "іїєґІЇЄҐ")) else "ru", sure)
    if script == "arabic":
        return Detected("fa" if any(map(text.__contains__, "پچژگ")) else "ar", sure)
    return Detected(script, sure)
