"""Dates and times as they are written; relative ones ("yesterday") stay words. Pure.

A date is found at one of its numbers, by what stands around it. It is kept as written: whether
03/05/2024 is in March or May nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chalicelib.understanding.facts.found import Found, found
from chalicelib.understanding.facts.view import View
from chalicelib.understanding.findings import FactType

_MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre
    décembre januar februar märz juni juli oktober dezember
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    januari februari maret mei agustus desember
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
_EVERYDAY = frozenset(("may", "march", "mar", "mai", "mars", "mart", "mei", "dec", "jan", "sep"))
"""Words of other meanings too: months only when capitalised or with an ordinal or a year."""
_FORWARD = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()  # noqa: SIM905 — as above
)

_LETTER = "[A-Za-zÀ-žЀ-ӿ]"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?:19|20)[0-9]{2}"
_END = r"(?![0-9A-Za-z])"
_CLOCK = (
    r"(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9](?:[:：][0-5][0-9](?:\.[0-9]{1,6})?)?"
    r"(?:\s?[ap]\.?\s?m(?![A-Za-z])\.?)?(?:\s?Z(?![A-Za-z])|\s?[+-][0-9]{2}:?[0-9]{2}(?![0-9])|"
    r"\s?\(?(?:UTC|GMT|EST|EDT|PST|PDT|CST|CET|CEST|MSK|WIB|IST|JST|KST|BST)(?![A-Za-z])"
    r"(?:[+-][0-9]{1,2})?\)?)?"
)
_HOUR = rf"(?:{_CLOCK}|(?:1[0-2]|[1-9])\s?[ap]\.?\s?m(?![A-Za-z])\.?)"
_AT = r"(?:[T,]?[ \t]{0,2}(?:at |around |about |um |a las |às |à |в |jam |pukul |lúc |saat )?~?)"
_TIME = rf"(?:{_AT}{_HOUR})?"
_PART_OF_DAY = (
    r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|夜裡|半夜|晚间|早|晚|午前|午後|"
    r"오전|오후|새벽|저녁|밤)"
)
_HAN_HOUR = (
    rf"(?:[ \t]?{_PART_OF_DAY})?[ \t]?(?:{_CLOCK}|(?:[01]?[0-9]|2[0-4])\s?[点點时時시]钟?"
    r"(?:半|左右)?(?:\s?[0-5]?[0-9][分분]?)?(?:左右)?)"
)
_ISO = re.compile(
    rf"{_YEAR}([-/.])(?:0?[1-9]|1[0-2])\1{_DAY}(?![0-9])"
    rf"(?:(?:T|[ \t]{{0,2}}){_HAN_HOUR})?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"(?:{_DAY}/{_DAY}/(?:{_YEAR}|[0-9]{{2}})|{_DAY}([.-]){_DAY}\1{_YEAR}){_END}{_TIME}",
    re.IGNORECASE,
)
_HAN = re.compile(
    rf"(?:(?:{_YEAR}|[0-9]{{2}})\s?[年년]\s?)?(?:1[0-2]|0?[1-9])\s?[月월](?![份])"
    rf"(?:\s?{_DAY}\s?[日号號일])?(?:[(（][一二三四五六日月火水木金土][)）])?(?:{_HAN_HOUR})?"
)
_HAN_TIME = re.compile(_HAN_HOUR)
_HAN_PART_BEFORE = re.compile(rf"{_PART_OF_DAY}\s?$")
_CLOCK_ALONE = re.compile(rf"{_HOUR}{_END}", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"{_DAY}(st|nd|rd|th|er|º|°|\.)?,?\s(?:of |de |du )?({_LETTER}{{3,10}})(?!{_LETTER})\.?"
    rf"(,?\s(?:de |del )?{_YEAR}{_END}|\s?['’][0-9]{{2}}{_END})?(?: г(?:ода|\.)?)?{_TIME}",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(rf"{_DAY}(st|nd|rd|th)?{_END}(,?\s{_YEAR}{_END})?{_TIME}", re.IGNORECASE)
_MONTH_BEFORE = re.compile(r"(?<![A-Za-z])([A-Za-z]{3,9})\.?\s$")
_VIETNAMESE = re.compile(
    rf"{_DAY}\s?(?:tháng|thg)\s?(?:1[0-2]|0?[1-9])(?:\s?,?(?:năm)?\s?{_YEAR})?{_TIME}",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[0-9A-Za-z]$|[0-9][.:/-]$|[:/#]$")
_LOOK_BACK = 12
_IN_HAN = frozenset("年년月월点點时時시")
_SEPARATORS = frozenset("-/.")
_COLONS = frozenset(":：")
_ENDS = frozenset("%$€,)\n;!?")
_NEVER_BEFORE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_#$€£¥")
_MAY_FOLLOW = frozenset(("", *_IN_HAN, *_SEPARATORS, *_COLONS, *_ENDS, *" \u00a0’'snrtdeºaApPmM°"))


def find_dates(view: View) -> Iterator[Found]:
    """Yield the dates and times of a text in the order they stand."""
    position = 0
    for start, end in view.runs:
        if start < position or end - start > 4:
            continue
        date = _date_at(view, start, end)
        if date is not None and not _GLUED.search(view.text, max(0, date.start - 2), date.start):
            position = date.end
            yield date


def _date_at(view: View, start: int, end: int) -> Found | None:
    text = view.text
    following = text[end : end + 1]
    if following not in _MAY_FOLLOW or text[start - 1 : start] in _NEVER_BEFORE:
        return None
    if following in _IN_HAN or (following == " " and text[end + 1 : end + 2] in _IN_HAN):
        return _han_date(text, start)
    if following in _SEPARATORS:
        date = _in_figures(text, start, end)
        if date is not None:
            return date
    if end - start > 2:
        return None
    if following in _COLONS:
        return _clock(text, start)
    return _with_month(view, start, following)


def _in_figures(text: str, start: int, end: int) -> Found | None:
    """Return 2024-05-03 and 3.5.2024; the separator must stand twice."""
    separator = text[end]
    if separator not in (text[end + 2 : end + 3], text[end + 3 : end + 4]):
        return None
    return _span(_ISO.match(text, start) or _NUMERIC.match(text, start), text)


def _with_month(view: View, start: int, following: str) -> Found | None:
    """Return a date whose month is a word, or the hour of "10 pm"."""
    text = view.text
    date = _month_first(text, start) if text[start - 1 : start].isspace() else None
    if date is None and following not in _ENDS:
        date = _day_first(text, start)
    if date is None and following in _AM_PM:
        date = _span(_CLOCK_ALONE.match(text, start), text)
    return date


_AM_PM = frozenset(" aApP")


def _span(match: re.Match[str] | None, text: str, start: int | None = None) -> Found | None:
    if match is None:
        return None
    start = match.start() if start is None else start
    value = text[start : match.end()].rstrip(" ,")
    return found(start, start + len(value), FactType.DATE, value)


def _clock(text: str, start: int) -> Found | None:
    ahead = _HAN_PART_BEFORE.search(text[max(0, start - 4) : start])
    begin = max(0, start - 4) + ahead.start() if ahead else start
    clock = _CLOCK_ALONE.match(text, start)
    if clock is None or text[clock.end() : clock.end() + 1] in (":", "："):
        return None
    return _span(clock, text, begin)


def _han_date(text: str, start: int) -> Found | None:
    """Return 2024年5月3日, 5月3号晚上8点, and 晚上8点 with the word before."""
    date = _HAN.match(text, start)
    if date is not None:
        return _span(date, text)
    ahead = _HAN_PART_BEFORE.search(text[max(0, start - 4) : start])
    if ahead is None:
        return None
    return _span(_HAN_TIME.match(text, start), text, max(0, start - 4) + ahead.start())


def _day_first(text: str, start: int) -> Found | None:
    """Return 3 May 2024, 3rd of May, 3. Mai, 3 мая, 3 tháng 5."""
    date = _DAY_MONTH.match(text, start)
    if date is None or not _is_month(date[2], sure=bool(date[1] or date[3])):
        return _span(_VIETNAMESE.match(text, start), text)
    return _span(date, text)


def _month_first(text: str, start: int) -> Found | None:
    """Return May 3rd, 2024."""
    month = _MONTH_BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    if month is None or month[1].lower() not in _FORWARD:
        return None
    date = _AFTER_MONTH.match(text, start)
    if date is None or not _is_month(month[1], sure=bool(date[1] or date[2])):
        return None
    return _span(date, text, month.start(1))


def _is_month(word: str, *, sure: bool) -> bool:
    lower = word.lower()
    return lower in _MONTHS and (sure or lower not in _EVERYDAY or word[0].isupper())
