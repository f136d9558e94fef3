"""Signing and checking with keys that rotate, and keyed hashes that do not.

Two sorts of key: the index key makes hashes that are looked up later (dedupe keys, contacts,
ticket numbers) and never changes; token keys sign what leaves the house and carry their key id.
HMAC-SHA-256 (RFC 2104) throughout; comparison in constant time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.errors import OperatorError

_DERIVED_KEY_ID = "0"
_KEY_IDS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MIN_KEY_CHARS = 32
_SIGNATURE_CHARS = 16  # 80 bits, lower-case base32: survives mail systems that fold case


def _mac(key: bytes, purpose: str, parts: tuple[str, ...]) -> bytes:
    """Return the MAC over length-prefixed parts, so that ("ab", "c") differs from ("a", "bc")."""
    mac = hmac.new(key, digestmod=hashlib.sha256)
    for part in (purpose, *parts):
        data = part.encode("utf-8", "surrogatepass")
        mac.update(len(data).to_bytes(4, "big") + data)
    return mac.digest()


def _text(digest: bytes, chars: int) -> str:
    return base64.b32encode(digest).decode("ascii").lower()[:chars]


@dataclass(frozen=True)
class KeyRing:
    """The desk's keys. `tokens` maps a one-character key id to its key; `current` signs."""

    index: bytes
    tokens: Mapping[str, bytes]
    current: str

    def __repr__(self) -> str:
        return f"KeyRing(current={self.current!r}, {len(self.tokens)} token keys)"

    def keyed_hash(self, purpose: str, *parts: str) -> bytes:
        """Return 32 bytes that only this desk can compute, the same for ever."""
        return _mac(self.index, purpose, parts)

    def sign(self, purpose: str, *parts: str) -> str:
        """Return key id + signature: 17 lower-case base32 characters."""
        digest = _mac(self.tokens[self.current], purpose, parts)
        return self.current + _text(digest, _SIGNATURE_CHARS)

    def is_signed(self, signature: str, purpose: str, *parts: str) -> bool:
        """Return whether `signature` is ours for exactly this; case does not matter."""
        key = self.tokens.get(signature[:1].lower(), b"")
        expected = _text(_mac(key or self.index, purpose, parts), _SIGNATURE_CHARS)
        given = signature[1:].lower().encode("utf-8", "replace")
        return hmac.compare_digest(given, expected.encode()) and bool(key)


def parse_key_ring(secret: str) -> KeyRing:
    """Return the keys in a secret: JSON {"index": text, "tokens": {id: text}?, "current": id?}.

    Without token keys one is derived from the index key under the id "0", so that a stack needs
    only one generated value; after a rotation it stays valid until it is listed in "retired".

    Raises:
        OperatorError: the secret is not of this form, a key is under 32 characters, or a key id
            is not one digit or lower-case letter: signatures travel in addresses, which fold case.
    """
    try:
        raw = json.loads(secret)
        index = str(raw["index"]).encode()
        tokens = {str(k): str(v).encode() for k, v in raw.get("tokens", {}).items()}
        retired = {str(k) for k in raw.get("retired", ())}
        current = str(raw.get("current", _DERIVED_KEY_ID))
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        raise OperatorError(
            f"key secret is not of the documented form: {type(err).__name__}"
        ) from None
    if min(map(len, (index, *tokens.values()))) < _MIN_KEY_CHARS:
        raise OperatorError(f"key secret: a key is shorter than {_MIN_KEY_CHARS} characters")
    if any(len(key) != 1 or key not in _KEY_IDS for key in tokens):
        raise OperatorError("key secret: a key id is one digit or lower-case letter")
    ring = {_DERIVED_KEY_ID: _mac(index, "token key", (_DERIVED_KEY_ID,)), **tokens}
    ring = {key: value for key, value in ring.items() if key not in retired}
    if current not in ring:
        raise OperatorError(f"key secret: the current key {current!r} is not in it")
    return KeyRing(index=index, tokens=ring, current=current)
