"""Throw-away secrets of every kind, derived from a number: worth nothing, and never used before."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass

from mnemonic import Mnemonic

from chalicelib.understanding.secrets.curves import ed25519_public

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Planted:
    """A secret as its owner writes it: what they call it, and the value nobody may find."""

    kind: str
    cue: str
    value: str


def some_bytes(seed: int, length: int) -> bytes:
    """Return bytes that look random and are the same in every run."""
    return hashlib.shake_256(f"throwaway {seed}".encode()).digest(length)


def _base58(data: bytes) -> str:
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        out = _BASE58[digit] + out
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + out


def _checked(data: bytes) -> str:
    check = hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    return _base58(data + check)


def _phrase(language: str, words: int) -> Callable[[int], str]:
    def made(seed: int) -> str:
        entropy = some_bytes(seed, words * 4 // 3)
        return Mnemonic(language).to_mnemonic(entropy).replace("\u3000", " ")

    return made


def _extended(seed: int) -> str:
    head = bytes.fromhex("0488ade4") + b"\0" * 9
    return _checked(head + some_bytes(seed, 32) + b"\0" + some_bytes(seed + 7_000, 32))


def _solana(seed: int) -> str:
    secret = some_bytes(seed, 32)
    return _base58(secret + ed25519_public(secret))


def _keystore(seed: int) -> str:
    crypto = {
        "cipher": "aes-128-ctr",
        "ciphertext": some_bytes(seed, 32).hex(),
        "cipherparams": {"iv": some_bytes(seed + 1, 16).hex()},
        "kdf": "scrypt",
        "kdfparams": {"n": 262144, "r": 8, "p": 1, "salt": some_bytes(seed + 2, 32).hex()},
        "mac": some_bytes(seed + 3, 32).hex(),
    }
    return json.dumps({"version": 3, "crypto": crypto})


def _pem(seed: int) -> str:
    body = base64.encodebytes(some_bytes(seed, 118)).decode()
    return f"-----BEGIN EC PRIVATE KEY-----\n{body}-----END EC PRIVATE KEY-----"


def _card(seed: int) -> str:
    digits = "4" + str(int.from_bytes(some_bytes(seed, 8), "big"))[:14].rjust(14, "7")
    doubled = [int(d) * (2 if n % 2 == 0 else 1) for n, d in enumerate(digits)]
    last = -sum(n - 9 if n > 9 else n for n in doubled) % 10
    return f"{digits}{last}"


def _password(seed: int) -> str:
    letters = base64.b32encode(hmac.digest(b"k", some_bytes(seed, 8), "sha256")).decode()
    return f"{letters[:5].capitalize()}{seed % 90 + 10}{letters[5:9].lower()}Q7"


KINDS: dict[str, tuple[str, Callable[[int], str]]] = {
    "english phrase": ("recovery phrase", _phrase("english", 12)),
    "long english phrase": ("seed phrase", _phrase("english", 24)),
    "spanish phrase": ("frase de recuperación", _phrase("spanish", 12)),
    "chinese phrase": ("助记词", _phrase("chinese_simplified", 12)),
    "hex key": ("private key", lambda seed: some_bytes(seed, 32).hex()),
    "wif key": ("private key", lambda seed: _checked(b"\x80" + some_bytes(seed, 32) + b"\x01")),
    "extended key": ("xprv", _extended),
    "solana key": ("private key", _solana),
    "keystore": ("keystore", _keystore),
    "pem": ("key file", _pem),
    "card number": ("card number", _card),
    "password": ("my password", _password),
}


def plant(kind: str, seed: int) -> Planted:
    """Return a secret of a kind; another seed gives another value."""
    cue, make = KINDS[kind]
    return Planted(kind, cue, make(seed))
