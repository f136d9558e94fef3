"""The evidence pack: complete, typed, and without anybody's words."""

from __future__ import annotations

import json

from chalicelib.desk.evidence import evidence_pack
from chalicelib.desk.ticket import Direction, Message
from chalicelib.understanding.findings import Fact, FactType
from tests.builders import NUMBER, a_ticket, an_understanding
from tests.contracts.test_tickets import a_message

HASH = Fact(type=FactType.TX_HASH, value="0x" + "5e" * 32, chain="evm")
THIEF = Fact(type=FactType.ADDRESS, value="TQ5" + "h" * 31, chain="tron", valid=False)
LOSS = Fact(type=FactType.AMOUNT, value="1.5k USDT", amount="1500", coin="USDT")
WHEN = Fact(type=FactType.DATE, value="昨晚11点")


def told(*facts: Fact, **changes: object) -> Message:
    """Return a message that holds facts."""
    return a_message(understanding=an_understanding(facts=facts), **changes)


def test_the_pack_holds_every_fact_as_it_was_written() -> None:
    """Hashes and addresses whole, with chain and checksum; times and amounts as told."""
    pack = evidence_pack(a_ticket(), (told(HASH, THIEF, LOSS, WHEN),))

    origin = {"first_told": "a1" * 16}
    assert pack["ticket"] == NUMBER
    assert pack["transactions"] == [{"value": HASH.value, "chain": "evm", **origin}]
    assert pack["addresses"] == [{"value": THIEF.value, "chain": "tron", "valid": False, **origin}]
    assert pack["amounts"] == [{"value": "1.5k USDT", "amount": "1500", "coin": "USDT", **origin}]
    assert pack["times"] == [{"value": "昨晚11点", **origin}]


def test_the_pack_says_where_each_message_lies_and_what_ses_thought_of_it() -> None:
    """Receipt time, raw object, verdicts and files: what an investigator asks for."""
    (message,) = evidence_pack(a_ticket(), (told(HASH),))["messages"]  # type: ignore[misc]

    assert message["received_at"] == "2026-07-30T02:00:00Z"
    assert message["raw_object"] == "object-1"
    assert message["verdicts"]["dmarc"] == "PASS"
    assert message["attachments"] == [{"sha256": "0" * 64, "size_bytes": 68, "type": "image/png"}]


def test_a_fact_told_twice_stands_once_with_its_first_message() -> None:
    """Later messages repeat what earlier ones told."""
    pack = evidence_pack(a_ticket(), (told(HASH), told(HASH, THIEF, id="b2" * 16)))

    assert [f["first_told"] for f in pack["transactions"]] == ["a1" * 16]  # type: ignore[attr-defined]
    assert [f["first_told"] for f in pack["addresses"]] == ["b2" * 16]  # type: ignore[attr-defined]


def test_facts_of_a_doubtful_sender_are_marked() -> None:
    """They may be planted."""
    pack = evidence_pack(a_ticket(), (told(HASH, held=True),))

    assert [f["held"] for f in pack["transactions"]] == [True]  # type: ignore[attr-defined]


def test_the_pack_holds_nobodys_words_and_none_of_our_mails() -> None:
    """It is handed to third parties as it is, and is plain JSON."""
    ours = a_message(id="out-1", direction=Direction.OUTBOUND)
    bare = a_message(id="c3" * 16, understanding=None, raw=None)

    pack = evidence_pack(a_ticket(), (told(HASH), ours, bare))

    written = json.dumps(pack, ensure_ascii=False)
    for words in ("Transfer missing", "has not arrived", "li.wei", "Li Wei", "out-1", "屏幕"):
        assert words not in written
    assert len(pack["messages"]) == 2  # type: ignore[arg-type]
