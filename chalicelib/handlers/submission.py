"""A form that was sent, by a browser or as JSON: read it, take it in, answer.

What must hold before anything is taken in: a body of bearable size and right type, an empty trap
field, and a form token of ours. Pages of the form's own origins and programs come without one,
having nowhere to get it; a token that is there is checked. A filled trap looks like success and
is only counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalice.app import Response

from chalicelib import bootstrap, observability
from chalicelib.answering.page_words import Problem, error_messages, secret_notice
from chalicelib.answering.pages import TOKEN, TRAP, form_page
from chalicelib.answering.receipt import Receipt, build_receipt
from chalicelib.handlers.http_reply import json_reply, page_reply, see_other
from chalicelib.handlers.http_request import form_fields, json_fields
from chalicelib.handlers.visit import Visit, problem_as_json, problem_as_page, unreadable
from chalicelib.reading.form import FIELDS, NONE_SUFFIX, FieldError, FormErrors, parse_form
from chalicelib.reading.form_token import (
    FormToken,
    TokenRefusal,
    build_form_token,
    check_form_token,
)
from chalicelib.reading.message import InboundMessage
from chalicelib.rules import Form
from chalicelib.services import intake
from chalicelib.ticket_number import TicketNumber
from chalicelib.understanding.form_guard import GuardedFields, guard_fields

_LONGEST_KEY = 255
_OURS = frozenset({TOKEN, TRAP, "locale"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """What was sent. `wrong` are fields that hold no text, `key` is the caller's own, or ""."""

    fields: Mapping[str, str]
    needs_token: bool
    key: str = ""
    wrong: Mapping[str, FieldError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Rejected:
    """Why it was not taken in: a code by field, TOKEN standing for the form as a whole."""

    codes: Mapping[str, str]


def fresh_token(visit: Visit, form: Form) -> str:
    """Return a token for showing the form now.

    Raises:
        DeskError: the keys cannot be had.
    """
    ports = bootstrap.ports()
    entropy = (visit.request.request_id, repr(ports.jitter()))
    return build_form_token(form, ports.keys, issued_at=ports.clock.now(), entropy=entropy)


def submit_page(visit: Visit, form: Form) -> Response:
    """Take in a form a browser posted: 303 to the thank-you page, or the form again with errors.

    Raises:
        TransientError: storage is not to be had; whether it was stored is not known.
        OperatorError: policy, permissions or templates are wrong.
    """
    problem = unreadable(visit, form, "application/x-www-form-urlencoded")
    fields = None if problem else form_fields(visit.request.body or b"")
    if fields is None:
        return problem_as_page(problem or Problem.BAD_REQUEST, visit)
    visit = visit.in_language(fields.get("locale", ""))
    own_site = visit.request.origin in form.origins
    if fields.get(TRAP):
        observability.count(observability.Metric.FORMS_REJECTED)
        return see_other(_thanks(visit, form, own_site=own_site), visit.request, form)
    guarded = _guarded(fields)
    read = _read(_Sent(fields=guarded.fields, needs_token=not own_site), visit, form)
    if isinstance(read, _Rejected):
        return _form_again(visit, form, guarded, read)
    result = _take_in(read, guarded)
    removed = bool(guarded.findings or result.secrets)
    location = _thanks(visit, form, result, own_site=own_site, secret_removed=removed)
    return see_other(location, visit.request, form)


def submit_json(visit: Visit, form: Form) -> Response:
    """Take in a form a program posted: 202 with the ticket, or 422 with a message per field.

    Raises:
        TransientError: storage is not to be had; whether it was stored is not known.
        OperatorError: policy, permissions or words are wrong.
    """
    problem = unreadable(visit, form, "application/json")
    raw = None if problem else json_fields(visit.request.body or b"")
    key = visit.request.headers.get("idempotency-key", "").strip()
    if raw is None or len(key) > _LONGEST_KEY:
        return problem_as_json(problem or Problem.BAD_REQUEST, visit)
    fields, wrong = _as_texts(raw, form)
    visit = visit.in_language(fields.get("locale", ""))
    if fields.get(TRAP):
        observability.count(observability.Metric.FORMS_REJECTED)
        return _accepted(visit, form, None)
    guarded = _guarded(fields)
    sent = _Sent(fields=guarded.fields, needs_token=False, key=key, wrong=wrong)
    read = _read(sent, visit, form)
    notice = {"notice": secret_notice(visit.site.locale)} if guarded.findings else {}
    if isinstance(read, _Rejected):
        messages = error_messages(read.codes, visit.site.locale)
        return json_reply({"errors": messages, **notice}, visit.request, form, status=422)
    return _accepted(visit, form, _take_in(read, guarded), notice)


def _guarded(fields: Mapping[str, str]) -> GuardedFields:
    """Return the fields without secrets, before anything reads, keeps or shows them."""
    return guard_fields(fields, leave=_OURS)


def _as_texts(raw: Mapping[str, Any], form: Form) -> tuple[dict[str, str], dict[str, FieldError]]:
    """Return a JSON object's fields as a browser would send them; null and false are left out."""
    boxes = {need + NONE_SUFFIX for need in form.needs}
    known = {*FIELDS, *form.needs, *boxes, TOKEN, TRAP, "locale"}
    fields: dict[str, str] = {}
    wrong: dict[str, FieldError] = {}
    for name, value in raw.items():
        if name not in known or value is None or value is False:
            continue
        if isinstance(value, bool) and name not in boxes:
            wrong[name] = FieldError.WRONG_TYPE
        elif isinstance(value, str | int | float):
            fields[name] = str(value)
        else:
            wrong[name] = FieldError.WRONG_TYPE
    return fields, wrong


def _read(sent: _Sent, visit: Visit, form: Form) -> InboundMessage | _Rejected:
    """Check the token and the fields; every fault is told at once."""
    ports = bootstrap.ports()
    now = ports.clock.now()
    token = _token(sent, form, now)
    read = parse_form(
        sent.fields,
        form,
        ports.rules,
        locale=visit.said_locale,
        received_at=now,
        idempotency_key=sent.key or (token.nonce if isinstance(token, FormToken) else ""),
    )
    codes: dict[str, str] = dict(read.codes) if isinstance(read, FormErrors) else {}
    codes |= sent.wrong
    if isinstance(token, TokenRefusal):
        codes[TOKEN] = token
    if codes or isinstance(read, FormErrors):
        observability.count(observability.Metric.FORMS_REJECTED)
        return _Rejected(codes)
    return read


def _token(sent: _Sent, form: Form, now: datetime) -> FormToken | TokenRefusal:
    """Check the token. Who needs none gets the day: the same words once a day are one message."""
    text = sent.fields.get(TOKEN, "")
    if not text and not sent.needs_token:
        return FormToken(f"{now:%Y-%m-%d}")
    return check_form_token(text, form, bootstrap.ports().keys, now=now)


def _take_in(inbound: InboundMessage, guarded: GuardedFields) -> intake.IntakeResult:
    ports = bootstrap.ports()
    result = intake.receive_form(inbound, ports, found=guarded.findings)
    with _told_as_success():
        took_s = (ports.clock.now() - inbound.received_at).total_seconds()
        observability.record_intake(result, took_s=took_s)
    return result


@contextmanager
def _told_as_success() -> Iterator[None]:
    """Run what comes after storing: should it fail, the message is stored all the same."""
    try:
        yield
    except Exception as err:  # noqa: BLE001 — an error page would say what is not so
        with suppress(Exception):  # nor may the log's own failure
            observability.record_failure(err)


def _form_again(visit: Visit, form: Form, guarded: GuardedFields, rejected: _Rejected) -> Response:
    """Show the form as it was filled, but for secrets.

    A token that is good, or soon will be, stays the same.
    """
    fields = guarded.fields
    kept = rejected.codes.get(TOKEN) in (None, TokenRefusal.TOO_YOUNG) and fields.get(TOKEN)
    page = form_page(
        form,
        visit.site,
        token=kept or fresh_token(visit, form),
        values=fields,
        errors=error_messages(rejected.codes, visit.site.locale),
        secret_removed=bool(guarded.findings),
    )
    return page_reply(page, visit.request, form, status=422)


def _thanks(
    visit: Visit,
    form: Form,
    result: intake.IntakeResult | None = None,
    *,
    own_site: bool,
    secret_removed: bool = False,
) -> str:
    """Return where to go after sending: the brand's own page, or ours with a receipt."""
    if own_site and form.thanks_url:
        return form.thanks_url
    location = visit.site.path("forms", form.id, "thanks")
    if result is None or result.ticket is None:
        return location
    with _told_as_success():
        receipt = Receipt(
            ticket=result.ticket, answer_by=result.answer_by, secret_removed=secret_removed
        )
        location += f"&receipt={build_receipt(receipt, form, bootstrap.ports().keys)}"
    return location


def _accepted(
    visit: Visit,
    form: Form,
    result: intake.IntakeResult | None,
    notice: Mapping[str, str] | None = None,
) -> Response:
    ticket: TicketNumber | None = result.ticket if result else None
    answer_by = result.answer_by if result else None
    value = {"ticket": ticket, "answer_by": answer_by.isoformat() if answer_by else None}
    value |= notice or {}
    return json_reply(value, visit.request, form, status=202)
