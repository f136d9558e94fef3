"""Several matters in one message: the items of its list, each with what it is about. Pure.

A list of problems is one an agent ticks off. A list of steps, versions, settings, addresses or
recovery words is none: its items are told by their form and by the line that introduces them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from chalicelib.understanding.findings import Issue

_MOST_CHARACTERS = 6_000
_MOST_LINES = 200
_MOST_ISSUES = 12
_MOST_TEXT = 200
_FEWEST_WORDS = 3
_FEWEST_WIDE = 4  # characters of a script without spaces
_FEWEST_ASKED_WORDS = 4  # a line of its own with a question mark

_HAN_NUMBERS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ORDINALS = (
    ("first", "firstly", "1st", "primero", "primeiro", "premièrement", "erstens", "во-первых"),
    ("second", "secondly", "2nd", "segundo", "deuxièmement", "zweitens", "во-вторых"),
    ("third", "thirdly", "3rd", "tercero", "terceiro", "troisièmement", "drittens", "в-третьих"),
)
_ORDINAL_OF = {word: number for number, words in enumerate(_ORDINALS, start=1) for word in words}
_MARKER = re.compile(
    rf"[(（\[]?(?P<digit>[0-9]{{1,2}})(?:\ufe0f?\u20e3|[)）\].、:：](?![0-9]))"
    rf"|(?P<circled>[{_CIRCLED}])"
    rf"|[(（]?(?P<han>[{_HAN_NUMBERS}])[、.．)）:：]"
    rf"|第(?P<nth>[{_HAN_NUMBERS}])(?:个问题|個問題|个|個|点|點|是)?[、,，:：]?"
    rf"|(?P<word>{'|'.join(sorted(_ORDINAL_OF, key=len, reverse=True))})(?:ly)?\b[,:.\s]",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-*•·–—▪●◦‣][ \t\u3000]+")
_INLINE = re.compile(
    rf"(?<=[\s。；;.!！?？,，:：])"
    rf"(?=[(（]?[0-9]{{1,2}}[)）.、](?![0-9])|[{_CIRCLED}]|第[一二三四五])"
)
_ASKS = re.compile(r"[?？]")
_CODE = re.compile(r"[0-9A-Za-z]{20,}+")  # addresses and hashes are no words
_WORD = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_PAIR = re.compile(r"[^\s:：=]{1,24}(?: [^\s:：=]{1,24}){0,3} ?[:：=]")

_STEPS_BEFORE = re.compile(
    r"steps?\b|reproduc|i (?:did|tried|have tried|have done)|what i did|already tried|specs?\b|"
    r"environment|configuration|settings|versions?\b|my (?:phrase|words)|seed|mnemonic|recovery|"
    r"步骤|步驟|操作|复现|複現|重现|尝试|嘗試|试过|試過|做了|设置|設置|配置|环境|環境|版本|助记词|助記詞|"
    r"流程|如下操作|pasos|passos|étapes|schritte|шаги|adım|các bước|langkah|手順|단계"
)
_STEP_VERBS = frozenset(
    """
    open click tap press go select choose enter type install download launch start log login sign
    connect restart reinstall update scan copy paste confirm navigate turn abrir abro clic pulsar
    ouvrir cliquer öffnen klicken
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
_STEP_STARTS = tuple(
    """
    打开 打開 点击 點擊 输入 輸入 选择 選擇 进入 進入 安装 安裝 下载 下載 登录 登錄 重启 重啟 扫描
    掃描
    """.split()  # noqa: SIM905 — as above
)


def find_issues(text: str, category_of: Callable[[str], str | None]) -> tuple[Issue, ...]:
    """Return the matters a message lists, at most 12; () when it has one or none.

    Args:
        text: what is new in the message; the first 6,000 characters are looked at.
        category_of: what a piece of text is about, None when that is not sure.
    """
    lines = _lines(text)
    found = _judged(_numbered(lines), category_of)
    if not found:
        found = _judged(_bulleted(lines), category_of)
        found = found if _are_matters(found) else _apart(_judged(_asked(lines), category_of))
    return tuple(
        Issue(number=number, category=category, text=item)
        for number, (category, item) in enumerate(found, start=1)
    )


def _judged(
    items: list[str], category_of: Callable[[str], str | None]
) -> list[tuple[str | None, str]]:
    return [(category_of(item), item[:_MOST_TEXT].rstrip()) for item in items]


def _lines(text: str) -> list[str]:
    """Return the lines, a list written in one line broken up."""
    broken = (
        piece
        for line in text[:_MOST_CHARACTERS].splitlines()[:_MOST_LINES]
        for piece in _INLINE.split(line)
    )
    return [piece.strip() for piece in broken][:_MOST_LINES]


def _numbered(lines: list[str]) -> list[str]:
    """Return the items of the first list that is numbered from one on."""
    found: list[tuple[int, str]] = []
    start = 0
    for place, line in enumerate(lines):
        marker = _MARKER.match(line)
        number = _number(marker) if marker else 0
        if marker and number == (found[-1][0] + 1 if found else 1):
            start = start if found else place
            found.append((number, line[marker.end() :].strip()))
        elif found and line and not marker:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}".strip())
    return _real([item for _, item in found], lines[:start])


def _number(marker: re.Match[str]) -> int:
    """Return what a marker counts."""
    if digit := marker["digit"]:
        return int(digit)
    if circled := marker["circled"]:
        return _CIRCLED.index(circled) + 1
    if han := marker["han"] or marker["nth"]:
        return _HAN_NUMBERS.index(han) + 1
    return _ORDINAL_OF[marker["word"].lower()]


def _bulleted(lines: list[str]) -> list[str]:
    """Return the items of the first run of bullets."""
    items: list[str] = []
    start = 0
    for place, line in enumerate(lines):
        bullet = _BULLET.match(line)
        if bullet:
            start = start if items else place
            items.append(line[bullet.end() :].strip())
        elif items and line:
            break
    return _real(items, lines[:start])


def _asked(lines: list[str]) -> list[str]:
    """Return the questions that stand on lines of their own, when they follow each other."""
    asked = [place for place, line in enumerate(lines) if line.endswith(("?", "？"))]
    together = [
        place
        for place in asked
        if any(abs(place - other) in (1, 2) for other in asked if other != place)
    ]
    items = [lines[place] for place in together if _words(lines[place]) >= _FEWEST_ASKED_WORDS]
    return items[:_MOST_ISSUES] if len(items) >= 2 else []


def _real(items: list[str], before: list[str]) -> list[str]:
    """Return the items, or none when they are steps, settings or single words."""
    items = [item for item in items if not _is_pair(item)][:_MOST_ISSUES]
    if len(items) < 2 or not all(map(_says_something, items)) or _start_alike(items):
        return []
    said = [line for line in before if line]
    if said and _STEPS_BEFORE.search(said[-1].lower()):
        return []
    return [] if 2 * sum(map(_is_step, items)) >= len(items) else items


def _is_step(item: str) -> bool:
    first = _WORD.search(item)
    return item.startswith(_STEP_STARTS) or bool(first and first[0].lower() in _STEP_VERBS)


def _is_pair(item: str) -> bool:
    """Return whether an item is a setting: a short name, then a mark, then little more."""
    pair = _PAIR.match(item)
    return bool(pair and _words(item[pair.end() :]) <= _FEWEST_WORDS)


def _words(item: str) -> int:
    """Return how many words an item has; two characters of a script without spaces are one."""
    wide = len(_WIDE.findall(item))
    item = _CODE.sub("", item)
    return wide // 2 + sum(1 for word in _WORD.findall(item) if not _WIDE.match(word))


def _says_something(item: str) -> bool:
    return _words(item) >= _FEWEST_WORDS or len(_WIDE.findall(item)) >= _FEWEST_WIDE


def _start_alike(items: list[str]) -> bool:
    """Return whether all items start alike, as the lines of a log or of a history do."""
    starts = [item[:12] for item in items]
    return len(items) > 2 and all(one == other for one, other in pairwise(starts))


def _apart(asked: list[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """Return questions that are about different things: one matter may be asked in two."""
    return asked if len({category for category, _ in asked if category}) > 1 else []


def _are_matters(found: list[tuple[str | None, str]]) -> bool:
    """Return whether most items are about something or ask something: bullets may be anything."""
    telling = sum(1 for category, item in found if category or _ASKS.search(item))
    return 2 * telling > len(found)
