"""Transaction hashes: their chain by link, by the sentence, by an address; never a key."""

from __future__ import annotations

import base64

import pytest

from chalicelib.understanding.facts import find_facts
from chalicelib.understanding.facts.explorers import chain_of_link
from chalicelib.understanding.findings import Fact, FactType
from tests.made_addresses import ADDRESSES, base58_hash, hex_hash, signature, some_bytes

HEX, HEX_0X = hex_hash(11), f"0x{hex_hash(11)}"
VALUES = {
    "0x": HEX_0X,
    "hex": HEX,
    "HEX": HEX.upper(),
    "b58": base58_hash(12),
    "sig": signature(13),
}
LINKS = [
    ("etherscan.io/tx/", "0x", "ethereum"),
    ("bscscan.com/tx/", "0x", "bsc"),
    ("polygonscan.com/tx/", "0x", "polygon"),
    ("arbiscan.io/tx/", "0x", "arbitrum"),
    ("optimistic.etherscan.io/tx/", "0x", "optimism"),
    ("basescan.org/tx/", "0x", "base"),
    ("snowtrace.io/tx/", "0x", "avalanche"),
    ("explorer.zksync.io/tx/", "0x", "zksync"),
    ("lineascan.build/tx/", "0x", "linea"),
    ("scrollscan.com/tx/", "0x", "scroll"),
    ("zkevm.polygonscan.com/tx/", "0x", "polygon_zkevm"),
    ("blastscan.io/tx/", "0x", "blast"),
    ("mantlescan.xyz/tx/", "0x", "mantle"),
    ("www.oklink.com/okc/tx/", "0x", "okc"),
    ("polkadot.subscan.io/extrinsic/", "0x", "dot"),
    ("kusama.subscan.io/extrinsic/", "0x", "ksm"),
    ("aptoscan.com/transaction/", "0x", "aptos"),
    ("explorer.aptoslabs.com/txn/", "0x", "aptos"),
    ("tronscan.org/#/transaction/", "hex", "tron"),
    ("mempool.space/tx/", "hex", "btc"),
    ("blockchair.com/litecoin/transaction/", "hex", "ltc"),
    ("blockchair.com/bitcoin-cash/transaction/", "hex", "bch"),
    ("www.blockchain.com/explorer/transactions/btc/", "hex", "btc"),
    ("dogechain.info/tx/", "hex", "doge"),
    ("tonviewer.com/transaction/", "hex", "ton"),
    ("xrpscan.com/tx/", "HEX", "xrp"),
    ("livenet.xrpl.org/transactions/", "HEX", "xrp"),
    ("bloks.io/transaction/", "hex", "eos"),
    ("eosflare.io/tx/", "hex", "eos"),
    ("cardanoscan.io/transaction/", "hex", "ada"),
    ("www.mintscan.io/cosmos/tx/", "HEX", "cosmos"),
    ("www.mintscan.io/osmosis/txs/", "HEX", "osmosis"),
    ("suiscan.xyz/mainnet/tx/", "b58", "sui"),
    ("suivision.xyz/txblock/", "b58", "sui"),
    ("nearblocks.io/txns/", "b58", "near"),
    ("solscan.io/tx/", "sig", "sol"),
]


def hashes(text: str) -> list[tuple[str, str | None]]:
    """Return the hashes of a text and their chains."""
    return [(f.value, f.chain) for f in find_facts(text) if f.type is FactType.TX_HASH]


@pytest.mark.parametrize(("path", "kind", "chain"), LINKS)
@pytest.mark.parametrize("form", ["{}", "看https://{}没到账", "(see https://{})", "http://{}?a=b."])
def test_find_facts_finds_a_hash_in_a_link_with_its_chain(
    path: str, kind: str, chain: str, form: str
) -> None:
    """An explorer's host says which chain it shows."""
    value = VALUES[kind]

    assert hashes(form.format(f"{path}{value}")) == [(value, chain)]


@pytest.mark.parametrize(
    ("text", "kind", "chain"),
    [
        ("The bitcoin hash is {}", "hex", "btc"),
        ("哈希{}，是波场的", "hex", "tron"),
        ("XRP tx {}", "HEX", "xrp"),
        ("EOS交易哈希：{}", "hex", "eos"),
        ("Cosmos tx hash {}", "HEX", "cosmos"),
        ("cardano transaction {}", "hex", "ada"),
        ("TON tx hash {}", "hex", "ton"),
        ("LTC转账没到账，txid是{}", "hex", "ltc"),
        ("I used Tron before. Now BTC: hash {}", "hex", "btc"),
        ("txid {} on Solana, then on Tron", "hex", "tron"),
        ("hash {}", "hex", None),
        ("Aptos tx hash {}", "0x", "aptos"),
        ("kusama extrinsic hash {}", "0x", "ksm"),
        ("Polkadot转账，哈希{}", "0x", "dot"),
        ("USDT on BSC, hash {}", "0x", "evm"),
        ("Sui network tx digest {}", "b58", "sui"),
        ("near transaction {}", "b58", "near"),
        ("signature {}", "sig", "sol"),
    ],
)
def test_find_facts_tells_a_hashs_chain_by_its_sentence(
    text: str, kind: str, chain: str | None
) -> None:
    """A hash has no prefix, so the words around tell, if it can be of that chain."""
    value = VALUES[kind]

    assert hashes(text.format(value)) == [(value, chain)]


def test_find_facts_tells_a_hashs_chain_by_an_address() -> None:
    """Who names no chain but gives an address has named one."""
    assert hashes(f"hash {HEX} went to {ADDRESSES['tron'][1](5)}") == [(HEX, "tron")]


def test_find_facts_tells_no_chain_when_addresses_are_of_two() -> None:
    """Two addresses of two chains leave it open."""
    tron, bitcoin = ADDRESSES["tron"][1](5), ADDRESSES["btc base58"][1](5)

    assert hashes(f"hash {HEX}, {tron}, {bitcoin}") == [(HEX, None)]


def test_find_facts_says_a_hash_once_with_what_a_link_tells() -> None:
    """The bare hash and the link are one fact, and the link knows more."""
    text = f"hash {HEX_0X}\nhttps://basescan.org/tx/{HEX_0X}"

    assert hashes(text) == [(HEX_0X, "base")]


def test_find_facts_finds_tons_hash_in_base64_when_it_is_called_one() -> None:
    """Base64 may be anything, so chain and word must both be there."""
    value = base64.b64encode(some_bytes(9, 32)).decode()

    assert hashes(f"TON transaction hash {value}") == [(value, "ton")]
    assert hashes(f"TON {value}") == []
    assert hashes(f"hash {value}") == []
    assert hashes(f"TON transaction. My private key is {value}") == []


def test_find_facts_joins_a_hash_broken_over_two_lines() -> None:
    """There is no checksum, but 64 digits after 0x in two pieces are no accident."""
    assert hashes(f"hash {HEX_0X[:30]}\n{HEX_0X[30:]}") == [(HEX_0X, "evm")]


def test_find_facts_joins_no_two_digests_to_a_hash() -> None:
    """A list of MD5 sums has 32 digits a line."""
    assert hashes(f"hash\n{HEX[:32]}\n{HEX[32:]}") == []


@pytest.mark.parametrize(
    ("host", "path", "chain"),
    [
        ("sepolia.etherscan.io", "/tx/", None),
        ("explorer.aptoslabs.com", "/txn/0x1?network=testnet", None),
        ("nile.tronscan.org", "", None),
        ("www.etherscan.io", "", "ethereum"),
        ("blockchair.com", "/", None),
        ("astar.subscan.io", "/extrinsic/", None),
        ("viewblock.io", "/ada/tx/", "ada"),
        ("etherscan.io.evil.example", "", None),
    ],
)
def test_chain_of_link_is_told_by_host_and_path(host: str, path: str, chain: str | None) -> None:
    """Test networks and strangers tell none."""
    assert chain_of_link(host, path) == chain


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Polygon zkEVM", "polygon_zkevm"),
        ("zkSync Era", "zksync"),
        ("on Linea", "linea"),
        ("Scroll network", "scroll"),
        ("Blast L2", "blast"),
        ("Mantle链", "mantle"),
        ("OKExChain", "okc"),
        ("Base链", "base"),
        ("bitcoin cash", "bch"),
        ("用NEAR转的", "near"),
        ("Kusama", "ksm"),
        ("EOS", "eos"),
        ("比特幣", "btc"),
    ],
)
def test_find_facts_names_one_chain_by_its_longest_name(text: str, chain: str) -> None:
    """Polygon zkEVM is not Polygon, nor is Bitcoin Cash Bitcoin."""
    chains = [f for f in find_facts(text) if f.type is FactType.CHAIN]

    assert [f.chain for f in chains] == [chain]


@pytest.mark.parametrize("text", ["scroll down", "a blast", "the near end", "a ton of", "dot com"])
def test_find_facts_names_no_chain_when_a_word_is_meant(text: str) -> None:
    """Everyday words are chains only in capitals, or beside a word for it."""
    assert find_facts(text) == ()


@pytest.mark.parametrize(
    "cue", ["private key", "私钥", "секретный ключ", "mnemonic", "秘密鍵", "wif"]
)
@pytest.mark.parametrize("kind", VALUES)
def test_find_facts_finds_nothing_when_it_is_called_a_key(cue: str, kind: str) -> None:
    """A key is no fact of any form, however close a transaction is named."""
    found = find_facts(f"transaction failed. {cue}: {VALUES[kind]}")

    assert Fact(type=FactType.TX_HASH, value=VALUES[kind]) not in found
    assert not any(VALUES[kind] in fact.value for fact in found)


@pytest.mark.parametrize(
    "text", ["monkey " * 60 + "{} is fine", "{} and monkeys, then key", "{} x"]
)
def test_find_facts_takes_only_whole_words_for_keys(text: str) -> None:
    """No end of monkeys makes a key; a key behind them does, with nothing said of a hash."""
    value = hex_hash(21)

    assert (hashes(text.format(value)) == []) is ("then key" in text)


def test_find_facts_joins_a_bare_hash_at_the_end_of_a_full_line() -> None:
    """A mail client breaks lines where they are full."""
    text = f"The transaction hash of the transfer I made last week is {HEX[:19]}\n{HEX[19:]}"

    assert hashes(text) == [(HEX, None)]


@pytest.mark.parametrize("value", ["a" * 43 + "=", "Ab0" * 14 + "B=", "x" * 50 + "="])
def test_find_facts_finds_no_hash_in_other_base64(value: str) -> None:
    """One case, a last symbol that ends no 32 bytes, too long."""
    assert hashes(f"TON transaction hash {value}") == []


def test_find_facts_bounds_the_search_for_hashes_in_base64() -> None:
    """A page of "=" is a table."""
    value = base64.b64encode(some_bytes(9, 32)).decode()

    assert hashes(f"TON {'= ' * 200} transaction hash {value}") == []
