"""Values as items: nothing is lost on the way, nothing grows without bound, the form is pinned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from chalicelib.aws.dynamodb import items
from chalicelib.aws.dynamodb.items import Stored, from_item, size_bytes, to_item
from chalicelib.desk.outbox import LEASE, Letter, OutboxEntry, OutboxState
from chalicelib.desk.ticket import Message, Ticket
from chalicelib.errors import OperatorError
from chalicelib.reading.message import Attachment
from chalicelib.understanding.findings import Fact, FactType
from tests.aws.values import stored
from tests.builders import NOW, NUMBER, a_ticket, an_entry
from tests.contracts.test_tickets import a_message, a_verdict

KEY_ATTRIBUTES = {"pk", "sk", "queue_pk", "queue_sk", "due_shard", "due_at"}


@given(stored)
@settings(max_examples=60, deadline=None)
def test_from_item_returns_what_to_item_was_given(value: Stored) -> None:
    """Every stored value comes back equal, whatever its fields hold."""
    assert from_item(type(value), to_item(value)) == value


def test_to_item_pins_the_stored_form_of_a_head() -> None:
    """Items outlive the code that wrote them: this form may grow, but not change."""
    fact = Fact(type=FactType.AMOUNT, value="88.8 USDT", amount="88.8", coin="USDT", valid=None)

    item = to_item(a_ticket(facts=(fact,), flags=("unreadable",), answer_by=NOW))

    assert item == {
        "pk": {"S": f"T#{NUMBER}"},
        "sk": {"S": "HEAD"},
        "queue_pk": {"S": "Q#demo#transaction#waiting_customer"},
        "queue_sk": {"S": f"1#2026-07-30T02:00:00.000000Z#{NUMBER}"},
        "number": {"S": NUMBER},
        "brand": {"S": "demo"},
        "mailbox": {"S": "support@desk.example"},
        "channel": {"S": "email"},
        "status": {"S": "waiting_customer"},
        "queue": {"S": "transaction"},
        "category": {"S": "transaction_issue"},
        "priority": {"S": "high"},
        "locale": {"S": "en"},
        "contact": {"M": {"name": {"S": "Li Wei"}, "address": {"S": "li.wei@customer.example"}}},
        "known_addresses": {"L": [{"S": "li.wei@customer.example"}]},
        "sender_proven": {"BOOL": True},
        "subject": {"S": "Transfer missing"},
        "facts": {
            "L": [
                {
                    "M": {
                        "type": {"S": "amount"},
                        "value": {"S": "88.8 USDT"},
                        "amount": {"S": "88.8"},
                        "coin": {"S": "USDT"},
                    }
                }
            ]
        },
        "missing": {"L": [{"S": "tx_hash"}]},
        "answer_by": {"S": "2026-07-30T02:00:00.000000Z"},
        "flags": {"L": [{"S": "unreadable"}]},
        "turn": {"N": "1"},
        "created_at": {"S": "2026-07-30T02:00:00.000000Z"},
        "updated_at": {"S": "2026-07-30T02:00:00.000000Z"},
        "version": {"N": "1"},
    }


def test_to_item_pins_the_stored_form_of_an_entry() -> None:
    """The stream's filter reads `due_now`, the due index `due_shard` and `due_at`."""
    item = to_item(an_entry())

    assert {name: item[name] for name in ("due_now", "state", "attempt", "planned_at")} == {
        "due_now": {"BOOL": True},
        "state": {"S": "pending"},
        "attempt": {"N": "0"},
        "planned_at": {"S": "2026-07-30T02:00:00.000000Z"},
    }
    assert item["due_shard"]["S"].startswith("DUE#")


def test_a_leased_entry_is_due_when_its_lease_ends() -> None:
    """Whoever looks for due mails finds a lost worker's entry once its lease is over."""
    entry = an_entry(state=OutboxState.SENDING, attempt=1, lease_until=NOW + LEASE)

    item = to_item(entry)

    assert item["due_at"] == {"S": "2026-07-30T02:06:00.000000Z"}
    assert from_item(OutboxEntry, item).due_at == NOW


@pytest.mark.parametrize("state", [s for s in OutboxState if s not in items.WAITING])
def test_an_entry_that_waits_for_nothing_is_in_no_index(state: OutboxState) -> None:
    """The due index holds what is to be done and nothing else."""
    item = to_item(an_entry(state=state))

    assert not {"due_shard", "due_at"} & set(item)


def test_a_field_unknown_to_older_code_is_passed_over() -> None:
    """During a deployment old code reads what new code wrote."""
    item = {**to_item(a_ticket()), "mood_ring": {"S": "blue"}}

    assert from_item(Ticket, item) == a_ticket()


def test_a_field_unknown_to_older_items_has_its_default() -> None:
    """New code reads what was written before a field was there."""
    item = to_item(a_ticket(flags=("x",)))
    del item["flags"]

    assert from_item(Ticket, item).flags == ()


@pytest.mark.parametrize(
    ("name", "attribute"),
    [("status", {"S": "on_fire"}), ("sender_proven", {"S": "yes"}), ("created_at", {"S": "noon"})],
)
def test_from_item_names_the_field_that_is_wrong(name: str, attribute: dict[str, str]) -> None:
    """An item somebody else wrote is reported by class and field, without its contents."""
    with pytest.raises(OperatorError, match=f"Ticket has a '{name}'"):
        from_item(Ticket, {**to_item(a_ticket()), name: attribute})


def test_from_item_names_the_field_that_is_missing() -> None:
    """A required field has no default to fall back on."""
    item = to_item(a_ticket())
    del item["brand"]

    with pytest.raises(OperatorError, match="Ticket has no 'brand'"):
        from_item(Ticket, item)


def test_a_message_without_its_texts_is_refused() -> None:
    """Texts that cannot be unpacked are reported, not taken for empty."""
    with pytest.raises(OperatorError, match="texts"):
        from_item(Message, {**to_item(a_message()), "texts": {"B": b"no zlib"}})


def test_long_texts_are_cut_and_the_message_says_so() -> None:
    """The first 100 kB of a text are kept, at a character's edge; the raw keeps the whole."""
    item = to_item(a_message(text="转" * 40_000))

    kept = from_item(Message, item)
    assert kept.text == "转" * 33_333
    assert kept.warnings == ("text_cut",)
    assert kept.reply == a_message().reply


def test_halves_of_surrogate_pairs_do_not_stop_a_mail() -> None:
    """What UTF-8 cannot say becomes a question mark, in lines and in texts."""
    item = to_item(a_message(subject="a\ud800b", text="c\ud800d"))

    kept = from_item(Message, item)
    assert (kept.subject, kept.text) == ("a?b", "c?d")


def test_a_message_of_a_thousand_attachments_still_fits() -> None:
    """DynamoDB takes 400 kB an item; the details go before the text does."""
    attachment = Attachment(
        filename="名" * 200,
        content_type="image/png",
        size_bytes=1,
        sha256="0" * 64,
        inline=True,
        part="2",
    )
    message = a_message(text="t" * 50_000, attachments=(attachment,) * 1_000)

    item = to_item(message)

    kept = from_item(Message, item)
    assert size_bytes(item) <= items.MAX_ITEM_BYTES
    assert (kept.text, kept.attachments) == (message.text, ())
    assert "details_cut" in kept.warnings


def test_a_head_keeps_as_many_facts_as_fit() -> None:
    """Heads are written again with each change, so they stay small."""
    fact = Fact(type=FactType.ERROR_TEXT, value="e" * 1_000)

    item = to_item(a_ticket(facts=(fact,) * 1_000))

    assert size_bytes(item) <= items.MAX_HEAD_BYTES
    assert len(from_item(Ticket, item).facts) > 10


def test_an_entry_that_answers_a_monster_stays_small() -> None:
    """A mail with endless References is answered with the last few of them."""
    references = tuple(f"{i:0100}@x.example" for i in range(5_000))
    entry = an_entry(letter=Letter(category=None, references=references))

    item = to_item(entry)

    assert size_bytes(item) <= items.MAX_HEAD_BYTES
    assert from_item(OutboxEntry, item).letter.references == references[-5:]


def test_what_is_kept_for_a_while_says_until_when() -> None:
    """A verdict expires 400 days after it was given, in seconds since 1970."""
    item = items.verdict_item(a_verdict())

    assert int(item["expires_at"]["N"]) == int((NOW + timedelta(days=400)).timestamp())
    assert item["reason"] == {"S": "multipart/report"}


def test_size_bytes_counts_as_dynamodb_documents() -> None:
    """Names and values in UTF-8, a byte for a truth value, three and one each for a list."""
    item = {"a": {"S": "é"}, "bb": {"BOOL": True}, "c": {"L": [{"S": "x"}]}, "d": {"B": b"123"}}

    assert size_bytes(item) == (1 + 2) + (2 + 1) + (1 + 3 + 1 + 1) + (1 + 3)


def test_no_attribute_of_a_plain_value_is_empty() -> None:
    """What equals its default is not stored at all."""
    message = replace(a_message(), attachments=(), warnings=(), reply="", raw=None)

    item = to_item(message)

    assert not {"attachments", "warnings", "raw", "reply", "text", "held"} & set(item)
