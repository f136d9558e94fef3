"""Letters for the tests of this room, and two views of a rendered one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import Letter, MailKind, OutboxEntry, Standing, Steps
from chalicelib.ticket_number import number_from
from chalicelib.understanding.findings import Fact, FactType
from tests.builders import an_entry

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""Friday 17:30 in Shanghai."""

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Monday 11:00 in Shanghai."""

HASH = Fact(type=FactType.TX_HASH, value="0x9f3ce1" + "0a" * 28 + "77d2", chain="evm")
WRONG_ADDRESS = Fact(
    type=FactType.ADDRESS, value="TQ5" + "h" * 29 + "Zk", chain="tron", valid=False
)
AMOUNT = Fact(type=FactType.AMOUNT, value="88.8 usdt", amount="88.8", coin="USDT")
ORDER = Fact(type=FactType.ORDER_NO, value="DW-20261118-004")

FULL = Letter(
    category="transaction_issue",
    facts=(HASH, WRONG_ADDRESS, AMOUNT, ORDER),
    missing=("chain", "address"),
    answer_by=MONDAY,
    name="Wei Li",
    subject="Transfer has not arrived",
    in_reply_to="m1@customer.example",
    references=("m0@customer.example",),
)
BARE = Letter(category=None)
COMPLETE = Letter(category="order_delivery", facts=(ORDER,), answer_by=MONDAY)
SILENT = Letter(
    category="transaction_issue",
    missing=("tx_hash", "chain", "amount"),
    closes_at=datetime(2026, 11, 30, 10, 0, tzinfo=UTC),
)


IN_DANGER = Letter(
    category="account_security",
    facts=(HASH,),
    missing=("address",),
    answer_by=datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
    steps=Steps.THEFT,
    advice=True,
)
LEAKED = Letter(category=None, secrets=("recovery_phrase", "private_key"), name="Wei Li")
TYPED = Letter(category=None, secrets=("card_number", "password", "code"))
POINTS = Letter(
    category="transaction_issue",
    facts=(HASH, ORDER),
    points=("transaction_issue", "order_delivery", ""),
    answer_by=MONDAY,
)
EARLIER = number_from(b"\x05" * 16)
WAITING = Standing(status=Status.WAITING_CUSTOMER, overdue=False, last_wrote_at=NOW)
PROMISED = Standing(
    status=Status.NEW, overdue=False, last_wrote_at=datetime(2025, 12, 31, 16, 5, tzinfo=UTC)
)
OVERDUE = Standing(status=Status.OPEN, overdue=True)
SOLVED = Standing(status=Status.RESOLVED, overdue=False)


def an_acknowledgement(letter: Letter = FULL, **changes: Any) -> OutboxEntry:
    """Return an acknowledgement that says `letter`."""
    return an_entry(MailKind.ACKNOWLEDGEMENT, letter=letter, **changes)


def structure(html: str) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """Return every element of a document with its attributes, in order, without its text."""
    nodes = LexborHTMLParser(html).css("*")
    return [(str(node.tag), tuple(sorted(node.attributes.items()))) for node in nodes]


def letter_texts(html: str) -> list[str]:
    """Return the text of each language's section of a document."""
    return [node.text() for node in LexborHTMLParser(html).css("div.letter")]


def said(text: str) -> str:
    """Return what a text says: without white space, rules and the marks of lists."""
    lines = (re.sub(r"^(?:- |[0-9]+\. |[-=]{24}$)", "", line) for line in text.splitlines())
    return "".join("".join(lines).split())
