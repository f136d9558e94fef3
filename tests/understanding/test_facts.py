"""What a text tells: hashes, addresses, chains, amounts, numbers; and never a key."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.ticket_number import number_from
from chalicelib.understanding.facts import MOST_FACTS, find_facts
from chalicelib.understanding.facts.view import readable
from chalicelib.understanding.findings import Fact, FactType

HASH = "a3" * 31 + "f0"
HASH_0X = "0x" + HASH
ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
SOL_SIGNATURE = (
    "5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW"
)


def of(type_: FactType, text: str) -> list[Fact]:
    """Return the facts of one type in a text."""
    return [fact for fact in find_facts(text) if fact.type is type_]


@pytest.mark.parametrize(
    ("text", "value", "chain"),
    [
        (f"hash {HASH_0X} please", HASH_0X, "evm"),
        (f"哈希{HASH_0X}，没到账", HASH_0X, "evm"),
        (f"https://bscscan.com/tx/{HASH_0X}", HASH_0X, "bsc"),
        (f"txid: {HASH}", HASH, None),
        (f"我的交易{HASH}麻烦查", HASH, None),
        (f"https://tronscan.org/#/transaction/{HASH}", HASH, "tron"),
        (f"TRC20转账 {HASH}", HASH, "tron"),
        (f"the bitcoin tx is {HASH}.", HASH, "btc"),
        (f"https://solscan.io/tx/{SOL_SIGNATURE}", SOL_SIGNATURE, "sol"),
        (f"*{HASH_0X}*", HASH_0X, "evm"),
        (f"_{HASH_0X}_", HASH_0X, "evm"),
        (
            f"They know my private key. The theft is transaction hash {HASH_0X}",
            HASH_0X,
            "evm",
        ),
    ],
)
def test_find_facts_finds_a_hash_when_it_is_one(text: str, value: str, chain: str | None) -> None:
    """Hashes are found in prose, links and Chinese without spaces, with their chain."""
    assert of(FactType.TX_HASH, text) == [Fact(type=FactType.TX_HASH, value=value, chain=chain)]


@pytest.mark.parametrize(
    "text",
    [
        f"my private key is {HASH}",
        f"private key: {HASH_0X}",
        f"私钥：{HASH}",
        f"私鑰是{HASH}",
        f"{HASH} is my private key",
        f"the private key for the transaction: {HASH}",
        f"tx hash? no: seed {HASH}",
        f"keys:\n{HASH}\n{HASH[::-1]}",
        "private keys " + " ".join(f"{n:02x}{HASH[2:]}" for n in range(20)),
        f"pk {HASH}",
        f"我的密钥 {HASH_0X} 帮我看看",
        f'{{"cipher": "aes-128-ctr", "ciphertext": "{HASH}", "mac": "{HASH}"}}',
        f"секретный ключ {HASH}",
        f"my key pair {SOL_SIGNATURE}",
        f"look: {SOL_SIGNATURE}",
    ],
)
def test_find_facts_leaves_a_hash_alone_when_it_may_be_a_key(text: str) -> None:
    """A leaked key in a fact would be stored and mailed: in doubt it is none."""
    assert not [f for f in find_facts(text) if HASH[4:20] in f.value or f.value == SOL_SIGNATURE]


@pytest.mark.parametrize(
    ("text", "value", "chain", "valid"),
    [
        (f"my address {ADDRESS}", ADDRESS, "evm", True),
        (f"我的地址是{ADDRESS}麻烦查一下", ADDRESS, "evm", True),
        (f"地址：{ADDRESS.replace('5a', '6a')}。", ADDRESS.replace("5a", "6a"), "evm", False),
        (
            "转到TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t了", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
            "tron", True,
        ),
        (
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5?",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "btc", False,
        ),
        (
            "sol address EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v",
            "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "sol", True,
        ),
    ],
)  # fmt: skip
def test_find_facts_finds_an_address_and_says_whether_it_is_right(
    text: str,
    value: str,
    chain: str,
    valid: bool,  # noqa: FBT001 — one column of a table
) -> None:
    """An address with a typing error is still an address, and is called wrong."""
    assert of(FactType.ADDRESS, text) == [
        Fact(type=FactType.ADDRESS, value=value, chain=chain, valid=valid)
    ]


@pytest.mark.parametrize(
    ("text", "amount", "coin"),
    [
        ("sent 0.5 ETH", "0.5", "ETH"),
        ("sent .5 eth", "0.5", "ETH"),
        ("1.5k USDT", "1500", "USDT"),
        ("1,234.50 USDT", "1234.50", "USDT"),
        ("2 000 DOGE", "2000", "DOGE"),
        ("1,5 btc", "1.5", "BTC"),
        ("$20 gone", "20", "USD"),
        ("US$ 20", "20", "USD"),
        ("€15.90", "15.90", "EUR"),
        ("15.90€", "15.90", "EUR"),
        ("¥1,200", "1200", "CNY"),
        ("USD 50", "50", "USD"),
        ("$3k", "3000", "USD"),
        ("7 dollars", "7", "USD"),
        ("花了88块8", "88.8", "CNY"),
        ("88块8毛", "88.8", "CNY"),
        ("转了500U", "500", "USDT"),
        ("3个以太坊", "3", "ETH"),
        ("丢了2万usdt", "20000", "USDT"),
        ("10萬枚SHIB", "100000", "SHIB"),
        ("三千块", "3000", "CNY"),
        ("一万二人民币", "12000", "CNY"),
        ("十二亿元", "1200000000", "CNY"),
        ("港币800元", "800", "HKD"),
        ("5块钱", "5", "CNY"),
        ("12 SOL", "12", "SOL"),
        ("-100 USDT", "100", "USDT"),
        ("5000 руб", "5000", "RUB"),
        ("0.000000000000000001 ETH", "0.000000000000000001", "ETH"),
    ],
)
def test_find_facts_reads_an_amount_as_people_write_it(text: str, amount: str, coin: str) -> None:
    """Thousands, decimals, k and 万, coins and currencies in English and Chinese."""
    found = of(FactType.AMOUNT, text)

    assert [(f.amount, f.coin) for f in found] == [(amount, coin)]


@pytest.mark.parametrize(
    "text",
    [
        "TRC20 USDT",
        "ERC-20 ETH",
        "nonce 42, gas 21000",
        "12 words",
        "24个单词",
        "第3次了",
        "100%",
        "call +86 138 0013 8000",
        "version 1.2.3",
        "3 sol stories",
        "2 one-way trips",
        "一块来",
        "at 10:20",
        "2026-07-30",
        "1.2.3 BNB",
        "iPhone 12",
    ],
)
def test_find_facts_finds_no_amount_when_a_number_is_something_else(text: str) -> None:
    """A number without a coin is no amount."""
    assert of(FactType.AMOUNT, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("order no. 20260730123", "20260730123"), ("Order number: AB-4711-99", "AB-4711-99"),
        ("my order 48211", "48211"), ("ticket #48211", "48211"), ("(#48211)", "48211"),
        ("订单号：20240518123456789", "20240518123456789"), ("訂單編號 A1234567", "A1234567"),
        ("支付单号4200001234", "4200001234"), ("Bestellnummer 998-123-456", "998-123-456"),
    ],
)  # fmt: skip
def test_find_facts_finds_an_order_number_behind_its_word(text: str, value: str) -> None:
    """A number is an order number because somebody says so."""
    assert of(FactType.ORDER_NO, text) == [Fact(type=FactType.ORDER_NO, value=value)]


@pytest.mark.parametrize(
    "text",
    [
        "order 5000 USDT",
        "in order to 2026-07-30",
        "order 12",
        "电话13800138000",
        "page 48211",
        "order soon",
        f"about your ticket {number_from(bytes(32))}",
        f"order {HASH_0X}",
        "see /issues#48211",
    ],
)
def test_find_facts_finds_no_order_number_when_there_is_none(text: str) -> None:
    """Amounts, dates, hashes and our own ticket numbers are no order numbers."""
    assert of(FactType.ORDER_NO, text) == []


def test_find_facts_tells_tracking_from_order_numbers() -> None:
    """快递单号 ends in 单号, and is none of ours."""
    assert of(FactType.TRACKING_NO, "快递单号SF1234567890")[0].value == "SF1234567890"
    assert of(FactType.TRACKING_NO, "tracking number 1Z999AA10123456784") != []
    assert of(FactType.ORDER_NO, "快递单号SF1234567890") == []


@pytest.mark.parametrize(
    ("text", "version", "system"),
    [
        ("app 1.8.7 on iOS 17.2", "1.8.7", "iOS 17.2"),
        ("version: 2.0.1, Android 14", "2.0.1", "Android 14"),
        ("v5.12 windows 11", "5.12", "windows 11"),
        ("钱包1.8.7版本，鸿蒙4.0", "1.8.7", "鸿蒙4.0"),
        ("更新到3.1.0，安卓13", "3.1.0", "安卓13"),
        ("ios17 build 12.4.2", "12.4.2", "ios17"),
    ],
)
def test_find_facts_finds_version_and_system(text: str, version: str, system: str) -> None:
    """What a technician asks first is not asked again."""
    assert [f.value for f in of(FactType.APP_VERSION, text)] == [version]
    assert [f.value for f in of(FactType.OS, text)] == [system]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("on the BSC please", "bsc"),
        ("用TRC20转的", "tron"),
        ("波场链", "tron"),
        ("ERC-20 token", "ethereum"),
        ("https://polygonscan.com/x", "polygon"),
        ("Solana", "sol"),
        ("Arbitrum One", "arbitrum"),
    ],
)
def test_find_facts_names_the_chain(text: str, chain: str) -> None:
    """A chain is known by name, token standard or explorer."""
    assert of(FactType.CHAIN, text)[0].chain == chain


@pytest.mark.parametrize("text", ["a tronic sound", "absconded", "nbscx", "adagio"])
def test_find_facts_names_no_chain_inside_a_word(text: str) -> None:
    """A chain's name is a whole word."""
    assert of(FactType.CHAIN, text) == []


def test_find_facts_names_a_chain_beside_words_that_only_hold_it() -> None:
    """Electrons and tronic sounds are no TRON."""
    assert len(of(FactType.CHAIN, "electron tronic tron")) == 1


def test_find_facts_keeps_order_and_says_each_thing_once() -> None:
    """Facts are read back to a person in the order they were told."""
    found = find_facts(f"0.5 ETH to {ADDRESS}, hash {HASH_0X}. Again: 0.5 ETH to {ADDRESS}")

    assert [f.type for f in found] == [FactType.AMOUNT, FactType.ADDRESS, FactType.TX_HASH]


def test_find_facts_keeps_at_most_so_many_of_a_type() -> None:
    """A ticket carries its facts; a table of a thousand is no fact."""
    text = " ".join(f"{n} USDT" for n in range(1, 200))

    assert len(find_facts(text)) == MOST_FACTS


def test_find_facts_keeps_places_when_lower_case_is_longer() -> None:
    """The Turkish İ has two characters in lower case; what follows is still found as written."""
    assert of(FactType.OS, "İİİ İstanbul Android 14")[0].value == "Android 14"


@given(st.text())
def test_find_facts_returns_when_it_is_given_any_text(text: str) -> None:
    """Nothing a customer can write raises, and all that is found stands in the text."""
    seen = "".join(readable(text).split())

    assert all("".join(fact.value.split()) in seen for fact in find_facts(text))


@pytest.mark.parametrize(
    "piece",
    [
        "1 111 111 ",
        "1,",
        "9",
        "一千",
        "0xa",
        "order 123456 ",
        "1.1.1.1.",
        "tron btc ",
        "ios 1.",
        "#1234 ",
        "hash ",
        HASH_0X + " ",
        ADDRESS + " ",
        "private key ",
        "-",
        "a-1.",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t ",
        "US$ 1k USD",
        "<a ",
        "😀",
        "é",
        "_0x",
        "İ",
        "İ ",
        "5月3号晚上8点",
        "May 3 ",
        "2024-05-03 ",
        "10:30 ",
        "iphone 1",
        "提示：",
        'says "',
        "error 500 ",
        "https://etherscan.io/tx/",
        "a1\n",
        "EQ+/",
        "a.near ",
        "eos account ",
        "1Z999AA10123456784 ",
        "\u200b1",
        "5 $A ",
        "ton = ",
        "key 1 " + HASH,
        "三块五",
        "一千三百万个",
        "1kkkkkk ",
        "12 руб ",
    ],
)
def test_find_facts_is_fast_when_a_piece_is_repeated_to_100_kb(piece: str) -> None:
    """A hostile text costs about as much as a long one: far below a second."""
    text = piece * (100_000 // len(piece))
    start = time.process_time()

    find_facts(text)

    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "МОЙ СЯОМИ 14 НЕ ВКЛЮЧАЕТСЯ",
        f"{'The app closes at once. ' * 20}My phone is a СЯОМИ 14.",
    ],
)
def test_find_facts_finds_a_name_when_it_is_written_in_capitals_of_another_script(
    text: str,
) -> None:
    """Case does not matter, whether few or most characters of the text are not ASCII."""
    assert [fact.value for fact in of(FactType.DEVICE, text)] == ["СЯОМИ 14"]


def test_find_facts_reads_on_when_there_are_more_amounts_than_it_reads() -> None:
    """More are a table; what is found of it is kept, and the rest of the text is still read."""
    text = " ".join(f"{n} USDT" for n in range(1, 300)) + " sent with version 1.9.4"

    found = find_facts(text)

    assert [fact.type for fact in found] == [FactType.AMOUNT] * MOST_FACTS + [FactType.APP_VERSION]


def test_find_facts_costs_no_more_for_what_is_behind_the_first_50_000_characters() -> None:
    """More than anybody writes is not looked at, and what is before that is."""
    text = "paid 5 USDT. " + "x " * 30_000 + "paid 7 USDT."

    assert [f.value for f in find_facts(text)] == ["5 USDT"]


def test_find_facts_finds_no_system_inside_a_word() -> None:
    """A system's name is a whole word, though its version may be glued to it."""
    found = of(FactType.OS, "a biosphere iosapp, but ios17")

    assert [fact.value for fact in found] == ["ios17"]


def test_find_facts_finds_nothing_in_a_long_word() -> None:
    """Length alone makes no hash."""
    assert find_facts("pneumonoultramicroscopicsilicovolcanoconiosis") == ()


def test_find_facts_takes_32_bytes_of_base58_for_a_hash_when_it_is_called_one() -> None:
    """NEAR's hashes look like Solana's addresses; the word before tells."""
    token = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"

    found = of(FactType.TX_HASH, f"near transaction hash {token}")

    assert found == [Fact(type=FactType.TX_HASH, value=token, chain="near")]


@pytest.mark.parametrize("text", ["百千块", "千块", "两百个苹果", "百百元"])
def test_find_facts_finds_no_amount_when_a_numeral_is_none(text: str) -> None:
    """Characters of numbers in the wrong order, or without a coin, are no amount."""
    assert of(FactType.AMOUNT, text) == []
