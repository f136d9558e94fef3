"""Order and tracking numbers, app versions, operating systems: what a cue word introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.ticket_number import parse_number
from chalicelib.understanding.findings import Fact, FactType

_MOST_LOOKED_AT = 300
_NUMBER_WORD = r"(?: ?-?(?:no|num|number|nr|id|ref|code|numero|número)\b\.?)?"
_TO_VALUE = r"[\s:：=#№是为為]{0,4}$"

_TRACKING_CUE = re.compile(
    r"(?:tracking" + _NUMBER_WORD + r"|waybill" + _NUMBER_WORD + r"|(?:快递|快遞|物流|运|運)"
    r"[单單]?[号號]?)" + _TO_VALUE
)
_ORDER_CUE = re.compile(
    r"(?:(?:\b(?:order|ticket|case|invoice|reference|booking|receipt|payment|purchase|pedido|"
    r"orden|commande|bestell(?:ung|nummer)?|rechnung|siparis|sipariş)|заказ\w?)"
    + _NUMBER_WORD
    + r"|(?:[订訂][单單]|工[单單]|支付|付款|交易|[单單]|流水|案件|[编編])[号號编編码碼]{1,2}"
    + r"|[订訂][单單])"
    + _TO_VALUE
)
_HASH_SIGN = re.compile(r"(?:^|[\s(（,，:：一-鿿])#$")
_VERSION_CUE = re.compile(
    r"(?:\bversion|\bver\.?|\bv|\bapp|\bextension|\bdesktop|\bwallet|\bbuild|\bclient|版本[号號]?|"
    r"[钱錢]包|更新到|更新至|升级到|升級到|客户端|插件)[\s:：是为為v]{0,3}$"
)
_VERSION_AFTER = re.compile(r"\s?(?:版|version)")
_LOOK_BACK = 28

_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,60}[A-Za-z0-9])?")
_FIRST_DIGIT = re.compile(r"[0-9]")
_WORD_BEFORE = re.compile(r"[A-Za-z0-9.-]{0,40}$")
_VERSION = re.compile(r"v?([0-9]{1,4}(?:\.[0-9]{1,6}){1,3})", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)[0-9]{2}[-.][0-9]{1,2}[-.][0-9]{1,2}")
_REFERENCE = re.compile(r"[A-Za-z0-9-]{4,40}")
_SYSTEMS = tuple(
    """
    ios ipados android windows macos harmonyos ubuntu debian fedora linux hyperos miui emui coloros
    originos 安卓 鸿蒙 鴻蒙
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
_MOST = 20  # times one system is looked at
_SYSTEM_VERSION = re.compile(r"(?:\s?(?:系统|系統))?\s?[0-9]{1,4}(?:\.[0-9]{1,5}){0,3}")


def find_references(
    text: str, lower: str, words: frozenset[str]
) -> Iterator[tuple[int, int, Fact]]:
    """Yield (start, end, fact) in no particular order.

    `lower` is the text in lower case, `words` its ASCII words.
    """
    stems = {word.rstrip("0123456789") for word in words}  # "ios17"
    named = [name for name in _SYSTEMS if name in stems or not (name.isascii() or text.isascii())]
    systems = [found for name in named for found in islice(_systems(name, text, lower), _MOST)]
    yield from systems
    ends = {end for _, end, _ in systems}  # a system's version is not the app's
    for start, end in islice(_tokens_with_digit(text), _MOST_LOOKED_AT):
        if end in ends:
            continue
        found = _referred(text[start:end], lower[max(0, start - _LOOK_BACK) : start])
        found = found or _versioned(text[start:end], lower, start, end)
        if found is not None:
            yield start, end, found


def _tokens_with_digit(text: str) -> Iterator[tuple[int, int]]:
    """Yield where tokens of ASCII letters, digits, points and hyphens with a digit stand."""
    if not any(map(text.__contains__, "0123456789")):  # ten quick looks spare a slow pass
        return
    position = 0
    while first := _FIRST_DIGIT.search(text, position):
        before = _WORD_BEFORE.search(text, max(position, first.start() - 41), first.start())
        start = before.start() if before else first.start()
        while text[start] in "-.":
            start += 1
        token = _TOKEN.match(text, start)
        position = max(token.end() if token else 0, first.end())
        if token:
            yield token.span()


def _referred(token: str, before: str) -> Fact | None:
    """Return the order or tracking number a token is, going by the words before it."""
    if not _is_reference(token):
        return None
    if _TRACKING_CUE.search(before):
        return Fact(type=FactType.TRACKING_NO, value=token)
    if _ORDER_CUE.search(before) or (_HASH_SIGN.search(before) and token.isdigit()):
        return Fact(type=FactType.ORDER_NO, value=token)
    return None


def _is_reference(token: str) -> bool:
    """Return whether a token can be an order number: none of our own tickets, nor a date."""
    return (
        _REFERENCE.fullmatch(token) is not None
        and sum(c.isdigit() for c in token) >= 3
        and not token.lower().startswith("0x")
        and not _DATE.match(token)
        and parse_number(token) is None
    )


def _versioned(token: str, lower: str, start: int, end: int) -> Fact | None:
    version = _VERSION.fullmatch(token)
    if version is None or _DATE.match(version[1]):
        return None
    told = (
        len(version[1]) < len(token)  # v1.2
        or _VERSION_CUE.search(lower[max(0, start - _LOOK_BACK) : start])
        or _VERSION_AFTER.match(lower[end : end + 10])
    )
    return Fact(type=FactType.APP_VERSION, value=version[1]) if told else None


def _systems(name: str, text: str, lower: str) -> Iterator[tuple[int, int, Fact]]:
    """Yield where an operating system is named, with its version when it follows."""
    end = 0
    while (start := lower.find(name, end)) >= 0:
        end = start + len(name)
        if _is_word(lower, start - 1):
            continue
        version = _SYSTEM_VERSION.match(lower[end : end + 24])
        if version is None and _is_word(lower, end):
            continue
        end += version.end() if version else 0
        yield start, end, Fact(type=FactType.OS, value=text[start:end].strip())


def _is_word(text: str, place: int) -> bool:
    """Return whether an ASCII letter or digit stands at a place; outside the text none does."""
    return 0 <= place < len(text) and text[place].isascii() and text[place].isalnum()
