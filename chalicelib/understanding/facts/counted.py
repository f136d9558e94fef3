"""What is counted: the scale and the coin behind figures, or the currency before them. Pure.

What stands there is looked up word by word, so the time is linear.
"""

from __future__ import annotations

import re
import string

from chalicelib.understanding.facts.coins import BEFORE, CAPITAL_COINS, COINS, SCALES
from chalicelib.understanding.facts.numerals import DIGITS, POWERS
from chalicelib.understanding.facts.view import View

SPACES = " \u00a0\u202f\u2009"
_WORD = re.compile(r"[^\W\d_]+\.?")
_WORD_BEHIND = re.compile(rf"[{SPACES}]{{0,2}}([A-Za-zđĐ]+)")
_LETTERS = re.compile(r"[A-Za-zđĐ]+")
_ANY_SPACE = frozenset(SPACES)
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
_BY_FIRST = {
    name[0]: tuple(
        sorted(
            (other for other in COINS if other[0] == name[0] and len(other) <= _LONGEST_HAN),
            key=len,
            reverse=True,
        )
    )
    for name in COINS
    if not name[0].isascii()
}
_SCALE_FIRSTS = frozenset(name[0] for name in SCALES)
ENDS_BEFORE = frozenset((*_BEFORE_BY_LAST, *f"{SPACES}:："))
"""What may stand right before figures when a currency stands before them."""
_IN_CAPITALS = frozenset(("php", "cad", "inr", "rp", "rs", "rs."))
_YUAN = ("块", "塊")
PLAIN_DIGITS = frozenset("0123456789")
_NO_TENTHS_BEFORE = frozenset((*PLAIN_DIGITS, ".", *DIGITS, *POWERS, *_MEASURE_WORDS, "次", "天"))
_NOT_COUNTED = (
    *("地址", "钱包", "錢包", "网络", "網路", "链", "鏈", "主网", "主網", "账户", "账号", "帐号"),
    *("交易", "节点", "合约", "浏览器"),
)
"""Three of 以太坊地址 are three addresses, not three coins."""
_SHORT = 2
_MOST_SCALES = 3
_SHORTEST_TICKER = 3
_BETWEEN = frozenset(f"{SPACES}:：")
_NO_LETTERS = frozenset(("", *string.whitespace, *string.punctuation))
FIRSTS_BEHIND = frozenset(
    (
        *(name[0] for name in (*COINS, *SCALES)),
        *(name[0].upper() for name in (*COINS, *SCALES)),
        *("$", *_MEASURE_WORDS, *SPACES, *string.ascii_letters),
    )
)
"""What may stand right behind figures, or behind a space."""


def coin_after(view: View, end: int) -> tuple[int, str, int, str] | None:
    """Return (zeros, coin, end, tenths) of what follows the figures, None without a coin."""
    word = _WORD_BEHIND.match(view.text, end)
    following = view.text[word.end() : word.end() + 1] if word else ""
    if word is None or not following.isascii() or following in PLAIN_DIGITS:
        return _counted_after(view, end)
    coin = COINS.get(word[1].lower()) or CAPITAL_COINS.get(word[1])
    if coin:
        return 0, coin, word.end(), ""
    return _counted_after(view, end) if _may_be_counted(word[1]) else None


def _may_be_counted(word: str) -> bool:
    """Return whether a word in Latin letters may be a scale, a ticker, or both ("kUSDT")."""
    for begun in range(_MOST_SCALES):
        rest = word[begun:]
        lower = rest.lower()
        if lower in COINS or lower in SCALES or rest in CAPITAL_COINS:
            return True
        if len(rest) >= _SHORTEST_TICKER and rest[:_SHORTEST_TICKER].isupper():
            return True
        if lower[:1] not in SCALES:
            return False
        if lower.startswith("won"):
            return True
    return False


def _counted_after(view: View, end: int) -> tuple[int, str, int, str] | None:
    zeros = 0
    many = view.text.endswith("000", 0, end)  # "50,000 won", and not "3 won games"
    for _ in range(_MOST_SCALES):  # a scale, another one ("百" "万"), and the coin
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


def scale_after(view: View, end: int) -> tuple[int, int]:
    """Return (zeros, end) of what stands behind the figures of "$3k" and "$3 million"."""
    spaced = view.text[end : end + 1] == " "
    word = _WORD.match(view.lower, end + spaced)
    if word is None or word[0] not in SCALES or (spaced and len(word[0]) <= _SHORT):
        return 0, end
    return SCALES[word[0]], word.end()


def currency_before(view: View, start: int) -> tuple[int, str] | None:
    """Return (start, coin) of a currency right before the figures."""
    lower = view.lower
    end = start
    last = lower[end - 1 : end]
    while last in _BETWEEN and end > start - 2:
        end -= 1
        last = lower[end - 1 : end]
    names = _BEFORE_BY_LAST.get(last)
    if names is None or not lower.endswith(names, 0, end):
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


def _past_measure_word(text: str, end: int) -> int:
    """Return the place behind spaces and a 个 or its like."""
    following = text[end : end + 1]
    if following in _ANY_SPACE:
        end += 1
        end += text[end : end + 1] in _ANY_SPACE
        following = text[end : end + 1]
    if following in _MEASURE_WORDS:
        end += 1 + (text[end + 1 : end + 2] == " ")
    return end


def _tenths(view: View, end: int, coin: str) -> str:
    """Return the 8 in 88块8 and the 五 in 三块五, "" when it is none of the coin's tenths."""
    digit = view.text[end : end + 1]
    following = view.text[end + 1 : end + 2]
    if coin not in _YUAN or not digit or following in _NO_TENTHS_BEFORE:
        return ""
    return digit if digit in PLAIN_DIGITS or digit in DIGITS else ""


def _plain_digit(digit: str) -> str:
    return DIGITS.get(digit, digit)


def _coin_at(view: View, place: int) -> tuple[str, int]:
    """Return the coin named at a place and where its name ends, "" when there is none."""
    text = view.text
    first = text[place : place + 1]
    if first.isascii():
        return _latin_coin(view, place) if first.isalpha() or first == "$" else ("", place)
    names = _BY_FIRST.get(view.lower[place : place + 1])
    if names is None:
        return "", place
    for name in names:
        if view.lower.startswith(name, place) and not _goes_on(text, place + len(name)):
            return COINS[name], place + len(name)
    word = _WORD.match(view.lower, place)
    coin = COINS.get(word[0].rstrip(".")) if word else None
    return (coin, word.end() - word[0].endswith(".")) if coin and word else ("", place)


def _goes_on(text: str, end: int) -> bool:
    """Return whether a word in letters with cases goes on at a place; Chinese has none."""
    here, following = text[end - 1], text[end : end + 1]
    if following in _NO_LETTERS:
        return False
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
    if coin and glued not in PLAIN_DIGITS and not _goes_on(text, end):
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
    if view.lower[place : place + 1] not in _SCALE_FIRSTS:
        return 0, place
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


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
