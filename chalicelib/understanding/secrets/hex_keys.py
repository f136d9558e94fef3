"""Keys of 32 bytes in hexadecimal, which look like any transaction hash.

The words around decide; where they are silent, an address in the same text does: the key's own
address beside it proves it. Otherwise it is a hash and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.understanding.secrets.encoded_keys import is_ed25519_pair
from chalicelib.understanding.secrets.key_cues import calls_key
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan

KIND = "private_key"
_DIGITS = 64
_SHORTEST_LONG = 75
_HEX = re.compile(r"(?<![0-9a-z])(?:0x)?([0-9a-f]{64})(?![0-9a-z])")
_SHORT = re.compile(r"(?<![0-9a-z])(?:0x)?([0-9a-f]{62,63})(?![0-9a-z])")
_LONG = re.compile(
    r"(?<![0-9a-z])(?:0x)?((?:[0-9a-f]{64}){2,4})(?![0-9a-z])|(?<!\d)\d{75,78}(?!\d)"
)
_GROUPS = re.compile(
    r"(?<![0-9a-z])(?:0x)?[0-9a-f]{2,62}+(?:[ \t]?[\s:\-=>][ \t]?[0-9a-f]{2,62}+)+"
)
_GROUPED = re.compile(
    r"(?<![0-9a-z])(?:0x)?[0-9a-f]{2,62}+[\s:\-=>]{1,3}[0-9a-f]{2,62}(?![0-9a-z])"
)
_FEWEST_DIGITS = 16  # 64 random hexadecimal digits have forty
_BASE64 = re.compile(
    r"(?<![0-9A-Za-z+/=_-])(?:[0-9A-Za-z+/_-]{43}=|[0-9A-Za-z+/_-]{86}==)(?![0-9A-Za-z+/=])"
)
_LIST_GAP = re.compile(r"[\s,;、，；\"'\[\]]*(?:and|和|y|и|\(?\d{1,2}[.):、）])?[\s\"']*")
_MOST_TOKENS = 200
_MOST_DERIVED = 3


def find_hex_keys(searched: Searched) -> Iterator[SecretSpan]:
    """Yield private keys of 64 hexadecimal digits, and of 32 bytes in base64 when called so."""
    yield from _whole(searched)
    if searched.has_token(_SHORTEST_LONG):
        yield from _longer(searched)
    if (
        searched.names_keys
        and searched.digits >= _FEWEST_DIGITS
        and _GROUPED.search(searched.folded)
    ):
        yield from _in_groups(searched)
    if "=" in searched.text and searched.names_keys and searched.has_token(8):
        yield from _in_base64(searched)


def _whole(searched: Searched) -> Iterator[SecretSpan]:
    if not searched.has_token(_DIGITS - 2):
        return
    text = searched.folded
    before = -1  # where the key before ends
    silent: list[re.Match[str]] = []
    for index, token in enumerate(_HEX.finditer(text)):
        if _is_called(searched, token, before, index):
            before = token.end()
            yield SecretSpan(KIND, CERTAIN if index < _MOST_TOKENS else LIKELY, *token.span())
        elif len(silent) < _MOST_DERIVED:
            silent.append(token)
    yield from _cut_short(searched)
    yield from _with_own_address(searched.text, silent)


def _longer(searched: Searched) -> Iterator[SecretSpan]:
    """Yield keys of 64 bytes and more, proved or called keys, and decimal ones."""
    proofs = _MOST_DERIVED
    for token in islice(_LONG.finditer(searched.folded), _MOST_TOKENS):
        digits = token[1] or ""
        if len(digits) == 2 * _DIGITS and proofs > 0 and _is_varied(digits):
            proofs -= 1
            if is_ed25519_pair(bytes.fromhex(digits)):
                yield SecretSpan(KIND, CERTAIN, *token.span())
                continue
        if searched.names_keys and calls_key(searched.folded, *token.span()):
            yield SecretSpan(KIND, LIKELY, *token.span())


def _is_called(searched: Searched, token: re.Match[str], before: int, index: int) -> bool:
    """Return whether a token is called a key, or continues the list of one that ends at `before`.

    Of very many tokens the first two hundred are looked at; the rest are what those were.
    """
    if not _is_varied(token[1]):
        return False
    if index >= _MOST_TOKENS:
        return before >= 0
    if before >= 0 and _LIST_GAP.fullmatch(searched.folded, before, token.start()):
        return True
    return searched.names_keys and calls_key(searched.folded, *token.span())


def _cut_short(searched: Searched) -> Iterator[SecretSpan]:
    """Yield keys that lost a digit or two in copying."""
    if searched.names_keys:
        for token in islice(_SHORT.finditer(searched.folded), _MOST_TOKENS):
            if _is_varied(token[1]) and calls_key(searched.folded, *token.span()):
                yield SecretSpan(KIND, LIKELY, *token.span())


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
    for token in tokens:
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
