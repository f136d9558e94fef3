"""Figures as people write them in many countries, and Chinese numerals → plain decimals. Pure."""

from __future__ import annotations

_NUMERALS_OF = ("零〇", "一壹", "二两兩贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {c: str(n) for n, chars in enumerate(_NUMERALS_OF) for c in chars}
POWERS = {
    "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000, "万": 10_000,
    "萬": 10_000,
}  # fmt: skip
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")


def plain_figures(figures: str, *, hundredths: bool) -> str:
    """Return figures with a point for decimals and nothing between thousands.

    A single comma is a decimal comma unless exactly three digits follow: "150,00" but "25,000".
    A single point is a decimal point, but "1.000" is what other countries write for a thousand.

    Args:
        figures: digits, points, commas, apostrophes and spaces.
        hundredths: whether what is counted has two decimals at most, so that "1.500" is 1500.

    >>> plain_figures("1.234,56", hundredths=True), plain_figures("1.500", hundredths=False)
    ('1234.56', '1.500')
    """
    if figures.isdecimal():
        return figures
    figures = figures.translate(_SPACES)
    last = max(figures.rfind(","), figures.rfind("."))
    if last < 0:
        return figures
    mark, other = figures[last], "." if figures[last] == "," else ","
    whole, rest = figures[:last], figures[last + 1 :]
    if other in whole:
        return f"{whole.replace(other, '')}.{rest}"
    thousands = len(rest) == 3 and 0 < len(whole) <= 3 and whole[0] != "0"
    if mark in whole or (thousands and (mark == "," or hundredths or rest == "000")):
        return figures.replace(mark, "")
    return f"{whole}.{rest}"


def shifted(number: str, zeros: int) -> str:
    """Return a decimal number times a power of ten, as plain text.

    >>> shifted("1.5", 3), shifted(".15", 0)
    ('1500', '0.15')
    """
    whole, _, part = number.partition(".")
    part = part.ljust(zeros, "0")
    whole, part = (whole + part[:zeros]).lstrip("0") or "0", part[zeros:]
    return f"{whole}.{part}" if part else whole


def chinese_number(word: str) -> str:
    """Return the value of a Chinese numeral up to 千万, "" when it is none.

    >>> chinese_number("三千"), chinese_number("一万二"), chinese_number("百千")
    ('3000', '12000', '')
    """
    total = section = digit = 0
    last_power = 1
    for char in word:
        if char in DIGITS:
            digit = int(DIGITS[char])
            continue
        power = POWERS[char]
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
    return str(value) if value else ""
