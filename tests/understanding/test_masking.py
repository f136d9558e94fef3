"""What is shown of a message to somebody outside: what it is about, and nothing of whom."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.understanding.masking import LONGEST_TEXT, Masked, mask
from tests.builders import a_contact, an_inbound

HASH = "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"
ADDRESS = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"


def masked(text: str, *, subject: str = "", name: str = "Li Wei") -> Masked:
    """Return what is shown of a mail by li.wei@customer.example."""
    sender = a_contact(name=name)
    return mask(an_inbound(subject=subject, text=text, reply=text, unsigned=text, sender=sender))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Hash {HASH} is lost", "Hash [tx_hash] is lost"),
        (f"我转到{ADDRESS}了", "我转到[address]了"),
        ("My order no. AB-20251 is late", "My order no. [order_no] is late"),
        ("write to Me.2@mail.example.", "write to [mail_address]"),
        ("邮箱abc@x.com联系", "邮箱[mail_address]联系"),
        ("用户＠例子.公司", "[mail_address]"),
        ("my Telegram is @liwei", "my Telegram is [mail_address]"),
        ("call +86 138-1234-5678 now", "call [number] now"),
        ("call (0)30/901820", "call ([number]"),
        ("电话８６１３８１２３４５６", "电话[number]"),
        ("see https://wallet.example/u/77?k=li now", "see [link] now"),
        ("IBAN DE02120300000000202051 please", "IBAN [code] please"),
        (f"Is {HASH[:30]} right?", "Is [code] right?"),
    ],
)
def test_what_stands_for_a_person_or_a_payment_is_masked(text: str, shown: str) -> None:
    """By type where the type is known, by shape elsewhere."""
    assert masked(text).text == shown


@pytest.mark.parametrize(
    "text",
    [
        "My iPhone15 shows error 1013 after the update to 4.2.",
        "我的余额显示为0，昨天还有3个币",
        "I paid 88.8 USDT for 2 wallets and got one.",
    ],
)
def test_what_a_message_is_about_stays(text: str) -> None:
    """Products, errors and small amounts say what it is about and not by whom."""
    assert masked(text).text == text


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Li Wei", "I am Li Wei, Wei for short", "I am [name], [name] for short"),
        ("Li Wei", "my user is li.wei", "my user is [name]"),
        ("Li Wei", "我是Li Wei，请帮我", "我是[name]，请帮我"),
        ("王小明", "我叫王小明，钱包打不开", "我叫[name]，钱包打不开"),
        ("Will Li", "it will not open, says Will", "it will not open, says [name]"),
        ("", "it will not open", "it will not open"),
    ],
)
def test_the_senders_own_name_is_masked(name: str, text: str, shown: str) -> None:
    """As it is written in the header; other words that look alike stay."""
    assert masked(text, name=name).text == shown


def test_quotes_and_closing_lines_are_not_shown() -> None:
    """They tell of people more than of the matter."""
    inbound = an_inbound(
        text="It broke.\n\nRegards\nMr Secret\n> old", reply="It broke.\n\nRegards\nMr Secret"
    )

    assert mask(inbound).text == inbound.unsigned


def test_a_subject_is_one_masked_line() -> None:
    """Line breaks in it would look like parts of the question."""
    assert (
        masked("x", subject="Help\n with 998877\r of Li").subject == "Help with [number] of [name]"
    )


def test_a_long_text_is_cut_but_no_token_in_two() -> None:
    """Half an address would be known by no shape."""
    shown = masked(f"{ADDRESS} " * 500)

    assert set(shown.text.split()) == {"[address]"}
    assert len(masked("words " * 2_000).text) <= LONGEST_TEXT


@given(st.text(), st.text(), st.text(max_size=30))
def test_any_text_is_shown_within_bounds(text: str, subject: str, name: str) -> None:
    """Total, short, encodable, and never with a mail address in it."""
    shown = masked(text, subject=subject, name=name)

    assert len(shown.text) <= LONGEST_TEXT
    assert "\n" not in shown.subject
    assert re.search(r"@[^\s@]", shown.text) is None
    (shown.subject + shown.text).encode("utf-8")


@pytest.mark.parametrize(
    "piece", ["1(", "a", "@", "1 ", "a@", "(", "www.", "我", "a_", "https://", "+1" + " " * 39]
)
def test_hostile_texts_cost_no_more_than_others(piece: str) -> None:
    """Every expression is linear, and only a beginning is looked at."""
    text = piece * 200_000
    masked(text[:100])  # what is compiled once is not counted

    before = time.process_time()
    masked(text, subject=text, name=text)

    assert time.process_time() - before < 0.2
