"""The words around a long token: they call it a hash, an address, or a private key. Pure.

What may be a private key is never a fact: 32 bytes of hex or 64 of base58 look the same whether
they are a transaction or a key, so the words around decide, and in doubt it is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from chalicelib.understanding.facts.view import View, is_word_at


class Cue(IntEnum):
    """What a word calls a token."""

    KEY = 0
    HASH = 1
    TRANSFER = 2
    ADDRESS = 3


# A stem in "|" is a whole word, one behind "|" begins a word. In lower case.
_STEMS = {
    Cue.KEY: (
        "|key| |keys| private_key privatekey privkey |prv |pk| |p.k| |sk| seed mnemonic recovery "
        "keystore passphrase |wif| cipher |kdf |mac| 钥 鑰 匙 助记 助記 秘密 恢复短语 恢復短語 "
        "种子 種子 ключ закрыт приватн секретн clave chave |clé| |cle| schlüssel anahtar khóa "
        "kunci chiave 개인키 개인_키 비밀키 비밀_키 秘密鍵"
    ),
    Cue.HASH: (
        "hash |tx /tx txid /transaction/ /transactions/ /extrinsic/ signature digest 哈希 "
        "交易号 交易號 转易号 交易id 交易单号 流水号 流水號 签名 簽名 хеш хэш ハッシュ 해시"
    ),
    Cue.TRANSFER: (
        "transaction transfer 交易 转账 轉帳 轉賬 转帐 транзакц перевод transacci transaç "
        "transaksi işlem |giao 取引 거래"
    ),
    Cue.ADDRESS: (
        "address account wallet recipient |to| 地址 账户 帳戶 账号 帐号 帐户 钱包 錢包 转到 "
        "轉到 转给 打到 发到 發到 收款 адрес кошел direcci endereç adresse adres địa alamat "
        "アドレス 주소 지갑"
    ),
}
_TRANSFER_IS_WEAK_WITHIN = 200  # characters from a key word: "the private key for the transfer: …"
_KEY_WORD_AFTER_WITHIN = 80  # characters: "<key> is my private key"
_NEAR = 40  # characters: what a value is called stands right before it
_MOST_TRIES = 40
_SENTENCE_ENDS = frozenset(".!?。！？\n")


class _Stem:
    """One stem, and whether a word must begin or end with it."""

    __slots__ = ("begins", "ends", "is_in_words", "text")

    def __init__(self, spelled: str) -> None:
        self.begins = spelled.startswith("|")
        self.ends = spelled.endswith("|")
        self.text = spelled.strip("|").replace("_키", " 키")
        self.is_in_words = self.text.isascii() and self.text.replace("_", "").isalnum()

    def last_in(self, lower: str, end: int) -> int:
        """Return where the stem stands last before `end`, -1 when it does not."""
        for _ in range(_MOST_TRIES):
            place = lower.rfind(self.text, 0, end)
            if place < 0 or self._stands(lower, place):
                return place
            end = place + len(self.text) - 1
        return -1

    def is_in(self, lower: str, start: int, end: int) -> bool:
        """Return whether the stem stands between two places."""
        while (start := lower.find(self.text, start, end)) >= 0:
            if self._stands(lower, start):
                return True
            start += 1
        return False

    def _stands(self, lower: str, place: int) -> bool:
        if self.begins and is_word_at(lower, place - 1):
            return False
        return not (self.ends and is_word_at(lower, place + len(self.text)))


_ALL = {cue: tuple(map(_Stem, stems.split())) for cue, stems in _STEMS.items()}
_IN_ASCII = {
    cue: tuple(stem for stem in stems if stem.text.isascii()) for cue, stems in _ALL.items()
}


class Cues:
    """The cue words of one text."""

    def __init__(self, view: View) -> None:
        self._lower = view.lower
        words = " ".join(view.words)  # each once, so far less to search
        self._present = {
            cue: tuple(
                stem
                for stem in stems
                if (stem.text in words if stem.is_in_words else stem.text in view.lower)
            )
            for cue, stems in (_IN_ASCII if view.ascii else _ALL).items()
        }

    def last(self, cue: Cue, before: int) -> int:
        """Return where the last word of a kind before a place stands, -1 when there is none."""
        return max((s.last_in(self._lower, before) for s in self._present[cue]), default=-1)

    def is_near(self, cue: Cue, before: int, than: Iterable[Cue] = ()) -> bool:
        """Return whether such a word stands right before a place, nearer than others."""
        place = self.last(cue, before)
        if place < 0 or before - place > _NEAR:
            return False
        return all(self.last(other, before) < place for other in than)

    def may_be_key(self, start: int, end: int) -> bool:
        """Return whether what stands between two places may be a private key."""
        key = self.last(Cue.KEY, start)
        strong, weak = self.last(Cue.HASH, start), self.last(Cue.TRANSFER, start)
        near = key > weak or start - key < _TRANSFER_IS_WEAK_WITHIN
        if key >= 0 and key > strong and near and not self._called_address(key, start):
            return True
        if max(strong, weak) >= 0 or self._called_address(-1, start):
            return False
        soon = end + _KEY_WORD_AFTER_WITHIN
        return any(stem.is_in(self._lower, end, soon) for stem in self._present[Cue.KEY])

    def calls_hash(self, before: int) -> bool:
        """Return whether any word before a place speaks of a transaction."""
        return max(self.last(Cue.HASH, before), self.last(Cue.TRANSFER, before)) >= 0

    def _called_address(self, key: int, start: int) -> bool:
        """Return whether a sentence after the key's calls what stands at `start` an address."""
        place = self.last(Cue.ADDRESS, start)
        if place <= key or start - place > _NEAR:
            return False
        return key < 0 or not _SENTENCE_ENDS.isdisjoint(self._lower[key:place])
