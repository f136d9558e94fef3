"""Where letters come from: template files → Jinja2 environments, sandboxed and strict.

A letter is `<kind>/<locale>.md`: a `subject:` line between two `---` lines, then Markdown. What
several letters share is in `parts/`, without a subject. The layout is the one HTML template.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from jinja2 import FunctionLoader, StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from chalicelib.answering.values import Values
from chalicelib.errors import OperatorError

VALUES = "values of this letter"
"""The name the values of a letter travel under; no template can write it."""

SUBJECT = "#subject"
"""Added to a letter's name, it names the letter's subject line."""

LAYOUT = "layout.html.j2"


@cache
def letters(folder: Path) -> SandboxedEnvironment:
    """Return the letters of a folder. Rendering one needs VALUES and leaves a mark for each."""
    return SandboxedEnvironment(
        loader=FunctionLoader(partial(_source, folder)),
        undefined=StrictUndefined,
        finalize=_mark,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


@cache
def layouts(folder: Path) -> SandboxedEnvironment:
    """Return the environment of a folder's layout, which escapes what it is given."""
    return SandboxedEnvironment(
        loader=FunctionLoader(partial(_read, folder)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


@pass_context
def _mark(context: Context, value: object) -> str:
    """Stand in for a value: see values.py."""
    if isinstance(value, Undefined):
        return str(value)  # raises, since undefined names are strict
    values: Values = context[VALUES]
    return values.mark(value)


def _read(folder: Path, name: str) -> str | None:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _source(folder: Path, name: str) -> str | None:
    """Return a letter's body, or its subject when `name` ends so; a part has no subject.

    Raises:
        OperatorError: a letter does not begin with its subject.
    """
    whole = _read(folder, name.removesuffix(SUBJECT))
    if whole is None or name.startswith("parts/"):
        return whole
    opening, subject, body = (*whole.split("---\n", 2), "", "")[:3]
    if opening or not subject.startswith("subject: "):
        raise OperatorError("a letter must begin with ---, subject: …, ---")
    return subject.removeprefix("subject: ").strip() if name.endswith(SUBJECT) else body
