"""The basics of the search: what is found, where it stands, and that it is gone afterwards."""

from __future__ import annotations

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
