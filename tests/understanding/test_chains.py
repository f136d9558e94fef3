"""Addresses and hashes by shape and checksum. The valid ones are published test vectors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.understanding.facts.recognise import recognise
from chalicelib.understanding.facts.recognised import LONGEST, Shape
from chalicelib.understanding.keccak import keccak_256

VALID = {
    # EIP-55's own examples, and one case only
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed": "evm",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359": "evm",
    "0xde709f2102306220921060314715629080e2fb77": "evm",
    "0x52908400098527886E0F7030069857D2E4169EE7": "evm",
    # BIP-173 and BIP-350
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4": "btc",
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4": "btc",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0": "btc",
    # the Bitcoin wiki's examples of Base58Check
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2": "btc",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy": "btc",
    # well-known contracts and TEP-2's example
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t": "tron",
    "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N": "ton",
    "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5": "dot",
}


@pytest.mark.parametrize(("address", "chain"), VALID.items())
def test_recognise_finds_an_address_valid_when_its_checksum_is_right(
    address: str, chain: str
) -> None:
    """A published address is right."""
    found = recognise(address)

    assert found is not None
    assert (found.shape, found.chain, found.valid) == (Shape.ADDRESS, chain, True)


@pytest.mark.parametrize(
    ("address", "place", "symbol"),
    [
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", 4, "1"),
        ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", 3, "b"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", -1, "q"),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", -1, "q"),
        ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", -1, "3"),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", 10, "X"),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", -1, "u"),
        ("EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", 5, "A"),
        ("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", 20, "A"),
    ],
)
def test_recognise_finds_an_address_wrong_when_one_symbol_is(
    address: str, place: int, symbol: str
) -> None:
    """One typing error shows."""
    symbols = list(address)
    symbols[place] = symbol

    found = recognise("".join(symbols))

    assert found is not None
    assert (found.shape, found.valid) == (Shape.ADDRESS, False)


def test_recognise_finds_an_address_wrong_when_its_version_is() -> None:
    """A slip near the front changes the version, and still shows what was meant."""
    found = recognise("1zBvBMSEYstWetqTFn5Au4m4GFg7xJaNVN")
    unlike = recognise("1BvBMSEYstWetqTFn5Au4m4GFg7xJ")

    assert found is not None
    assert (found.chain, found.valid) == ("btc", False)
    assert unlike is None


@pytest.mark.parametrize(
    ("token", "shape"),
    [
        ("0x" + "a1" * 32, Shape.HEX_0X),
        ("a1" * 32, Shape.HEX_BARE),
        ("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", Shape.BASE58_32),
    ],
)
def test_recognise_tells_the_shape_when_only_words_can_tell_more(token: str, shape: Shape) -> None:
    """32 and 64 bytes may be many things; which one is for the words around to say."""
    found = recognise(token)

    assert found is not None
    assert found.shape is shape


@pytest.mark.parametrize(
    "token",
    [
        "40a451153b0e090b6ad7acc8082278825e0d064f",  # 40 digits without 0x: a git commit
        "11e411564f3eeada484d546fad9a7b42",  # an MD5
        "3f2b8c1e-9a7d-4c52-8a4e-1b2c3d4e5f60",  # a UUID
        "0xa9059cbb",
        "1" * 64,
        "f" * 64,
        "thisisaverylongwordwithoutanydigitsatall",
        "EQ" + "!" * 46,
        "bc1qio",
        "Bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "1" * (LONGEST + 1),
        "",
    ],
)
def test_recognise_finds_nothing_when_it_is_something_else(token: str) -> None:
    """Not every long token is money."""
    assert recognise(token) is None


@given(st.text(alphabet="0123456789abcdefABCDEFxXghijkmnopqrstuvwyzTEQU-_1", max_size=140))
def test_recognise_returns_when_it_is_given_any_token(token: str) -> None:
    """Nothing a customer can type raises."""
    found = recognise(token)

    assert found is None or found.shape in Shape


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        (
            b"transfer(address,uint256)",
            "a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b",
        ),
    ],
)
def test_keccak_gives_the_published_digest(data: bytes, digest: str) -> None:
    """Ethereum's hash, not FIPS 202's SHA-3."""
    assert keccak_256(data).hex() == digest


@pytest.mark.parametrize("length", [135, 136, 137, 272])
def test_keccak_differs_when_a_block_boundary_is_crossed(length: int) -> None:
    """Padding fills the last byte, or a block of its own."""
    assert keccak_256(b"a" * length) != keccak_256(b"a" * (length + 1))
