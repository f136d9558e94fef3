"""Keys with a checksum or a name of their own: WIF, extended keys, BIP-38, Solana, XRP and more."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Sequence

from chalicelib.understanding.secrets import base58
from chalicelib.understanding.secrets.places import places_of_any
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan

_SHORTEST_WHOLE = 28
_SHORTEST_PIECE = 8
_NEXT_PIECE = re.compile(r"[ \t]?[\s=\-][\s>]{0,4}([0-9A-Za-z]{2,112}+)")
_MOST_PIECES = 8  # after the first
_MOST_BROKEN = 200
_MOST_IN_LETTER = 2000
_LONGEST_BROKEN = 113
_BROKEN_LENGTHS = frozenset((29, 31, 51, 52, 54, 56, 58, 87, 88, 98, 111))
_NAMED = re.compile(
    r"(?<![0-9a-z])(?:(?:pvt_(?:k1|r1|wa)_|age-secret-key-1|suiprivkey1|nsec1|secret-key:ed25519:"
    r"|(?:ed25519|secp256k1|secp256r1)-priv-0x)[0-9a-z]{20,}"
    r"|(?:[a-z0-9]{1,12}_)?(?:x?sk|xprv)1[02-9ac-hj-np-z]{20,})"
    r"(?:[ \t]?\r?\n[ \t>]{0,3}(?=[a-z]{0,20}\d)[0-9a-z]{8,}(?![\w@])){0,4}"
)
_SHORTEST_NAMED = 45
_NAME_BEFORE = 24
_MORE_LINES = 400
_TEZOS = ("edsk", "spsk", "p2sk", "edesk", "spesk")
_NAMED_MARKS = ("pvt_", "secret-key", "suipriv", "nsec1", "-priv-", "sk1", "xprv1")
_KEY_LENGTHS = frozenset((*range(43, 46), *range(50, 53), 54, 56, 58, *range(85, 89)))
_DIGIT = re.compile("[0-9]")
_EXTENDED = re.compile(r"[xyztuvYZUV]prv|[dL]tpv|[dm]gpv")
_MOST_TOKENS = 25
_MOST_NAMED = 400
_SHORTEST_MARKED = 20
_SHORTEST_EXTENDED = 100
_CHECKED_LENGTHS = {
    **{51: ("5", "9"), 52: ("K", "e"), 54: ("e", "s"), 58: ("6", "6"), 98: ("e", "s")},
    **dict.fromkeys((111, 112, 113), ("L", "z")),
}
"""How long a key with a checksum is, and from what to what its first symbol may be."""
_NO_SYMBOLS = ("1", "0")
_UNCHECKED = re.compile(r"5[HJK]|[KL][1-5]|6P|[xyz]prv")
_JUDGED_LENGTHS = frozenset((*_CHECKED_LENGTHS, 29, 30, 31, 56, 86, 87, 88))
_MOST_PROVED = 3
_MOST_CHECKED = 150


def find_encoded_keys(searched: Searched) -> Iterator[SecretSpan]:
    """Yield keys known by their own form."""
    if not searched.has_token(_SHORTEST_PIECE):
        return
    proofs = _Proofs()
    if searched.has_token(_SHORTEST_WHOLE):
        yield from _in_tokens(searched, proofs)
    yield from _broken(searched, proofs)
    if searched.has_token(_SHORTEST_MARKED):
        yield from _named(searched.folded)


def _named(folded: str) -> Iterator[SecretSpan]:
    """Yield keys that begin with what they are; they may go on in four more lines."""
    done = 0
    for place in places_of_any(folded, _NAMED_MARKS, _MOST_NAMED):
        start = max(done, place - _NAME_BEFORE)
        token = _NAMED.search(folded, start, place + _MORE_LINES) if place >= done else None
        if token is not None and len(token[0]) >= _SHORTEST_NAMED and token.start() <= place:
            kind = "eos_key" if token[0].startswith("pvt_") else "private_key"
            yield SecretSpan(kind, CERTAIN, *token.span())
            done = token.end()


def _in_tokens(searched: Searched, proofs: _Proofs) -> Iterator[SecretSpan]:
    shaped = []
    for start, end in searched.tokens(_SHORTEST_WHOLE):
        length = end - start
        found = None
        if length in _JUDGED_LENGTHS or length >= _SHORTEST_EXTENDED:
            found = _judge(searched.text[start:end], proofs)
        if found is not None:
            yield SecretSpan(*_for_eos(found, searched.folded, start, end), start, end)
        elif length in _KEY_LENGTHS:
            shaped.append((start, end))
    yield from _called(searched, shaped)


def _called(searched: Searched, tokens: Sequence[tuple[int, int]]) -> Iterator[SecretSpan]:
    """Yield tokens that could be keys and are called so."""
    asked = 0
    for start, end in searched.called_among(tokens):
        token = searched.text[start:end]
        has_shape = _has_key_shape(token)
        asked += has_shape
        if has_shape and _is_called(searched, start, end, asked):
            found = (_shape_kind(token), LIKELY)
            yield SecretSpan(*_for_eos(found, searched.folded, start, end), start, end)


def _is_called(searched: Searched, start: int, end: int, asked: int) -> bool:
    """Return whether a token is called a key; beyond some dozens a word for one near is enough."""
    if asked <= _MOST_TOKENS or searched.is_letter:
        return searched.calls_key(start, end)
    return searched.is_near_key_word(start)


class _Proofs:
    """How many checksums and derivations one text may still cost."""

    def __init__(self) -> None:
        self.checksums = _MOST_CHECKED
        self.derivations = _MOST_PROVED

    def may_check(self) -> bool:
        self.checksums -= 1
        return self.checksums >= 0

    def may_derive(self) -> bool:
        self.derivations -= 1
        return self.derivations >= 0


def _judge(token: str, proofs: _Proofs) -> tuple[str, str] | None:
    """Return kind and level of a token that is a key by its own form."""
    length = len(token)
    first, last = _CHECKED_LENGTHS.get(length, _NO_SYMBOLS)
    if first <= token[0] <= last:
        kind = _checked_kind(token) if proofs.may_check() else _likely_kind(token)
        if kind is not None:
            return kind, CERTAIN if proofs.checksums >= 0 else LIKELY
    if length in (86, 87, 88) and _is_solana_pair(token, proofs):
        return "solana_key", CERTAIN
    if token[0] == "S" and length == 30 and proofs.may_check() and _is_mini_key(token):
        return "private_key", LIKELY
    if token[0] == "s" and length in (29, 31) and proofs.may_check() and _is_ripple_seed(token):
        return "private_key", CERTAIN
    if token[0] == "S" and length == 56 and proofs.may_check() and _is_stellar_seed(token):
        return "private_key", CERTAIN
    if length >= 100 and _EXTENDED.match(token):  # a symbol lost or wrong
        return "extended_key", LIKELY
    return None


def _likely_kind(token: str) -> str | None:
    """Return what a token is by its first symbols, in a text with hundreds that look like keys."""
    return _shape_kind(token) if _UNCHECKED.match(token) else None


def _checked_kind(token: str) -> str | None:
    """Return what a token with a right Base58Check checksum is, None when it is no key."""
    data = base58.checked(token)
    if data is None:
        return None
    if len(data) == 33 or (len(data) == 34 and data[33] == 1):
        return "wif_key" if data[0] >= 0x80 else None
    if len(data) == 78 and data[45] == 0:  # BIP-32: a zero byte, then the key
        return "extended_key"
    if len(data) == 39 and data[:2] in (b"\x01\x42", b"\x01\x43"):  # BIP-38
        return "private_key"
    return "private_key" if token.startswith(_TEZOS) else None  # Tezos


def _is_solana_pair(token: str, proofs: _Proofs) -> bool:
    """Return whether 64 bytes are a seed and its own public key; a signature never is."""
    if proofs.derivations <= 0:
        return False
    data = base58.decode(token)
    return data is not None and len(data) == 64 and proofs.may_derive() and is_ed25519_pair(data)


def is_ed25519_pair(data: bytes) -> bool:
    """Return whether the second 32 of 64 bytes are the public key of the first 32."""
    from chalicelib.understanding.secrets.curves import ed25519_public

    return ed25519_public(data[:32]) == data[32:]


def _is_ripple_seed(token: str) -> bool:
    data = base58.checked_ripple(token)
    return data is not None and (data[:1] == b"\x21" or data[:3] == b"\x01\xe1\x4b")


def _is_mini_key(token: str) -> bool:
    """Return whether a token is a mini private key: its hash with a question mark begins with 0."""
    hashed = hashlib.sha256(f"{token}?".encode()).digest()
    return hashed[0] == 0 and base58.decode(token) is not None


def _is_stellar_seed(token: str) -> bool:
    try:
        data = base64.b32decode(token)
    except binascii.Error:
        return False
    right = binascii.crc_hqx(data[:-2], 0) == int.from_bytes(data[-2:], "little")
    return data[0] == 18 << 3 and right


def _has_key_shape(token: str) -> bool:
    """Return whether a token could be a key that has no proof of its own, or lost it."""
    return token != token.lower() and _DIGIT.search(token) is not None


def _shape_kind(token: str) -> str:
    if len(token) >= 85:
        return "solana_key"
    return "wif_key" if len(token) in (50, 51, 52) else "private_key"


def _for_eos(found: tuple[str, str], folded: str, start: int, end: int) -> tuple[str, str]:
    """Return an EOS key's own kind: it is written as WIF, only the words around tell."""
    around = folded[max(0, start - 60) : end + 60]
    return ("eos_key", found[1]) if found[0] == "wif_key" and "eos" in around else found


def _broken(searched: Searched, proofs: _Proofs) -> Iterator[SecretSpan]:
    """Yield keys broken over lines or into groups: their pieces together have the checksum.

    A first piece of eight symbols or more mixes capitals, digits and small letters. Of very many
    such places the first and the last are looked at.
    """
    done, most = 0, _MOST_IN_LETTER if searched.is_letter else _MOST_BROKEN
    for start, end in searched.mixed_tokens(_SHORTEST_PIECE, most):
        if start >= done and end - start < _LONGEST_BROKEN:
            for found in _judged_pieces(searched.text, start, end, proofs):
                yield found
                done = found.end


def _judged_pieces(text: str, start: int, end: int, proofs: _Proofs) -> Iterator[SecretSpan]:
    """Yield a key that begins with text[start:end] and goes on in the next pieces, if it is one."""
    joined = text[start:end]
    for _ in range(_MOST_PIECES):
        piece = _NEXT_PIECE.match(text, end)
        if piece is None or len(joined) + len(piece[1]) > _LONGEST_BROKEN:
            return
        joined += piece[1]
        end = piece.end()
        found = _judge(joined, proofs) if len(joined) in _BROKEN_LENGTHS else None
        if found is not None:
            yield SecretSpan(*found, start, end)
            return
