"""What web visitors see: form, thank-you page and plain messages, as whole HTML documents.

Pure but for reading templates. Pages need no script and fetch nothing: one inline style, whose
hash a Content-Security-Policy can name. Everything foreign is escaped by Jinja2. The words alone
(what a JSON answer needs) are had without loading Jinja2, which is slow to import.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from chalicelib.answering.content import accent
from chalicelib.answering.i18n import Words, say_when, templates_folder, words
from chalicelib.answering.values import Link, contact_link
from chalicelib.errors import OperatorError
from chalicelib.reading.form import FIELDS, NONE_SUFFIX
from chalicelib.rules import Brand, Form
from chalicelib.ticket_number import TicketNumber

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

FOLDER = "pages"
"""Where the templates and the words of pages are, in templates/."""

TRAP = "extra_note"
"""The field no person sees; no browser fills a name like this by itself."""

TOKEN = "token"  # noqa: S105 — a field's name
"""The field of the form's token; errors of the whole form are told under this name."""


class Problem(StrEnum):
    """Why a request got no form and no ticket; each has words of its own."""

    BAD_REQUEST = "bad_request"
    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    UNAVAILABLE = "unavailable"
    BROKEN = "broken"


_UNCLEAR = frozenset({Problem.UNAVAILABLE, Problem.BROKEN})
"""Problems after which nobody can tell whether what was posted is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTML document. `style_source` names its style in a Content-Security-Policy."""

    html: str
    style_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Whose page it is, in which language, and what stands before every path ("" or "/api")."""

    brand: Brand
    locale: str
    prefix: str

    def path(self, *segments: str, locale: str | None = None) -> str:
        """Return the address of a page of ours, in this language or another."""
        path = "/".join(quote(segment, safe="") for segment in segments)
        return f"{self.prefix}/{path}?lang={quote(locale or self.locale)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """One entry of the language switch."""

    locale: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contact:
    """One official contact; `href` is empty when it cannot be linked."""

    label: str
    shown: str
    href: str


def error_messages(codes: Mapping[str, str], locale: str) -> dict[str, str]:
    """Return what to tell the reader for each field's code.

    Raises:
        OperatorError: the locale has no words for a code.
    """
    said = words(locale, FOLDER)
    return {
        name: said.phrases.get(f"error.{name}.{code}") or said.say(f"error.{code}")
        for name, code in codes.items()
    }


def problem_text(problem: Problem, locale: str, *, posted: bool) -> str:
    """Return what to tell the reader of a problem, in one paragraph.

    Only who `posted` something is told of a message, and then never more than we know.

    Raises:
        OperatorError: the locale has no words for it.
    """
    said = words(locale, FOLDER)
    if posted and problem in _UNCLEAR:
        return said.say(f"problem.{problem}.posted")
    return said.say(f"problem.{problem}.text")


def secret_notice(locale: str) -> str:
    """Return what to tell somebody whose message held a secret, in one paragraph.

    Raises:
        OperatorError: the locale has no words for it.
    """
    return words(locale, FOLDER).say("secret.text")


def form_page(
    form: Form,
    site: Site,
    *,
    token: str,
    values: Mapping[str, str],
    errors: Mapping[str, str],
    secret_removed: bool = False,
) -> Page:
    """Return the form, empty or as somebody filled it.

    Args:
        form: the form to show.
        site: whose page it is.
        token: the signed token it carries.
        values: what the fields hold, by name, as it was sent.
        errors: messages by field; under a name that is no field, of the form as a whole. The
            summary of them gets the focus and leads to each field.
        secret_removed: whether a secret was taken out of `values`, which the reader is told.

    Raises:
        OperatorError: a word or template is missing or wrong.
    """
    labels = _labels(form, site.locale)
    names = [*FIELDS, *form.needs, *(need + NONE_SUFFIX for need in form.needs)]
    return _page(
        "form.html.j2",
        site,
        segments=() if errors else ("forms", form.id),
        form=form,
        labels=labels,
        token=token,
        trap=TRAP,
        action=site.path("forms", form.id),
        values={name: values.get(name, "") for name in names},
        errors={name: errors[name] for name in [*labels, *errors] if name in errors},
        indexed=not errors,
        secret_removed=secret_removed,
    )


def thanks_page(
    form: Form,
    site: Site,
    *,
    number: TicketNumber | None = None,
    answer_by: datetime | None = None,
    now: datetime | None = None,
    secret_removed: bool = False,
) -> Page:
    """Return the page after sending; without a number it claims nothing of a ticket.

    A promise is shown while it lies ahead of `now`; without `now` none is.

    Raises:
        OperatorError: a word or template is missing or wrong.
    """
    return _page(
        "thanks.html.j2",
        site,
        number=number,
        when=say_when(answer_by, now=now, brand=site.brand, locale=site.locale)
        if answer_by and now and answer_by > now
        else "",
        back=site.path("forms", form.id),
        secret_removed=secret_removed,
    )


def problem_page(problem: Problem, site: Site, form: Form | None, *, posted: bool) -> Page:
    """Return a page that says what went wrong and leads back to the form.

    After a post whose fate is unclear it says how to send the same once more: loading the page
    again posts the same form token, and so makes no second ticket.

    Raises:
        OperatorError: a word or template is missing or wrong.
    """
    said = words(site.locale, FOLDER)
    back = site.path("forms", form.id) if form else site.path()
    return _page(
        "message.html.j2",
        site,
        title=said.say(f"problem.{problem}.title"),
        text=problem_text(problem, site.locale, posted=posted),
        hint=said.say("problem.resend") if posted and problem in _UNCLEAR else "",
        links=(Link(shown=said.say("problem.back"), href=back, color=""),),
    )


def forms_page(forms: Sequence[tuple[Form, Brand]], site: Site) -> Page:
    """Return the list of forms, for a desk that has several.

    Raises:
        OperatorError: a word or template is missing or wrong.
    """
    said = words(site.locale, FOLDER)
    brands = [brand.id for _, brand in forms]
    return _page(
        "message.html.j2",
        site,
        title=said.say("choose_form"),
        text="",
        hint="",
        links=tuple(
            Link(
                shown=brand.name if brands.count(brand.id) == 1 else f"{brand.name} – {form.id}",
                href=site.path("forms", form.id),
                color="",
            )
            for form, brand in forms
        ),
    )


def _labels(form: Form, locale: str) -> dict[str, str]:
    """Return the label of each field, in the order they stand on the page."""
    page, names = words(locale, FOLDER), words(locale)
    fields = {name: page.say(f"field.{name}.label") for name in FIELDS}
    return fields | {need: names.need(need) for need in form.needs}


def _page(template: str, site: Site, *, segments: tuple[str, ...] = (), **values: object) -> Page:
    """Render one page. `segments` say where the language switch leads; without them it is left out.

    Raises:
        OperatorError: a template is missing or names what it is not given.
    """
    from jinja2 import TemplateError  # slow to load, and only pages need it
    from markupsafe import Markup

    names, style = words(site.locale), _style(accent(site.brand))
    try:
        html = (
            _environment()
            .get_template(template)
            .render(
                {"indexed": False}
                | values
                | {
                    "brand": site.brand,
                    "locale": site.locale,
                    "page": words(site.locale, FOLDER),
                    "names": names,
                    "languages": _languages(site, segments),
                    "contacts": tuple(_contact(*contact, names) for contact in site.brand.contacts),
                    "style": Markup(style),  # noqa: S704 — our own template and a checked color
                }
            )
        )
    except TemplateError as err:
        raise OperatorError(f"templates/{FOLDER}/{template}: {err}") from err
    return Page(html=html, style_source=_source(style))


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        loader=FileSystemLoader(templates_folder() / FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _style(color: str) -> str:
    return (
        _environment()
        .get_template("style.css.j2")
        .render(
            accent=color, on_accent="#ffffff" if _luminance(color) < _EQUAL_CONTRAST else "#000000"
        )
    )


_EQUAL_CONTRAST = 0.179
"""The relative luminance from which black stands out more than white (WCAG 2.2, 1.4.3)."""


def _luminance(color: str) -> float:
    """Return the relative luminance of a "#rrggbb" color, 0..1, as WCAG 2.2 defines it."""
    linear = []
    for start in (1, 3, 5):
        channel = int(color[start : start + 2], 16) / 255
        linear.append(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _source(style: str) -> str:
    """Return the hash source that allows exactly this inline style (CSP Level 3 §2.3.1)."""
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _languages(site: Site, segments: tuple[str, ...]) -> tuple[_Language, ...]:
    locales = site.brand.locales if segments and len(site.brand.locales) > 1 else ()
    return tuple(
        _Language(
            locale=locale,
            name=words(locale, FOLDER).say("language"),
            href=site.path(*segments, locale=locale),
            current=locale == site.locale,
        )
        for locale in locales
    )


def _contact(kind: str, value: str, names: Words) -> _Contact:
    link = contact_link(value, "")
    if isinstance(link, Link):
        return _Contact(label=names.contact(kind), shown=link.shown, href=link.href)
    return _Contact(label=names.contact(kind), shown=link, href="")
