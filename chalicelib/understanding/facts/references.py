"""Order and tracking numbers: what a cue word introduces, and what its carrier's digits prove."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chalicelib.ticket_number import parse_number
from chalicelib.understanding.facts.carriers import is_parcel, is_shop_order
from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.reference_words import (
    HAN_ORDER,
    HAN_TRACKING,
    LINKING_WORDS,
    NUMBER_WORDS,
    ORDER_WORDS,
    TRACKING_WORDS,
)
from chalicelib.understanding.facts.view import View
from chalicelib.understanding.findings import FactType

_LOOK_BACK = 40
_FEWEST_DIGITS = 3
_SHORTEST = 4
_LONGEST = 40
_SHORTEST_KNOWN = 12
"""No carrier's and no shop's number is shorter."""
_LENGTHS_OF_OURS = (10, 11)
_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,60}[A-Za-z0-9])?")
_BEFORE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_DATE = re.compile(r"(?:19|20)[0-9]{2}[-.][0-9]{1,2}[-.][0-9]{1,2}")
_QUIET = " \t:：=#＃№是为為(（[【“\"'*"
_WORDS = re.compile(r"[^\s:：,，;；()（）\"“”]+")
_HASH_SIGN = re.compile(r"(?:^|[\s(（,，:：一-鿿])#$")
_LAST_WORDS = 4


def find_references(view: View, runs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Yield order and tracking numbers in the order they stand."""
    text = view.text
    position = 0
    for start, end in runs:
        if start < position:
            continue
        short = end - start < _SHORTEST
        if short and text[end : end + 1] not in _BEFORE and text[start - 1 : start] not in _BEFORE:
            continue
        token = _token_at(text, start, position)
        position = max(end, token[1])
        type_ = _referred(view, *token)
        if type_ is not None:
            yield Found(*token, type_, text[slice(*token)])


def _token_at(text: str, start: int, position: int) -> tuple[int, int]:
    """Return where the token of letters, digits and hyphens around a digit stands."""
    lowest = max(position, start - _LONGEST)
    while start > lowest and text[start - 1] in _BEFORE:
        start -= 1
    while text[start] in "-_":
        start += 1
    token = _TOKEN.match(text, start)
    return start, token.end() if token else start


def _referred(view: View, start: int, end: int) -> FactType | None:
    """Return what number a token is: by its own shape, or by the words before it."""
    token = view.text[start:end]
    if not _SHORTEST <= len(token) <= _LONGEST or not _is_reference(token):
        return None
    if view.text[end : end + 1] == "." and view.text[end + 1 : end + 2].isdigit():
        return None
    if len(token) >= _SHORTEST_KNOWN and is_parcel(token):
        return FactType.TRACKING_NO
    if len(token) >= _SHORTEST_KNOWN and is_shop_order(token):
        return FactType.ORDER_NO
    before = view.lower[max(0, start - _LOOK_BACK) : start]
    if before.endswith((".", "/", "@", "+")) and not before.endswith(("no.", "nr.", "ref.")):
        return None
    called = _called(before)
    if called is None and before.endswith("#") and token.isdigit() and _HASH_SIGN.search(before):
        return FactType.ORDER_NO
    return called


def _is_reference(token: str) -> bool:
    """Return whether a token can be an order number: none of our own tickets, nor a date."""
    return (
        sum(map(str.isdigit, token)) >= _FEWEST_DIGITS
        and not token.lower().startswith("0x")
        and not _DATE.match(token)
        and (len(token) not in _LENGTHS_OF_OURS or parse_number(token) is None)
    )


def _called(before: str) -> FactType | None:
    """Return what the words before a number call it."""
    before = before.rstrip(_QUIET)
    if not before:
        return None
    if not before.isascii():
        for verb in ("は", "が", "は、", "은", "는", "이", "가"):
            before = before.removesuffix(verb)
        if before.endswith(HAN_TRACKING):
            return FactType.TRACKING_NO
        if before.endswith(HAN_ORDER):
            return FactType.ORDER_NO
    return _called_in_letters(_WORDS.findall(before)[-_LAST_WORDS:])


def _called_in_letters(words: list[str]) -> FactType | None:
    """Return what the last words call a number: "order", "order no.", "number of the order"."""
    while words and words[-1].strip("#*-.") in LINKING_WORDS:
        words.pop()
    while len(words) > 1 and words[-1].strip("-#*") in NUMBER_WORDS:
        words.pop()
    if not words:
        return None
    if words[-2:] == ["đơn", "hàng"]:
        return FactType.ORDER_NO
    last = words[-1].rstrip(".#*-").removesuffix("'s")
    last = last.rpartition("/")[2]
    previous = words[-2] if len(words) > 1 else ""
    head, _, tail = last.partition("-")
    if tail in NUMBER_WORDS:  # "tracking-no", "трек-номер"
        last = head
    if last in TRACKING_WORDS or previous == "vận":
        return FactType.TRACKING_NO
    return FactType.ORDER_NO if last in ORDER_WORDS else None
