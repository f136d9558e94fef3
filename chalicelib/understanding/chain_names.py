"""Which chain a text speaks of: by name, token standard or block explorer.

A chain id of this table is what `Fact.chain` of a CHAIN fact holds; the EVM chains have one each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.understanding.findings import Fact, FactType

_MOST_PLACES = 20

# In lower case. A name that is also a coin or an everyday word stands here with "chain" or alike.
_NAMES: dict[str, tuple[str, ...]] = {
    "ethereum": (
        "etherscan.io", "erc20", "erc-20", "erc721", "erc-721", "ethereum mainnet",
        "ethereum network", "eth network", "eth chain", "以太坊链", "以太链", "以太坊网络",
        "以太坊主网", "eth链", "eth主网", "以太坊鏈",
    ),
    "bsc": (
        "bscscan.com", "bep20", "bep-20", "bsc", "bnb chain", "bnb smart chain",
        "binance smart chain", "币安链", "币安智能链", "幣安鏈", "bnb链",
    ),
    "polygon": ("polygonscan.com", "polygon", "马蹄链"),
    "arbitrum": ("arbiscan.io", "arbitrum"),
    "optimism": ("optimistic.etherscan.io", "optimism"),
    "base": ("basescan.org", "base chain", "base network", "base链"),
    "avalanche": ("snowtrace.io", "avalanche", "avax c-chain", "雪崩链"),
    "tron": ("tronscan.org", "tronscan.io", "trc20", "trc-20", "trc10", "tron", "波场", "波場"),
    "btc": (
        "mempool.space", "blockchair.com/bitcoin", "blockchain.com/btc", "btc.com",
        "bitcoin network", "btc network", "btc链", "比特币网络", "btc", "bitcoin", "比特币",
    ),
    "sol": ("solscan.io", "explorer.solana.com", "solana.fm", "solana", "索拉纳"),
    "ton": ("tonscan.org", "tonviewer.com", "tonkeeper", "ton network", "ton chain", "ton链"),
    "doge": ("blockchair.com/dogecoin", "dogechain", "dogecoin", "doge", "狗狗币"),
    "ltc": ("blockchair.com/litecoin", "litecoin", "ltc", "莱特币"),
    "near": ("nearblocks.io", "near transaction", "near protocol", "near链"),
    "ada": ("cardanoscan.io", "cardano", "ada"),
    "xrp": ("xrpscan.com", "xrpl", "ripple"),
    "dot": ("polkadot", "subscan.io", "波卡"),
    "cosmos": ("mintscan.io", "cosmos"),
    "aptos": ("aptos",),
    "sui": ("suiscan.xyz", "sui network", "sui链"),
}  # fmt: skip
_FIRST_WORD = re.compile(r"[a-z0-9]+")


def _by_first_word() -> dict[str, list[tuple[str, str]]]:
    """Return (name, chain) by the ASCII word a name begins with, "" for all other names."""
    table: dict[str, list[tuple[str, str]]] = {}
    for chain, names in _NAMES.items():
        for name in names:
            word = _FIRST_WORD.match(name)
            table.setdefault(word[0] if word else "", []).append((name, chain))
    return table


_TABLE = _by_first_word()


def find_chains(text: str, lower: str, words: frozenset[str]) -> Iterator[tuple[int, int, Fact]]:
    """Yield (start, end, fact) for each chain named, in no particular order.

    `lower` is the text in lower case, `words` its ASCII words.
    """
    keys = [key for key in _TABLE if key in words]
    for key in keys if text.isascii() else [*keys, ""]:
        for name, chain in _TABLE[key]:
            for start, end in islice(_places(name, lower), _MOST_PLACES):
                value = text[start:end]
                yield start, end, Fact(type=FactType.CHAIN, value=value, chain=chain)


def _places(name: str, lower: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands as a whole word."""
    start = lower.find(name)
    while start >= 0:
        end = start + len(name)
        inside = _is_word(lower, start - 1) and _is_word(lower, start)
        if not inside and not (_is_word(lower, end - 1) and _is_word(lower, end)):
            yield start, end
        start = lower.find(name, end)


def _is_word(text: str, place: int) -> bool:
    """Return whether an ASCII letter or digit stands at a place; outside the text none does."""
    return 0 <= place < len(text) and text[place].isascii() and text[place].isalnum()
