"""How people mark the items of a list, and the words by which a list is steps or facts. Pure.

The long patterns are compiled for the first message that may list something: few do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_HAN_NUMBERS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LETTERS = "abcdefghij"
_ORDINALS = (
    """
    first|firstly|first of all|1st|primero|en primer lugar|primeiro|em primeiro lugar|
    premièrement|d'abord|tout d'abord|erstens|zum einen|во-первых|birincisi|birinci olarak|
    ilk olarak|İlk olarak|thứ nhất|pertama|首先|一つ目|1つ目|第一に|첫째|첫 번째|첫번째
    """,
    """
    second|secondly|2nd|segundo|en segundo lugar|em segundo lugar|deuxièmement|zweitens|
    zum anderen|во-вторых|ikincisi|İkincisi|ikinci olarak|İkinci olarak|thứ hai|kedua|其次|
    二つ目|2つ目|第二に|둘째|두 번째|두번째
    """,
    """
    third|thirdly|3rd|tercero|en tercer lugar|terceiro|em terceiro lugar|troisièmement|drittens|
    в-третьих|üçüncüsü|üçüncü olarak|thứ ba|ketiga|再次|再者|三つ目|3つ目|第三に|
    셋째|세 번째|세번째
    """,
    """
    fourth|fourthly|4th|cuarto|quarto|quatrièmement|viertens|в-четвёртых|dördüncüsü|thứ tư|
    keempat|四つ目|넷째|네 번째|네번째
    """,
)
_LAST = (
    "finally|lastly|last but not least|por último|finalmente|por fim|enfin|pour finir|"
    "schließlich|zuletzt|наконец|son olarak|cuối cùng|terakhir|最后|最後|마지막으로"
)
_NTH = tuple(frozenset(word.strip() for word in words.split("|")) for words in _ORDINALS)


class _Words:
    """Words that are looked for in any case. Most texts have none, which is told quickly."""

    __slots__ = ("_all", "_ascii", "_caseless", "_marks")

    def __init__(self, words: Iterable[str]) -> None:
        lower = {word.replace("İ", "i").lower() for word in words}
        # where another word is part of it, that one is there too
        self._all = [word for word in lower if not any(o in word for o in lower if o != word)]
        self._ascii = [word for word in self._all if word.isascii()]
        self._caseless = [word for word in self._all if word == word.upper()]
        cased = {*self._all} - {*self._ascii} - {*self._caseless}
        marks = {next(char for char in word if not char.isascii()) for word in cased}
        # "İ" and the sign of Kelvin are the only others that are ASCII in lower case
        self._marks = [*marks, *(mark.upper() for mark in marks), "İ", "\u212a"]

    def stand_in(self, text: str) -> bool:
        """Return whether one of them stands in a text."""
        if [mark for mark in self._marks if mark in text]:
            lower = text.replace("İ", "i").lower()
            return any(word in lower for word in self._all)
        if [word for word in self._caseless if word in text]:
            return True
        lower = text.encode("ascii", "replace").lower().decode("ascii")
        return bool([word for word in self._ascii if word in lower])


_ANY_WORD = "|".join(
    sorted((*frozenset[str]().union(*_NTH), *_LAST.split("|")), key=lambda word: (-len(word), word))
)
_LABEL = (
    r"(?:question|issue|problem|point|topic|matter|frage|anliegen|problema?|pregunta|pergunta|"
    r"questão|problème|вопрос|проблема|soru|sorun|vấn đề|câu hỏi|masalah|pertanyaan|q|"
    r"问题|問題|質問|疑问|문제|질문|문의) ?[#№]?"
)
_NOT_COUNTED = r"(?![步次天笔筆回年月日周週层層代页頁名时時])"  # the first step, time, day, payment


@cache
def marker() -> re.Pattern[str]:
    """Return what an item begins with; `number_of` says what it counts."""
    return re.compile(
        rf"(?:{_LABEL})?[(（\[]?(?P<digit>[0-9]{{1,2}})(?:️?⃣|[)）\].、:：](?![0-9]))"
        rf"|(?P<circled>[{_CIRCLED}])"
        rf"|(?:{_LABEL})?[(（]?(?P<han>[{_HAN_NUMBERS}])[、.．)）:：]"
        rf"|第(?P<nth>[{_HAN_NUMBERS}]){_NOT_COUNTED}(?:个问题|個問題|个|個|点|點|是)?[、,，:：]?"
        rf"|[(（]?(?P<letter>[{_LETTERS}])[)）]\s"
        rf"|(?P<word>{_ANY_WORD})(?:[,:.、，：\s]|[는로はに][,、，\s]?)",
        re.IGNORECASE,
    )


_SECOND_SIGNS = ("②", "第二", "b)", "b）")
# Each begins with a character written out, which is searched for in C.
_SECOND_MARKERS = (
    ("2", re.compile(r"2[)）\].、:：\ufe0f]")),
    ("二", re.compile(r"二[、.．)）:：]")),
)
_FIRST_WORDS = _Words(_NTH[0])
_SECOND_WORDS = _Words(_NTH[1])
_WORDS = _Words((*frozenset[str]().union(*_NTH), *_LAST.split("|")))

_SAID_WITHIN = 2_000
"""Characters in which a list counted in words begins."""

_BULLETS = "-*•·–—▪●◦‣"
_BEHIND_BULLETS = " \t　"
BULLET = re.compile(rf"[{_BULLETS}][{_BEHIND_BULLETS}]+")

_MONTH = (
    r"jan|feb|märz|march|mar[sz]o?\b|apr|mai\b|mei\b|may\b(?! (?:i|we)\b)|jun|jul|aug|sep|oct|okt|"
    r"out\b|nov|dec|dez|déc|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
)


@cache
def inline() -> re.Pattern[str]:
    """Return where an item begins within a line."""
    return re.compile(
        rf"(?<=[\s。；;.!！?？,，:：])"
        rf"(?=[(（]?[0-9]{{1,2}}[)）.、](?![0-9])(?!\s?(?:{_MONTH}))"
        rf"|[{_CIRCLED}]|第[一二三四五]{_NOT_COUNTED}|[(（][a-e][)）]\s)",
        re.IGNORECASE,
    )


@cache
def spoken() -> re.Pattern[str]:
    """Return where a sentence begins that counts in words: a list, or a story."""
    return re.compile(
        rf"(?:(?<=[.!?:;] )|(?<=[。；;！？：]))(?=(?:{_ANY_WORD})[,:.、，：\s는로はに])",
        re.IGNORECASE,
    )


@cache
def _steps_before() -> re.Pattern[str]:
    """Return what stands in a line that introduces steps or facts."""
    return re.compile(
        r"steps?\b|reproduc|i (?:did|tried|have tried|have done)|what i did|"
        r"(?:already|have|ve) tried|"
        r"tried (?:so far|this|the following|these|all)|specs?\b|"
        r"environment|configuration|settings|versions?\b|my (?:phrase|words)|seed|mnemonic|"
        r"recovery|"
        r"(?:my|device|system|account|order|contact) (?:details|info|information|data)\b|"
        r"\blogs?\b|console|output|i (?:ordered|bought|purchased)|timeline|what happened|history\b|"
        r"步骤|步驟|操作|复现|複現|重现|尝试|嘗試|试过|試過|试了|試了|做了|设置|設置|配置|环境|環境|版本|"
        r"助记词|助記詞|流程|经过|經過|日志|日誌|信息如下|資訊如下|资料如下|資料如下|买了|買了|订购了|訂購了|"
        r"pasos|(?:ya|lo que) (?:probé|intenté|hice)|he (?:probado|intentado|hecho)|probé|"
        r"mis datos|"
        r"pedí|compré|"
        r"passos|(?:já|que) (?:tentei|fiz|testei)|tentei|meus dados|comprei|"
        r"étapes|essayé|déjà fait|j'ai fait|mes informations|j'ai commandé|"
        r"schritte|probiert|versucht|gemacht|meine (?:daten|angaben)|bestellt habe|"
        r"шаги|пробовал|пытал[аи]?с|сделал|мои данные|заказал|"
        r"adım|denedi|yaptıklarım|bilgilerim|các bước|đã thử|đã làm|thông tin của tôi|"
        r"langkah|sudah (?:saya )?(?:coba|lakukan)|dicoba|data saya|"
        r"手順|試し|試した|やったこと|環境|購入し|注文し|단계|시도|해 ?본|해 ?봤|환경|정보는|주문한"
    )


@cache
def _trouble() -> re.Pattern[str]:
    """Return what says that something is wrong, wanted or asked."""
    return re.compile(
        r"\b(?:not|\w{2,6}n't|cant|cannot|never|no|unable|missing|gone|failed|fails|wrong|twice|broken|"
        r"lost|want|need|would like|please|refund|error|"
        r"nicht|keine?n?|nie|fehlt|falsch|doppelt|zweimal|bitte|möchte|brauche|kaputt|"
        r"pas|plus|jamais|aucune?|deux fois|voudrais|souhaite|erreur|"
        r"nunca|nadie|sin|falta|dos veces|quiero|quisiera|necesito|não|nunca|duas vezes|quero|"
        r"preciso|"
        r"не|нет|нельзя|дважды|хочу|нужен|нужна|нужно|прошу|"
        r"yok|değil|gelmedi|iki kez|istiyorum|lütfen|"
        r"không|chưa|mất|muốn|cần|sai|tidak|belum|gak|hilang|salah|mau|ingin|tolong)\b"
        r"|[ıiuü]yor(?:um)?\b|[没沒不未无無错錯丢丟失坏壞]|想|请|請|ない|ません|たい|ほしい|ください|"
        r"안 |못|없|않|싶|주세요|오류|[?？]",
        re.IGNORECASE,
    )


_STEP_VERBS = frozenset(
    """
    open click tap press go select choose enter type install download launch start log login sign
    connect restart reinstall update scan copy paste confirm navigate turn reboot clear uninstall
    opened clicked tapped pressed selected entered restarted reinstalled rebooted cleared updated
    uninstalled scanned confirmed logged downloaded installed connected
    abrir abro clic pulsar reiniciar reinstalar borrar limpiar limpar actualizar atualizar
    ouvrir cliquer redémarrer réinstaller vider désinstaller öffnen klicken neustart
    перезагрузил перезагрузить переустановил переустановить очистил очистить открыть нажать
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
_STEP_STARTS = tuple(
    """
    打开 打開 点击 點擊 输入 輸入 选择 選擇 进入 進入 安装 安裝 下载 下載 登录 登錄 重启 重啟 扫描
    掃描 重新安装 重新安裝 重新开机 重新開機 清除缓存 清除快取 卸载 更换网络 再起動 再インストール
    キャッシュ 재시작 재설치
    """.split()  # noqa: SIM905 — as above
)
_WORD = re.compile(r"[^\W\d_]+")


def number_of(marker: re.Match[str], before: int) -> int:
    """Return what a marker counts; "finally" counts one more than what was counted before it."""
    if digit := marker["digit"]:
        return int(digit)
    for group, signs in (("circled", _CIRCLED), ("letter", _LETTERS)):
        if sign := marker[group]:
            return signs.index(sign.lower()) + 1
    if han := marker["han"] or marker["nth"]:
        return _HAN_NUMBERS.index(han) + 1
    word = marker["word"].replace("İ", "i").lower()
    last = before + 1 if before else 0
    return next((number for number, words in enumerate(_NTH, start=1) if word in words), last)


def may_count(text: str) -> bool:
    """Return whether a text has anything that may mark the second item of a list. Quick."""
    if any(sign in text for sign in _SECOND_SIGNS):
        return True
    if _any_in(text, _SECOND_MARKERS):
        return True
    return _SECOND_WORDS.stand_in(text[:_SAID_WITHIN])


def _any_in(text: str, markers: Iterable[tuple[str, re.Pattern[str]]]) -> bool:
    """Return whether one of some patterns is met, going by the character each begins with."""
    for first, pattern in markers:
        place = text.find(first)
        if place >= 0 and pattern.search(text, place):
            return True
    return False


@cache
def _first_markers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("1", re.compile(r"1(?<![1-9]1)(?<![0-9]01)(?:\ufe0f?\u20e3|[)）\].、:：](?![0-9]))")),
        ("第", re.compile(rf"第一{_NOT_COUNTED}")),
        ("一", re.compile(r"一[、.．)）:：]")),
        (")", re.compile(r"\)(?<=[aA]\))\s")),
        ("）", re.compile(r"）(?<=[aA]）)\s")),
    )


def may_begin(text: str) -> bool:
    """Return whether a text has anything that may mark the first item of a list."""
    if "①" in text or _any_in(text, _first_markers()):
        return True
    return _FIRST_WORDS.stand_in(text)


def counts_in_words(text: str) -> bool:
    """Return whether a text has any word that may mark an item."""
    return _WORDS.stand_in(text)


def may_have_bullets(text: str) -> bool:
    """Return whether a text has anything that may be a bullet."""
    return _any_in(text, _bullets())


@cache
def _bullets() -> tuple[tuple[str, re.Pattern[str]], ...]:
    behind = rf"(?<!\S.)[{_BEHIND_BULLETS}]"
    return tuple((bullet, re.compile(re.escape(bullet) + behind)) for bullet in _BULLETS)


def introduces_steps(line: str) -> bool:
    """Return whether what follows a line is what was done, seen or bought, or a device."""
    return bool(_steps_before().search(line.lower()))


def tells_trouble(item: str) -> bool:
    """Return whether an item says that something is wrong, wanted or asked."""
    return bool(_trouble().search(item))


def is_step(item: str) -> bool:
    """Return whether an item says what to do or what was done."""
    first = _WORD.search(item)
    return item.startswith(_STEP_STARTS) or bool(first and first[0].lower() in _STEP_VERBS)
