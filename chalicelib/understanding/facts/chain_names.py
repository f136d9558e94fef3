"""Which chain a text speaks of: by name or token standard.

A chain id of this table is what `Fact.chain` of a CHAIN fact holds; the EVM chains have one each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from chalicelib.understanding.facts.explorers import Link
from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.view import View, by_character, is_word_at
from chalicelib.understanding.findings import FactType

_MOST_PLACES = 20
_MOST_IN_ALL = 200
_MOST_LOOKED_AT = 1000

# In lower case. A name that is also a coin or an everyday word stands here with "chain" or alike.
_NAMES: dict[str, tuple[str, ...]] = {
    "ethereum": (
        "erc20", "erc-20", "erc721", "erc-721", "erc1155", "ethereum mainnet",
        "ethereum network", "eth network", "eth chain", "eth mainnet", "以太坊链", "以太链",
        "以太坊网络", "以太坊網路", "以太坊主网", "以太坊主網", "eth链", "eth鏈", "eth主网",
        "eth网络", "以太坊鏈",
    ),
    "bsc": (
        "bep20", "bep-20", "bsc", "bnb chain", "bnb smart chain", "binance smart chain",
        "bnb network", "币安链", "币安智能链", "幣安鏈", "幣安智能鏈", "bnb链", "bnb鏈",
    ),
    "opbnb": ("opbnb",),
    "polygon": ("polygon", "matic network", "polygon pos", "马蹄链", "馬蹄鏈", "matic链"),
    "polygon_zkevm": ("polygon zkevm",),
    "arbitrum": ("arbitrum", "arbitrum one", "arbitrum nova", "arb链", "arb network"),
    "optimism": ("optimism", "op mainnet", "op链", "op网络", "op network"),
    "base": ("base chain", "base network", "base mainnet", "base链", "base鏈", "base网络"),
    "avalanche": ("avalanche", "avax c-chain", "avax network", "雪崩链", "avax链", "avaxc"),
    "zksync": ("zksync", "zksync era"),
    "linea": ("linea",),
    "scroll": ("scroll network", "scroll chain", "scroll mainnet", "scroll l2", "scroll链"),
    "blast": ("blast network", "blast chain", "blast mainnet", "blast l2", "blast链"),
    "mantle": ("mantle network", "mantle chain", "mantle mainnet", "mantle链", "mantle l2"),
    "starknet": ("starknet",),
    "manta": ("manta pacific", "manta network", "manta链"),
    "mode": ("mode network", "mode链"),
    "zora": ("zora network",),
    "taiko": ("taiko",),
    "unichain": ("unichain",),
    "worldchain": ("world chain", "worldchain"),
    "berachain": ("berachain",),
    "merlin": ("merlin chain", "merlin链"),
    "fantom": ("fantom", "ftm链", "ftm network"),
    "sonic": ("sonic chain", "sonic network"),
    "gnosis": ("gnosis chain", "xdai chain"),
    "celo": ("celo network", "celo链"),
    "cronos": ("cronos chain", "cronos"),
    "moonbeam": ("moonbeam",),
    "heco": ("heco", "hrc20", "火币生态链"),
    "klaytn": ("klaytn", "kaia chain"),
    "okc": (
        "okexchain", "okex chain", "okx chain", "okxchain", "oktc", "okc", "kip20", "kip-20",
        "okt chain", "okc链", "okt链", "欧易链", "ok链",
    ),
    "xlayer": ("x layer", "xlayer", "x-layer"),
    "tron": ("trc20", "trc-20", "trc10", "tron", "trx chain", "trx network", "波场", "波場",
             "trx链", "trx鏈"),
    "btc": (
        "bitcoin network", "btc network", "btc链", "btc鏈", "比特币网络", "btc", "bitcoin",
        "比特币", "比特幣", "brc20", "brc-20", "биткоин", "비트코인", "ビットコイン",
    ),
    "bch": ("bitcoin cash", "bch", "比特现金", "比特幣現金", "比特币现金"),
    "sol": ("solana", "索拉纳", "sol链", "sol鏈", "sol network", "sol chain", "солана", "sol"),
    "ton": (
        "tonkeeper", "ton network", "ton chain", "ton链", "ton鏈", "ton wallet", "toncoin", "ton",
    ),
    "doge": ("dogecoin", "doge", "狗狗币", "狗狗幣"),
    "ltc": ("litecoin", "ltc", "莱特币", "萊特幣"),
    "near": (
        "near transaction", "near protocol", "near链", "near鏈", "near network", "near mainnet",
        "near wallet", "near account", "near", "near address", "near地址",
    ),
    "ada": ("cardano", "ada", "艾达币", "卡尔达诺"),
    "xrp": ("xrpl", "ripple", "xrp ledger", "xrp network", "xrp链", "xrp", "瑞波"),
    "dot": ("polkadot", "波卡", "dot链", "dot network", "dot"),
    "ksm": ("kusama", "ksm"),
    "eos": ("eos", "柚子链", "eosio"),
    "cosmos": ("cosmos", "cosmoshub", "atom链"),
    "osmosis": ("osmosis",),
    "injective": ("injective",),
    "terra": ("terra classic", "terra station", "terra network"),
    "celestia": ("celestia",),
    "dydx": ("dydx chain",),
    "sei": ("sei network", "sei chain", "sei链"),
    "aptos": ("aptos",),
    "sui": (
        "sui network", "sui链", "sui鏈", "sui mainnet", "sui wallet", "sui address", "sui地址",
        "sui transaction", "sui blockchain", "sui chain", "sui",
    ),
    "xmr": ("monero", "xmr", "门罗币"),
    "xlm": ("stellar network", "stellar lumens", "xlm"),
}  # fmt: skip
# "The button near wallet 2" is no chain.
_CAPITALS = frozenset(
    ("near wallet", "near account", "near", "near address", "near", "ton", "sol", "sui", "dot")
)
_FIRST_WORD = re.compile(r"[a-z0-9]+")


def _by_first_word() -> dict[str, list[tuple[str, str]]]:
    """Return (name, chain) by the ASCII word a name begins with."""
    table: dict[str, list[tuple[str, str]]] = {}
    for chain, names in _NAMES.items():
        for name in names:
            word = _FIRST_WORD.match(name)
            if word:
                table.setdefault(word[0], []).append((name, chain))
    return table


_TABLE = _by_first_word()
FIRST_WORDS = frozenset(_TABLE)
"""The ASCII words that names begin with."""
_IN_HAN = {
    name: chain for chain, names in _NAMES.items() for name in names if not _FIRST_WORD.match(name)
}
BY_CHARACTER = by_character(_IN_HAN)


def find_chains(view: View, links: Iterable[Link]) -> tuple[Found, ...]:
    """Return the chains named or linked to, in the order they stand, the longest name each."""
    named = islice(_named(view), _MOST_IN_ALL)
    places = [(place.start, -place.end, place) for place in named]
    for link in links:  # what its path names is the same chain again
        value = view.text[link.start : link.host_end]
        place = Found(link.start, link.host_end, FactType.CHAIN, value, link.chain)
        places.append((link.start, -link.end, place))
    places.sort(key=lambda place: place[:2])
    position = 0
    kept = []
    for start, negative_end, place in places:
        if start >= position:
            kept.append(place)
            position = -negative_end
    return tuple(kept)


def _named(view: View) -> Iterator[Found]:
    candidates = [entry for key in sorted(FIRST_WORDS & view.words) for entry in _TABLE[key]]
    candidates += [(name, _IN_HAN[name]) for name in view.any_of(BY_CHARACTER)]
    for name, chain in candidates:
        for start, end in islice(_places(name, view.lower), _MOST_PLACES):
            value = view.text[start:end]
            if name not in _CAPITALS or value[:4].isupper():
                yield Found(start, end, FactType.CHAIN, value, chain)


def _places(name: str, lower: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands as a whole word."""
    end = 0
    for _ in range(_MOST_LOOKED_AT):
        start = lower.find(name, end)
        if start < 0:
            return
        end = start + len(name)
        inside = is_word_at(lower, start - 1) and is_word_at(lower, start)
        if not inside and not (is_word_at(lower, end - 1) and is_word_at(lower, end)):
            yield start, end
