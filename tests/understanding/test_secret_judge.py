"""The judge of one mail's texts: what one of them gives away is taken out of all."""

from __future__ import annotations

from chalicelib.understanding.secret_judge import REMOVED, SecretJudge
from tests.throwaway import plant

PASSWORD = plant("password", 1).value
PHRASE = plant("english phrase", 1).value


def test_a_clean_text_is_the_same_text() -> None:
    """And nothing is noted."""
    judge = SecretJudge()

    assert judge("Hello", "text") == "Hello"
    assert judge.findings == ()


def test_a_value_is_found_again_where_nobody_names_it() -> None:
    """In the quoted history, in a file, whatever stands between its words."""
    judge = SecretJudge()
    judge(f"my password: {PASSWORD}", "text")
    judge(f"recovery phrase: {PHRASE}", "text")

    assert PASSWORD not in judge(f"I said {PASSWORD}.", "attachment 1")
    numbered = " ".join(f"{n}) {word}" for n, word in enumerate(PHRASE.split()[:12], 1))
    assert PHRASE.split()[-1] not in judge(numbered, "attachment 2")


def test_a_longer_word_that_holds_a_value_stays() -> None:
    """Only the value itself is one."""
    judge = SecretJudge()
    judge(f"my password: {PASSWORD}", "text")

    assert judge(f"x{PASSWORD}y", "text") == f"x{PASSWORD}y"


def test_findings_tell_kind_and_place_once() -> None:
    """However often it is looked at."""
    judge = SecretJudge()
    for _ in range(3):
        judge(f"recovery phrase: {PHRASE}", "attachment 1")

    assert [(f.kind, f.place) for f in judge.findings] == [("recovery_phrase", "attachment 1")]


def test_what_was_redacted_is_redacted_no_more() -> None:
    """So that sanitising ends."""
    judge = SecretJudge()
    once = judge(f"recovery phrase: {PHRASE} and my password: {PASSWORD}", "text")

    assert judge(once, "text") == once


def test_a_vouched_text_is_searched_again_once_a_value_is_known() -> None:
    """It was clean by what was known then."""
    judge = SecretJudge()
    judge.vouch([f"I said {PASSWORD}."])
    judge(f"my password: {PASSWORD}", "attachment 1")

    assert PASSWORD not in judge(f"I said {PASSWORD}.", "text")


def test_a_strict_judge_keeps_nothing_that_people_read() -> None:
    """Files are still looked at one by one."""
    judge = SecretJudge(strict=True)

    assert judge("Hello", "text") == REMOVED
    assert judge("Hello", "attachment 1") == "Hello"


def test_so_much_of_a_mail_is_searched_and_letters_always() -> None:
    """Forty megabytes of logs must not outlast the function; what people wrote is looked at."""
    judge = SecretJudge()
    logs = "a b c\n" * 700_000 + f"recovery phrase: {PHRASE}"

    assert judge(logs, "attachment 1") is logs
    assert PHRASE not in judge(f"recovery phrase: {PHRASE}", "text")


def test_a_lone_phrase_joined_by_and_is_taken_out() -> None:
    """A text of but some words is no less searched."""
    judge = SecretJudge()

    sanitised = judge(PHRASE.replace(" ", " and "), "text")

    assert [finding.kind for finding in judge.findings] == ["recovery_phrase"]
    assert not set(PHRASE.split()) & set(sanitised.split())
