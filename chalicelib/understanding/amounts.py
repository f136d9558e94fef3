"""Amounts with their coin or currency, as people write them in English and Chinese.

An amount is a number with a coin after it ("0.5 ETH", "12k USDT", "3个以太坊", "88块8", "三千块")
or a currency before it ("$20", "USD 50", "港币800元"). A number alone is none. All patterns are
bounded, so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from chalicelib.understanding.findings import Fact, FactType

_MOST_LOOKED_AT = 600
"""A text with more numbers than this is a table; nobody's question needs the rest."""

_TICKERS = tuple(
    """
    BTC ETH USDT USDC BUSD FDUSD TUSD PYUSD DAI BNB TRX MATIC POL AVAX DOGE SHIB XRP LTC BCH ETC
    XLM XMR FIL ICP APT SUI ARB WBTC WETH STETH UNI AAVE CRO HBAR VET ALGO EGLD FTM KAS XTZ EOS
    USD EUR GBP CNY RMB CNH JPY KRW HKD TWD NTD SGD AUD CAD CHF INR RUB BRL TRY VND IDR THB MYR
    PHP MXN AED NGN UAH PLN
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
# Words of everyday English too: taken for coins in capitals only (or as "Dogs", capitalised).
_TICKERS_IN_CAPITALS = tuple(
    """
    SOL TON ADA DOT ATOM NEAR LINK OP BASE CAKE SAND APE PEPE FLOKI BONK DOGS NOT WIF GAS KEY ONE
    CORE FLOW RUNE GMT SUN WIN JST INJ SEI TIA JUP LUNA USTC PI
    """.split()  # noqa: SIM905 — as above
)
# Any other spelling → the coin. Latin keys are matched whatever their case.
_NAMES = {
    "u": "USDT", "泰达币": "USDT", "泰達幣": "USDT", "tether": "USDT",
    "以太坊": "ETH", "以太币": "ETH", "以太幣": "ETH", "以太": "ETH", "ether": "ETH",
    "ethers": "ETH", "ethereum": "ETH", "比特币": "BTC", "比特幣": "BTC", "大饼": "BTC",
    "bitcoin": "BTC", "bitcoins": "BTC", "波场币": "TRX", "波場幣": "TRX", "狗狗币": "DOGE",
    "狗狗幣": "DOGE", "dogecoin": "DOGE", "莱特币": "LTC", "萊特幣": "LTC", "litecoin": "LTC",
    "瑞波币": "XRP", "瑞波幣": "XRP", "solana": "SOL", "toncoin": "TON", "cardano": "ADA",
    "rmb": "CNY", "cnh": "CNY", "ntd": "TWD", "人民币": "CNY", "人民幣": "CNY", "元": "CNY",
    "块钱": "CNY", "块": "CNY", "塊錢": "CNY", "塊": "CNY", "圆": "CNY", "yuan": "CNY",
    "美元": "USD", "美金": "USD", "刀": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD",
    "欧元": "EUR", "歐元": "EUR", "euro": "EUR", "euros": "EUR", "英镑": "GBP", "英鎊": "GBP",
    "pounds": "GBP", "港币": "HKD", "港幣": "HKD", "港元": "HKD", "台币": "TWD", "台幣": "TWD",
    "新台币": "TWD", "新台幣": "TWD", "新币": "SGD", "日元": "JPY", "日圆": "JPY", "円": "JPY",
    "yen": "JPY", "韩元": "KRW", "韓元": "KRW", "卢布": "RUB", "руб": "RUB", "рублей": "RUB",
    "рубля": "RUB", "reais": "BRL", "rupees": "INR", "lira": "TRY", "đồng": "VND", "원": "KRW",
    "€": "EUR", "£": "GBP", "₽": "RUB", "₺": "TRY", "₫": "VND", "₹": "INR", "₩": "KRW", "$": "USD",
}  # fmt: skip
_BEFORE = {
    "us$": "USD", "hk$": "HKD", "nt$": "TWD", "r$": "BRL", "a$": "AUD", "c$": "CAD", "s$": "SGD",
    "$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP", "₽": "RUB", "₩": "KRW",
    "₹": "INR", "₺": "TRY", "₫": "VND", "฿": "THB", "人民币": "CNY", "人民幣": "CNY",
    "美元": "USD", "美金": "USD", "港币": "HKD", "港幣": "HKD", "台币": "TWD", "台幣": "TWD",
    "欧元": "EUR", "歐元": "EUR", "日元": "JPY", "usd": "USD", "eur": "EUR", "gbp": "GBP",
    "rmb": "CNY", "cny": "CNY", "hkd": "HKD", "twd": "TWD", "jpy": "JPY", "sgd": "SGD",
    "aud": "AUD", "usdt": "USDT", "usdc": "USDC",
}  # fmt: skip
_ZEROS = {
    "k": 3, "w": 4, "m": 6, "百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "十萬": 5, "百万": 6,
    "百萬": 6, "千万": 7, "千萬": 7, "亿": 8, "億": 8, "million": 6, "thousand": 3,
}  # fmt: skip
_NUMERALS_OF = ("零〇", "一壹", "二两兩贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {c: str(n) for n, chars in enumerate(_NUMERALS_OF) for c in chars}
_POWERS = {"十": 10, "拾": 10, "百": 100, "千": 1_000, "万": 10_000, "萬": 10_000}


def _any_of(words: Iterable[str]) -> str:
    """Return an alternation, the longest first, since the first that fits is taken."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_END = r"(?![A-Za-z0-9])"
_COIN = (
    rf"(?:(?i:({_any_of([*_TICKERS, *(n for n in _NAMES if n.isascii() and n.isalpha())])})){_END}"
    rf"|({_any_of([*_TICKERS_IN_CAPITALS, *(t.capitalize() for t in _TICKERS_IN_CAPITALS)])}){_END}"
    rf"|({_any_of([n for n in _NAMES if not (n.isascii() and n.isalpha())])}))"
)
_SCALE = rf"(?:\s?(?i:({_any_of(_ZEROS)}))(?=[^A-Za-z]|(?:\s?{_COIN})))?"
_FIRST = re.compile(r"[0-9]|\.(?=[0-9])")
_NUMBER = re.compile(
    r"[0-9]{1,3}(?:[, ][0-9]{3}){1,5}(?:\.[0-9]{1,18})?(?![0-9])"
    r"|[0-9]{1,18}(?:[.,][0-9]{1,18})?"
    r"|\.[0-9]{1,18}"
)
_REST = re.compile(r"[0-9A-Za-z_]*")
_GLUED = re.compile(r"[0-9A-Za-z.,_]$|[A-Za-z]-$")
_AFTER = re.compile(rf"{_SCALE}\s?[个個枚颗]?\s?{_COIN}([0-9](?![0-9.]))?")
_SCALE_ONLY = re.compile(rf"(?i:({_any_of(_ZEROS)}))(?![A-Za-z])")
_CURRENCY_BEFORE = re.compile(rf"(?<![A-Za-z])(?i:({_any_of(_BEFORE)}))[\s:：]?$")
_MAY_BE_CURRENCY = re.compile(
    rf"[{re.escape(''.join({name[-1] for name in _BEFORE}))}DRPYTC][\s:：]?$"
)
_LONGEST_BEFORE = 7
_LONGEST_AFTER = 24
_NUMERALS = re.compile(rf"[{''.join(_DIGITS)}{''.join(_POWERS)}]++")
_LONGEST_NUMERAL = 12


def find_amounts(text: str) -> Iterator[tuple[int, int, Fact]]:
    """Yield (start, end, fact) for each amount in a text, in no particular order."""
    for found in _figures(text):
        amount = _amount_at(text, found)
        if amount is not None:
            yield amount
    if not text.isascii():
        numerals = islice(_NUMERALS.finditer(text), _MOST_LOOKED_AT)
        for found in numerals:
            yield from _in_words(text, found)


def _figures(text: str) -> Iterator[re.Match[str]]:
    """Yield every number that is not part of a word, a version or a longer number."""
    position = 0
    for _ in range(_MOST_LOOKED_AT):
        first = _FIRST.search(text, position)
        if first is None:
            return
        found = _NUMBER.match(text, first.start())
        rest = _REST.match(text, found.end() if found else first.end())
        position = rest.end() if rest else first.end()
        if found and not _GLUED.search(text[max(0, found.start() - 2) : found.start()]):
            yield found


def _in_words(text: str, found: re.Match[str]) -> Iterator[tuple[int, int, Fact]]:
    after = _AFTER.match(text[found.end() : found.end() + _LONGEST_AFTER])
    if after is None or not 2 <= len(found[0]) <= _LONGEST_NUMERAL:
        return
    number = _chinese_number(found[0])
    if number:
        end = found.end() + after.end()
        coin = after[_LAST - 3] or after[_LAST - 2] or after[_LAST - 1]
        number = _shifted(number, _ZEROS.get((after[1] or "").lower(), 0))
        yield found.start(), end, _fact(text[found.start() : end], number, _coin_of(coin))


def _amount_at(text: str, found: re.Match[str]) -> tuple[int, int, Fact] | None:
    """Return the amount whose figures stand at `found`, or None for a number without a coin."""
    start, end = found.span()
    figures = found[0]
    after = _AFTER.match(text[end : end + _LONGEST_AFTER])
    ahead = text[max(0, start - _LONGEST_BEFORE) : start]
    before = _CURRENCY_BEFORE.search(ahead) if _MAY_BE_CURRENCY.search(ahead) else None
    if after is None and before is None and " " in figures:
        return None
    zeros = 0
    if after is not None:
        zeros = _ZEROS.get((after[1] or "").lower(), 0)
        coin = _coin_of(after[_LAST - 3] or after[_LAST - 2] or after[_LAST - 1])
        figures += _tenths(figures, after)
        end += after.end()
    elif before is not None:
        scale = _SCALE_ONLY.match(text[end : end + 8])
        if scale:
            zeros = _ZEROS[scale[1].lower()]
            end += scale.end()
    else:
        return None
    if before is not None:
        coin = _BEFORE[before[1].lower()]
        start -= len(before[0])
    return start, end, _fact(text[start:end], _shifted(_plain(figures), zeros), coin)


_LAST = _AFTER.groups


def _tenths(figures: str, after: re.Match[str]) -> str:
    """Return ".8" for the 8 in 88块8, "" when the digit behind the coin is none of its tenths."""
    coin = after[_LAST - 1]
    return (
        f".{after[_LAST]}" if after[_LAST] and coin in ("块", "塊") and "." not in figures else ""
    )


def _fact(value: str, amount: str, coin: str) -> Fact:
    return Fact(type=FactType.AMOUNT, value=value.strip(), amount=amount, coin=coin)


def _coin_of(word: str) -> str:
    return _NAMES.get(word.lower(), word.upper())


def _plain(figures: str) -> str:
    """Return figures with a point for decimals and nothing between thousands.

    A single comma is a decimal comma unless exactly three digits follow: "150,00" but "25,000".
    """
    figures = figures.replace(" ", "")
    whole, comma, rest = figures.rpartition(",")
    if comma and "." not in figures and "," not in whole and len(rest) != 3:
        figures = f"{whole}.{rest}"
    return figures.replace(",", "")


def _shifted(number: str, zeros: int) -> str:
    """Return a decimal number times a power of ten, as plain text.

    >>> _shifted("1.5", 3), _shifted(".15", 0)
    ('1500', '0.15')
    """
    whole, _, part = number.partition(".")
    part = part.ljust(zeros, "0")
    whole, part = (whole + part[:zeros]).lstrip("0") or "0", part[zeros:]
    return f"{whole}.{part}" if part else whole


def _chinese_number(word: str) -> str:
    """Return the value of a Chinese numeral up to 千万, "" when it is none.

    >>> _chinese_number("三千"), _chinese_number("一万二"), _chinese_number("百千")
    ('3000', '12000', '')
    """
    total = section = digit = 0
    last_power = 1
    for char in word:
        if char in _DIGITS:
            digit = int(_DIGITS[char])
            continue
        power = _POWERS[char]
        if digit == 0 and (power != 10 or section) and power < 10_000:
            return ""
        if power == 10_000:
            total, section = (total + section + digit) * power, 0
        else:
            section += (digit or 1) * power
        digit, last_power = 0, power
    if digit and last_power >= 100 and "零" not in word and "〇" not in word:
        digit *= last_power // 10  # 一万二 is 12,000, 三百五 is 350
    value = total + section + digit
    return str(value) if last_power > 1 and value else ""
