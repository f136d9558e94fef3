"""The guard: no text of a message keeps a secret, views agree, and clean messages are untouched."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.reading.message import (
    Attachment,
    Bounce,
    Channel,
    Contact,
    EmailAddress,
    InboundMessage,
)
from chalicelib.understanding.findings import SecretFinding
from chalicelib.understanding.guard import guard

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
_ADDRESS = EmailAddress("li", "example.com")
_NAMED = f"private key {KEY}"


def message(**changes: object) -> InboundMessage:
    """Return a message with every text filled and none secret."""
    clean = InboundMessage(
        channel=Channel.EMAIL,
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
        subject="Coins are missing",
        text="Please help.\n\n> what did you do?",
        reply="Please help.",
        unquoted="Please help.",
        unsigned="Please help.",
        html_text="Please help.",
        sender=Contact("Li", _ADDRESS),
        message_id="abc@example.com",
    )
    return replace(clean, **changes)  # type: ignore[arg-type]


def test_a_clean_message_is_the_same_object() -> None:
    """Nothing is copied when nothing is found."""
    clean = message()

    assert guard(clean).inbound is clean
    assert guard(clean).findings == ()


def test_a_phrase_is_gone_from_text_and_views() -> None:
    """The views stay views of the text."""
    text = f"My backup: {PHRASE}\nRegards\n\n> what did you do?"
    new = f"My backup: {PHRASE}\nRegards"
    guarded = guard(
        message(text=text, reply=new, unquoted=new, unsigned=new.split("\n")[0], html_text=text)
    )

    inbound = guarded.inbound
    assert inbound.text == "My backup: [removed: recovery phrase]\nRegards\n\n> what did you do?"
    assert all(
        view in inbound.text
        for view in (inbound.reply, inbound.unquoted, inbound.unsigned, inbound.html_text)
    )
    assert guarded.findings == (
        SecretFinding(kind="recovery_phrase", level="certain", place="text"),
    )


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        ("subject", {"subject": _NAMED}),
        ("quoted text", {"text": f"Please help.\n\n> {_NAMED}"}),
        ("hidden text", {"html_text": f"Please help. {_NAMED}"}),
        ("field tx_hash", {"answers": {"tx_hash": _NAMED}}),
        ("field private_key", {"answers": {"private_key": KEY}}),
        ("sender name", {"sender": Contact(PHRASE, _ADDRESS)}),
        ("name", {"reply_to": (Contact(PHRASE, _ADDRESS),)}),
        ("name", {"forwarded_from": (Contact(PHRASE, _ADDRESS),)}),
        ("warning", {"warnings": (f"cannot read {_NAMED}",)}),
        ("header", {"message_id": PHRASE.replace(" ", ".")}),
        ("header", {"references": (PHRASE.replace(" ", "."),)}),
        (
            "file name",
            {
                "attachments": (
                    Attachment(
                        filename=f"{PHRASE}.txt",
                        content_type="text/plain",
                        size_bytes=1,
                        sha256="",
                        inline=False,
                        part="2",
                    ),
                )
            },
        ),
        (
            "bounce",
            {
                "bounce": Bounce(
                    final_recipient="",
                    status="",
                    action="failed",
                    reason=f"said {_NAMED}",
                    original_message_id="",
                )
            },
        ),
    ],
)
def test_every_text_is_looked_at(place: str, changes: dict[str, object]) -> None:
    """The finding names the place, and the value is nowhere in the message."""
    guarded = guard(message(**changes))

    assert place in {finding.place for finding in guarded.findings}
    assert KEY not in repr(guarded.inbound)
    assert "winner" not in repr(guarded.inbound)


def test_the_subject_may_name_what_the_text_gives_away() -> None:
    """A key alone in the body is a key when the subject says so."""
    guarded = guard(message(subject="my private key", text=KEY, reply=KEY))

    assert KEY not in repr(guarded.inbound)
    assert guard(message(subject="stuck transaction", text=KEY, reply=KEY)).findings == ()


def test_a_phrase_begun_in_the_subject_is_gone_from_both() -> None:
    """Neither half would be found alone."""
    words = PHRASE.split()
    guarded = guard(
        message(subject=" ".join(words[:5]), text=" ".join(words[5:]), reply=" ".join(words[5:]))
    )

    assert {"winner", "sausage"}.isdisjoint(guarded.inbound.subject.split())
    assert {"useful", "yellow"}.isdisjoint(guarded.inbound.text.split())


def test_a_value_named_once_is_gone_everywhere() -> None:
    """A key called one in the quoted text is taken out of the new text as well."""
    text = f"What is {KEY}?\n\n> {_NAMED}"
    guarded = guard(message(text=text, reply=f"What is {KEY}?", unquoted=f"What is {KEY}?"))

    assert KEY not in repr(guarded.inbound)


def test_a_phrase_across_a_quote_leaves_no_half_in_a_view() -> None:
    """A view with half of the words loses them too."""
    words = PHRASE.split()
    text = f"> {' '.join(words[:6])}\n{' '.join(words[6:])}"
    guarded = guard(message(text=text, reply=" ".join(words[6:])))

    assert not {"sausage", "worth", "yellow"} & set(repr(guarded.inbound).split())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_guarded_message_is_clean(before: str, after: str) -> None:
    """Whatever stands around a secret, the second guard finds nothing to do."""
    text = f"{before} {_NAMED}, my seed is {PHRASE}. {after}"
    once = guard(message(text=text, reply=text, subject=before)).inbound

    assert guard(once).inbound is once
    assert KEY not in repr(once)


def test_every_field_with_text_is_known_here() -> None:
    """A new field of the message must be thought of: does it hold a stranger's text?"""
    assert {field.name for field in fields(InboundMessage)} == {
        *("channel", "kind", "kind_reason", "sender", "reply_to", "to", "cc", "recipients"),
        *("subject", "sent_at", "received_at", "message_id", "in_reply_to", "references", "text"),
        *("html_text", "reply", "unquoted", "unsigned", "attachments", "warnings", "bounce"),
        *("forwarded_from", "verdicts", "raw", "content_digest", "answers", "category", "locale"),
        *("brand", "form", "idempotency_key"),
    }
