"""Keys of 32 bytes in hexadecimal, which look like any transaction hash.

The words around decide; where they are silent, an address in the same text does: the key's own
address beside it proves it. Otherwise it is a hash and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.understanding.secrets.encoded_keys import is_ed25519_pair
from chalicelib.understanding.secrets.rows import rows
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan
from chalicelib.understanding.secrets.vocabulary import KEY_WORD

KIND = "private_key"
_DIGITS = 64
_LONGEST_HEX = 66
_SHORTEST_LONG = 75
_HEX = re.compile(r"(?:0x)?([0-9a-f]{62,64})")
_LONG = re.compile(r"(?:0x)?((?:[0-9a-f]{64}){2,4})|\d{75,78}")
_GROUPS = re.compile(
    r"(?<![0-9a-z])(?:0x)?[0-9a-f]{2,62}+(?:[ \t]?[\s:\-=>][ \t]?[0-9a-f]{2,62}+(?![0-9a-z]))+"
)
_HEX_MASK = bytes(0x78 if chr(b) in "0123456789abcdef" else 0x20 for b in range(256))
_BETWEEN_GROUPS = b" \t\n\r\x0b\x0c:-=>"
_LONGEST_GROUP = 62
_FEWEST_DIGITS = 16  # 64 random hexadecimal digits have forty
_BASE64 = re.compile(
    r"(?<![0-9A-Za-z+/=_-])(?:[0-9A-Za-z+/_-]{43}=|[0-9A-Za-z+/_-]{86}==)(?![0-9A-Za-z+/=])"
)
_ROW_OF_BASE64 = b"x" * 44
_NEXT_ROW = re.compile(r"(?:[,;\t|][^\n]{0,60})?\n(?:[^\n,;\t|]{0,60}[,;\t|]){1,4}[ \"']?(?:0x)?")
_WIDEST_ROW = 300
_LIST_GAP = re.compile(r"[\s,;、，；\"'\[\]]*(?:and|和|y|и|\(?\d{1,2}[.):、）])?[\s\"']*")
_MOST_LOST = 2
_FEWEST_DISTINCT = 7
_HASH = re.compile(
    r"hash|\btx|trans|交易|哈希|杂凑|雜湊|流水|хеш|хэш|транзакц|islem|giao dich|거래|해시|트랜잭션|"
    r"取引|ハッシュ|トランザクション"
)
_HASH_WITHIN = 60
_MOST_TOKENS = 55
_MOST_DERIVED = 3
_MOST_ASKED = 25


def find_hex_keys(searched: Searched) -> Iterator[SecretSpan]:
    """Yield private keys of 64 hexadecimal digits, and of 32 bytes in base64 when called so."""
    yield from _whole(searched)
    if searched.has_token(_SHORTEST_LONG):
        yield from _longer(searched)
    if _may_have_groups(searched) and searched.names_keys:
        yield from _in_groups(searched)
    if "=" in searched.text and searched.has_token(8) and searched.names_keys:
        yield from _in_base64(searched)


def _whole(searched: Searched) -> Iterator[SecretSpan]:
    before, asked = -1, 0  # where the key before ends, how many were called none
    silent: list[re.Match[str]] = []
    for token in _hex_tokens(searched):
        is_read = asked < _MOST_ASKED or searched.is_letter
        if _is_called(searched, token, before, is_read=is_read) and _is_varied(token[1]):
            before = token.end()
            is_whole = len(token[1]) == _DIGITS and is_read
            yield SecretSpan(KIND, CERTAIN if is_whole else LIKELY, *token.span())
            continue
        asked += searched.may_be_called(*token.span())
        if len(silent) < _MOST_DERIVED and _may_be_proved(searched, token):
            silent.append(token)
    yield from _with_own_address(searched.text, silent)


def _hex_tokens(searched: Searched) -> Iterator[re.Match[str]]:
    """Yield tokens of 64 hexadecimal digits, and of one or two fewer, lost in copying."""
    for start, end in searched.tokens(_DIGITS - _MOST_LOST):
        if end - start <= _LONGEST_HEX:
            token = _HEX.fullmatch(searched.folded, start, end)
            if token is not None:
                yield token


def _may_be_proved(searched: Searched, token: re.Match[str]) -> bool:
    """Return whether a proof is tried for a token, which costs as much as all the rest.

    What is called a hash is one in a text that has no word for a key.
    """
    if len(token[1]) < _DIGITS or not _is_varied(token[1]):
        return False
    if searched.known & KEY_WORD or searched.other_key_stems:
        return True
    before = searched.folded[max(0, token.start() - _HASH_WITHIN) : token.start()]
    return _HASH.search(before) is None


def _longer(searched: Searched) -> Iterator[SecretSpan]:
    """Yield keys of 64 bytes and more, proved or called keys, and decimal ones."""
    proofs = _MOST_DERIVED
    found = (
        token
        for start, end in searched.tokens(_SHORTEST_LONG)
        if (token := _LONG.fullmatch(searched.folded, start, end)) is not None
    )
    for token in islice(found, _MOST_TOKENS):
        digits = token[1] or ""
        if len(digits) == 2 * _DIGITS and proofs > 0 and _is_varied(digits):
            proofs -= 1
            if is_ed25519_pair(bytes.fromhex(digits)):
                yield SecretSpan(KIND, CERTAIN, *token.span())
                continue
        if searched.calls_key(*token.span()):
            yield SecretSpan(KIND, LIKELY, *token.span())


def _is_called(searched: Searched, token: re.Match[str], before: int, *, is_read: bool) -> bool:
    """Return whether a token is called a key, or continues the list of one that ends at `before`.

    Where what is around tokens has been read dozens of times, a sure word right before is enough.
    """
    gap = searched.folded[before : token.start()] if before >= 0 else "x" * _WIDEST_ROW
    if len(gap) < _WIDEST_ROW and (_LIST_GAP.fullmatch(gap) or _NEXT_ROW.fullmatch(gap)):
        return True
    if is_read:
        return searched.calls_key(*token.span())
    return searched.is_near_key_word(token.start())


def _is_varied(digits: str) -> bool:
    """Return whether digits look random, which placeholders do not."""
    return len(set(digits)) >= _FEWEST_DISTINCT


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


def _may_have_groups(searched: Searched) -> bool:
    """Return whether 64 hexadecimal digits are in a row where nothing parts them, or only there.

    Digits of tokens too long for a group are none of them.
    """
    digits = searched.digits
    if digits < _FEWEST_DIGITS:
        return False
    for start, end in searched.tokens(_LONGEST_GROUP + 1):
        if end - start > _LONGEST_GROUP + 2 or not searched.folded.startswith("0x", start):
            digits -= searched.digits_in(start, end)
    if digits < _FEWEST_DIGITS:
        return False
    plain = searched.ascii_folded
    joined = plain.translate(_HEX_MASK, _BETWEEN_GROUPS)
    row = b"x" * _DIGITS
    if row not in joined:
        return False
    in_tokens = sum(end - start for start, end in rows(plain.translate(_HEX_MASK), row))
    return sum(end - start for start, end in rows(joined, row)) - in_tokens >= _DIGITS


def _in_groups(searched: Searched) -> Iterator[SecretSpan]:
    """Yield keys broken over lines or written in groups, when they are called keys."""
    for group in islice(_GROUPS.finditer(searched.folded), _MOST_TOKENS):
        digits = re.sub(r"[^0-9a-f]", "", group[0].removeprefix("0x"))
        if len(digits) != _DIGITS or not _is_varied(digits):
            continue
        if searched.calls_key(group.start(), group.end()):
            yield SecretSpan(KIND, LIKELY, group.start(), group.end())


def _in_base64(searched: Searched) -> Iterator[SecretSpan]:
    asked = 0
    for start, end in rows(searched.masks.values, _ROW_OF_BASE64):
        token = None
        if searched.text[end - 1] == "=" and searched.may_be_called(start, end):
            token = _BASE64.search(searched.text, start, end)
        if token is None:
            continue
        asked += 1
        if asked > _MOST_TOKENS and not searched.is_letter:
            is_called = searched.is_near_key_word(token.start())
        else:
            is_called = searched.calls_key(*token.span())
        if is_called:
            yield SecretSpan(KIND, LIKELY, token.start(), token.end())
