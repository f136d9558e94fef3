"""Secrets made for the tests from a seeded source, valid in form and worth nothing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import unicodedata
from random import Random  # noqa: TID251 — seeded: every run makes the same

from chalicelib.understanding.secrets import base58
from chalicelib.understanding.secrets.curves import ed25519_public
from chalicelib.understanding.secrets.word_lists import indexes

LANGUAGES = (
    *("english", "spanish", "french", "italian", "portuguese", "czech", "turkish"),
    *("japanese", "korean", "russian", "chinese_simplified", "chinese_traditional"),
)


def seeded(seed: int) -> Random:
    """Return a source of what looks random and is the same on each run."""
    return Random(seed)  # noqa: S311 — nothing here protects anything


def phrase(source: Random, language: str, length: int = 12) -> list[str]:
    """Return the words of a BIP-39 phrase with a right checksum."""
    entropy = source.randbytes(length * 4 // 3)
    bits = length // 3
    number = int.from_bytes(entropy, "big") << bits
    number |= hashlib.sha256(entropy).digest()[0] >> (8 - bits)
    words = list(indexes(language))
    return [words[number >> 11 * place & 2047] for place in reversed(range(length))]


def hex_key(source: Random) -> str:
    """Return 64 hexadecimal digits."""
    return source.randbytes(32).hex()


def wif(source: Random, version: int = 0x80, *, compressed: bool = True) -> str:
    """Return a key as wallets import it."""
    return base58.encode_checked(
        bytes([version]) + source.randbytes(32) + (b"\1" if compressed else b"")
    )


def extended(source: Random, version: int = 0x0488ADE4) -> str:
    """Return a BIP-32 private key; other versions begin with yprv, zprv, tprv."""
    body = source.randbytes(41) + b"\0" + source.randbytes(32)
    return base58.encode_checked(version.to_bytes(4, "big") + body)


def bip38(source: Random) -> str:
    """Return a key encrypted by a password."""
    return base58.encode_checked(b"\x01\x42\xe0" + source.randbytes(36))


def solana(source: Random) -> bytes:
    """Return the 64 bytes of a key pair."""
    seed = source.randbytes(32)
    return seed + ed25519_public(seed)


def stellar(source: Random) -> str:
    """Return a Stellar seed."""
    data = bytes([18 << 3]) + source.randbytes(32)
    return base64.b32encode(data + binascii.crc_hqx(data, 0).to_bytes(2, "little")).decode()


def ripple(source: Random) -> str:
    """Return an XRP Ledger seed."""
    plain = base58.encode_checked(b"\x21" + source.randbytes(16))
    return plain.translate(str.maketrans(base58.ALPHABET, base58.RIPPLE_ALPHABET))


def keystore(source: Random, *, indent: int | None = None) -> str:
    """Return a Web3 keystore, its fields in any order."""
    crypto = [
        ("cipher", "aes-128-ctr"),
        ("cipherparams", {"iv": source.randbytes(16).hex()}),
        ("ciphertext", source.randbytes(32).hex()),
        ("kdf", "scrypt"),
        ("kdfparams", {"dklen": 32, "n": 262144, "p": 1, "r": 8, "salt": hex_key(source)}),
        ("mac", hex_key(source)),
    ]
    source.shuffle(crypto)
    outer = [("version", 3), ("id", source.randbytes(16).hex()), ("crypto", dict(crypto))]
    source.shuffle(outer)
    return json.dumps(dict(outer), indent=indent)


def pem(source: Random) -> str:
    """Return a PEM block."""
    body = base64.encodebytes(source.randbytes(150)).decode()
    return f"-----BEGIN EC PRIVATE KEY-----\n{body}-----END EC PRIVATE KEY-----"


def card(source: Random) -> str:
    """Return a card number in groups of four."""
    digits = "4" + "".join(source.choices("0123456789", k=14))
    total = sum(sum(divmod(2 * int(d), 10)) for d in digits[::2]) + sum(map(int, digits[1::2]))
    digits += str(-total % 10)
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def written(words: list[str]) -> dict[str, str]:
    """Return the ways people write the words of a phrase down."""
    numbered = list(enumerate(words, start=1))
    return {
        "spaces": " ".join(words),
        "commas": ", ".join(words),
        "semicolons": ";".join(words),
        "pipes": " | ".join(words),
        "quotes": ", ".join(f'"{word}"' for word in words),
        "lines": "\n".join(words),
        "rows": "\n".join(" ".join(words[at : at + 4]) for at in range(0, len(words), 4)),
        "bullets": "\n".join(f"- {word}" for word in words),
        "quoted": "\n".join(f"> {word}" for word in words),
        "dots": " ".join(f"{n}. {word}" for n, word in numbered),
        "brackets": "\n".join(f"{n}) {word}" for n, word in numbered),
        "tight": " ".join(f"{n}:{word}" for n, word in numbered),
        "dashes": "\n".join(f"{n} - {word}" for n, word in numbered),
        "tabs": "\t".join(words),
        "table": "\n".join(f"| {n} | {word} |" for n, word in numbered),
        "list": "<ol>" + "".join(f"<li>{word}</li>" for word in words) + "</ol>",
        "json": json.dumps(words, ensure_ascii=False),
        "upper": " ".join(words).upper(),
        "title": " ".join(word.title() for word in words),
        "apart": unicodedata.normalize("NFD", " ".join(words)),
        "zero width": " ".join(word[0] + "\u200b" + word[1:] for word in words),
        "no-break": "\u00a0".join(words),
        "entities": "&nbsp;".join(words),
        "soft breaks": " ".join(words).replace(words[4], words[4][:1] + "=\n" + words[4][1:]),
        "code": "```\n" + " ".join(words) + "\n```",
    }
