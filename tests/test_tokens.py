"""Keys that rotate, signatures that survive mail systems, hashes that never change."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import OperatorError
from chalicelib.tokens import KeyRing, parse_key_ring

INDEX = "i" * 40


def ring(**parts: object) -> KeyRing:
    """Return the key ring of a secret with these parts."""
    return parse_key_ring(json.dumps({"index": INDEX, **parts}))


def test_is_signed_takes_what_the_ring_signed() -> None:
    """A signature holds for its purpose and its parts."""
    keys = ring()

    signature = keys.sign("reply", "7K3MQ-9XW2F")

    assert keys.is_signed(signature, "reply", "7K3MQ-9XW2F")
    assert len(signature) == 17
    assert signature == signature.lower()
    assert signature.isalnum()


def test_is_signed_takes_a_signature_when_its_case_was_changed() -> None:
    """Mail systems fold the local part of addresses."""
    keys = ring()

    assert keys.is_signed(keys.sign("reply", "x").upper(), "reply", "x")


@pytest.mark.parametrize(
    ("purpose", "parts"), [("page", ("ab", "c")), ("reply", ("a", "bc")), ("reply", ("abc",))]
)
def test_is_signed_refuses_another_purpose_or_other_parts(
    purpose: str, parts: tuple[str, ...]
) -> None:
    """A link to read is none to close, and ("ab", "c") is not ("a", "bc")."""
    keys = ring()

    assert not keys.is_signed(keys.sign("reply", "ab", "c"), purpose, *parts)


@given(st.text(max_size=40))
def test_is_signed_refuses_a_forgery(signature: str) -> None:
    """Whatever text comes instead of a signature, it is refused and nothing raises."""
    assert not ring().is_signed(signature, "reply", "7K3MQ-9XW2F")


@pytest.mark.parametrize("place", range(17))
def test_is_signed_refuses_a_signature_when_one_character_is_wrong(place: int) -> None:
    """Every character counts, the key id too."""
    keys = ring(tokens={"1": "one" * 11})
    right = keys.sign("reply", "x")
    wrong = right[:place] + ("a" if right[place] != "a" else "b") + right[place + 1 :]

    assert not keys.is_signed(wrong, "reply", "x")


def test_is_signed_takes_the_old_key_after_a_rotation() -> None:
    """Mails already sent keep working while new ones are signed anew."""
    before = ring()
    after = ring(tokens={"1": "new key" * 5}, current="1")

    assert after.is_signed(before.sign("reply", "x"), "reply", "x")
    assert after.sign("reply", "x")[0] == "1"
    assert not before.is_signed(after.sign("reply", "x"), "reply", "x")


def test_is_signed_refuses_a_key_when_it_is_retired() -> None:
    """A key that leaked is switched off, the derived one included."""
    before = ring()
    after = ring(tokens={"1": "new key" * 5}, current="1", retired=["0"])

    assert not after.is_signed(before.sign("reply", "x"), "reply", "x")
    assert after.is_signed(after.sign("reply", "x"), "reply", "x")


def test_keyed_hash_stays_the_same_after_a_rotation() -> None:
    """What is looked up later must be found again."""
    before = ring().keyed_hash("ticket", "m1")

    assert (
        ring(tokens={"1": "k" * 32}, current="1", retired=["0"]).keyed_hash("ticket", "m1")
        == before
    )
    assert ring().keyed_hash("contact", "m1") != before
    assert len(before) == 32


def test_keyed_hash_differs_when_the_index_key_does() -> None:
    """Nobody without the key can compute a ticket number."""
    other = parse_key_ring(json.dumps({"index": "j" * 40}))

    assert other.keyed_hash("ticket", "m1") != ring().keyed_hash("ticket", "m1")


def test_keyed_hash_takes_any_text_a_mail_can_hold() -> None:
    """A lone surrogate from a broken header is no reason to fail."""
    assert len(ring().keyed_hash("ticket", "\udcff")) == 32


def test_repr_hides_the_keys() -> None:
    """A traceback must not leak what signs."""
    assert INDEX not in repr(ring())


@pytest.mark.parametrize(
    "secret",
    [
        "", "not json", "[]", "{}", '{"index": "short"}', '{"index": null}',
        json.dumps({"index": INDEX, "tokens": {"ab": "k"}}),
        json.dumps({"index": INDEX, "tokens": ["k"]}),
        json.dumps({"index": INDEX, "tokens": {"1": "weak"}}),
        json.dumps({"index": INDEX, "tokens": {"A": "k" * 32}}),
        json.dumps({"index": INDEX, "tokens": {"-": "k" * 32}}),
        json.dumps({"index": INDEX, "tokens": {"": "k" * 32}}),
        json.dumps({"index": INDEX, "current": "9"}),
        json.dumps({"index": INDEX, "retired": ["0"]}),
    ],
)  # fmt: skip
def test_parse_key_ring_refuses_a_secret_that_is_none(secret: str) -> None:
    """The operator hears that the secret is wrong, and never reads it in the error."""
    with pytest.raises(OperatorError) as refused:
        parse_key_ring(secret)

    assert INDEX not in str(refused.value)
