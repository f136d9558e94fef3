"""The signed token a form carries: when it was shown, and one nonce for all its submissions.

    <issued, seconds since 1970 in decimal>.<nonce, 16 base32 characters>.<key id + signature>

It tells a person from a script that posts at once (minimum age) or for ever (maximum age), and
its nonce makes a second press on "Send" the same message. It holds no personal data. Time and
entropy are passed in; nothing here draws them.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.rules import Form
from chalicelib.tokens import KeyRing

_PURPOSE = "form"
_NONCE_CHARS = 16  # 80 bits
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class FormToken:
    """A token that holds. `nonce` identifies the showing of the form it came from."""

    nonce: str


class TokenRefusal(StrEnum):
    """Why a token does not hold."""

    MISSING = "missing"
    FORGED = "forged"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"


def build_form_token(
    form: Form, keys: KeyRing, *, issued_at: datetime, entropy: tuple[str, ...]
) -> str:
    """Return the token for one showing of `form`.

    Args:
        form: the form shown.
        keys: what signs.
        issued_at: aware UTC.
        entropy: what tells this showing from every other: a request id, a random number.
    """
    issued = str(int(issued_at.timestamp()))
    seed = keys.keyed_hash("form nonce", form.id, issued, *entropy)
    nonce = base64.b32encode(seed).decode("ascii").lower()[:_NONCE_CHARS]
    return f"{issued}.{nonce}.{keys.sign(_PURPOSE, form.id, issued, nonce)}"


def check_form_token(
    token: str, form: Form, keys: KeyRing, *, now: datetime
) -> FormToken | TokenRefusal:
    """Return the nonce of a token that is ours, for this form, and of an age the form allows.

    A token from the future (another machine's clock) is merely too young.
    """
    if not token:
        return TokenRefusal.MISSING
    parts = token.split(".", 2)
    if len(parts) != 3 or len(token) > _LONGEST:
        return TokenRefusal.FORGED
    issued, nonce, signature = parts
    if not keys.is_signed(signature, _PURPOSE, form.id, issued, nonce):
        return TokenRefusal.FORGED
    age_s = now.timestamp() - int(issued)  # ours, hence a number
    if age_s < form.token_min_age_s:
        return TokenRefusal.TOO_YOUNG
    if age_s > form.token_max_age_s:
        return TokenRefusal.TOO_OLD
    return FormToken(nonce)
