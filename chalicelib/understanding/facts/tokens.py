"""Addresses and hashes among the long words of a text, whole or broken over two lines. Pure."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from chalicelib.understanding.facts.bech32 import cashaddr
from chalicelib.understanding.facts.crc_forms import ton, ton_hash
from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.recognise import recognise
from chalicelib.understanding.facts.recognised import LONGEST, Recognised, Shape
from chalicelib.understanding.facts.surroundings import Surroundings
from chalicelib.understanding.facts.view import View, is_word_at
from chalicelib.understanding.findings import FactType

_MOST_ADDRESSES = 20
_MOST_OTHERS = 80  # hashes, and what may be keys
_SHORTEST = 26
_CASH_PREFIX = "bitcoincash:"
_RAW_TON = re.compile(r"(?<![0-9A-Za-z:])(?:0|-1):$")
_HEX_LINE = 60  # a line that a mail client broke is at least so long
_BREAK_AFTER = re.compile(r"[ \t]{0,4}=?\r?\n[ \t>|]{0,8}")
_TO_BREAK = 7  # characters to the break itself
_PIECE = re.compile(r"[0-9A-Za-z_-]{1,130}")
_WORD_CHARACTERS = f"{string.ascii_letters}{string.digits}-_"
_TON_STARTS = ("EQ", "UQ")
_TON_LENGTH = 48
_MOST_SLASHES = 3  # more of them are a path
_TON_HASH_LENGTH = 44
_LONGEST_BREAK = 15
_BASE64 = re.compile(r"[0-9A-Za-z_+/-]*")
_MOST_LOOKED_AT = 100
_MOST_LOOKS = 2  # places of one value that are read: another may tell its chain


def find_tokens(view: View, around: Surroundings) -> Iterator[Found]:
    """Yield addresses and hashes; what may be a key is none."""
    yield from _broken(view, around)
    yield from _in_base64(view)
    yield from _hashes_in_base64(view, around)
    seen = _seen(view, around)
    looks: dict[str, int] = {}
    for start, end in view.long:
        value = view.text[start:end]
        if value in seen and looks.setdefault(value, _MOST_LOOKS) > 0:
            looks[value] -= 1
            place = _at(view, start, end, seen, around)
            if place is not None:
                yield place


def _seen(view: View, around: Surroundings) -> dict[str, Recognised | None]:
    """Return what each long word is, at most 20 addresses: their checksums cost the most."""
    seen: dict[str, Recognised | None] = {}
    addresses = others = 0
    for start, end in view.long:
        value = view.text[start:end]
        if not _SHORTEST <= end - start <= LONGEST or value in seen:
            continue
        recognised = seen[value] = recognise(value)
        if recognised is None:
            continue
        if recognised.shape is Shape.ADDRESS:
            addresses += 1
            around.note(recognised.chain)
        else:
            others += 1
        if addresses >= _MOST_ADDRESSES or others >= _MOST_OTHERS:
            break
    return seen


def _at(
    view: View, start: int, end: int, seen: dict[str, Recognised | None], around: Surroundings
) -> Found | None:
    """Return the fact a long word is."""
    text = view.text
    if text[max(0, start - len(_CASH_PREFIX)) : start].lower() == _CASH_PREFIX:
        recognised = cashaddr(text[start:end], prefixed=True)
        start -= len(_CASH_PREFIX) if recognised else 0
    else:
        recognised = _remembered(text[start:end], seen)
    if recognised is None:  # emphasis and dashes touch a token; TON's own end in them
        value = text[start:end].strip("_-")
        start += len(text[start:end]) - len(text[start:end].lstrip("_-"))
        end = start + len(value)
        recognised = _remembered(value, seen)
    if recognised is None:
        return None
    bare = recognised.shape is Shape.HEX_BARE
    raw = _RAW_TON.search(text[max(0, start - 3) : start]) if bare else None
    if raw is None:
        return around.judge(text[start:end], recognised, start, end)
    if around.may_be_key(start, end):
        return None
    begin = start - len(raw[0])
    return Found(begin, end, FactType.ADDRESS, text[begin:end], chain="ton", valid=True)


def _remembered(value: str, seen: dict[str, Recognised | None]) -> Recognised | None:
    if value not in seen:
        seen[value] = recognise(value)
    return seen[value]


def _broken(view: View, around: Surroundings) -> Iterator[Found]:
    """Yield what a line break cut in two, if both halves together are right."""
    if "\n" not in view.text:
        return
    left = _MOST_ADDRESSES
    for start, end in view.long[:_MOST_LOOKED_AT]:
        if "\n" not in view.text[max(0, start - LONGEST) : end + _TO_BREAK]:
            continue
        for first, (begin, close) in _halves(view.text, start, end):
            whole = view.text[first[0] : first[1]] + view.text[begin:close]
            recognised = recognise(whole) if left else None
            left -= recognised is not None
            if recognised is None or not _holds(view.text, first, (begin, close), recognised):
                continue
            told = around.judge(whole, recognised, first[0], close)
            if told is not None:
                yield told


def _halves(text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield a word and the one on the next line, and the one on the line before and it."""
    after = _BREAK_AFTER.match(text, end) if "\n" in text[end : end + _TO_BREAK] else None
    next_piece = _PIECE.match(text, after.end()) if after else None
    if next_piece:
        yield (start, end), next_piece.span()
    ahead = text[max(0, start - LONGEST) : start].rstrip(" \t>|")
    if not ahead.endswith("\n"):
        return
    line = ahead.removesuffix("\n").rstrip("\r= \t")
    word = len(line) - len(line.rstrip(_WORD_CHARACTERS))
    if word:
        close = max(0, start - LONGEST) + len(line)
        yield (close - word, close), (start, end)


def _holds(text: str, first: tuple[int, int], second: tuple[int, int], whole: Recognised) -> bool:
    """Return whether two halves belong together: a checksum or the count of digits says so."""
    halves = (recognise(text[slice(*first)]), recognise(text[slice(*second)]))
    for half in halves:
        if half is not None and half.valid and (half.checked or not whole.checked):
            return False
    if whole.shape is Shape.HEX_BARE:
        return first[1] - (text.rfind("\n", 0, first[0]) + 1) >= _HEX_LINE
    return whole.valid and (whole.checked or whole.shape is not Shape.BASE58_32)


def _in_base64(view: View) -> Iterator[Found]:
    """Yield TON addresses in the other alphabet, which has "+" and "/" in it."""
    if "+" not in view.text and "/" not in view.text:
        return
    for opening in _TON_STARTS:
        place = view.text.find(opening)
        for _ in range(_MOST_LOOKED_AT):
            if place < 0:
                break
            if not is_word_at(view.text, place - 1):
                yield from _ton_at(view.text, place)
            place = view.text.find(opening, place + 1)


def _ton_at(text: str, place: int) -> Iterator[Found]:
    """Yield the address at a place, on one line or, if it is right, on two."""
    window = text[place : place + _TON_LENGTH + _LONGEST_BREAK]
    whole = _BREAK_AFTER.sub("", window, count=1) if "\n" in window[:_TON_LENGTH] else window
    value = whole[:_TON_LENGTH]
    end = place + _TON_LENGTH + len(window) - len(whole)
    recognised = ton(value) if "+" in value or "/" in value else None
    if recognised is None or is_word_at(text, end):
        return
    if recognised.valid or (whole is window and value.count("/") <= _MOST_SLASHES):
        yield Found(
            place, end, FactType.ADDRESS, value, chain=recognised.chain, valid=recognised.valid
        )


def _hashes_in_base64(view: View, around: Surroundings) -> Iterator[Found]:
    """Yield what is called a hash in a text about TON and ends in "=" as base64 does."""
    if not around.names("ton") or "=" not in view.text:
        return
    end = 0
    for _ in range(_MOST_LOOKED_AT):
        end = view.text.find("=", end) + 1
        if not end:
            return
        start = max(0, end - _TON_HASH_LENGTH)
        value = view.text[start:end]
        before = view.text[start - 1 : start]
        alone = before == "/" or not before or not _BASE64.fullmatch(before)
        if alone and ton_hash(value) and around.calls_hash(start, end):
            yield Found(start, end, FactType.TX_HASH, value, chain="ton")
