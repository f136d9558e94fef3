"""A form's fields: what stands in them is what they ask for."""

from __future__ import annotations

import pytest

from chalicelib.understanding.facts import facts_in_answers
from chalicelib.understanding.findings import FactType
from tests.made_addresses import ADDRESSES, hex_hash

NEEDS = {
    "tx_hash": ("tx_hash",),
    "address": ("address",),
    "order_no": ("order_no", "tracking_no"),
    "tracking": ("tracking_no",),
    "app_version": ("app_version",),
    "os_version": ("os",),
    "device": ("device",),
    "error_text": ("error_text",),
    "time": ("date",),
    "amount": ("amount",),
    "steps": (),
}


@pytest.mark.parametrize(
    ("need", "answer", "type_"),
    [
        ("tx_hash", hex_hash(4), FactType.TX_HASH),
        ("address", ADDRESSES["ton"][1](4), FactType.ADDRESS),
        ("order_no", "4711", FactType.ORDER_NO),
        ("order_no", "SF1234567890123", FactType.TRACKING_NO),
        ("tracking", "778899001122", FactType.TRACKING_NO),
        ("app_version", "6.25", FactType.APP_VERSION),
        ("app_version", "625", FactType.APP_VERSION),
        ("os_version", "17.2", FactType.OS),
        ("device", "Nova 9 dual", FactType.DEVICE),
        ("device", "小米13", FactType.DEVICE),
        ("error_text", "insufficient funds for gas", FactType.ERROR_TEXT),
        ("error_text", "手续费不足", FactType.ERROR_TEXT),
        ("time", "2024年5月3日", FactType.DATE),
        ("amount", "25.5", FactType.AMOUNT),
    ],
)
def test_facts_in_answers_reads_a_field_as_what_it_asks(
    need: str, answer: str, type_: FactType
) -> None:
    """A bare value in its field is the fact that the same words in a text would be."""
    found = list(facts_in_answers({need: answer}, NEEDS))

    assert [(f.type, f.value) for f in found] == [(type_, answer)]


@pytest.mark.parametrize(
    ("need", "answer"),
    [
        ("order_no", "I do not know"),
        ("order_no", "没有"),
        ("device", "no idea"),
        ("error_text", "不知道"),
        ("error_text", "I don't remember"),
        ("error_text", hex_hash(4)),
        ("app_version", hex_hash(4)),
        ("time", "yesterday"),
        ("steps", "order 4711"),
        ("order_no", ""),
    ],
)
def test_facts_in_answers_finds_none_when_there_is_none(need: str, answer: str) -> None:
    """To know nothing is no fact, and a key is none in any field."""
    types = {FactType(t) for t in NEEDS[need]}

    assert not types & {f.type for f in facts_in_answers({need: answer}, NEEDS)}
