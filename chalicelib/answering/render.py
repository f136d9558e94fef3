"""Rendering: an outbox entry → subject, text part and HTML part. Pure but for reading templates.

Both parts come from one Markdown source (see letter_files.py). Jinja2 runs sandboxed and strict:
an unknown name is an error, never an empty hole. A letter in two languages is one letter after
the other.

Only what sends imports this module, since Jinja2 and Markdown are slow to load.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import TemplateError
from markupsafe import Markup

from chalicelib.answering.content import accent, accent_on_dark, content_of
from chalicelib.answering.i18n import Words, templates_folder, words
from chalicelib.answering.letter_files import LAYOUT, SUBJECT, VALUES, layouts, letters
from chalicelib.answering.locales import choose_locale
from chalicelib.answering.markup import Setting, parts_of
from chalicelib.answering.values import MARKER_SLOT, Values, plain
from chalicelib.desk.outbox import OutboxEntry
from chalicelib.errors import OperatorError
from chalicelib.rules import Brand

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


def render(
    entry: OutboxEntry, brand: Brand, now: datetime, *, folder: Path | None = None
) -> Rendered:
    """Return the letter an entry stands for, in its locale or the one that comes nearest.

    Args:
        entry: what to say and to whom.
        brand: who says it; its locales bound the choice.
        now: aware; when the letter goes out, for "today" and for promises already passed.
        folder: letters and layout to use instead of those that ship, for trying them out.

    Raises:
        OperatorError: a template or a word is missing or wrong; the message names it.
    """
    source = folder or templates_folder()
    locales = _locales(entry, brand)
    sections = tuple(_section(entry, brand, locale, now, source) for locale in locales)
    return Rendered(
        subject=_subject(entry, sections),
        text=_LANGUAGES_APART.join(section.text for section in sections),
        html=_document(sections, brand, source),
        locale=locales[0],
        locales=locales,
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


def _section(entry: OutboxEntry, brand: Brand, locale: str, now: datetime, folder: Path) -> Section:
    said, values = words(locale), Values()
    content = {**content_of(entry, brand, said, now=now), VALUES: values}
    name = f"{entry.kind}/{locale}.md"
    try:
        subject = letters(folder).get_template(f"{name}{SUBJECT}").render(content)
        parts = parts_of(letters(folder).get_template(name).render(content), _setting(said))
    except (TemplateError, OperatorError) as err:
        raise OperatorError(f"templates/{name}: {type(err).__name__}: {err}") from err
    return Section(
        locale=locale,
        direction=said.direction,
        subject=values.into_text(subject),
        text=values.into_text(parts.text),
        html=values.into_html(parts.html),
    )


def _setting(said: Words) -> Setting:
    start = "right" if said.direction == "rtl" else "left"
    return Setting(between_lines=said.between_lines, start=start)


def _document(sections: tuple[Section, ...], brand: Brand, folder: Path) -> str:
    try:
        return (
            layouts(folder)
            .get_template(LAYOUT)
            .render(
                locale=sections[0].locale,
                direction=sections[0].direction,
                sections=[(s.locale, s.direction, _escaped(s.html)) for s in sections],
                brand=plain(brand.name),
                accent=accent(brand),
                accent_on_dark=accent_on_dark(brand),
                marker_slot=Markup(MARKER_SLOT),  # noqa: S704 — a constant
            )
        )
    except TemplateError as err:
        raise OperatorError(f"templates/{LAYOUT}: {type(err).__name__}: {err}") from err


def _escaped(html: str) -> Markup:
    return Markup(html)  # noqa: S704 — Values.into_html has escaped what is not ours
