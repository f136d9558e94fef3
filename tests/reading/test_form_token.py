"""The form's token tells our own fresh page from everything else, and names each showing once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading.form_token import (
    FormToken,
    TokenRefusal,
    build_form_token,
    check_form_token,
)
from chalicelib.rules import Form
from chalicelib.tokens import KeyRing, parse_key_ring

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
KEYS = parse_key_ring('{"index": "an index key of at least 32 characters"}')
OTHER_KEYS = parse_key_ring('{"index": "another index key of at least 32 chars"}')
FORM = Form(
    id="support",
    brand="demo",
    categories=(),
    needs=(),
    origins=(),
    thanks_url="",
    token_min_age_s=2,
    token_max_age_s=3600,
    max_body_bytes=65536,
)


def a_token(*, keys: KeyRing = KEYS, entropy: tuple[str, ...] = ("request-1",)) -> str:
    """Return a token issued at noon."""
    return build_form_token(FORM, keys, issued_at=NOON, entropy=entropy)


def check(token: str, age_s: float = 60, form: Form = FORM) -> FormToken | TokenRefusal:
    """Return what the token comes to `age_s` seconds after noon."""
    return check_form_token(token, form, KEYS, now=NOON + timedelta(seconds=age_s))


def test_token_holds_when_its_age_is_within_bounds() -> None:
    """Both bounds belong to the good ages, and the nonce is the same all the time."""
    found = {check(a_token(), age_s) for age_s in (2, 60, 3600)}

    assert len(found) == 1
    assert isinstance(found.pop(), FormToken)


@pytest.mark.parametrize(
    ("age_s", "refusal"),
    [
        (-30, TokenRefusal.TOO_YOUNG),
        (1.9, TokenRefusal.TOO_YOUNG),
        (3600.1, TokenRefusal.TOO_OLD),
    ],
)
def test_token_is_refused_when_its_age_is_out_of_bounds(
    age_s: float, refusal: TokenRefusal
) -> None:
    """A script posts at once, a stolen page for ever; clocks that differ are no forgery."""
    assert check(a_token(), age_s) is refusal


def test_token_is_missing_when_nothing_was_sent() -> None:
    """No token is told apart from a wrong one."""
    assert check("") is TokenRefusal.MISSING


def test_token_is_forged_when_made_with_other_keys() -> None:
    """Only this desk can make one."""
    assert check(a_token(keys=OTHER_KEYS)) is TokenRefusal.FORGED


def test_token_is_forged_when_shown_to_another_form() -> None:
    """A token opens the form it was shown with."""
    assert check(a_token(), form=replace(FORM, id="other")) is TokenRefusal.FORGED


def test_token_holds_when_keys_were_rotated_since() -> None:
    """A page open during a rotation can still be sent."""
    rotated = parse_key_ring(
        '{"index": "an index key of at least 32 characters",'
        ' "tokens": {"1": "a token key of at least 32 characters"}, "current": "1"}'
    )

    found = check_form_token(a_token(), FORM, rotated, now=NOON + timedelta(minutes=1))

    assert isinstance(found, FormToken)


def test_tokens_differ_when_shown_twice_in_one_second() -> None:
    """Two visitors of one moment never share a nonce."""
    first, second = check(a_token(entropy=("a",))), check(a_token(entropy=("b",)))

    assert isinstance(first, FormToken)
    assert isinstance(second, FormToken)
    assert first.nonce != second.nonce


@given(st.data())
def test_token_is_forged_when_any_sign_of_it_is_changed(data: st.DataObject) -> None:
    """Time and nonce are covered by the signature to the last sign."""
    token = a_token()
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters(codec=None, exclude_categories=()))
    changed = token[:at] + other + token[at + 1 :]

    found = check(changed)

    assert changed.lower() == token or found is TokenRefusal.FORGED


@given(st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=200))
def test_token_is_forged_when_it_is_anything_at_all(token: str) -> None:
    """Whatever stands in the field, checking it is total."""
    assert check(token) is TokenRefusal.FORGED
