"""Typed facts in a text: hashes, addresses, chains, amounts, order numbers, versions. Pure.

Word boundaries are those of ASCII letters and digits, so they hold inside Chinese text without
spaces. Everything is one linear pass with a cap on what is looked at. What may be a private key is
never a fact: 32 bytes of hex or 64 of base58 look the same whether they are a transaction or a key,
so the words around decide, and in doubt it is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.understanding.amounts import find_amounts
from chalicelib.understanding.chain_names import find_chains
from chalicelib.understanding.chains import LONGEST, Recognised, Shape, recognise
from chalicelib.understanding.findings import Fact, FactType
from chalicelib.understanding.references import find_references

MOST_FACTS = 20
"""The most facts of one type that are kept; a ticket carries them all."""

_MOST_CHARACTERS = 50_000
_MOST_TOKENS = 200
_SHORTEST_TOKEN = 26
_TOKEN = re.compile(rf"[0-9A-Za-z_-]{{{_SHORTEST_TOKEN},}}+")
_WORD_BYTES = bytes(b if chr(b) in "-_" or chr(b).isalnum() else 0x20 for b in range(128)) + (
    b" " * 128
)
_KEY_WORDS = (
    r"\bkeys?\b|private_?key|privkey|\bprv|\bp\.?k\b|\bsk\b|seed|mnemonic|recovery|keystore|"
    r"passphrase|\bwif\b|cipher|\bkdf|\bmac\b|[钥鑰匙]|助[记記]|秘密|恢复短语|恢復短語|[種种]子|"
    r"\bключ|закрыт|приватн|секретн|clave|chave|\bcl[eé]\b|schlüssel|anahtar|"
    r"개인 ?키|비밀 ?키|秘密鍵"
)
_HASH_WORDS = (
    r"hash|\btx|/tx|txid|txn|/transactions?/|/extrinsic/|signature|哈希|[交转轉]易[号號]|交易id|"
    r"流水[号號]|[签簽]名|хеш|хэш"
)
_TRANSFER_WORDS = r"transaction|transfer|交易|转账|轉帳|轉賬|транзакц|transacci|transaç"
_CUES = re.compile(f"({_KEY_WORDS})|({_HASH_WORDS})|({_TRANSFER_WORDS})")
_TRANSFER_IS_WEAK_WITHIN = 200  # characters from a key word: "the private key for the transfer: …"
_HASH_WORD_WITHIN = 40  # characters: what 32 bytes of base58 are called
_KEY_WORD_AFTER_WITHIN = 80  # characters: "<key> is my private key"


@dataclass(frozen=True, slots=True)
class _Found:
    """A fact and where it stands."""

    start: int
    end: int
    fact: Fact


def find_facts(text: str) -> tuple[Fact, ...]:
    """Return the facts in a text in the order they stand, each once, at most 20 of a type.

    The first 50,000 characters are looked at: more than any person writes.
    """
    text = text[:_MOST_CHARACTERS]
    lower = _lower(text)
    words = _words(lower)
    chains = sorted(find_chains(text, lower, words), key=lambda f: f[0])
    found: list[_Found] = []
    if max(map(len, words), default=0) >= _SHORTEST_TOKEN:
        found += _tokens(text, lower, [_Found(*chain) for chain in chains])
    if not text.isascii() or any(map(text.__contains__, "0123456789")):
        found += _beside(found, (_Found(*amount) for amount in find_amounts(text)))
    references = find_references(text, lower, words)
    found += _beside(found, (_Found(*reference) for reference in references))
    found += (_Found(*chain) for chain in chains)
    return _capped(fact.fact for fact in sorted(found, key=lambda f: (f.start, f.end)))


def _lower(text: str) -> str:
    """Return the text in lower case with every character at its place."""
    lower = text.lower()
    if len(lower) != len(text):  # "İ" becomes two characters
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return lower


def _words(lower: str) -> frozenset[str]:
    """Return the ASCII words of a text, whole and, when joined by "-" or "_", in parts."""
    plain = lower.encode("ascii", "replace").translate(_WORD_BYTES).decode("ascii")
    words = plain.split()
    if "-" in plain or "_" in plain:
        words += plain.replace("-", " ").replace("_", " ").split()
    return frozenset(words)


def _beside(taken: list[_Found], candidates: Iterator[_Found]) -> Iterator[_Found]:
    """Yield the candidates that overlap nothing taken before."""
    spans = sorted((f.start, f.end) for f in taken)
    starts = [start for start, _ in spans]
    for candidate in candidates:
        place = bisect_left(starts, candidate.end)
        if place == 0 or spans[place - 1][1] <= candidate.start:
            yield candidate


def _capped(facts: Iterator[Fact]) -> tuple[Fact, ...]:
    kept: list[Fact] = []
    counts: dict[FactType, int] = {}
    for fact in dict.fromkeys(facts):
        counts[fact.type] = counts.get(fact.type, 0) + 1
        if counts[fact.type] <= MOST_FACTS:
            kept.append(fact)
    return tuple(kept)


def _tokens(text: str, lower: str, chains: list[_Found]) -> Iterator[_Found]:
    """Yield addresses and hashes among the long tokens."""
    surroundings: _Surroundings | None = None
    addresses = 0
    for token in islice(_TOKEN.finditer(text), _MOST_TOKENS):
        start, end = token.span()
        if end - start > LONGEST or addresses >= MOST_FACTS:
            continue
        value = token[0]
        recognised = recognise(value)
        if recognised is None:  # emphasis and dashes touch a token; TON's own end in them
            value = token[0].strip("_-")
            start += len(token[0]) - len(token[0].lstrip("_-"))
            recognised = recognise(value)
        if recognised is None:
            continue
        if recognised.shape is Shape.ADDRESS:
            addresses += 1
            yield _Found(start, start + len(value), _address(value, recognised))
            continue
        surroundings = surroundings or _Surroundings(lower, chains)
        fact = surroundings.judge(value, recognised, start)
        if fact is not None:
            yield _Found(start, start + len(value), fact)


def _address(value: str, recognised: Recognised) -> Fact:
    return Fact(type=FactType.ADDRESS, value=value, chain=recognised.chain, valid=recognised.valid)


class _Surroundings:
    """The words of one text that tell hashes from keys, and the chains it names."""

    def __init__(self, lower: str, chains: list[_Found]) -> None:
        self._cues: tuple[list[int], ...] = ([], [], [])
        for cue in _CUES.finditer(lower):
            self._cues[(cue.lastindex or 1) - 1].append(cue.start())
        self._chains = chains
        self._chain_starts = [c.start for c in chains]

    def judge(self, value: str, recognised: Recognised, start: int) -> Fact | None:
        """Return the fact an ambiguous token is, or None when it may be a key."""
        key, strong, weak = (_last_before(places, start) for places in self._cues)
        if self._may_be_key(start, start + len(value), key, strong, weak):
            return None
        told = max(strong, weak) >= 0
        if recognised.shape is Shape.BASE58_32:
            return self._base58_32(value, start, strong)
        if recognised.shape is Shape.BASE58_64 and not told:
            return None
        chain = "sol" if recognised.shape is Shape.BASE58_64 else recognised.chain
        return Fact(type=FactType.TX_HASH, value=value, chain=chain or self._chain_at(start))

    def _may_be_key(self, start: int, end: int, key: int, strong: int, weak: int) -> bool:
        if key >= 0 and key > strong and (key > weak or start - key < _TRANSFER_IS_WEAK_WITHIN):
            return True
        places = self._cues[0]
        after = bisect_left(places, end)
        soon = after < len(places) and places[after] - end < _KEY_WORD_AFTER_WITHIN
        return soon and max(strong, weak) < 0

    def _base58_32(self, value: str, start: int, strong: int) -> Fact | None:
        """Return the hash (NEAR) or address (Solana) that 32 bytes of base58 are."""
        chain = self._chain_at(start)
        if strong >= 0 and start - strong < _HASH_WORD_WITHIN:
            return Fact(type=FactType.TX_HASH, value=value, chain=chain)
        return Fact(type=FactType.ADDRESS, value=value, chain="sol", valid=True)

    def _chain_at(self, start: int) -> str | None:
        """Return the chain named last before a place, or the first named after it."""
        if not self._chains:
            return None
        place = bisect_left(self._chain_starts, start)
        return self._chains[max(0, place - 1)].fact.chain


def _last_before(places: list[int], start: int) -> int:
    """Return the last of sorted places that is before `start`, -1 when there is none."""
    index = bisect_left(places, start)
    return places[index - 1] if index else -1
