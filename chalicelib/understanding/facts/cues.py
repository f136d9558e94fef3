"""The words around a long token: they call it a hash, an address, or a private key. Pure.

What may be a private key is never a fact: 32 bytes of hex or 64 of base58 look the same whether
they are a transaction or a key, so the words around decide, and in doubt it is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from chalicelib.understanding.facts.view import View, is_word_at, words_in


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
_SOON = 300  # characters: most such words stand within the same sentence
_MOST_TRIES = 40
_SENTENCE_ENDS = frozenset(".!?。！？\n")


class _Stem:
    """One stem, and whether a word must begin or end with it."""

    __slots__ = ("begins", "ends", "is_word", "text")

    def __init__(self, spelled: str) -> None:
        self.begins = spelled.startswith("|")
        self.ends = spelled.endswith("|")
        self.text = spelled.strip("|").replace("_키", " 키")
        self.is_word = self.begins and self.ends and self.text.isascii() and self.text.isalnum()

    def last_in(self, lower: str, begin: int, end: int) -> int:
        """Return where the stem stands last between two places, -1 when it does not."""
        for _ in range(_MOST_TRIES):
            place = lower.rfind(self.text, begin, end)
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


class _Stems:
    """The stems of one kind by their texts, and those of ASCII alone apart."""

    __slots__ = ("_all", "_ascii")

    def __init__(self, spelled: str) -> None:
        self._all = {stem.text: stem for stem in map(_Stem, spelled.split())}
        self._ascii = tuple(filter(str.isascii, self._all))

    def within(self, lower: str) -> list[_Stem]:
        """Return those that stand anywhere in a text."""
        texts = self._ascii if lower.isascii() else self._all
        return [self._all[text] for text in texts if text in lower]


_OF = {cue: _Stems(stems) for cue, stems in _STEMS.items()}


class Cues:
    """The cue words of one text."""

    def __init__(self, view: View) -> None:
        self._lower = view.lower
        self._lazy_words: frozenset[str] | None = None
        self._present: dict[Cue, list[_Stem]] = {}

    def is_near(self, cue: Cue, before: int, than: Iterable[Cue] = ()) -> bool:
        """Return whether such a word stands right before a place, nearer than others."""
        place = self._last_near(cue, before)
        return place >= 0 and all(self._last_near(other, before) < place for other in than)

    def may_be_key(self, start: int, end: int) -> bool:
        """Return whether what stands between two places may be a private key."""
        strong = self._last(Cue.HASH, start)
        key = self._last_key(strong, start)
        if key >= 0 and self._is_key(key, start):
            return True
        if strong >= 0 or self._last(Cue.TRANSFER, start) >= 0 or self._called_address(-1, start):
            return False
        soon = end + _KEY_WORD_AFTER_WITHIN
        stems = _OF[Cue.KEY].within(self._lower[end:soon])
        return any(stem.is_in(self._lower, end, soon) for stem in stems)

    def calls_hash(self, before: int) -> bool:
        """Return whether any word before a place speaks of a transaction."""
        return self._last(Cue.HASH, before) >= 0 or self._last(Cue.TRANSFER, before) >= 0

    def _last_key(self, strong: int, start: int) -> int:
        """Return where the last word for a key before a place stands, behind what says hash."""
        if strong < 0:
            return self._last(Cue.KEY, start)
        return self._last_between(Cue.KEY, strong + 1, start)

    def _is_key(self, key: int, start: int) -> bool:
        """Return whether a key's word before a place says more than transfers and addresses do."""
        near = start - key < _TRANSFER_IS_WEAK_WITHIN or key > self._last(Cue.TRANSFER, start)
        return near and not self._called_address(key, start)

    def _called_address(self, key: int, start: int) -> bool:
        """Return whether a sentence after the key's calls what stands at `start` an address."""
        place = self._last_near(Cue.ADDRESS, start)
        if place <= key:
            return False
        return key < 0 or not _SENTENCE_ENDS.isdisjoint(self._lower[key:place])

    def _last(self, cue: Cue, before: int) -> int:
        """Return where the last word of a kind before a place stands, -1 when there is none."""
        for within in (_NEAR, _SOON):
            soon = self._last_between(cue, max(0, before - within), before)
            if soon >= 0 or before <= within:
                return soon
        return max((s.last_in(self._lower, 0, before) for s in self._in_text(cue)), default=-1)

    def _last_near(self, cue: Cue, before: int) -> int:
        """Return where the last word of a kind right before a place stands, -1 without one."""
        return self._last_between(cue, max(0, before - _NEAR), before)

    def _last_between(self, cue: Cue, begin: int, end: int) -> int:
        stems = _OF[cue].within(self._lower[begin:end])
        return max((stem.last_in(self._lower, begin, end) for stem in stems), default=-1)

    @property
    def _words(self) -> frozenset[str]:
        if self._lazy_words is None:
            self._lazy_words = words_in(self._lower)
        return self._lazy_words

    def _in_text(self, cue: Cue) -> list[_Stem]:
        """Return the words of a kind that stand anywhere in the text."""
        if cue not in self._present:
            stems = _OF[cue].within(self._lower)
            self._present[cue] = [s for s in stems if not s.is_word or s.text in self._words]
        return self._present[cue]
