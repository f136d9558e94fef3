"""What web visitors are told beside a form: its errors, what went wrong, that a secret came.

Pure but for reading the words. A JSON answer needs these and no page; so nothing here loads
Jinja2, which is slow to import.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from chalicelib.answering.i18n import words

FOLDER = "pages"
"""Where the templates and the words of pages are, in templates/."""


class Problem(StrEnum):
    """Why a request got no form and no ticket; each has words of its own."""

    BAD_REQUEST = "bad_request"
    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    UNAVAILABLE = "unavailable"
    BROKEN = "broken"


UNCLEAR = frozenset({Problem.UNAVAILABLE, Problem.BROKEN})
"""Problems after which nobody can tell whether what was posted is stored."""


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
    if posted and problem in UNCLEAR:
        return said.say(f"problem.{problem}.posted")
    return said.say(f"problem.{problem}.text")


def secret_notice(locale: str) -> str:
    """Return what to tell somebody whose message held a secret, in one paragraph.

    Raises:
        OperatorError: the locale has no words for it.
    """
    return words(locale, FOLDER).say("secret.text")
