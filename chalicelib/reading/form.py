"""A contact form's fields → InboundMessage, or what is wrong with them as codes per field.

Pure. The words for a code are in templates/pages/<locale>.toml, never here. A form is friendly:
only an address and a message are required; a need may be answered, left out (the desk asks by
mail), or declared as "I don't have it" (`<need>_none`). An answer is refused only when its shape
is obviously wrong; whether it is right is for understanding to say.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.errors import SenderError
from chalicelib.reading.deliverable import deliverable
from chalicelib.reading.message import (
    Channel,
    Contact,
    EmailAddress,
    InboundMessage,
    parse_address,
)
from chalicelib.rules import Form, Rules

NONE_SUFFIX = "_none"
"""What a need's "I don't have it" box adds to the need's field name."""

LIMITS: Mapping[str, int] = {"name": 100, "email": 254, "subject": 200, "message": 5000}
"""The most characters a field may hold; needs may hold NEED_LIMIT."""

NEED_LIMIT = 200

FIELDS = ("name", "email", "category", "subject", "message")
"""The fields every form has, in the order of the page; a form's needs follow the category."""

REQUIRED = frozenset({"email", "message"})

_JOINERS = "\u200c\u200d"  # they hold emoji and Persian words together


class FieldError(StrEnum):
    """What can be wrong with one field."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    INVALID = "invalid"  # its shape is obviously wrong
    UNKNOWN = "unknown"  # none of the choices offered
    WRONG_TYPE = "wrong_type"  # no text at all; only JSON can say such a thing


@dataclass(frozen=True, slots=True)
class FormErrors:
    """What is wrong, by field name, in the order of the form. Never empty."""

    codes: Mapping[str, FieldError]


def parse_form(
    fields: Mapping[str, str],
    form: Form,
    rules: Rules,
    *,
    locale: str,
    received_at: datetime,
    idempotency_key: str,
) -> InboundMessage | FormErrors:
    """Return the message a filled form is, or every field error at once.

    Args:
        fields: raw values by field name; unknown names are ignored, missing ones empty.
        form: the form that was shown.
        rules: the policy.
        locale: the language the reader chose, a BCP 47 tag; "" or one the form's brand does not
            have leaves the language to what was written.
        received_at: aware UTC.
        idempotency_key: the form token's nonce or the caller's own key, "" without either.
    """
    brand = rules.brands[form.brand]
    clean = {name: _line(fields.get(name, "")) for name in ("name", "category", "subject")}
    clean["email"] = _typed(fields.get("email", "")).replace("\u3002", ".")  # an IME's full stop
    clean["message"] = _text(fields.get("message", ""))
    answers = _answers(fields, form)
    address = _reachable(clean["email"])
    codes = {**_field_errors(clean, address, form), **_need_errors(answers)}
    if codes or address is None:
        return FormErrors(codes)
    return InboundMessage(
        channel=Channel.FORM,
        sender=Contact(clean["name"], address),
        subject=clean["subject"],
        received_at=received_at,
        text=clean["message"],
        reply=clean["message"],
        unquoted=clean["message"],
        unsigned=clean["message"],
        content_digest=_digest(form, clean, address, answers),
        answers=answers,
        category=clean["category"] or None,
        locale=locale if locale in brand.locales else None,
        brand=brand.id,
        form=form.id,
        idempotency_key=idempotency_key,
    )


def _text(raw: str) -> str:
    """Return `raw` as NFC with LF line ends, no control characters and no outer white space.

    Lone surrogates, which no UTF-8 can carry, become question marks.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _line(raw: str) -> str:
    """Return `raw` as one clean line without invisible marks, which could turn words around."""
    kept = (c for c in _text(raw) if c in _JOINERS or unicodedata.category(c) != "Cf")
    return " ".join("".join(kept).split())


def _typed(raw: str) -> str:
    """Return what is copied or typed sign by sign: full-width letters of an IME become plain."""
    return " ".join(unicodedata.normalize("NFKC", _line(raw)).split())


def _answers(fields: Mapping[str, str], form: Form) -> dict[str, str]:
    """Return the stated needs; "" is "I don't have it". What was typed counts more than the box."""
    answers = {}
    for need in form.needs:
        typed = _typed(fields.get(need, ""))
        if typed or fields.get(need + NONE_SUFFIX, ""):
            answers[need] = typed
    return answers


def _field_errors(
    clean: Mapping[str, str], address: EmailAddress | None, form: Form
) -> dict[str, FieldError]:
    codes = {}
    for name in FIELDS:
        code = _field_error(name, clean[name], form)
        if code is None and name == "email" and address is None:
            code = FieldError.INVALID
        if code is not None:
            codes[name] = code
    return codes


def _field_error(name: str, value: str, form: Form) -> FieldError | None:
    if not value:
        return FieldError.REQUIRED if name in REQUIRED else None
    if len(value) > LIMITS.get(name, len(value)):
        return FieldError.TOO_LONG
    if name == "category" and value not in form.categories:
        return FieldError.UNKNOWN
    return None


def _reachable(text: str) -> EmailAddress | None:
    """Return the one address in `text` as SES can deliver to it, None when it cannot.

    Dots in odd places are taken for a slip of the finger, though a few old mailboxes have them.
    """
    address = parse_address(text) if len(text) <= LIMITS["email"] else None
    if address is None or ".." in f".{address.local}.":
        return None
    try:
        return deliverable(address)
    except SenderError:
        return None


def _need_errors(answers: Mapping[str, str]) -> dict[str, FieldError]:
    codes = {}
    for need, value in answers.items():
        if len(value) > NEED_LIMIT:
            codes[need] = FieldError.TOO_LONG
        elif value and not _has_shape_of(need, value):
            codes[need] = FieldError.INVALID
    return codes


def _has_shape_of(need: str, value: str) -> bool:
    """Return False only for what no such thing ever looks like; a pasted link to one passes."""
    match need:
        case "tx_hash":
            return len(value) >= 32 and " " not in value and value.isascii()
        case "address":
            # As short as a name ("vitalik.eth", twelve letters on EOS), always one word.
            return len(value) >= 5 and " " not in value
        case "amount":
            return any(c.isnumeric() for c in value)
        case "order_no":
            return sum(c.isalnum() for c in value) >= 3
        case _:
            return True


def _digest(
    form: Form, clean: Mapping[str, str], address: EmailAddress, answers: Mapping[str, str]
) -> str:
    """Return the SHA-256 (hex) over what was said; time and token are no part of it."""
    said = [form.id, address.key, clean["name"], clean["category"], clean["subject"]]
    whole = json.dumps([*said, clean["message"], sorted(answers.items())], ensure_ascii=True)
    return hashlib.sha256(whole.encode("ascii")).hexdigest()
