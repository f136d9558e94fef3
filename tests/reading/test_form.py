"""A form's fields become one clean message, or one code for each field that is wrong."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading.form import (
    LIMITS,
    NEED_LIMIT,
    FieldError,
    FormErrors,
    parse_form,
)
from chalicelib.reading.message import Channel, EmailAddress, InboundMessage
from chalicelib.rules import Form
from tests.builders import the_rules

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TX = "0x" + "ab" * 32


def the_form() -> Form:
    """Return the form that ships."""
    return the_rules().forms["support"]


def filled(**changes: str) -> dict[str, str]:
    """Return the fields of a form somebody filled well."""
    return {
        "name": "Lin",
        "email": "lin@example.org",
        "category": "transaction_issue",
        "message": "It has not arrived.",
    } | changes


def parse(fields: dict[str, str], *, key: str = "k", form: Form | None = None) -> InboundMessage:
    """Return the message, and fail the test when there were errors."""
    result = parse_form(
        fields, form or the_form(), the_rules(), locale="en", received_at=NOON, idempotency_key=key
    )
    assert isinstance(result, InboundMessage), result
    return result


def errors(fields: dict[str, str]) -> dict[str, FieldError]:
    """Return the codes by field, and fail the test when there were none."""
    result = parse_form(
        fields, the_form(), the_rules(), locale="en", received_at=NOON, idempotency_key="k"
    )
    assert isinstance(result, FormErrors), result
    return dict(result.codes)


def test_parse_form_keeps_what_was_said_when_all_is_well() -> None:
    """Every field has its place in the message, and all views hold the whole text."""
    message = parse(filled(subject="Where is it?", tx_hash=TX), key="nonce-1")

    assert message.channel is Channel.FORM
    assert message.sender is not None
    assert message.sender.name == "Lin"
    assert message.sender.address == EmailAddress("lin", "example.org")
    assert message.subject == "Where is it?"
    assert {message.text, message.reply, message.unquoted, message.unsigned} == {
        "It has not arrived."
    }
    assert message.answers == {"tx_hash": TX}
    assert (message.category, message.locale) == ("transaction_issue", "en")
    assert (message.brand, message.form) == ("demo", "support")
    assert (message.received_at, message.idempotency_key) == (NOON, "nonce-1")


def test_parse_form_asks_for_address_and_message_only_when_all_is_empty() -> None:
    """What a desk cannot work without is required; nothing else is."""
    assert errors({}) == {"email": FieldError.REQUIRED, "message": FieldError.REQUIRED}


def test_parse_form_names_faults_in_the_order_of_the_form_when_there_are_many() -> None:
    """The first fault told is the first one met on the page."""
    fields = filled(name="n" * 101, email="lin", category="x", message="", amount="all")

    assert list(errors(fields)) == ["name", "email", "category", "message", "amount"]


def test_parse_form_takes_a_message_when_no_category_was_chosen() -> None:
    """Somebody who is not sure what it is about is classified by what they write."""
    assert parse(filled(category="")).category is None


@pytest.mark.parametrize(
    "email",
    [
        "lin", "lin@", "@example.org", "lin@example", "lin@@example.org", "li n@example.org",
        "lin@example..org", "lin..a@example.org", ".lin@example.org", "lin@192.0.2.1",
        "lin@exa_mple.org", "lin@-.#", "林@example.org", "l" * 65 + "@example.org",
        "lin@" + "x" * 64 + ".org", "lin@-x.de", "lin@x-.de", "lin@example.",
        "lin@-ü.de", "lin@" + "ü" * 60 + ".de", "lin@☃.example",
        "a@b.org,c@d.org", "a@b.org c@d.org", '"a b"@example.org',
    ],
)  # fmt: skip
def test_parse_form_refuses_an_address_when_no_mail_could_reach_it(email: str) -> None:
    """The acknowledgement must have somewhere to go, and exactly one place."""
    assert errors(filled(email=email)) == {"email": FieldError.INVALID}


@pytest.mark.parametrize(
    ("email", "read"),
    [
        (" Lin.Wei@Example.ORG ", "Lin.Wei@example.org"),
        ("lin＠example．org", "lin@example.org"),
        ("lin@example。org", "lin@example.org"),
        ("kunde@straße.de", "kunde@xn--strae-oqa.de"),
        ("kunde@faß.example", "kunde@xn--fa-hia.example"),
        ("lin+x@例子.中国", "lin+x@xn--fsqu00a.xn--fiqs8s"),
        ("o'lin/dept=a@mail.example.org", "o'lin/dept=a@mail.example.org"),
    ],
)
def test_parse_form_understands_an_address_when_an_input_method_widened_it(
    email: str, read: str
) -> None:
    """Full-width signs are a Chinese keyboard's, not a mistake; hosts come out in ASCII."""
    sender = parse(filled(email=email)).sender

    assert sender is not None
    assert str(sender.address) == read


def test_parse_form_says_too_long_when_a_field_passes_its_limit() -> None:
    """Each limit holds to the character."""
    for name, limit in LIMITS.items():
        assert errors(filled(**{name: "a" * (limit + 1)})) == {name: FieldError.TOO_LONG}

    assert len(parse(filled(message="字" * LIMITS["message"])).text) == LIMITS["message"]


def test_parse_form_refuses_a_category_when_it_was_not_offered() -> None:
    """A form's own choices are the only ones; "spam" is one of ours but not on the form."""
    assert errors(filled(category="spam")) == {"category": FieldError.UNKNOWN}


@pytest.mark.parametrize(
    ("need", "value"),
    [
        ("tx_hash", "0x123"),
        ("tx_hash", "I sent it on Monday from my old wallet to the exchange"),
        ("tx_hash", "我不知道这个交易哈希在哪里可以找到请告诉我应该怎么查询谢谢非常感谢你们"),
        ("address", "0x1"),
        ("address", "my main wallet"),
        ("amount", "all of it"),
        ("order_no", "--"),
    ],
)
def test_parse_form_refuses_an_answer_when_its_shape_is_obviously_wrong(
    need: str, value: str
) -> None:
    """What can never be such a thing is said at once, beside its field."""
    assert errors(filled(**{need: value})) == {need: FieldError.INVALID}


@pytest.mark.parametrize(
    ("need", "value"),
    [
        ("tx_hash", TX),
        ("tx_hash", "https://explorer.example/tx/" + TX),
        ("address", "vitalik.eth"),
        ("address", "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"),
        ("amount", "88.8 USDT"),
        ("amount", "一百"),
        ("order_no", "DD 2026-0001"),
    ],
)
def test_parse_form_keeps_an_answer_when_it_could_be_one(need: str, value: str) -> None:
    """A plausible answer stands as written; whether it is true is not the form's to say."""
    assert parse(filled(**{need: value})).answers == {need: value}


def test_parse_form_takes_any_answer_when_a_need_has_no_shape() -> None:
    """Only needs whose shape is known are judged by it."""
    form = replace(the_form(), needs=("app_version",))

    assert parse(filled(app_version="?"), form=form).answers == {"app_version": "?"}


def test_parse_form_mends_an_answer_when_copying_left_marks_in_it() -> None:
    """Zero-width marks and full-width digits come from chat windows, not from the customer."""
    answers = parse(filled(tx_hash=f"\u200b{TX}\ufeff", amount="１００ usdt")).answers

    assert answers == {"tx_hash": TX, "amount": "100 usdt"}


def test_parse_form_records_an_empty_answer_when_the_customer_has_none() -> None:
    """Not having it is an answer, and what was typed all the same counts more."""
    answers = parse(filled(tx_hash_none="on", order_no_none="on", order_no="A-1001")).answers

    assert answers == {"tx_hash": "", "order_no": "A-1001"}


def test_parse_form_says_too_long_when_an_answer_has_no_end() -> None:
    """No need takes a page of text."""
    assert errors(filled(amount="1" * (NEED_LIMIT + 1))) == {"amount": FieldError.TOO_LONG}


def test_parse_form_cleans_text_when_it_holds_what_no_reader_should_see() -> None:
    """Line ends are LF, control characters go, a name cannot turn the words around it."""
    message = parse(
        filled(name="Li\u202en\x00\r\nX", message=" a\r\nb\rc\x07\x1b[31m\ud800e\u0301 ")
    )

    assert message.sender is not None
    assert message.sender.name == "Lin X"
    assert message.text == "a\nb\nc[31m?\u00e9"


def test_content_digest_is_equal_when_the_same_was_said_again() -> None:
    """Time, token and line ends are no part of what was said."""
    first = parse(filled(message="a\nb"), key="one")
    again = parse(filled(message="a\r\nb", email="LIN@EXAMPLE.ORG"), key="two")

    assert first.content_digest == again.content_digest
    assert len(first.content_digest) == 64


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Lina"}, {"email": "lina@example.org"}, {"category": "complaint"},
        {"subject": "x"}, {"message": "x"}, {"amount": "1"}, {"amount_none": "on"},
    ],
)  # fmt: skip
def test_content_digest_differs_when_anything_else_was_said(changes: dict[str, str]) -> None:
    """Two different messages never pass for one."""
    assert parse(filled(**changes)).content_digest != parse(filled()).content_digest


def test_content_digest_differs_when_another_form_was_filled() -> None:
    """The same words to another form are another message."""
    other = replace(the_form(), id="other")

    assert parse(filled(), form=other).content_digest != parse(filled()).content_digest


@pytest.mark.parametrize("locale", ["", "tlh"])
def test_parse_form_leaves_the_language_open_when_nobody_said_one_of_the_brands(
    locale: str,
) -> None:
    """A language nobody chose must not outweigh the one the message is written in."""
    result = parse_form(
        filled(), the_form(), the_rules(), locale=locale, received_at=NOON, idempotency_key=""
    )

    assert isinstance(result, InboundMessage)
    assert result.locale is None


ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)


@given(
    st.dictionaries(
        st.sampled_from(["name", "email", "category", "subject", "message", "tx_hash", "amount"]),
        ANYTHING,
    )
)
def test_parse_form_is_total_when_fields_are_anything(fields: dict[str, str]) -> None:
    """Any text in any field gives a message or errors, never an exception."""
    result = parse_form(
        fields, the_form(), the_rules(), locale="en", received_at=NOON, idempotency_key=""
    )

    assert isinstance(result, InboundMessage) or result.codes


@given(ANYTHING, ANYTHING)
def test_parse_form_returns_clean_text_when_given_anything(name: str, text: str) -> None:
    """What is stored is NFC, encodable, on LF lines and free of control characters."""
    result = parse_form(
        filled(name=name, message="x" + text),
        the_form(), the_rules(), locale="en", received_at=NOON, idempotency_key="",
    )  # fmt: skip

    if isinstance(result, FormErrors):
        assert result.codes == {"name": FieldError.TOO_LONG}
        return
    assert result.sender is not None
    for value in (result.text, result.sender.name):
        assert unicodedata.is_normalized("NFC", value)
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in value if c not in "\n\t")
    assert "\n" not in result.sender.name
