"""A form's fields without their secrets, and pictures beside words about secrets."""

from __future__ import annotations

import pytest

from chalicelib.reading.message import Attachment
from chalicelib.understanding.form_guard import guard_fields
from chalicelib.understanding.guard import guard
from chalicelib.understanding.picture_cues import picture_may_show_secret
from tests.builders import an_inbound
from tests.throwaway import KINDS, plant

PHRASE = plant("english phrase", 1).value
CLEAN = {"name": "Lin", "message": "My transfer has not arrived.", "tx_hash": "0x" + "ab" * 32}


def test_clean_fields_are_the_same_object() -> None:
    """Nothing is copied, and a hash is a hash."""
    assert guard_fields(CLEAN, leave=()).fields is CLEAN


def test_free_text_keeps_what_stands_around_a_secret() -> None:
    """The desk must still be able to help."""
    guarded = guard_fields({"message": f"I cannot log in. Seed phrase: {PHRASE}"}, leave=())

    assert guarded.fields["message"].startswith("I cannot log in. ")
    assert [(f.kind, f.place) for f in guarded.findings] == [("recovery_phrase", "text")]


@pytest.mark.parametrize("field", ["tx_hash", "email", "category"])
def test_a_field_with_a_shape_is_emptied(field: str) -> None:
    """A mark in it would only be another mistake."""
    guarded = guard_fields({"message": "Hi", field: PHRASE}, leave=())

    assert guarded.fields == {"message": "Hi", field: ""}
    assert {f.place for f in guarded.findings} == {f"field {field}"}


def test_our_own_fields_are_left_alone() -> None:
    """A form's token is signed: it is checked, not searched."""
    fields = {"message": "Hi", "token": PHRASE}

    assert guard_fields(fields, leave={"token"}).fields is fields


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.endswith("phrase")])
def test_a_phrase_at_the_end_of_a_field_is_found(kind: str) -> None:
    """The next field's beginning must not hide its last word."""
    for seed in range(10):
        answers = {"tx_hash": plant(kind, seed).value}
        assert guard(an_inbound(answers=answers)).findings, seed


def a_file(kind: str) -> Attachment:
    """Return an attached file of a type."""
    return Attachment(
        filename="a", content_type=kind, size_bytes=1, sha256="0" * 64, inline=False, part="2"
    )


@pytest.mark.parametrize(
    "text", ["Here is my recovery phrase", "这是我的助记词截图", "私钥在图里", "мой приватный ключ"]
)
def test_a_picture_beside_words_about_secrets_is_told(text: str) -> None:
    """Nobody can read it but an operator, who should know before opening it."""
    assert picture_may_show_secret(an_inbound(reply=text, attachments=(a_file("image/png"),)))


def test_a_picture_alone_or_words_alone_tell_nothing() -> None:
    """A screenshot of a failed transfer is the usual case."""
    shot = (a_file("image/png"),)
    assert not picture_may_show_secret(an_inbound(attachments=shot))
    assert not picture_may_show_secret(
        an_inbound(reply="my recovery phrase", attachments=(a_file("application/pdf"),))
    )


def test_our_own_advice_in_the_quoted_part_tells_nothing() -> None:
    """Every letter of ours speaks of recovery phrases."""
    quoted = "Thanks\n> Nobody will ask for your recovery phrase"
    message = an_inbound(text=quoted, reply="Thanks", attachments=(a_file("image/png"),))

    assert not picture_may_show_secret(message)
