"""What an app said when it failed: quoted behind a word for it, or on a line of its own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from chalicelib.understanding.facts.error_guard import may_hold_secret
from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.view import View, by_character, by_last_character, is_word_at
from chalicelib.understanding.findings import FactType

_LONGEST = 120
_SHORTEST = 3
_LOOK_BACK = 32
_MOST = 20
_MOST_QUOTES = 60
_MOST_RUNS = 200
_MOST_CODES = 60
_CLOSING = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "«": "»", '"': '"', "【": "】", "„": "“", "'": "'",
    "`": "`", "《": "》",
}  # fmt: skip
_CUES = (
    *("error", "errors", "error message", "error code", "error text", "message", "say", "says"),
    *("saying", "show", "shows", "showing", "display", "displays", "popup", "pop up"),
    *("get", "getting", "got", "gives", "warning", "exception", "reads", "states"),
    *("提示", "报错", "報錯", "显示", "顯示", "弹出", "彈出", "跳出", "弹窗", "错误", "錯誤"),
    *("出现", "出現", "エラー", "表示", "오류", "에러", "메시지", "error:", "erro", "erros"),
    *("mensaje", "mensagem", "dice", "diz", "aparece", "erreur", "affiche", "fehler"),
    *("fehlermeldung", "meldung", "ошибка", "ошибку", "ошибки", "пишет", "сообщение", "выдает"),
    *("выдаёт", "hata", "hatası", "uyarı", "uyarısı", "diyor", "lỗi", "báo", "thông báo"),
    *("pesan", "galat", "muncul"),
)
_FILLERS = (
    *(" that", " me", " this", " is", " was", " the", " a", " :", "了", "着", "是", "为", "說"),
    *("说", "一个", "个", "の", "と", "消息", "信息", "的", "我"),
)
_CUES_BY_LAST = by_last_character(_CUES)
_QUIET = " \t\n:：,，("
_NEVER_BEFORE_APOSTROPHE = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
)
_CODE = re.compile(r"(?:[a-z]{1,6}[-_])?[0-9]{2,6}(?![0-9a-z.,])|0x[0-9a-f]{2,8}(?![0-9a-z])")
_NEVER_BEHIND_CODES = frozenset("0123456789.,abcdefghijklmnopqrstuvwyz")  # "x" is of 0x80
HAN_CUES = by_character(("提示", "报错", "報錯", "显示"))
WORDS = frozenset(
    ["error", "errors", "err", "exception", "erro", "erreur", "fehler", "hata", "http", "code"]
)
STEMS = by_character(
    ("错误", "錯誤", "报错", "報錯", "ошибк", "エラー", "오류", "에러", "lỗi", "代码")
)
_BEFORE_CODES = (
    "err",
    "fehler",
    "ошибк",
    "hata",
    "http",
    "エラー",
    "에러",
    "오류",
    "错",
    "錯",
    "代码",
)
_BEFORE_CODES_IN_ASCII = tuple(filter(str.isascii, _BEFORE_CODES))
_COLONS = (":", "：")
_ASKS = frozenset("吗嗎呢")
_NOT_AN_ERROR = frozenset("我你他的了")


@cache
def _line() -> re.Pattern[str]:
    """Return what an "Error: …" line looks like, from its start."""
    return re.compile(
        r"[ \t>]{0,4}((?:[A-Za-z]{0,30}(?:Error|Exception)|ERROR|error|错误|錯誤|报错|報錯|"
        r"Fehler|Erreur|Ошибка|Hata|Lỗi|エラー|오류)"
        r"(?:[ \t]?(?:code|message|代码|信息|码))?[ \t]?[:：]"
        rf"[ \t]{{0,3}}[^\s][^\n]{{1,{_LONGEST}}})"
    )


@cache
def _coded() -> re.Pattern[str]:
    """Return what stands before an error's code."""
    return re.compile(
        r"(?:(?:\berror|\berr|\bfehler|\berro|\berreur|ошибка|\bhata|エラー|에러|오류|错误|錯誤)"
        r"(?:[ -]?(?:code|コード|코드|代码|代碼|码|no\.?|kodu))?|\bhttp|错误码|代码)"
        r"[ \t]?[:：#=(（]?"
        r"[ \t]?-?(?:[a-z]{1,6}[-_])?$"
    )


@cache
def _said_behind() -> re.Pattern[str]:
    """Return what stands unquoted behind 提示 and the like."""
    return re.compile(
        r"(?:(?<![按照据據馨小])(?:提示|报错|報錯)(?:说|說|我|是|信息|内容|了|：|:|，|,|\s){0,3}|显示[：:]\s?)"
        r"([^\s，。！？,.!?；;\n“\"「【]{3,60})"
    )


def find_error_texts(view: View) -> Iterator[Found]:
    """Yield what an app or a page is said to have answered, at most 120 characters each."""
    yield from _quoted(view)
    if not view.words.isdisjoint(WORDS) or view.any_of(STEMS):
        yield from _on_lines(view)
        yield from islice(_codes(view), _MOST_CODES)
    for cue in view.any_of(HAN_CUES):
        yield from _said_in_han(view, cue)


def _said_in_han(view: View, cue: str) -> Iterator[Found]:
    """Yield what stands unquoted behind 提示 and the like."""
    place = view.text.find(cue)
    for _ in range(_MOST):
        if place < 0:
            return
        said = _said_behind().match(view.text, place)
        if said and said[1][0] not in _NOT_AN_ERROR and said[1][-1] not in _ASKS:
            yield from _error(view, said.start(1), said.end(1))
        place = view.text.find(cue, place + len(cue))


def _quoted(view: View) -> Iterator[Found]:
    for opening in [opening for opening in _CLOSING if opening in view.text]:
        closing = _CLOSING[opening]
        start = 0
        for _ in range(_MOST_QUOTES):
            start = view.text.find(opening, start) + 1
            if not start:
                break
            if not _opens(view, start, opening):
                continue
            end = view.text.find(closing, start + 1, start + _LONGEST + 1)
            if end > 0 and _is_said(view, start - 1):
                yield from _error(view, start, end)
                start = end + 1


def _opens(view: View, start: int, opening: str) -> bool:
    """Return whether a quote opens: an apostrophe stands inside of a word."""
    before = view.text[start - 2 : start - 1]
    return opening != "'" or before not in _NEVER_BEFORE_APOSTROPHE


def _is_said(view: View, place: int) -> bool:
    """Return whether the words before a place say that an app answers."""
    before = view.lower[max(0, place - _LOOK_BACK) : place].rstrip(_QUIET)
    if before.endswith(_FILLERS):
        for filler in _FILLERS:
            before = before.removesuffix(filler)
        before = before.rstrip(_QUIET)
    if not before or not before.endswith(_CUES_BY_LAST.get(before[-1], ())):
        return False
    cue = next(cue for cue in _CUES_BY_LAST[before[-1]] if before.endswith(cue))
    return not cue[0].isascii() or not is_word_at(before, len(before) - len(cue) - 1)


def _on_lines(view: View) -> Iterator[Found]:
    """Yield what "Error: …" lines say; the line is kept whole."""
    matches = (_line().match(view.text, start) for start in _starts_of_lines_with_colons(view.text))
    for line in islice(filter(None, matches), _MOST):
        start, end = line.span(1)
        yield from _error(view, start, min(end, start + _LONGEST))


def _starts_of_lines_with_colons(text: str) -> list[int]:
    starts: set[int] = set()
    for colon in _COLONS:
        place = text.find(colon)
        while place >= 0:
            starts.add(text.rfind("\n", 0, place) + 1)
            end = text.find("\n", place)
            place = text.find(colon, end) if end >= 0 else -1
    return sorted(starts)


def _codes(view: View) -> Iterator[Found]:
    """Yield "error code 4001" wherever it stands."""
    cues = _BEFORE_CODES if view.beyond else _BEFORE_CODES_IN_ASCII
    for run, end in view.runs[:_MOST_RUNS]:
        if view.lower[end : end + 1] in _NEVER_BEHIND_CODES:
            continue
        window = view.lower[max(0, run - _LOOK_BACK) : run]
        if not [cue for cue in cues if cue in window]:
            continue
        code = _CODE.match(view.lower, run)
        before = _coded().search(view.lower, run - len(window), run) if code else None
        if code and before:
            yield from _error(view, before.start(), code.end())


def _error(view: View, start: int, end: int) -> Iterator[Found]:
    value = error_text(view.text[start:end])
    if value:
        yield Found(start, end, FactType.ERROR_TEXT, value)


def error_text(text: str) -> str:
    """Return a text as an error's is kept, "" when it is too short or may hold a secret."""
    value = " ".join(text[:_LONGEST].split())
    return "" if len(value) < _SHORTEST or may_hold_secret(value) else value
