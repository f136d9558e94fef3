"""Operating systems and the app's versions: what a technician asks first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.view import View, by_character, by_last_character, is_word_at
from chalicelib.understanding.findings import FactType

_SYSTEMS = tuple(
    """
    ios ipados android windows win macos osx harmonyos ubuntu debian fedora linux hyperos miui
    emui coloros originos oxygenos magicos flyme chromeos funtouch realmeui lineageos
    grapheneos
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
_TWO_WORDS = {
    "mac os": "mac", "one ui": "ui", "chrome os": "os", "linux mint": "mint",
    "arch linux": "arch", "kali linux": "kali",
}  # fmt: skip
"""A name → the word of it that is looked for first."""
BY_CHARACTER = by_character(
    ("安卓", "鸿蒙", "鴻蒙", "澎湃os", "アンドロイド", "안드로이드", "андроид")
)
_PLACES = {name: place for place, name in enumerate(_SYSTEMS)}
WORDS = frozenset((*_SYSTEMS, *_TWO_WORDS.values(), "build"))
_NEEDS_VERSION = frozenset(("win", "one ui"))
_MOST = 20
_MOST_LOOKED_AT = 1000
_SYSTEM_VERSION = re.compile(
    r"(?:\s?(?:系统|系統|os|version|ver\.?|v|版本|バージョン|버전|versión|versão|верси[яи]))?\s?"
    r"(?:next\b|xp\b|vista\b|sonoma |ventura |monterey |sequoia |big sur )?"
    r"[0-9]{1,4}(?:\.[0-9]{1,5}){0,3}(?:\s?lts\b)?"
    r"|\s?(?:next|xp|vista|sonoma|ventura|monterey|sequoia|big sur|catalina)\b"
)
_LONGEST_VERSION = 30

_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,6}){1,3}(?:[-+](?:beta|rc|alpha)\.?[0-9]{0,3})?")
_BEFORE_VERSION = frozenset("0123456789.")
_DATE = re.compile(r"(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}")
_CUES = (
    *("version", "versions", "ver", "ver.", "v", "app", "extension", "desktop", "wallet", "build"),
    *("client", "release", "firmware", "updated to", "update to", "upgraded to", "upgrade to"),
    *("版本", "版本号", "版本號", "钱包", "錢包", "更新到", "更新至", "升级到", "升級到", "客户端"),
    *("插件", "固件", "バージョン", "버전", "versión", "versão", "versao", "versi", "версия"),
    *("версии", "версию", "версией", "sürüm", "sürümü", "phiên bản"),
    *("เวอร์ชัน", "app版本", "更新为", "升级为"),
)
_QUIET = " \t\n:：是为為(（v"
_CUES_BY_LAST = by_last_character(_CUES)
_AFTER = re.compile(r"\s?(?:版|version|バージョン|버전)")
_LOOK_BACK = 28
_BUILD = re.compile(r"(?:\bbuild|构建号?|版本号)(?: number| no\.?)?[\s:：#(（]{0,3}$")
_BUILD_WORDS = ("build", "构建", "版本号")
_BUILD_NUMBER = re.compile(r"[0-9]{3,12}(?![0-9A-Za-z.,-])")
_MOST_VERSIONS = 100


def find_systems(view: View) -> Iterator[Found]:
    """Yield where operating systems are named, with their versions when those follow."""
    names = []
    present = WORDS & view.stems
    if present:
        names += [name for name, first in _TWO_WORDS.items() if first in view.words]
        names += sorted(present & _PLACES.keys(), key=_PLACES.__getitem__)
    names += view.any_of(BY_CHARACTER)
    for name in dict.fromkeys(names):
        yield from islice(_systems(name, view), _MOST)


def _systems(name: str, view: View) -> Iterator[Found]:
    end = 0
    for _ in range(_MOST_LOOKED_AT):
        start = view.lower.find(name, end)
        if start < 0:
            return
        end = start + len(name)
        if is_word_at(view.lower, start - 1) and name[0].isascii():
            continue
        version = _SYSTEM_VERSION.match(view.lower, end, end + _LONGEST_VERSION)
        if version is None and (name in _NEEDS_VERSION or is_word_at(view.lower, end)):
            continue
        end = version.end() if version else end
        yield Found(start, end, FactType.OS, view.text[start:end].strip())


def find_versions(view: View, runs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Yield the app's versions: figures with points that are called one, and build numbers."""
    text = view.text
    builds = "build" in view.words
    if view.beyond and not builds:
        builds = any(map(view.lower.__contains__, _BUILD_WORDS))
    position = left = 0
    for start, end in runs:
        pointed = text[end : end + 1] == "."
        if start < position or not (pointed or builds):
            continue
        version = _version_at(view, start, pointed=pointed, builds=builds)
        if version is not None:
            position = version.end
            yield version
        elif pointed:
            left += 1
            if left > _MOST_VERSIONS:
                return


def _version_at(view: View, start: int, *, pointed: bool, builds: bool) -> Found | None:
    text = view.text
    if text[start - 1 : start] in _BEFORE_VERSION:
        return None
    version = _VERSION.match(text, start) if pointed else None
    if version is None or _goes_on(text, version.end()):
        return _build_at(view, start) if builds else None
    if _DATE.match(version[0]) or not version[0].strip("0."):
        return None
    if not _is_told(view, start, version.end()):
        return None
    return Found(start, version.end(), FactType.APP_VERSION, version[0])


def _goes_on(text: str, end: int) -> bool:
    """Return whether figures, or a word, go on at a place."""
    rest = text[end : end + 2]
    return is_word_at(text, end) or (rest[:1] == "." and rest[1:].isdigit())


def _is_told(view: View, start: int, end: int) -> bool:
    """Return whether figures are called a version: "v1.2", "app 1.2", "1.2 版"."""
    lower = view.lower
    if lower[start - 1 : start] == "v" and not is_word_at(lower, start - 2):
        return True
    if is_word_at(lower, start - 1):
        return False
    return _is_called(lower[max(0, start - _LOOK_BACK) : start]) or bool(
        _AFTER.match(lower, end, end + 12)
    )


def _is_called(before: str) -> bool:
    """Return whether a text ends in a word for a version."""
    words = before.rstrip(_QUIET)
    words = words.removesuffix(" is").removesuffix(" es").removesuffix(" é").rstrip(_QUIET)
    if not words or not words.endswith(_CUES_BY_LAST.get(words[-1], ())):
        return False
    cue = next(cue for cue in _CUES_BY_LAST[words[-1]] if words.endswith(cue))
    return not cue[0].isascii() or not is_word_at(words, len(words) - len(cue) - 1)


def _build_at(view: View, start: int) -> Found | None:
    """Return a build number, which is digits alone."""
    before = view.lower[max(0, start - _LOOK_BACK) : start]
    if not any(map(before.__contains__, _BUILD_WORDS)):
        return None
    digits = _BUILD_NUMBER.match(view.text, start)
    if digits is None or not _BUILD.search(before):
        return None
    return Found(start, digits.end(), FactType.APP_VERSION, digits[0])
