"""Keys of 32 bytes in hexadecimal, which look like any transaction hash.

The words around decide; where they are silent, an address in the same text does: the key's own
address beside it proves it. Otherwise it is a hash and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.understanding.secrets.key_cues import calls_key
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan

KIND = "private_key"
_DIGITS = 64
_HEX = re.compile(r"(?<![0-9a-z])(?:0x)?([0-9a-f]{64})(?![0-9a-z])")
_SHORT = re.compile(r"(?<![0-9a-z])(?:0x)?([0-9a-f]{62,63})(?![0-9a-z])")
_GROUPS = re.compile(
    r"(?<![0-9a-z])(?:0x)?[0-9a-f]{2,32}+(?:[ \t]?[\s:\-=>][ \t]?[0-9a-f]{2,32}+)+"
)
_BASE64 = re.compile(r"(?<![0-9A-Za-z+/=_-])[0-9A-Za-z+/_-]{43}=(?![0-9A-Za-z+/=])")
_LIST_GAP = re.compile(r"[\s,;、，；\"'\[\]]*(?:and|和|y|и|\(?\d{1,2}[.):、）])?[\s\"']*")
_MOST_TOKENS = 500
_MOST_DERIVED = 3


def find_hex_keys(searched: Searched) -> Iterator[SecretSpan]:
    """Yield private keys of 64 hexadecimal digits, and of 32 bytes in base64 when called so."""
    yield from _whole(searched)
    if (searched.digits >= _DIGITS // 4 and "key" in searched.folded) or not searched.is_ascii:
        yield from _in_groups(searched)
    if searched.longest_token >= 12 and "=" in searched.text:
        yield from _in_base64(searched)


def _whole(searched: Searched) -> Iterator[SecretSpan]:
    if searched.longest_token < _DIGITS - 2:
        return
    text = searched.folded
    before = -1  # where the key before ends
    silent = []
    for token in islice(_HEX.finditer(text), _MOST_TOKENS):
        listed = before >= 0 and _LIST_GAP.fullmatch(text, before, token.start())
        if listed or (_is_varied(token[1]) and calls_key(text, token.start(), token.end())):
            before = token.end()
            yield SecretSpan(KIND, CERTAIN, token.start(), token.end())
        elif _is_varied(token[1]):
            silent.append(token)
    for token in islice(_SHORT.finditer(text), _MOST_TOKENS):  # one or two digits lost in copying
        if _is_varied(token[1]) and calls_key(text, token.start(), token.end()):
            yield SecretSpan(KIND, LIKELY, token.start(), token.end())
    yield from _with_own_address(searched.text, silent)


def _is_varied(digits: str) -> bool:
    """Return whether digits look random, which placeholders do not."""
    return len(set(digits)) > 6


def _with_own_address(text: str, tokens: list[re.Match[str]]) -> Iterator[SecretSpan]:
    if not tokens:
        return
    # Curves and Keccak are for the few texts with both an unnamed token and an address.
    from chalicelib.understanding.secrets import derivation

    payloads = derivation.address_payloads(text)
    if not payloads:
        return
    for token in tokens[:_MOST_DERIVED]:
        if derivation.has_address(bytes.fromhex(token[1]), payloads):
            yield SecretSpan(KIND, CERTAIN, token.start(), token.end())


def _in_groups(searched: Searched) -> Iterator[SecretSpan]:
    """Yield keys broken over lines or written in groups, when they are called keys."""
    for group in islice(_GROUPS.finditer(searched.folded), _MOST_TOKENS):
        digits = re.sub(r"[^0-9a-f]", "", group[0].removeprefix("0x"))
        if len(digits) != _DIGITS or not _is_varied(digits):
            continue
        if calls_key(searched.folded, group.start(), group.end()):
            yield SecretSpan(KIND, LIKELY, group.start(), group.end())


def _in_base64(searched: Searched) -> Iterator[SecretSpan]:
    for token in islice(_BASE64.finditer(searched.text), _MOST_TOKENS):
        if calls_key(searched.folded, token.start(), token.end()):
            yield SecretSpan(KIND, LIKELY, token.start(), token.end())
