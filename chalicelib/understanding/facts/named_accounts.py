"""Accounts that are names: twelve characters on EOS, `name.near` on NEAR. Pure.

Such a name looks like a word, so it needs its cue: a link to an explorer, or being called one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chalicelib.understanding.facts.explorers import Link, Shown
from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.view import View
from chalicelib.understanding.findings import FactType

_MOST = 20
_EOS_NAME = r"[a-z1-5][a-z1-5.]{10}[a-z1-5](?![a-z0-9.]*[a-z0-9])"
_ACCOUNT = (
    r"(?:accounts?(?: ?name| ?id)?|账[号户號]名?|帐[号户]名?|帳[號戶]|アカウント|계정|cuenta|conta|"
    r"аккаунт\w?|hesa[bp]\w{0,3}|tài khoản|akun)"
)
_CALLED = re.compile(
    rf"{_ACCOUNT}(\s{{0,2}}(?:is|是|为|為|:|：|=)\s{{0,2}}|[\s“\"'「(（]{{0,3}})({_EOS_NAME})"
)
_IN_PATH = re.compile(rf"/(?:accounts?|address)/({_EOS_NAME})")
_NEAR_NAME = re.compile(r"[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){1,58}\.near$")
_NEAR_CALLED = re.compile(
    r"(?:address|account|wallet|地址|账[号户]|帐[号户]|钱包|адрес|кошел\w+|cuenta|conta|to|from|"
    r"转到|转给|打到|发到)[\s:：是为(（\"“'@=]{0,4}(?:is )?$"
)
_LONGEST_NEAR = 64
_LOOK_BACK = 24


def find_named_accounts(
    view: View, chains: Iterable[Found], links: Iterable[Link]
) -> Iterator[Found]:
    """Yield the accounts a text names."""
    named = {place.chain for place in chains}
    if "eos" in named:
        yield from _eos(view, links)
    if "near" in view.words and ".near" in view.lower:
        yield from _near(view, is_named="near" in named)


def _eos(view: View, links: Iterable[Link]) -> Iterator[Found]:
    for link in links:
        if link.chain == "eos" and link.shown is Shown.ADDRESS:
            name = _IN_PATH.search(view.text, link.host_end, link.end)
            if name:
                yield _account(name.start(1), name[1], "eos")
    for _, called in zip(range(_MOST), _CALLED.finditer(view.lower), strict=False):
        name_like = any(c in "12345." for c in called[2])
        if name_like or called[1].strip(" \t\n“\"'「(（"):
            yield _account(called.start(2), view.text[called.start(2) : called.end(2)], "eos")


def _near(view: View, *, is_named: bool) -> Iterator[Found]:
    end = 0
    for _ in range(_MOST):
        place = view.lower.find(".near", end)
        if place < 0:
            return
        end = place + len(".near")
        start = _start_of_word(view.text, place)
        name = view.text[start:end]
        if not _NEAR_NAME.match(name) or _goes_on(view.text, end):
            continue
        called = _NEAR_CALLED.search(view.lower[max(0, start - _LOOK_BACK) : start])
        if is_named or called or not name.removesuffix(".near").isalpha():
            yield _account(start, name, "near")


def _start_of_word(text: str, place: int) -> int:
    start = place
    while start > max(0, place - _LONGEST_NEAR) and text[start - 1].isascii():
        if not text[start - 1].isalnum() and text[start - 1] not in "._-":
            break
        start -= 1
    return start


def _goes_on(text: str, end: int) -> bool:
    """Return whether a word or a domain goes on behind a place."""
    rest = text[end : end + 2]
    return bool(re.match(r"[A-Za-z0-9_-]|\.[a-z0-9]", rest))


def _account(start: int, value: str, chain: str) -> Found:
    end = start + len(value)
    return Found(start, end, FactType.ADDRESS, value, chain=chain, valid=True)
