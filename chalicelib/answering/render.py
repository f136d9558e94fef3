"""Rendering: an outbox entry → subject, text part and HTML part. Pure but for reading templates.

`templates/<kind>/<locale>.md` holds a `subject:` line between two `---` lines and a Markdown
body; both parts come from that one source. Jinja2 runs sandboxed and strict: an unknown name is
an error, never an empty hole. A letter in two languages is one letter after the other.

Only what sends imports this module, since Jinja2 and Markdown are slow to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from chalicelib.answering.compose import MARKER_SLOT
from chalicelib.answering.content import accent, accent_on_dark, content_of
from chalicelib.answering.i18n import Words, choose_locale, templates_folder, words
from chalicelib.answering.markup import Parts, Setting, parts_of
from chalicelib.answering.values import Values, plain
from chalicelib.desk.outbox import OutboxEntry
from chalicelib.errors import OperatorError
from chalicelib.rules import Brand

_VALUES = "values of this letter"  # no template can write this name
_SUBJECT = "#subject"
_MAX_SUBJECT = 200
_LANGUAGES_APART = "\n" + "=" * 24 + "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One letter, ready to be put into a mail. `html` is a whole document.

    `locale` is the first language, `locales` all of them, in their order.
    """

    subject: str
    text: str
    html: str
    locale: str
    locales: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One language of a letter, as the layout takes it."""

    locale: str
    direction: str
    subject: str
    text: str
    html: str


def render(entry: OutboxEntry, brand: Brand, now: datetime) -> Rendered:
    """Return the letter an entry stands for, in its locale or the one that comes nearest.

    Args:
        entry: what to say and to whom.
        brand: who says it; its locales bound the choice.
        now: aware; when the letter goes out, for "today" and for promises already passed.

    Raises:
        OperatorError: a template or a word is missing or wrong; the message names it.
    """
    sections = tuple(_section(entry, brand, locale, now) for locale in _locales(entry, brand))
    return Rendered(
        subject=_subject(entry, sections),
        text=_LANGUAGES_APART.join(section.text for section in sections),
        html=_document(sections, brand),
        locale=sections[0].locale,
        locales=tuple(section.locale for section in sections),
    )


def _locales(entry: OutboxEntry, brand: Brand) -> tuple[str, ...]:
    """Return the letter's languages: two when we could not tell which one the customer reads."""
    first = choose_locale(entry.locale, brand)
    if not entry.letter.bilingual:
        return (first,)
    others = [locale for locale in brand.locales if locale != first]
    preferred = "en" if first.startswith("zh") else "zh-Hans"
    return (first, *sorted(others, key=lambda locale: locale != preferred)[:1])


def _subject(entry: OutboxEntry, sections: tuple[Section, ...]) -> str:
    """Return "[number] …": the bracket is what RFC 5256 §2.1 leaves out to find a thread."""
    said = " / ".join(dict.fromkeys(section.subject for section in sections))
    return plain(f"[{entry.ticket}] {said}", limit=_MAX_SUBJECT)


def _section(entry: OutboxEntry, brand: Brand, locale: str, now: datetime) -> Section:
    said, values = words(locale), Values()
    content = {**content_of(entry, brand, said, now=now), _VALUES: values}
    name = f"{entry.kind}/{locale}.md"
    parts = _parts(_fill(name, content), said, name)
    return Section(
        locale=locale,
        direction=said.direction,
        subject=values.into_text(_fill(f"{name}{_SUBJECT}", content)),
        text=values.into_text(parts.text),
        html=values.into_html(parts.html),
    )


def _parts(source: str, said: Words, name: str) -> Parts:
    start = "right" if said.direction == "rtl" else "left"
    try:
        return parts_of(source, Setting(between_lines=said.between_lines, start=start))
    except OperatorError as err:
        raise OperatorError(f"templates/{name}: {err}") from err


def _fill(name: str, content: Mapping[str, object]) -> str:
    """Return a template with a mark for each value.

    Raises:
        OperatorError: there is no such template, or it is wrong.
    """
    try:
        return _letters().get_template(name).render(content)
    except TemplateError as err:
        raise OperatorError(f"templates/{name}: {type(err).__name__}: {err}") from err


def _document(sections: tuple[Section, ...], brand: Brand) -> str:
    try:
        layout = _layouts().get_template("layout.html.j2")
        return layout.render(
            locale=sections[0].locale,
            direction=sections[0].direction,
            sections=[(s.locale, s.direction, _escaped(s.html)) for s in sections],
            brand=plain(brand.name),
            accent=accent(brand),
            accent_on_dark=accent_on_dark(brand),
            marker_slot=Markup(MARKER_SLOT),  # noqa: S704 — a constant
        )
    except TemplateError as err:
        raise OperatorError(f"templates/layout.html.j2: {type(err).__name__}: {err}") from err


def _escaped(html: str) -> Markup:
    return Markup(html)  # noqa: S704 — Values.into_html has escaped what is not ours


@pass_context
def _mark(context: Context, value: object) -> str:
    """Stand in for a value: see values.py."""
    if isinstance(value, Undefined):
        return str(value)  # raises, since undefined names are strict
    values: Values = context[_VALUES]
    return values.mark(value)


@cache
def _letters() -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        finalize=_mark,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


@cache
def _layouts() -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=FunctionLoader(_read),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _read(name: str) -> str | None:
    try:
        return (templates_folder() / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _source(name: str) -> str | None:
    """Return a letter's body, or its subject when `name` ends so; a part has no subject.

    Raises:
        OperatorError: a letter does not begin with its subject.
    """
    whole = _read(name.removesuffix(_SUBJECT))
    if whole is None or name.startswith("parts/"):
        return whole
    opening, subject, body = (*whole.split("---\n", 2), "", "")[:3]
    if opening or not subject.startswith("subject: "):
        raise OperatorError(f"templates/{name}: it must begin with ---, subject: …, ---")
    return subject.removeprefix("subject: ").strip() if name.endswith(_SUBJECT) else body
