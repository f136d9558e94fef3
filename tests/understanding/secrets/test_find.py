"""The basics of the search: what is found, where it stands, and that it is gone afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.understanding.secrets import SecretSpan, find_apart, find_secrets, redact

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"


def test_find_secrets_says_kind_certainty_and_place() -> None:
    """The span is the phrase, nothing of the sentence around it."""
    text = f"My seed is: {PHRASE}. It is empty"

    assert find_secrets(text) == (SecretSpan("recovery_phrase", "certain", 12, 12 + len(PHRASE)),)


def test_redact_leaves_no_word_of_it_and_nothing_to_find() -> None:
    """A second search of the redacted text finds nothing."""
    text = f"private key {KEY} and {PHRASE} lost"

    redacted = redact(text, find_secrets(text))

    assert redacted == "private key [removed: private key] and [removed: recovery phrase] lost"
    assert find_secrets(redacted) == ()


def test_a_mark_written_by_a_stranger_hides_nothing() -> None:
    """Neither our mark nor the mask between the words of a phrase keeps it from being found."""
    words = PHRASE.split()
    middle = " ".join(words[:11]) + " \ufdd0 " + words[11]

    assert find_secrets(f"[removed: recovery phrase] {PHRASE}")
    assert find_secrets(f"my seed phrase: {middle}")


def test_find_apart_lets_no_word_of_one_text_speak_for_another() -> None:
    """Several texts cost one search, and each keeps to itself."""
    half = " ".join(PHRASE.split()[:6])

    found = find_apart(["my private key is", KEY, half, half, f"secret key: {KEY}"])

    assert [len(spans) for spans in found] == [0, 0, 0, 0, 1]
    assert found[4][0].start == len("secret key: ")


_PIECES = st.sampled_from(
    [
        *PHRASE.split(),
        *(
            KEY,
            "private key",
            "password:",
            "助记词",
            "是",
            "：",
            "伙 里 晚",
            "<li>",
            "</li>",
            "&nbsp;",
        ),
        *("\u200b", "İ", "e\u0301", "\ud800", "\ufdd0", "=\n", "1.", "[removed: code]", "pin 4821"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=40).map(" ".join))
def test_spans_are_in_order_inside_the_text_and_found_but_once(text: str) -> None:
    """Whatever the text: no exception, no overlap, and nothing left after redaction."""
    found = find_secrets(text)

    places = [place for span in found for place in (span.start, span.end)]
    assert places == sorted(places)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert find_secrets(redact(text, found)) == ()


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\ud800", "\U0001fffe"])
def test_what_is_no_character_stops_no_search(character: str) -> None:
    """A mail may hold whatever bytes its sender likes."""
    text = f"{character} password: legal7X"

    assert find_secrets(text)
    assert "legal7X" not in redact(text, find_secrets(text))
