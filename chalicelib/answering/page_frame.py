"""The frame every page stands in: whose it is, its languages, its contacts and its one style.

Pure but for reading templates. Pages need no script and fetch nothing: one inline style, whose
hash a Content-Security-Policy can name. Everything foreign is escaped by Jinja2, which is loaded
with the first page.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from chalicelib.answering.content import accent
from chalicelib.answering.i18n import Words, templates_folder, words
from chalicelib.answering.page_words import FOLDER
from chalicelib.answering.values import Link, contact_link
from chalicelib.errors import OperatorError
from chalicelib.rules import Brand

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment


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


def build_page(
    template: str, site: Site, *, segments: tuple[str, ...] = (), **values: object
) -> Page:
    """Return a page made from one template and its values.

    `segments` say where the language switch leads; without them it is left out.

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
