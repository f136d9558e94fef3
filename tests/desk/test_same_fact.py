"""The same matter told twice: what is looked for, and what links two tickets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.desk.decide import decide_intake
from chalicelib.desk.decision import AppendMessage, OpenTicket
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.same_fact import SENDER, Known, Other, known_by, linked
from chalicelib.reading.message import Verdict, Verdicts
from chalicelib.ticket_number import number_from
from chalicelib.understanding.findings import Fact, FactType, Priority
from tests.builders import (
    NUMBER,
    a_contact,
    a_registration,
    a_ticket,
    an_inbound,
    an_understanding,
    the_rules,
)

EARLIER = number_from(b"\x09" * 16)
HASH = Fact(type=FactType.TX_HASH, value="0x" + "5E" * 32, chain="evm")
ORDER = Fact(type=FactType.ORDER_NO, value="DW-20261118-004")
TRON = Fact(type=FactType.ADDRESS, value="TQ5" + "h" * 31, chain="tron", valid=True)


def opened(*facts: Fact, known: Any = None, **changes: Any) -> OpenTicket | AppendMessage:
    """Return the decision on a message with these facts."""
    understood = {k: changes.pop(k) for k in ("unsure", "priority") if k in changes}
    decision = decide_intake(
        an_inbound(**changes),
        an_understanding(facts=facts, **understood),
        known,
        a_registration(),
        the_rules(),
    )
    assert isinstance(decision, OpenTicket | AppendMessage)
    return decision


def kinds(decision: OpenTicket | AppendMessage) -> list[str]:
    """Return what a message is known by, in order."""
    return [known.kind for known in known_by(decision)]


def test_a_message_is_known_by_three_things_at_most_the_surest_first() -> None:
    """Hashes before orders before addresses; the sender only where there is room."""
    assert kinds(opened(TRON, ORDER, HASH)) == ["tx_hash", "order_no", "address"]
    assert kinds(opened(TRON)) == ["address", SENDER]
    assert kinds(opened()) == [SENDER]


def test_case_matters_only_where_it_does() -> None:
    """A hash pasted from another explorer is the same; a base58 address is not."""
    small = replace(HASH, value=HASH.value.lower())

    assert known_by(opened(HASH)) == known_by(opened(small)) == known_by(opened(HASH, small))
    assert Known("address", TRON.value) in known_by(opened(TRON))


@pytest.mark.parametrize(
    "value",
    [
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "BITCOINCASH:QPM2QSZNHKS23Z7629MMS6S8CWEF74VCWVY22GDX6A",
        "INJ1HKHDAJ2A2CLMQ5JQ6MSPSGGQS32VYNPK228Q3R",
    ],
)
def test_an_address_in_capitals_is_the_same_address(value: str) -> None:
    """Bech32 and CashAddr may be written in one case or the other, never in both."""
    capitals = Fact(type=FactType.ADDRESS, value=value, valid=True)
    small = replace(capitals, value=value.lower())

    assert known_by(opened(capitals)) == known_by(opened(small))


@pytest.mark.parametrize(
    "decision",
    [
        opened(HASH, verdicts=Verdicts(spam=Verdict.FAIL)),
        opened(HASH, known=a_ticket(), sender=a_contact("stranger@evil.example")),
    ],
    ids=["quarantined", "held"],
)
def test_a_message_nobody_trusts_is_known_by_nothing(
    decision: OpenTicket | AppendMessage,
) -> None:
    """Else anybody could tie strangers' tickets together."""
    assert known_by(decision) == ()


def test_a_mistyped_address_and_an_unsure_sender_are_no_link() -> None:
    """A typing error may hit anybody's address; a guess is no matter to share."""
    assert known_by(opened(replace(TRON, valid=False), unsure=True)) == ()


def test_a_reply_is_known_by_its_facts_only() -> None:
    """Its sender is the ticket's own."""
    assert kinds(opened(HASH, known=a_ticket())) == ["tx_hash"]


def an_other(kind: str = "tx_hash", **changes: Any) -> Other:
    """Return an earlier ticket known by the same thing."""
    return Other(a_ticket(**{"number": EARLIER, "queue": "asset", **changes}), kind)


def test_two_tickets_of_one_fact_name_each_other_and_lie_in_one_queue() -> None:
    """The earlier one owns the matter; both histories say why."""
    decision = linked(opened(HASH), (an_other(),))

    assert decision.ticket.linked == (EARLIER,)
    assert decision.ticket.queue == "asset"
    assert {entry.queue for entry in decision.outbox} == {"asset"}
    (link,) = decision.links
    assert (link.ticket, link.history.ticket) == (EARLIER, EARLIER)
    assert link.history.detail == {"ticket": NUMBER, "kind": "tx_hash"}
    assert decision.history[-1].event == "same_fact"
    assert decision.history[-1].detail == {"ticket": EARLIER, "kind": "tx_hash"}


def test_the_same_sender_is_linked_but_not_moved_nor_told() -> None:
    """Two matters of one customer may be two."""
    decision = linked(opened(), (an_other(SENDER),))

    assert decision.ticket.linked == (EARLIER,)
    assert decision.ticket.queue == "transaction"
    assert decision.history[-1].event == "same_sender"
    assert decision.outbox[0].letter.linked is None


def test_what_is_more_urgent_stays_in_its_own_queue() -> None:
    """A theft is never hidden among the transfers it was first taken for."""
    decision = linked(opened(HASH, priority=Priority.URGENT), (an_other(),))

    assert decision.ticket.queue == "transaction"
    assert decision.ticket.linked == (EARLIER,)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.RESOLVED])
def test_an_ended_ticket_is_linked_and_owns_nothing(status: Status) -> None:
    """Nobody looks there any more."""
    decision = linked(opened(HASH), (an_other(status=status),))

    assert decision.ticket.linked == (EARLIER,)
    assert decision.ticket.queue == "transaction"


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.SPAM},
        {"status": Status.MERGED},
        {"brand": "other"},
        {"number": NUMBER},
    ],
)
def test_some_tickets_are_never_linked(changes: dict[str, Any]) -> None:
    """Quarantine, what was merged away, other brands, and the ticket itself."""
    decision = linked(opened(HASH), (an_other(**changes),))

    assert decision.ticket.linked == ()
    assert decision.links == ()


def test_the_customer_is_told_when_both_tickets_are_provably_theirs() -> None:
    """The acknowledgement names the earlier ticket."""
    decision = linked(opened(HASH), (an_other(),))

    assert decision.outbox[0].letter.linked == EARLIER


@pytest.mark.parametrize(
    ("other", "inbound"),
    [
        ({"sender_proven": False}, {}),
        ({"known_addresses": ("somebody@else.example",)}, {}),
        ({}, {"verdicts": Verdicts()}),
    ],
    ids=["earlier unproven", "somebody else", "writer unproven"],
)
def test_nobody_hears_of_a_ticket_that_may_be_somebody_elses(
    other: dict[str, Any], inbound: dict[str, Any]
) -> None:
    """Who knows a hash does not therefore learn who else asked about it."""
    decision = linked(opened(HASH, **inbound), (an_other(**other),))

    assert decision.ticket.linked == (EARLIER,)
    assert decision.outbox[0].letter.linked is None


def test_a_reply_links_without_moving_its_ticket() -> None:
    """Somebody may be at it already."""
    decision = linked(opened(HASH, known=a_ticket()), (an_other(),))

    assert isinstance(decision, AppendMessage)
    assert decision.ticket.linked == (EARLIER,)
    assert decision.ticket.queue == "transaction"
