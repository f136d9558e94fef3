"""What a text says of a token beyond its shape: its chain, and whether it is a hash or a key.

A link to an explorer says most; then the chain named in the same sentence, the one named last
before, the one named first after, and the chain of an address in the same text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from chalicelib.understanding.facts.cues import Cue, Cues
from chalicelib.understanding.facts.explorers import Link, Shown
from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.recognised import Recognised, Shape
from chalicelib.understanding.facts.view import View
from chalicelib.understanding.findings import FactType

_HEX_ADDRESSES = frozenset(("aptos", "sui"))
"""Chains whose addresses are 0x and 64 digits, as other chains' hashes are."""
_BASE58_HASHES = frozenset(("near", "sui"))
_NO_HEX_HASHES = frozenset(("sol", "near", "sui"))
_OWN_0X_HASHES = frozenset(("aptos", "dot", "ksm"))
_LONGEST_SENTENCE = 300
_VALID = {FactType.ADDRESS: True}  # a shape without a checksum cannot be wrong
_SENTENCE_ENDS = ("\n", ". ", "。", "！", "？")


Told = tuple[FactType, str | None]
"""What a token is, and its chain."""


class Surroundings:
    """The links, chains and cue words of one text."""

    def __init__(self, view: View, chains: Sequence[Found], links: Sequence[Link]) -> None:
        self._view = view
        self._chains = chains
        self._links = links
        self._named = {place.chain for place in chains if place.chain}
        self._lazy_cues: Cues | None = None
        self._address_chains: set[str] = set()

    @property
    def _cues(self) -> Cues:
        if self._lazy_cues is None:
            self._lazy_cues = Cues(self._view)
        return self._lazy_cues

    def note(self, chain: str | None) -> None:
        """Remember that an address of a chain stands in the text."""
        if chain not in (None, "evm"):
            self._address_chains.add(str(chain))

    def names(self, chain: str) -> bool:
        """Return whether the text names a chain or links to its explorer."""
        return chain in self._named

    def may_be_key(self, start: int, end: int) -> bool:
        """Return whether the words around call it a key."""
        return self._link_at(start) is None and self._cues.may_be_key(start, end)

    def calls_hash(self, start: int, end: int) -> bool:
        """Return whether the words before call it a hash, and none a key."""
        return self._cues.is_near(Cue.HASH, start) and not self.may_be_key(start, end)

    def judge(self, value: str, recognised: Recognised, start: int, end: int) -> Found | None:
        """Return the fact a token is, None when it may be a key or anything else."""
        if recognised.shape is Shape.ADDRESS:
            chain, valid = recognised.chain, recognised.valid
            return Found(start, end, FactType.ADDRESS, value, chain=chain, valid=valid)
        link = self._link_at(start)
        if link is None and self._cues.may_be_key(start, end):
            return None
        told = self._told(recognised.shape, start, link)
        if told is None:
            return None
        type_, chain = told
        return Found(start, end, type_, value, chain=chain, valid=_VALID.get(type_))

    def _told(self, shape: Shape, start: int, link: Link | None) -> Told | None:
        """Return what a token without a checksum is, None when nothing says that it is a hash."""
        if shape is Shape.BASE58_64:
            told = link is not None or self._cues.calls_hash(start)
            return (FactType.TX_HASH, "sol") if told else None
        if shape is Shape.BASE58_32:
            return self._base58_32(start, link)
        if shape is Shape.HEX_0X:
            return self._hex_0x(start, link)
        return self._hex_bare(start, link)

    def _base58_32(self, start: int, link: Link | None) -> Told:
        """Return the hash (NEAR, Sui) or address (Solana) that 32 bytes of base58 are."""
        if link is not None:
            shows_hash = link.shown is Shown.TX_HASH or link.chain in _BASE58_HASHES
            return (FactType.TX_HASH if shows_hash else FactType.ADDRESS), link.chain
        if self._cues.is_near(Cue.HASH, start):
            return FactType.TX_HASH, self._chain_at(start, _BASE58_HASHES)
        near = self._in_sentence(start)
        if near in _BASE58_HASHES and not self._cues.is_near(Cue.ADDRESS, start):
            return FactType.TX_HASH, near
        return FactType.ADDRESS, "sol"

    def _hex_0x(self, start: int, link: Link | None) -> Told:
        """Return an EVM or Substrate hash, or what it is on Aptos and Sui."""
        if link is not None:
            shows_address = link.shown is Shown.ADDRESS and link.chain in _HEX_ADDRESSES
            return (FactType.ADDRESS if shows_address else FactType.TX_HASH), link.chain
        chain = self._chain_at(start)
        if chain == "sui" and not self._cues.is_near(Cue.HASH, start):
            return FactType.ADDRESS, chain
        if chain in _HEX_ADDRESSES and self._cues.is_near(Cue.ADDRESS, start, than=(Cue.HASH,)):
            return FactType.ADDRESS, chain
        return FactType.TX_HASH, chain if chain in _OWN_0X_HASHES else "evm"

    def _hex_bare(self, start: int, link: Link | None) -> Told:
        if link is not None:
            shows_address = link.shown is Shown.ADDRESS and link.chain == "near"
            return (FactType.ADDRESS if shows_address else FactType.TX_HASH), link.chain
        implicit = self.names("near") and self._in_sentence(start) == "near"
        if implicit and self._cues.is_near(Cue.ADDRESS, start, than=(Cue.HASH,)):
            return FactType.ADDRESS, "near"
        return FactType.TX_HASH, self._chain_at(start, without=_NO_HEX_HASHES)

    def _link_at(self, start: int) -> Link | None:
        return next((link for link in self._links if link.start <= start < link.end), None)

    def _in_sentence(self, start: int) -> str | None:
        """Return the chain named last before a place in its sentence, or first after it."""
        if not self._chains:
            return None
        text = self._view.text
        window = max(0, start - _LONGEST_SENTENCE)
        ends = map(text[window:start].rfind, _SENTENCE_ENDS)
        begin = max([window + end for end in ends if end >= 0], default=-1)
        close = text.find("\n", start, start + _LONGEST_SENTENCE)
        close = close if close >= 0 else start + _LONGEST_SENTENCE
        before = self._chains_between(begin + 1, start)
        after = self._chains_between(start + 1, close)
        return before[-1] if before else after[0] if after else None

    def _chains_between(self, start: int, end: int) -> list[str]:
        places = (c for c in self._chains if start <= c.start < end)
        return [place.chain for place in places if place.chain]

    def _chain_at(
        self,
        start: int,
        among: Collection[str] | None = None,
        without: Collection[str] = (),
    ) -> str | None:
        """Return the chain the text tells of what stands at a place, if it can be that one's."""
        for chain in self._chains_told(start):
            if chain not in without and (among is None or chain in among):
                return chain
        return None

    def _chains_told(self, start: int) -> Iterator[str]:
        """Yield the chains the text tells of what stands at a place, the likeliest first."""
        if len(self._named) > 1:
            near = self._in_sentence(start)
            if near:
                yield near
            yield from reversed(self._chains_between(0, start))
            yield from self._chains_between(start + 1, len(self._view.text))
        yield from self._named  # of several ones it was said already where they stand
        if len(self._address_chains) == 1:
            yield from self._address_chains
