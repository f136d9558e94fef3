"""Amounts with their coin or currency, as people write them.

An amount is a number with a coin after it ("0.5 ETH", "12k USDT", "3个以太坊", "88块8", "三千块",
"1.234,56 €", "5000 $PEPE", "200 ABC tokens") or a currency before it ("$20", "R$ 50", "Rp 1.500").
A number alone is none. What follows a number is looked up word by word, so the time is linear.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from itertools import islice

from chalicelib.understanding.facts.coins import BEFORE, CAPITAL_COINS, COINS, CURRENCIES, SCALES
from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.numerals import (
    DIGITS,
    POWERS,
    chinese_number,
    plain_figures,
    shifted,
)
from chalicelib.understanding.facts.view import View
from chalicelib.understanding.findings import Fact, FactType

_MOST_NUMERALS = 300
_LONGEST_NUMERAL = 12
_SPACES = " \u00a0\u202f\u2009"
_THOUSANDS = rf"[{_SPACES}'’]"
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
_WORD = re.compile(r"[^\W\d_]+\.?")
_LETTERS = re.compile(r"[A-Za-zđĐ]+")
_SPACE = re.compile(rf"[{_SPACES}]{{0,2}}")
_MEASURE_WORDS = frozenset("个個枚颗顆")
_TICKER = re.compile(r"\$([A-Za-z][A-Za-z0-9]{1,9})(?![A-Za-z0-9])")
_NAMED_TICKER = re.compile(
    r"([A-Z][A-Z0-9]{2,5})\s?(?:tokens?\b|coins?\b|币|幣|代币|代幣|코인|コイン)"
)
_LONGEST_HAN = 7
_LONGEST_BEFORE = 4
_BEFORE_BY_LAST = {
    last: tuple(name for name in BEFORE if name[-1] == last)
    for last in {name[-1] for name in BEFORE}
}
_IN_CAPITALS = frozenset(("php", "cad", "inr", "rp", "rs", "rs."))
_YUAN = ("块", "塊")
_PLAIN_DIGITS = frozenset("0123456789")
_NO_TENTHS_BEFORE = frozenset((*_PLAIN_DIGITS, ".", *DIGITS, *POWERS, *_MEASURE_WORDS, "次", "天"))
_NOT_COUNTED = (
    *("地址", "钱包", "錢包", "网络", "網路", "链", "鏈", "主网", "主網", "账户", "账号", "帐号"),
    *("交易", "节点", "合约", "浏览器"),
)
"""Three of 以太坊地址 are three addresses, not three coins."""
_SHORT = 2
_BETWEEN = frozenset(f"{_SPACES}:：")
_GO_ON = frozenset(f"{_SPACES}.,'’")
_ANY_SPACE = frozenset(_SPACES)
_FIRSTS = frozenset(
    (
        *(name[0] for name in (*COINS, *SCALES)),
        *(name[0].upper() for name in (*COINS, *SCALES)),
        *("$", *_MEASURE_WORDS, *_SPACES, *string.ascii_letters),
    )
)
"""What may stand right behind figures, or behind a space."""
_HAN_NUMERALS = re.compile(
    rf"[{''.join(DIGITS)}{''.join(POWERS)}]{{1,{_LONGEST_NUMERAL + 1}}}+"
    rf"(?=[{re.escape(''.join(_FIRSTS))}])"
)


def find_amounts(view: View, runs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Yield the amounts of a text, those in figures first."""
    position = 0
    for start, end in runs:
        if start >= position:
            amount = _amount_at(view, start, end)
            if amount is not None:
                position = amount.end
                yield amount
    if not view.ascii:
        for numeral in islice(_HAN_NUMERALS.finditer(view.text), _MOST_NUMERALS):
            amount = _in_words(view, numeral.start(), numeral.end())
            if amount is not None:
                yield amount


def _amount_at(view: View, start: int, end: int) -> Found | None:
    """Return the amount whose first digits stand between two places, None without a coin."""
    text = view.text
    before = _currency_before(view, start)
    if before is None and start and _is_part(view, start):
        return None
    end = _figures_end(text, start, end)
    if before is None and not _may_follow(text, end):
        return None
    after = _coin_after(view, end)
    if after is not None:
        zeros, coin, close, tenths = after
    elif before is not None:
        zeros, close = _scale_only(view, end)
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
    if text[end + 1 : end + 2] not in _PLAIN_DIGITS and end - start <= _LONGEST_FIGURES:
        return end
    figures = _NUMBER.match(text, start)
    return figures.end() if figures else end


def _is_part(view: View, start: int) -> bool:
    """Return whether the figures at a place belong to a word, a version, a time or a standard."""
    last = view.text[start - 1]
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
    return following in _FIRSTS


def _point_before(text: str, start: int) -> int:
    """Return where ".15" begins, or `start` when no such point stands before it."""
    ahead = text[max(0, start - 2) : start]
    return start - 1 if ahead == "." or (ahead.endswith(".") and ahead[0].isspace()) else start


def _scale_only(view: View, end: int) -> tuple[int, int]:
    """Return (zeros, end) of what stands behind the figures of "$3k" and "$3 million"."""
    spaced = view.text[end : end + 1] == " "
    word = _WORD.match(view.lower, end + spaced)
    if word is None or word[0] not in SCALES or (spaced and len(word[0]) <= _SHORT):
        return 0, end
    return SCALES[word[0]], word.end()


def _coin_after(view: View, end: int) -> tuple[int, str, int, str] | None:
    """Return (zeros, coin, end, tenths) of what follows the figures, None without a coin."""
    zeros = 0
    many = view.text.endswith("000", 0, end)  # "50,000 won", and not "3 won games"
    for _ in range(3):  # a scale, another one ("百" "万"), and the coin
        end = _past_measure_word(view.text, end)
        coin, close = _coin_at(view, end)
        if not coin and (many or zeros) and view.lower.startswith("won", end):
            coin, close = "KRW", end + 3
        if coin:
            if view.text.startswith(_NOT_COUNTED, close):
                return None
            tenths = _tenths(view, close, view.text[end:close])
            return zeros, coin, close + len(tenths), _plain_digit(tenths)
        more, close = _scale_at(view, end)
        if not more:
            return None
        zeros += more
        end = close
    return None


def _past_measure_word(text: str, end: int) -> int:
    """Return the place behind spaces and a 个 or its like."""
    space = _SPACE.match(text, end)
    end = space.end() if space else end
    if text[end : end + 1] in _MEASURE_WORDS:
        end += 1 + (text[end + 1 : end + 2] == " ")
    return end


def _tenths(view: View, end: int, coin: str) -> str:
    """Return the 8 in 88块8 and the 五 in 三块五, "" when it is none of the coin's tenths."""
    digit = view.text[end : end + 1]
    following = view.text[end + 1 : end + 2]
    if coin not in _YUAN or not digit or following in _NO_TENTHS_BEFORE:
        return ""
    return digit if digit in _PLAIN_DIGITS or digit in DIGITS else ""


def _plain_digit(digit: str) -> str:
    return DIGITS.get(digit, digit)


def _coin_at(view: View, place: int) -> tuple[str, int]:
    """Return the coin named at a place and where its name ends, "" when there is none."""
    text = view.text
    first = text[place : place + 1]
    if first.isascii():
        return _latin_coin(view, place) if first.isalpha() or first == "$" else ("", place)
    longest = min(_LONGEST_HAN, len(text) - place)
    for length in range(longest, 0, -1):
        coin = COINS.get(view.lower[place : place + length])
        if coin and not _goes_on(text, place + length):
            return coin, place + length
    word = _WORD.match(view.lower, place)
    coin = COINS.get(word[0].rstrip(".")) if word else None
    return (coin, word.end() - word[0].endswith(".")) if coin and word else ("", place)


def _goes_on(text: str, end: int) -> bool:
    """Return whether a word in letters with cases goes on at a place; Chinese has none."""
    here, following = text[end - 1], text[end : end + 1]
    return here.lower() != here.upper() and following.lower() != following.upper()


def _latin_coin(view: View, place: int) -> tuple[str, int]:
    text = view.text
    word = _LETTERS.match(text, place)
    if word is None:  # a "$"
        ticker = _TICKER.match(text, place)
        return (ticker[1].upper(), ticker.end()) if ticker else ("USD", place + 1)
    end = word.end()
    coin = COINS.get(word[0].lower()) or CAPITAL_COINS.get(word[0])
    glued = text[end : end + 1]
    if coin and glued not in _PLAIN_DIGITS and not _goes_on(text, end):
        return coin, end
    name = _NAMED_TICKER.match(text, place) if word[0][:3].isupper() else None
    if name:
        return name[1], name.end()
    if glued.isascii():
        return "", place
    long = _WORD.match(view.lower, place)
    coin = COINS.get(long[0]) if long else None
    return (coin, long.end()) if coin and long else ("", place)


def _scale_at(view: View, place: int) -> tuple[int, int]:
    """Return how many zeros the word at a place stands for, and where it ends."""
    word = _WORD.match(view.lower, place)
    if word is None:
        return 0, place
    if word[0] in SCALES:
        return SCALES[word[0]], word.end()
    if word[0].rstrip(".") in SCALES:
        return SCALES[word[0].rstrip(".")], word.end()
    for length in (2, 1):  # "12kUSDT", "3万块"
        head = word[0][:length]
        if head in SCALES and (length == 1 or not head.isascii()):
            return SCALES[head], place + length
    return 0, place


def _currency_before(view: View, start: int) -> tuple[int, str] | None:
    """Return (start, coin) of a currency right before the figures."""
    end = start
    while end > max(0, start - 2) and view.text[end - 1] in _BETWEEN:
        end -= 1
    names = _BEFORE_BY_LAST.get(view.lower[end - 1]) if end else None
    if names is None or not view.lower.endswith(names, 0, end):
        return None
    for length in range(_LONGEST_BEFORE, 0, -1):
        place = end - length
        name = view.lower[max(0, place) : end]
        coin = BEFORE.get(name) if place >= 0 else None
        if coin is None or (name[0].isalpha() and place and _is_letter(view.text[place - 1])):
            continue
        if name in _IN_CAPITALS and view.text[place:end].islower() and not end < start:
            continue
        return place, coin
    return None


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _in_words(view: View, start: int, end: int) -> Found | None:
    """Return the amount a Chinese numeral and what follows it are."""
    word = view.text[start:end]
    after = _coin_after(view, end) if len(word) <= _LONGEST_NUMERAL else None
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
    return Found(start, end, Fact(type=FactType.AMOUNT, value=value, amount=amount, coin=coin))
