"""Dates and times as they are written; relative ones ("yesterday") stay words. Pure.

A date is found at one of its numbers, by what stands around it. It is kept as written: whether
03/05/2024 is in March or May nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chalicelib.understanding.facts.found import Found
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
_FORWARD_NAMES = tuple(_FORWARD)

# All patterns are for lower case; the time behind a date is looked for by itself.
_LETTER = "[a-zß-žЀ-ӿ]"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?:19|20)[0-9]{2}"
_END = r"(?![0-9a-z])"
_AM_PM = r"\s?[ap]\.?\s?m(?![a-z])\.?"
_HOUR = re.compile(
    r"(?:(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9](?:[:：][0-5][0-9](?:\.[0-9]{1,6})?)?"
    rf"(?:{_AM_PM})?(?:\s?z(?![a-z])|\s?[+-][0-9]{{2}}:?[0-9]{{2}}(?![0-9])|"
    r"\s?\(?(?:utc|gmt|[ecp][ds]t|cet|cest|msk|wib|[ijkb]st)(?![a-z])(?:[+-][0-9]{1,2})?\)?)?"
    rf"|(?:1[0-2]|[1-9]){_AM_PM})"
)
_TO_TIME = re.compile(
    r"[t,]?[ \t]{0,2}(?:at |around |about |um |a las |às |à |в |jam |pukul |lúc |saat )?~?"
)
_PART = (
    r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|夜裡|半夜|晚间|早|晚|午前|午後|"
    r"오전|오후|새벽|저녁|밤)[ \t]?"
)
_PART_OF_DAY = re.compile(rf"[ \t]?{_PART}")
_PART_BEFORE = re.compile(rf"{_PART}$")
_HAN_HOUR = re.compile(
    r"[ \t]?(?:[01]?[0-9]|2[0-4])\s?[点點时時시]钟?(?:半|左右)?(?:\s?[0-5]?[0-9][分분]?)?(?:左右)?"
)
_ISO = re.compile(rf"{_YEAR}([-/.])(?:0?[1-9]|1[0-2])\1{_DAY}(?![0-9])")
_NUMERIC = re.compile(
    rf"(?:{_DAY}/{_DAY}/(?:{_YEAR}|[0-9]{{2}})|{_DAY}([.-]){_DAY}\1{_YEAR}){_END}"
)
_LENGTHS_OF_PHRASES = frozenset(("12/15/18", "12/18/24"))
_HAN = re.compile(
    rf"(?:(?:{_YEAR}|[0-9]{{2}})\s?[年년]\s?)?(?:1[0-2]|0?[1-9])\s?[月월](?!份)"
    rf"(?:\s?{_DAY}\s?[日号號일])?(?:[(（][一二三四五六日月火水木金土][)）])?"
)
_DAY_MONTH = re.compile(
    rf"{_DAY}(st|nd|rd|th|er|º|°|\.)?,?\s(?:of |de |du )?({_LETTER}{{3,10}})(?!{_LETTER})"
    rf"(\.?,?\s(?:de |del )?{_YEAR}{_END}|\s?['’][0-9]{{2}}{_END})?(?: г(?:ода|\.)?)?"
)
_AFTER_MONTH = re.compile(rf"{_DAY}(st|nd|rd|th)?{_END}(,?\s{_YEAR}{_END})?")
_MONTH_BEFORE = re.compile(r"(?<![a-z])([a-z]{3,9})\.?\s$")
_VIETNAMESE = re.compile(
    rf"{_DAY}\s?(?:tháng|thg)\s?(?:1[0-2]|0?[1-9])(?:\s?,?(?:năm)?\s?{_YEAR})?"
)
_GLUED = re.compile(r"(?:[0-9A-Za-z]|[0-9][.:/-]|[:/#])\Z")
_LOOK_BACK = 12
_YEAR_DIGITS = 4
_LENGTHS = frozenset((1, 2, 4))  # digits of a day, an hour, a month and a year
_BEGINS_AM_PM = frozenset(" ap")
_GOES_ON = frozenset("0123456789abcdefghijklmnopqrstuvwxyz:：")
_IN_HAN = frozenset("年년月월点點时時시")
_SEPARATORS = frozenset("-/.")
_COLONS = frozenset(":：")
_ENDS = frozenset("%$€,)\n;!?")
_NEVER_BEFORE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_#$€£¥")
_MAY_FOLLOW = frozenset(("", *_IN_HAN, *_SEPARATORS, *_COLONS, *_ENDS, *" \u00a0’'snrtdeºaApPmM°"))


def find_dates(view: View, runs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Yield the dates and times of a text in the order they stand."""
    text, lower = view.text, view.lower
    position = 0
    for start, end in runs:
        if start < position or end - start not in _LENGTHS:
            continue
        following = lower[end : end + 1]
        if following not in _MAY_FOLLOW or text[start - 1 : start] in _NEVER_BEFORE:
            continue
        span = _date_at(view, start, end, following)
        if span is not None and not _GLUED.search(text, max(0, span[0] - 2), span[0]):
            value = text[span[0] : span[1]]
            position = span[1]
            if value not in _LENGTHS_OF_PHRASES:
                yield Found(*span, FactType.DATE, value)


def _date_at(view: View, start: int, end: int, following: str) -> tuple[int, int] | None:
    lower = view.lower
    if following in _IN_HAN or (following == " " and lower[end + 1 : end + 2] in _IN_HAN):
        return _han_date(lower, start)
    if following in _SEPARATORS:
        date = _in_figures(lower, start, end)
        if date is not None:
            return date
    if end - start > 2:
        return None
    if following in _COLONS:
        return _clock(lower, start)
    return _with_month(view, start, following)


def _in_figures(lower: str, start: int, end: int) -> tuple[int, int] | None:
    """Return 2024-05-03 and 3.5.2024; the separator must stand twice."""
    if lower[end] not in (lower[end + 2 : end + 3], lower[end + 3 : end + 4]):
        return None
    date = (_ISO if end - start == _YEAR_DIGITS else _NUMERIC).match(lower, start)
    return _with_time(lower, start, date)


def _with_month(view: View, start: int, following: str) -> tuple[int, int] | None:
    """Return a date whose month is a word, or the hour of "10 pm"."""
    date = _month_first(view, start) if view.text[start - 1 : start].isspace() else None
    if date is None and following not in _ENDS:
        date = _day_first(view, start)
    if date is None and following in _BEGINS_AM_PM:
        date = _clock(view.lower, start)
    return date


def _with_time(lower: str, start: int, date: re.Match[str] | None) -> tuple[int, int] | None:
    """Return a date together with the time that follows it."""
    if date is None:
        return None
    end = date.end()
    ahead = _TO_TIME.match(lower, end)
    hour = _HOUR.match(lower, ahead.end()) if ahead else None
    if hour is None:
        part = _PART_OF_DAY.match(lower, end)
        begin = part.end() if part else end
        hour = _HOUR.match(lower, begin) or _HAN_HOUR.match(lower, begin)
    return start, hour.end() if hour else end


def _clock(lower: str, start: int) -> tuple[int, int] | None:
    """Return 10:30, 5 pm and 晚上 20:15."""
    clock = _HOUR.match(lower, start)
    if clock is None or lower[clock.end() : clock.end() + 1] in _GOES_ON:
        return None
    return _part_of_day_before(lower, start), clock.end()


def _part_of_day_before(lower: str, start: int) -> int:
    """Return where a word such as 晚上 before an hour begins, or the hour itself."""
    window = max(0, start - 4)
    part = _PART_BEFORE.search(lower[window:start])
    return window + part.start() if part else start


def _han_date(lower: str, start: int) -> tuple[int, int] | None:
    """Return 2024年5月3日, 5月3号晚上8点, and 晚上8点 with the word before."""
    date = _HAN.match(lower, start)
    if date is not None:
        return _with_time(lower, start, date)
    begin = _part_of_day_before(lower, start)
    hour = _HAN_HOUR.match(lower, start)
    return (begin, hour.end()) if hour and begin < start else None


def _day_first(view: View, start: int) -> tuple[int, int] | None:
    """Return 3 May 2024, 3rd of May, 3. Mai, 3 мая, 3 tháng 5."""
    date = _DAY_MONTH.match(view.lower, start)
    if date is not None and _is_month(view, date.span(2), sure=bool(date[1] or date[3])):
        return _with_time(view.lower, start, date)
    return _with_time(view.lower, start, _VIETNAMESE.match(view.lower, start))


def _month_first(view: View, start: int) -> tuple[int, int] | None:
    """Return May 3rd, 2024."""
    before = view.lower[max(0, start - _LOOK_BACK) : start].rstrip()
    if not before.removesuffix(".").endswith(_FORWARD_NAMES):
        return None
    month = _MONTH_BEFORE.search(view.lower, max(0, start - _LOOK_BACK), start)
    if month is None or month[1] not in _FORWARD:
        return None
    date = _AFTER_MONTH.match(view.lower, start)
    if date is None or not _is_month(view, month.span(1), sure=bool(date[1] or date[2])):
        return None
    return _with_time(view.lower, month.start(1), date)


def _is_month(view: View, span: tuple[int, int], *, sure: bool) -> bool:
    word = view.lower[slice(*span)]
    return word in _MONTHS and (sure or word not in _EVERYDAY or view.text[span[0]].isupper())
