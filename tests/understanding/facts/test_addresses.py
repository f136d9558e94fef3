"""Addresses of every chain: right, with a slip, in any surroundings, broken over two lines."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from chalicelib.understanding.facts import find_facts
from chalicelib.understanding.findings import Fact, FactType
from tests.made_addresses import (
    ADDRESSES,
    base58,
    base58_hash,
    hex_hash,
    some_bytes,
    ton,
    wide_ss58,
    with_a_slip,
)

FORMS = (
    "{}",
    "My address is {}, please look.",
    "我的地址是{}麻烦查一下",
    "发到{}。没到账",
    "({})",
    "（{}）",
    "*{}*",
    "from {}!",
    "Адрес: {}.",
    "我在BSC链上转到{}了",
)
SEEDS = range(5)
_NO_PREFIX = [name for name in ADDRESSES if name != "bch prefixed"]


def addresses(text: str) -> list[tuple[str, str | None, bool | None]]:
    """Return value, chain and validity of the addresses in a text, and of what else is money."""
    money = {FactType.ADDRESS, FactType.TX_HASH, FactType.AMOUNT, FactType.ORDER_NO}
    return [(f.value, f.chain, f.valid) for f in find_facts(text) if f.type in money]


def assert_found(wanted: Mapping[str, tuple[str, str | None, bool]]) -> None:
    """Assert that in each text just the one address is found; name every text where it is not."""
    found = {text: addresses(text) for text in wanted}

    wrong = [f"{text!r}: {found[text]}" for text, one in wanted.items() if found[text] != [one]]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ADDRESSES)
def test_find_facts_finds_an_address_right_in_any_surroundings(name: str) -> None:
    """The form alone tells the chain, whatever chain the words speak of."""
    chain, make = ADDRESSES[name]
    values = {form.format(value): value for form in FORMS for value in map(make, SEEDS)}

    assert len(values) == len(FORMS) * len(SEEDS)
    assert_found({text: (value, chain, True) for text, value in values.items()})


@pytest.mark.parametrize("name", ADDRESSES)
def test_find_facts_finds_an_address_wrong_when_one_symbol_is(name: str) -> None:
    """One typing error shows in every form that carries a checksum."""
    chain, make = ADDRESSES[name]
    slips = [with_a_slip(make(seed), seed) for seed in SEEDS]
    values = {form.format(slip): slip for form in FORMS for slip in slips}

    assert_found({text: (value, chain, False) for text, value in values.items()})


@pytest.mark.parametrize("name", _NO_PREFIX)
def test_find_facts_joins_an_address_broken_over_two_lines(name: str) -> None:
    """A mail client broke it; both halves together pass the checksum."""
    chain, make = ADDRESSES[name]
    values = {}
    for seed, break_ in itertools.product(SEEDS, ["\n", "\r\n", "\n> ", " \n", "=\n"]):
        value, place = make(seed), 4 + seed * 5
        text = f"please check my address {value[:place]}{break_}{value[place:]} and answer"
        values[text] = value

    assert_found({text: (value, chain, True) for text, value in values.items()})


def test_find_facts_joins_nothing_that_is_wrong_together() -> None:
    """Two lines are two things unless a checksum says otherwise."""
    value = with_a_slip(ADDRESSES["tron"][1](1), 1)

    assert addresses(f"{value[:20]}\n{value[20:]}") == []


@pytest.mark.parametrize("invisible", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"])
def test_find_facts_reads_past_what_nobody_sees(invisible: str) -> None:
    """A page's soft breaks come along when somebody copies."""
    value = ADDRESSES["tron"][1](3)

    assert addresses(f"到{value[:9]}{invisible}{value[9:]}")[0] == (value, "tron", True)


@pytest.mark.parametrize("digits", [39, 41])
def test_find_facts_finds_an_evm_address_wrong_when_a_digit_is_missing_or_twice(
    digits: int,
) -> None:
    """Nothing else has so many digits behind 0x."""
    value = f"0x{hex_hash(1)[:digits]}"

    assert addresses(f"to {value}") == [(value, "evm", False)]


@pytest.mark.parametrize(
    "text",
    [
        "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
        "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",
        "n2eMqTT929pb1RDNuqEnxdaLau1rxy3efi",
        "2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc",
        "AbstractTransactionManagerFactory1",
        "DefaultTransactionHandlerInterface",
        "TransactionReceiptResponseListener",
        "gone.near the end of the page",
        "we live.near you",
        "EOS account confirmation needed",
        "qwertyuiopasdfghjklzxcvbnmqwertyuiopasdfgh",
        "0x0000000000000000000000000000000000000000000",
        "https://tonviewer.com/EQuipment/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/pq",
    ],
)
def test_find_facts_finds_no_address_when_there_is_none(text: str) -> None:
    """Of a test network or an unknown form: no fact rather than a wrong one."""
    assert addresses(text) == []


@pytest.mark.parametrize(
    ("text", "value", "chain"),
    [
        ("EOS account tokenpocket1 is locked", "tokenpocket1", "eos"),
        ("我的EOS账号是binancecleos，登不上", "binancecleos", "eos"),
        ("https://bloks.io/account/tokenpockets", "tokenpockets", "eos"),
        ("my account bob_1.near is empty", "bob_1.near", "near"),
        ("NEAR账户alice.near被盗", "alice.near", "near"),
        ("https://nearblocks.io/address/alice.near", "alice.near", "near"),
        ("account pay.alice.near.", "pay.alice.near", "near"),
    ],
)
def test_find_facts_finds_an_account_that_is_a_name(text: str, value: str, chain: str) -> None:
    """A name needs its cue: it looks like a word."""
    assert addresses(text) == [(value, chain, True)]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("my Aptos address 0x{hex}", "aptos"),
        ("Aptos 地址：0x{hex}", "aptos"),
        ("https://explorer.aptoslabs.com/account/0x{hex}?network=mainnet", "aptos"),
        ("Sui地址0x{hex}没到账", "sui"),
        ("https://suiscan.xyz/mainnet/account/0x{hex}", "sui"),
        ("NEAR account {hex}", "near"),
        ("https://nearblocks.io/address/{hex}", "near"),
        ("Solana wallet {base58}", "sol"),
        ("https://solscan.io/account/{base58}", "sol"),
        ("转到{base58}了", "sol"),
        ("address 0:{hex} please", "ton"),
    ],
)
def test_find_facts_finds_an_address_without_checksum_by_its_cue(text: str, chain: str) -> None:
    """32 bytes are an address where the words or the link say so."""
    found = addresses(text.format(hex=hex_hash(5), base58=base58_hash(5)))

    assert [(chain_, valid) for _, chain_, valid in found] == [(chain, True)]


@pytest.mark.parametrize(
    "text",
    [
        "the private key of my Aptos address: 0x{hex}",
        "my Sui wallet's private key 0x{hex}",
        "NEAR account key {hex}",
        "wallets and keys:\n0:{hex}",
        "助记词和Aptos地址私钥0x{hex}",
    ],
)
def test_find_facts_finds_no_address_when_it_may_be_a_key(text: str) -> None:
    """An address's name beside a key's name makes no address."""
    assert addresses(text.format(hex=hex_hash(6))) == []


@pytest.mark.parametrize(
    ("link", "name", "chain"),
    [
        ("https://etherscan.io/address/{}", "evm", "ethereum"),
        ("https://arbiscan.io/address/{}#tokentxns", "evm", "arbitrum"),
        ("https://tronscan.org/#/address/{}", "tron", "tron"),
        ("https://mempool.space/address/{}", "btc taproot", "btc"),
        ("https://blockchair.com/bitcoin-cash/address/{}", "bch", "bch"),
        ("https://blockchair.com/dogecoin/address/{}", "doge", "doge"),
        ("https://litecoinspace.org/address/{}", "ltc bech32", "ltc"),
        ("https://tonviewer.com/{}", "ton", "ton"),
        ("https://polkadot.subscan.io/account/{}", "dot", "dot"),
        ("https://kusama.subscan.io/account/{}", "ksm", "ksm"),
        ("https://livenet.xrpl.org/accounts/{}", "xrp", "xrp"),
        ("https://cardanoscan.io/address/{}", "ada", "ada"),
        ("https://www.mintscan.io/osmosis/address/{}", "osmosis", "osmosis"),
        ("https://dogechain.info/address/{}", "doge", "doge"),
    ],
)
def test_find_facts_finds_an_address_in_a_link_and_its_network(
    link: str, name: str, chain: str
) -> None:
    """An EVM address is one on every such network; which one is meant is a fact of its own."""
    form_chain, make = ADDRESSES[name]
    value = make(2)

    found = find_facts(f"看这里{link.format(value)}，没到账")

    assert Fact(type=FactType.ADDRESS, value=value, chain=form_chain, valid=True) in found
    assert [f.chain for f in found if f.type is FactType.CHAIN] == [chain]


def test_find_facts_finds_an_address_of_a_lesser_substrate_network() -> None:
    """A prefix above 63 takes two bytes; which network it is, nobody says."""
    value = wide_ss58(1)

    assert addresses(f"to {value}") == [(value, None, True)]
    assert addresses(f"to {with_a_slip(value, 1)}") == []


def test_find_facts_finds_no_address_of_tons_test_network() -> None:
    """A flag in the first byte says that it is for tests only."""
    assert addresses(f"to {ton(1, tag=0x91)}") == []


@pytest.mark.parametrize(
    ("value", "chain"),
    [
        ("Ae2zzPwUPEZzzzFPCbJDoXVHNKQZ9aVJrNbg5pQtXqir7Xf9VdEiudmBAzz", "ada"),
        ("4" + "z" * 47 + "Z" * 46 + "1", "xmr"),
        ("bitcoincash:" + "q" * 42, "bch"),
    ],
)
def test_find_facts_finds_an_address_wrong_when_it_cannot_be_read(value: str, chain: str) -> None:
    """Its look says what is meant, though its inside is none."""
    assert addresses(f"({value})") == [(value, chain, False)]


def test_find_facts_bounds_what_halves_cost() -> None:
    """A page of halves is no letter: only so many are put together."""
    halves = (ADDRESSES["evm"][1](seed) for seed in range(60))
    text = "\n".join(f"x\n{value[:20]}\n{value[20:]}\nx" for value in halves)

    assert 0 < len(addresses(text)) <= 20


def test_find_facts_reads_at_most_twenty_addresses() -> None:
    """Checksums cost; a table of addresses is no question."""
    text = " ".join(ADDRESSES["evm"][1](seed) for seed in range(40))

    assert len(addresses(text)) == 20


def test_find_facts_finds_no_name_in_a_link_to_something_else() -> None:
    """An explorer's page of accounts names none."""
    assert addresses("https://bloks.io/account/ab and https://bloks.io/accounts/") == []


@pytest.mark.parametrize(
    "text",
    [
        base58(b"\xc8" + some_bytes(1, 34)),
        base58(b"\x50" + some_bytes(1, 34)),
        f"x{ton(2, plain_alphabet=True)} and/or",
        "EQ/a/b/c/d" + "e1F" * 12 + "gh",
    ],
)
def test_find_facts_finds_no_address_in_what_only_resembles_one(text: str) -> None:
    """35 bytes of any other prefix, a longer word, a path."""
    assert addresses(f"see {text} there") == []


def test_find_facts_joins_no_key() -> None:
    """A key is cut by a mail client too."""
    value = hex_hash(8)

    assert addresses(f"my private key is 0x{value[:30]}\n{value[30:]}") == []


def test_find_facts_joins_nothing_to_what_is_right_by_itself() -> None:
    """An address at a line's end and a number on the next are no hash."""
    value = ADDRESSES["evm"][1](9)

    assert addresses(f"to {value}\n{hex_hash(9)[:24]}") == [(value, "evm", True)]


def test_find_facts_bounds_the_search_for_tons_addresses() -> None:
    """A page of "EQ" is no letter."""
    value = ton(2, plain_alphabet=True)

    assert addresses(f"{'EQ ' * 200}and/or {value}") == []
