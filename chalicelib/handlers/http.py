"""The routes of the web: forms as pages and as JSON, thank-you page, health.

    GET|HEAD /                          the only form, or the list of forms
    GET|HEAD /forms/{form_id}           the form
    POST     /forms/{form_id}           urlencoded → 303, or the form again with errors (422)
    GET|HEAD /forms/{form_id}/thanks    ?receipt=…
    POST     /v1/forms/{form_id}        JSON → 202 {"ticket", "answer_by"}, or 422 {"errors"}
    OPTIONS  both posts                 CORS for the form's origins
    GET|HEAD /v1/health

GET and HEAD change nothing. Content types are ours to check (the empty lists below), so that a
wrong one is answered in the reader's language like every other problem.
"""

from __future__ import annotations

from collections.abc import Callable

from chalice.app import Blueprint, Response

from chalicelib import bootstrap, observability
from chalicelib.answering.page_words import Problem
from chalicelib.answering.pages import form_page, forms_page, thanks_page
from chalicelib.answering.receipt import parse_receipt
from chalicelib.errors import DeskError, OperatorError
from chalicelib.handlers.http_reply import json_reply, page_reply, preflight
from chalicelib.handlers.http_request import HttpRequest, read_request
from chalicelib.handlers.submission import fresh_token, submit_json, submit_page
from chalicelib.handlers.visit import Visit, open_visit, problem_as_json, problem_as_page
from chalicelib.rules import Form, Rules

routes = Blueprint(__name__)


@routes.route("/", methods=["GET", "HEAD"], content_types=[])
def home() -> Response:
    """Show the only form, or the list of forms."""
    forms = tuple(_rules().forms)
    if len(forms) == 1:
        return _on_form(forms[0], _form, problem_as_page)
    return _answer(None, _forms, problem_as_page)


@routes.route("/forms/{form_id}", methods=["GET", "HEAD"], content_types=[])
def show_form(form_id: str) -> Response:
    """Show a form."""
    return _on_form(form_id, _form, problem_as_page)


@routes.route("/forms/{form_id}", methods=["POST"], content_types=[])
def post_form(form_id: str) -> Response:
    """Take in a form a browser posted."""
    return _on_form(form_id, submit_page, problem_as_page)


@routes.route("/forms/{form_id}", methods=["OPTIONS"], content_types=[])
def preflight_form(form_id: str) -> Response:
    """Tell a browser whether its page may post."""
    return _preflight(form_id)


@routes.route("/forms/{form_id}/thanks", methods=["GET", "HEAD"], content_types=[])
def show_thanks(form_id: str) -> Response:
    """Show what became of a post."""
    return _on_form(form_id, _thanks, problem_as_page)


@routes.route("/v1/forms/{form_id}", methods=["POST"], content_types=[])
def post_form_json(form_id: str) -> Response:
    """Take in a form a program posted."""
    return _on_form(form_id, submit_json, problem_as_json)


@routes.route("/v1/forms/{form_id}", methods=["OPTIONS"], content_types=[])
def preflight_form_json(form_id: str) -> Response:
    """Tell a browser whether its page may post JSON."""
    return _preflight(form_id)


@routes.route("/v1/health", methods=["GET", "HEAD"], content_types=[])
def health() -> Response:
    """Say that this function runs; it asks nothing of anybody else."""
    return json_reply({"status": "ok"}, _request(), None)


def _form(visit: Visit, form: Form) -> Response:
    page = form_page(form, visit.site, token=fresh_token(visit, form), values={}, errors={})
    return page_reply(page, visit.request, form)


def _thanks(visit: Visit, form: Form) -> Response:
    try:
        ports = bootstrap.ports()
    except DeskError as err:
        # What was sent is stored; without keys we only cannot tell its number.
        observability.record_failure(err)
        return page_reply(thanks_page(form, visit.site), visit.request, form)
    receipt = parse_receipt(visit.request.query.get("receipt", ""), form, ports.keys)
    page = thanks_page(
        form,
        visit.site,
        number=receipt.ticket if receipt else None,
        answer_by=receipt.answer_by if receipt else None,
        now=ports.clock.now(),
        secret_removed=receipt is not None and receipt.secret_removed,
    )
    return page_reply(page, visit.request, form)


def _forms(visit: Visit) -> Response:
    rules = _rules()
    forms = [(form, rules.brands[form.brand]) for form in rules.forms.values()]
    return page_reply(forms_page(forms, visit.site), visit.request, None)


def _preflight(form_id: str) -> Response:
    return preflight(_request(), _rules().forms.get(form_id))


def _on_form(
    form_id: str,
    respond: Callable[[Visit, Form], Response],
    refuse: Callable[[Problem, Visit], Response],
) -> Response:
    """Answer about one form, or say that there is no such form."""

    def respond_if_known(visit: Visit) -> Response:
        return (
            refuse(Problem.NOT_FOUND, visit) if visit.form is None else respond(visit, visit.form)
        )

    return _answer(form_id, respond_if_known, refuse)


def _answer(
    form_id: str | None,
    respond: Callable[[Visit], Response],
    refuse: Callable[[Problem, Visit], Response],
) -> Response:
    """Answer, and tell the visitor when we cannot: whoever must act, it is not they."""
    visit = open_visit(_request(), _rules(), form_id)
    try:
        return respond(visit)
    except OperatorError as err:
        observability.record_failure(err)
        return refuse(Problem.BROKEN, visit)
    except DeskError as err:
        observability.record_failure(err)
        return refuse(Problem.UNAVAILABLE, visit)
    except Exception as err:  # noqa: BLE001 — the visitor is told in words, the log by type alone
        observability.record_failure(err)
        return refuse(Problem.BROKEN, visit)


def _request() -> HttpRequest:
    return read_request(routes.current_request.to_original_event())


def _rules() -> Rules:
    """Return the policy, even while keys or clients cannot be had: it speaks to the visitor."""
    try:
        return bootstrap.ports().rules
    except DeskError:
        return bootstrap.rules()
