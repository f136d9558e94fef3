"""Whether a picture beside a text may show a secret: pictures cannot be read, words can. Pure."""

from __future__ import annotations

import re

from chalicelib.reading.message import InboundMessage

_CUE = re.compile(
    r"(?:recovery|seed|secret|backup|mnemonic)[ _-]?(?:phrase|words?)|\bmnemonic|"
    r"private[ _-]?key|key ?store|\bwif\b|\bxprv|"
    r"助[记記][词詞]|恢[复復][词詞]|[种種]子[词詞]|私[钥鑰]|密[钥鑰]|"
    r"ニーモニック|リカバリー ?フレーズ|シードフレーズ|秘密鍵|"
    r"니모닉|시드 ?(?:구문|문구)|복구 ?(?:구문|문구)|개인 ?키|"
    r"мнемон|сид[ -]?фраз|секретн\w{0,4} (?:фраз|ключ)|приватн\w{0,4} ключ|"
    r"frase (?:semilla|de recuper|secreta|semente)|(?:clave|llave|chave) privada|"
    r"phrase (?:de r[ée]cup|secr[èe]te)|cl[ée] priv[ée]e|"
    r"wiederherstellungs|private[rn]? schl[üu]ssel|"
    r"kurtarma (?:ifade|kelime|c[üu]mle)|[öo]zel anahtar|"
    r"c[ụu]m t[ừu] (?:kh[ôo]i|b[íi])|kh[óo]a (?:ri[êe]ng|c[áa] nh[âa]n)|"
    r"frasa (?:pemulihan|rahasia)|kunci (?:pribadi|privat)",
    re.IGNORECASE,
)
_LOOKED_AT = 20_000


def picture_may_show_secret(inbound: InboundMessage) -> bool:
    """Return whether a picture came with words about a recovery phrase or a private key.

    Only what is new counts: our own advice, quoted below a reply, speaks of both.
    """
    pictures = any(
        kind.startswith("image/")
        for file in inbound.attachments
        for kind in (file.content_type, file.sniffed_type)
    )
    if not pictures:
        return False
    return _CUE.search(f"{inbound.subject}\n{inbound.reply[:_LOOKED_AT]}") is not None
