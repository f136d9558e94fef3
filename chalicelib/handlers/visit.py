"""One visit to the web: the request, the form it is about, and whose page in which language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalice.app import Response

from chalicelib.answering.locales import find_locale
from chalicelib.answering.page_frame import Site
from chalicelib.answering.page_words import Problem, problem_text
from chalicelib.answering.pages import problem_page
from chalicelib.handlers.http_reply import json_reply, page_reply
from chalicelib.handlers.http_request import HttpRequest
from chalicelib.reading.accept_language import parse_accept_language
from chalicelib.rules import Brand, Form, Rules

_STATUS: Mapping[Problem, int] = {
    Problem.BAD_REQUEST: 400,
    Problem.NOT_FOUND: 404,
    Problem.TOO_LARGE: 413,
    Problem.UNSUPPORTED: 415,
    Problem.BROKEN: 500,
    Problem.UNAVAILABLE: 503,
}
_LONGEST_TAG = 35  # RFC 5646 §4.4.1: no tag in use is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request understood as far as any answer needs. `form` is None when there is no such form.

    `said_locale` is the language the visitor asked for, "" when nothing told.
    """

    request: HttpRequest
    form: Form | None
    site: Site
    said_locale: str

    @property
    def posted(self) -> bool:
        """Whether the visitor sent something, which may or may not have arrived."""
        return self.request.method == "POST"

    def in_language(self, tag: str) -> Visit:
        """Return the visit in the language a field of the body asks for, unless a link did."""
        found = find_locale(tag[:_LONGEST_TAG], self.site.brand)
        if found is None or "lang" in self.request.query:
            return self
        return replace(self, site=replace(self.site, locale=found), said_locale=found)


def open_visit(request: HttpRequest, rules: Rules, form_id: str | None) -> Visit:
    """Return the visit; a form nobody knows leaves it to the default brand to say so."""
    form = rules.forms.get(form_id) if form_id is not None else None
    brand = rules.brands[form.brand] if form else rules.default_brand
    said = _said_locale(request, brand)
    site = Site(brand=brand, locale=said or brand.default_locale, prefix=request.prefix)
    return Visit(request=request, form=form, site=site, said_locale=said)


def _said_locale(request: HttpRequest, brand: Brand) -> str:
    header = request.headers.get("accept-language", "")
    for tag in (request.query.get("lang", ""), *parse_accept_language(header)):
        found = find_locale(tag[:_LONGEST_TAG], brand)
        if found is not None:
            return found
    return ""


def unreadable(visit: Visit, form: Form, media_type: str) -> Problem | None:
    """Return why the body cannot be looked at, None when it can."""
    if visit.request.body is None:
        return Problem.BAD_REQUEST
    if len(visit.request.body) > form.max_body_bytes:
        return Problem.TOO_LARGE
    return None if visit.request.media_type == media_type else Problem.UNSUPPORTED


def problem_as_page(problem: Problem, visit: Visit) -> Response:
    """Say a problem to a person."""
    page = problem_page(problem, visit.site, visit.form, posted=visit.posted)
    return page_reply(page, visit.request, visit.form, status=_STATUS[problem])


def problem_as_json(problem: Problem, visit: Visit) -> Response:
    """Say a problem to a program, with words its user can read."""
    text = problem_text(problem, visit.site.locale, posted=visit.posted)
    value = {"error": problem.value, "message": text}
    return json_reply(value, visit.request, visit.form, status=_STATUS[problem])
