"""Ordinary text: none of it is taken for a secret, whatever it speaks of."""

from __future__ import annotations

import json
import tomllib
import uuid
from pathlib import Path

import pytest

from chalicelib.understanding.secrets import find_secrets

from . import throwaway as make

_SOURCE = make.seeded(11)
_HEX = make.hex_key(_SOURCE)
_BASE58 = make.base58.encode(_SOURCE.randbytes(64))

PROSE = tomllib.loads(
    Path(__file__).with_name("ordinary.toml").read_text(encoding="utf-8"),
)
DATA = {
    "hash": f"0x{_HEX}",
    "named hash": f"tx hash {_HEX} pending for 2 days",
    "zh hash": f"这笔交易 0x{_HEX} 还没到账",
    "hash after key talk": f"I never gave anybody my private key, still this happened: tx {_HEX}",
    "hash in the next sentence": f"I still have my private key. 0x{_HEX} is what is stuck.",
    "zh hash after key talk": f"私钥我没给过任何人，但是有这笔交易 0x{_HEX}",
    "explorer": f"https://etherscan.io/tx/0x{_HEX}",
    "checksum": f"sha256 of the apk: {_HEX}",
    "public key": f"public key {_HEX}",
    "url token": f"https://example.com/d?X-Signature={_HEX}&expires=300",
    "commit": f"commit {_HEX[:40]}\nAuthor: A B",
    "signature": f"signature {_BASE58}",
    "solana explorer": f"https://solscan.io/tx/{_BASE58}",
    "uuid": f"order {uuid.UUID(int=_SOURCE.getrandbits(128))}",
    "message id": f"<{_HEX[:32]}.{_HEX[:10]}@mail.example.com>",
    "base64": make.base64.encodebytes(_SOURCE.randbytes(3000)).decode(),
    "array": json.dumps([_SOURCE.randrange(256) for _ in range(64)]),
    "array of counts": json.dumps(list(range(64))),
    "certificate": "-----BEGIN CERTIFICATE-----\nMIIB" + _HEX + "\n-----END CERTIFICATE-----",
    "pem words": "It has -----BEGIN PRIVATE KEY----- and -----END PRIVATE KEY----- lines",
    "keystore words": 'It has "crypto", "kdf" and "ciphertext" fields, where are they?',
    "config": '{"data": "none", "iv": 3, "salt": "pepper"}',
    "animals": "dog, cat, horse, cow, sheep, pig, goat, duck, chicken, rabbit, lion, tiger, monkey",
    "hashtags": "#travel #music #art #fashion #beach #love #photo #ocean #summer #cat #coffee",
    "spelling": "Learn these words:\n1. above\n2. quick\n3. friend\n4. school\n5. bright\n"
    "6. island\n7. people\n8. garden\n9. calm\n10. brave\n11. happy\n12. strong",
    "lección": "perro, gato, vaca, leche, queso, mesa, ventana, escuela, libro, verde, lunes, "
    "febrero, agua, arroz",
    "word search": "Find these words: SHARK, TOMATO, BUTTERFLY, OLIVE, SNAKE, RICE, RABBIT, FISH, "
    "COFFEE, LETTUCE, GOAT, ZEBRA",
    "prose of listed words": "we joke about the oil phrase and rely on a brave zebra, she "
    "will find custom and fiscal advice with broccoli, give banana to an icon",
    "class names": '"AWS::AppSync::ApiCache": "d7a7fb82edccdfe2", "AWS::AppSync::ApiKey": '
    '"3d104ea0be48564b"',
    "program options": "To build it you have to pass --enable-gui=gtk3 and pass AI_V4MAPPED",
    "encoded example": "https://user:he%2F%2Fo@pypi.example.com/simple",
    "order": "order no. 4539148803436467, refund please",
    "zh order": "订单号4539148803436467",
    "tracking": "tracking 4539 1488 0343 6467",
    "phones": "call 13800138000 13900139000 or +86 138 0013 8000",
    "iban": "IBAN DE89 3704 0044 0532 0130 00",
    "imei": "IMEI 490154203237518",
    "sf express": "SF1234567890123",
    "time": "2024-05-01 12:30:45.123456 ERROR 500123 wallet.sync failed after 3000 ms",
    "log": "E/Wallet( 1234): IllegalStateException: password null at Vault.open(Vault.kt:88)",
    "code": "password = getpass.getpass()\nif not password: raise ValueError('password required')",
    "json": '{"password": null, "pin": "", "code": 200}',
    "placeholders": "password: %2$s, Passwort: %d.%02d, --password=YOUR_PASSWORD",
    "masked": "password: ********, pin ****",
    "error codes": "error code 500123, Fehlercode: 482913, код ошибки 482913, 错误代码 48291",
    "other codes": "promo code SAVE2024, zip code 94105, order code 482913, 取件码 482913",
    "postal": "código postal 28001, code postal 75001, kode pos 12345, pin code 560001",
    "lengths": "the password has 8-20 characters, the code 6 digits; 密码8-20位，验证码6位",
    "questions": "is my password not accepted? 密码是多少 验证码收不到 what is a PIN: 4 digits?",
}


@pytest.mark.parametrize("text", [*PROSE.values(), *DATA.values()], ids=[*PROSE, *DATA])
def test_ordinary_text_holds_no_secret(text: str) -> None:
    """Guides, complaints, lists, hashes, numbers, logs and programs."""
    assert find_secrets(text) == ()


def test_all_of_it_together_holds_none() -> None:
    """Words of one text do not make another's tokens secret, even without a mark between."""
    sentences = (text for name, text in PROSE.items() if not name.startswith("en s"))

    assert find_secrets("\n\n".join(sentences)) == ()


@pytest.mark.parametrize("language", ["chinese_simplified", "chinese_traditional"])
def test_chinese_prose_of_listed_characters_holds_none(language: str) -> None:
    """Unspaced runs of the commonest characters, as prose is, without a word for a phrase."""
    source = make.seeded(5)
    characters = list(make.indexes(language))

    assert (
        find_secrets("，".join("".join(source.choices(characters[:500], k=12)) for _ in range(99)))
        == ()
    )
