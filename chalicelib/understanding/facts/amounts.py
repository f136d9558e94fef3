"""Amounts with their coin or currency, as people write them.

An amount is a number with a coin after it ("0.5 ETH", "12k USDT", "3个以太坊", "88块8", "三千块",
"1.234,56 €", "5000 $PEPE", "200 ABC tokens") or a currency before it ("$20", "R$ 50", "Rp 1.500").
A number alone is none; what is counted is told by `counted`.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from itertools import islice

from chalicelib.understanding.facts.coins import CURRENCIES
from chalicelib.understanding.facts.counted import (
    ENDS_BEFORE,
    FIRSTS_BEHIND,
    PLAIN_DIGITS,
    SPACES,
    coin_after,
    currency_before,
    scale_after,
)
from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.numerals import (
    DIGITS,
    POWERS,
    chinese_number,
    plain_figures,
    shifted,
)
from chalicelib.understanding.facts.view import View
from chalicelib.understanding.findings import FactType

_MOST_NUMERALS = 300
_LONGEST_NUMERAL = 12
_THOUSANDS = rf"[{SPACES}'’]"
_NUMBER = re.compile(
    rf"[0-9]{{1,3}}(?:,[0-9]{{2,3}}){{0,5}},[0-9]{{3}}(?:\.[0-9]{{1,18}})?(?![0-9])"
    rf"|[0-9]{{1,3}}(?:{_THOUSANDS}[0-9]{{3}}){{1,5}}(?:[.,][0-9]{{1,18}})?(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){1,5},[0-9]{1,18}(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,5}(?![0-9.])"
    r"|[0-9]{1,18}(?:[.,][0-9]{1,18})?"
)
_GLUE = frozenset(f"{string.digits}{string.ascii_letters}_")
_GLUE_BEHIND = {
    "-": frozenset(string.ascii_letters),
    **dict.fromkeys(".,:/", frozenset(string.digits)),
}
_LONGEST_FIGURES = 18
_STANDARDS = frozenset(("trc ", "erc ", "bep ", "kip "))
_GO_ON = frozenset(f"{SPACES}.,'’")
_BEHIND = _GO_ON | FIRSTS_BEHIND
_ANY_SPACE = frozenset(SPACES)
_NUMERALS = "".join((*DIGITS, *POWERS))
_HAN_NUMERALS = re.compile(
    rf"[{_NUMERALS}][{_NUMERALS}]{{0,{_LONGEST_NUMERAL}}}+(?=[{re.escape(''.join(FIRSTS_BEHIND))}])"
)


def find_amounts(view: View, runs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Yield the amounts of a text, those in figures first."""
    position = 0
    for start, end in runs:
        if start < position:
            continue
        priced = view.lower[start - 1 : start] in ENDS_BEFORE
        before = currency_before(view, start) if priced else None
        if before is None and (view.text[end : end + 1] not in _BEHIND or _is_part(view, start)):
            continue
        amount = _amount_at(view, start, end, before)
        if amount is not None:
            position = amount.end
            yield amount
    if view.beyond and any(map(view.beyond.__contains__, _NUMERALS)):
        for numeral in islice(_HAN_NUMERALS.finditer(view.text), _MOST_NUMERALS):
            amount = _in_words(view, numeral.start(), numeral.end())
            if amount is not None:
                yield amount


def _amount_at(view: View, start: int, end: int, before: tuple[int, str] | None) -> Found | None:
    """Return the amount whose first digits stand between two places, None without a coin.

    `before` is where a currency right before the digits begins, and which it is.
    """
    text = view.text
    end = _figures_end(text, start, end)
    if before is None and not _may_follow(text, end):
        return None
    after = coin_after(view, end)
    if after is not None:
        zeros, coin, close, tenths = after
    elif before is not None:
        zeros, close = scale_after(view, end)
        tenths = ""
    else:
        return None
    begin, coin = before or (_point_before(text, start), coin)  # the currency before is surer
    first = begin if before is None else start
    number = plain_figures(text[first:end], hundredths=coin in CURRENCIES)
    if tenths and "." not in number:
        number = f"{number}.{tenths}"
    return _amount(view, begin, close, shifted(number, zeros), coin)


def _figures_end(text: str, start: int, end: int) -> int:
    """Return where the figures end whose first digits end at `end`."""
    if text[end : end + 1] not in _GO_ON:
        return end
    if text[end + 1 : end + 2] not in PLAIN_DIGITS and end - start <= _LONGEST_FIGURES:
        return end
    figures = _NUMBER.match(text, start)
    return figures.end() if figures else end


def _is_part(view: View, start: int) -> bool:
    """Return whether the figures at a place belong to a word, a version, a time or a standard."""
    last = view.text[start - 1 : start]
    if last in _GLUE:
        return True
    if last == " ":
        return view.lower[max(0, start - 4) : start] in _STANDARDS
    return last in _GLUE_BEHIND and view.text[start - 2 : start - 1] in _GLUE_BEHIND[last]


def _may_follow(text: str, end: int) -> bool:
    """Return whether a coin may begin behind figures, going by one character."""
    following = text[end : end + 1]
    if following in _ANY_SPACE:
        following = text[end + 1 : end + 2]
    return following in FIRSTS_BEHIND


def _point_before(text: str, start: int) -> int:
    """Return where ".15" begins, or `start` when no such point stands before it."""
    ahead = text[max(0, start - 2) : start]
    return start - 1 if ahead == "." or (ahead.endswith(".") and ahead[0].isspace()) else start


def _in_words(view: View, start: int, end: int) -> Found | None:
    """Return the amount a Chinese numeral and what follows it are."""
    word = view.text[start:end]
    after = coin_after(view, end) if len(word) <= _LONGEST_NUMERAL else None
    number = chinese_number(word) if after else ""
    if after is None or not number:
        return None
    zeros, coin, close, tenths = after
    if word in DIGITS and not tenths and (coin == "CNY" or word in "一"):
        return None  # 一个以太坊地址, 两块
    number = f"{number}.{tenths}" if tenths else number
    return _amount(view, start, close, shifted(number, zeros), coin)


def _amount(view: View, start: int, end: int, amount: str, coin: str) -> Found:
    value = view.text[start:end].strip()
    return Found(start, end, FactType.AMOUNT, value, amount=amount, coin=coin)
