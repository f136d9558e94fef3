"""What web visitors see: form, thank-you page and plain messages, as whole HTML documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.answering.i18n import words
from chalicelib.answering.page_frame import Page, Site, build_page
from chalicelib.answering.page_words import FOLDER, UNCLEAR, Problem, problem_text
from chalicelib.answering.times import say_when
from chalicelib.answering.values import Link
from chalicelib.reading.form import FIELDS, NONE_SUFFIX
from chalicelib.rules import Brand, Form
from chalicelib.ticket_number import TicketNumber

TRAP = "extra_note"
"""The field no person sees; no browser fills a name like this by itself."""

TOKEN = "token"  # noqa: S105 — a field's name
"""The field of the form's token; errors of the whole form are told under this name."""


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
    return build_page(
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
    return build_page(
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
    return build_page(
        "message.html.j2",
        site,
        title=said.say(f"problem.{problem}.title"),
        text=problem_text(problem, site.locale, posted=posted),
        hint=said.say("problem.resend") if posted and problem in UNCLEAR else "",
        links=(Link(shown=said.say("problem.back"), href=back, color=""),),
    )


def forms_page(forms: Sequence[tuple[Form, Brand]], site: Site) -> Page:
    """Return the list of forms, for a desk that has several.

    Raises:
        OperatorError: a word or template is missing or wrong.
    """
    said = words(site.locale, FOLDER)
    brands = [brand.id for _, brand in forms]
    return build_page(
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
