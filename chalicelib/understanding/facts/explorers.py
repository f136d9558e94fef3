"""Links to block explorers: which chain a host tells, and what its path says it shows. Pure.

A table by host. Explorers of many chains name the chain in a path segment or a subdomain; those of
test networks tell none, since nothing of value happens there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.understanding.facts.view import View, is_word_at

_MOST_LINKS = 40
_LONGEST_LINK = 300


class Shown(StrEnum):
    """What a link leads to."""

    ADDRESS = "address"
    TX_HASH = "tx_hash"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an explorer: from its host to its end, the host as written, and its chain."""

    start: int
    host_end: int
    end: int
    chain: str
    shown: Shown


_HOSTS_OF = {
    "ethereum": "etherscan.io ethplorer.io beaconcha.in eth.blockscout.com ethscan.org",
    "bsc": "bscscan.com bsctrace.com",
    "opbnb": "opbnb.bscscan.com opbnbscan.com",
    "polygon": "polygonscan.com polygon.blockscout.com",
    "polygon_zkevm": "zkevm.polygonscan.com",
    "arbitrum": "arbiscan.io nova.arbiscan.io arbitrum.blockscout.com",
    "optimism": "optimistic.etherscan.io optimism.blockscout.com",
    "base": "basescan.org base.blockscout.com",
    "avalanche": "snowtrace.io snowscan.xyz subnets.avax.network explorer.avax.network",
    "zksync": "explorer.zksync.io era.zksync.network zkscan.io zksync.blockscout.com",
    "linea": "lineascan.build explorer.linea.build",
    "scroll": "scrollscan.com scroll.blockscout.com",
    "blast": "blastscan.io blastexplorer.io",
    "mantle": "mantlescan.xyz mantlescan.info explorer.mantle.xyz",
    "fantom": "ftmscan.com",
    "sonic": "sonicscan.org",
    "gnosis": "gnosisscan.io gnosis.blockscout.com",
    "celo": "celoscan.io explorer.celo.org",
    "cronos": "cronoscan.com explorer.cronos.org",
    "moonbeam": "moonscan.io",
    "taiko": "taikoscan.io",
    "unichain": "uniscan.xyz",
    "worldchain": "worldscan.org",
    "berachain": "berascan.com",
    "heco": "hecoinfo.com",
    "tron": "tronscan.org tronscan.io trx.tokenview.io",
    "btc": (
        "mempool.space blockstream.info btc.com btcscan.org blockchain.info "
        "explorer.btc.com btc.tokenview.io"
    ),
    "bch": "explorer.bitcoin.com bchblockexplorer.com",
    "ltc": "litecoinspace.org ltc.tokenview.io",
    "doge": "dogechain.info doge.tokenview.io",
    "sol": "solscan.io explorer.solana.com solana.fm solanabeach.io orb.helius.dev",
    "ton": "tonviewer.com tonscan.org tonapi.io explorer.toncoin.org ton.cx",
    "aptos": "aptoscan.com explorer.aptoslabs.com apscan.io",
    "sui": "suiscan.xyz suivision.xyz suiexplorer.com explorer.sui.io",
    "near": "nearblocks.io explorer.near.org pikespeak.ai",
    "xrp": "xrpscan.com livenet.xrpl.org bithomp.com xrplorer.com",
    "eos": "bloks.io eosflare.io eosauthority.com eosx.io unicove.com",
    "ada": "cardanoscan.io cexplorer.io adastat.net explorer.cardano.org",
    "terra": "finder.terra.money",
    "injective": "explorer.injective.network",
    "xmr": "xmrchain.net monerohash.com",
    "xlm": "stellar.expert stellarchain.io",
}
_CHAIN_OF_HOST = {host: chain for chain, hosts in _HOSTS_OF.items() for host in hosts.split()}
# These name the chain in a segment of the path, or before their own name.
_OF_MANY = frozenset(
    """
    blockchair.com blockchain.com blockcypher.com mintscan.io oklink.com okx.com polkascan.io
    subscan.io viewblock.io tokenview.io ping.pub atomscan.com btc.com blockscan.com
    explorer.bitcoin.com 3xpl.com
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
_CHAIN_OF_SEGMENT = {
    "bitcoin": "btc", "btc": "btc", "bitcoin-cash": "bch", "bch": "bch", "litecoin": "ltc",
    "ltc": "ltc", "dogecoin": "doge", "doge": "doge", "ethereum": "ethereum", "eth": "ethereum",
    "bnb": "bsc", "bsc": "bsc", "polygon": "polygon", "matic": "polygon", "arbitrum": "arbitrum",
    "arbitrum-one": "arbitrum", "optimism": "optimism", "op": "optimism", "base": "base",
    "avalanche": "avalanche", "avax": "avalanche", "avaxc": "avalanche", "okc": "okc",
    "oktc": "okc", "x-layer": "xlayer", "xlayer": "xlayer", "zksync": "zksync",
    "zksync-era": "zksync", "linea": "linea", "scroll": "scroll", "blast": "blast",
    "mantle": "mantle", "polygon-zkevm": "polygon_zkevm", "polyzkevm": "polygon_zkevm",
    "opbnb": "opbnb", "fantom": "fantom", "ftm": "fantom", "gnosis": "gnosis", "tron": "tron",
    "trx": "tron", "solana": "sol", "sol": "sol", "ton": "ton", "aptos": "aptos", "sui": "sui",
    "near": "near", "ripple": "xrp", "xrp": "xrp", "eos": "eos", "cardano": "ada", "ada": "ada",
    "polkadot": "dot", "dot": "dot", "assethub-polkadot": "dot", "polkadot-assethub": "dot",
    "kusama": "ksm", "ksm": "ksm", "assethub-kusama": "ksm", "cosmos": "cosmos",
    "cosmoshub": "cosmos", "osmosis": "osmosis", "injective": "injective", "terra": "terra",
    "celestia": "celestia", "sei": "sei", "dydx": "dydx", "juno": "juno", "akash": "akash",
    "kava": "kava", "axelar": "axelar", "stargaze": "stargaze", "secret": "secret",
    "monero": "xmr", "xmr": "xmr", "stellar": "xlm",
}  # fmt: skip
_TEST_NETWORKS = frozenset(
    """
    testnet signet sepolia goerli holesky hoodi mumbai amoy nile shasta devnet preprod preview
    westend rococo paseo altnet
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
LABELS = frozenset(host.split(".")[-2] for host in (*_CHAIN_OF_HOST, *_OF_MANY)) - {"com"}
_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
_REST_OF_HOST = re.compile(r"[a-z0-9-]*(?:\.[a-z0-9-]{1,30}){1,4}")
_LONGEST_BEFORE = 60
_LINK = re.compile(rf"""[!#-&*-;=?-Z_a-z~\[\]]{{0,{_LONGEST_LINK}}}""")
_SEGMENT = re.compile(r"[/?#&=]+")
_SHOWS_HASH = re.compile(
    r"[/?](?:txs?|txns?|txblock|transactions?|trx|extrinsic|op|hash|trans)[/=]", re.IGNORECASE
)
_SHOWS_ADDRESS = re.compile(
    r"/(?:address|addresses|addr|accounts?|wallets?|coin|object|token|contract|holder|u|"
    r"validators?|nft)/",
    re.IGNORECASE,
)


def find_links(view: View) -> Iterator[Link]:
    """Yield the links to explorers whose chain is told, at most 40."""
    left = _MOST_LINKS
    for label in LABELS & view.words:
        end = 0
        while left and (place := view.lower.find(label, end)) >= 0:
            end = place + len(label)
            left -= 1
            if not is_word_at(view.lower, end) and not is_word_at(view.lower, place - 1):
                link = _link_at(view, place)
                if link is not None:
                    yield link


def _link_at(view: View, place: int) -> Link | None:
    """Return the link in whose host a label stands."""
    lower = view.lower
    start = place
    while start > max(0, place - _LONGEST_BEFORE) and lower[start - 1] in _HOST_CHARACTERS:
        start -= 1
    host = _REST_OF_HOST.match(lower, start)
    rest = _LINK.match(view.text, host.end()) if host else None
    if host is None or rest is None:
        return None
    path = rest[0] if rest[0].startswith(("/", "?", "#")) else ""
    chain = chain_of_link(host[0].strip(".-"), path)
    if chain is None:
        return None
    return Link(start, host.end(), host.end() + len(path), chain, _shown(path))


def chain_of_link(host: str, path: str = "") -> str | None:
    """Return the chain an explorer's host, in lower case, and path tell; None when they do not.

    >>> chain_of_link("www.bscscan.com"), chain_of_link("blockchair.com", "/dogecoin/transaction/")
    ('bsc', 'doge')
    """
    labels = host.split(".")
    segments = [segment.lower() for segment in _SEGMENT.split(path)[:6]]
    if not _TEST_NETWORKS.isdisjoint(labels) or not _TEST_NETWORKS.isdisjoint(segments):
        return None
    names = [".".join(labels[n:]) for n in range(len(labels) - 1)]
    if not _OF_MANY.isdisjoint(names):
        for segment in (labels[0], *segments):
            if segment in _CHAIN_OF_SEGMENT:
                return _CHAIN_OF_SEGMENT[segment]
    return next((_CHAIN_OF_HOST[name] for name in names if name in _CHAIN_OF_HOST), None)


def _shown(path: str) -> Shown:
    if _SHOWS_HASH.search(path):
        return Shown.TX_HASH
    return Shown.ADDRESS if _SHOWS_ADDRESS.search(path) else Shown.OTHER
