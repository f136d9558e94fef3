"""What things are called in each language, and which words a policy needs.

Words are plain text in templates/words/<locale>.toml; whole letters are templates of their own
(see render.py). No wording lives in code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from chalicelib.errors import OperatorError
from chalicelib.rules import Brand, Rules

_TOLD_STATUSES = ("new", "open", "waiting_customer", "resolved", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one locale. `phrases` are by dotted key: "category.complaint".

    `direction` is "ltr" or "rtl", for the `dir` attribute. `between_lines` is what a line break
    inside a paragraph becomes: a space, or nothing in scripts that write none.
    """

    locale: str
    phrases: Mapping[str, str]
    folder: str = "words"

    @property
    def direction(self) -> str:
        """The writing direction."""
        return self.say("direction")

    @property
    def between_lines(self) -> str:
        """What joins two lines of one paragraph."""
        return self.say("between_lines")

    def say(self, key: str) -> str:
        """Return the phrase of a dotted key.

        Raises:
            OperatorError: this locale has no such phrase.
        """
        try:
            return self.phrases[key]
        except KeyError:
            raise OperatorError(f"templates/{self.folder}/{self.locale}.toml: no {key!r}") from None

    def fill(self, key: str, **values: str) -> str:
        """Return the phrase with its {placeholders} filled in; the values stay as they are.

        Raises:
            OperatorError: no such phrase, or it names a placeholder it cannot have.
        """
        try:
            return self.say(key).format_map(values)
        except (KeyError, IndexError, ValueError, AttributeError, TypeError) as err:
            raise OperatorError(
                f"templates/{self.folder}/{self.locale}.toml: {key!r} has a wrong placeholder:"
                f" {err}"
            ) from err

    def category(self, category: str) -> str:
        """Return what customers call a category."""
        return self.say(f"category.{category}")

    def need(self, need: str) -> str:
        """Return the short label of a needed fact, as for a form field."""
        return self.say(f"need.{need}.label")

    def question(self, need: str) -> str:
        """Return how a letter asks for a needed fact."""
        return self.say(f"need.{need}.question")

    def where(self, need: str) -> str:
        """Return where the customer finds a needed fact."""
        return self.say(f"need.{need}.where")

    def fact(self, fact_type: str) -> str:
        """Return the label of a fact we found."""
        return self.say(f"fact.{fact_type}")

    def mistyped(self, chain: str | None) -> str:
        """Return what is said of an address whose checksum is wrong, its chain named if it can."""
        name = self.phrases.get(f"chain.{chain}", "")
        return self.fill("mistyped.named", chain=name) if name else self.say("mistyped.plain")

    def status(self, status: str) -> str:
        """Return how a ticket stands, as its customer is told; "" for what no customer is told."""
        return self.phrases.get(f"status.{status}", "")

    def secret(self, kind: str) -> str:
        """Return what customers call a sort of secret."""
        return self.phrases.get(f"secret.{kind}") or self.say("secret.other")

    def contact(self, kind: str) -> str:
        """Return the label of an official way to reach us."""
        return self.say(f"contact.{kind}")

    def greeting(self, name: str) -> str:
        """Return the opening of a letter, by name when there is one."""
        return self.fill("greeting.named", name=name) if name else self.say("greeting.plain")


@cache
def templates_folder() -> Path:
    """Return the folder of the templates: beside this package, or anywhere on the import path.

    Deployed, `vendor/templates` is unpacked beside `chalicelib`, or lies in a layer.

    Raises:
        OperatorError: it was not shipped.
    """
    spec = find_spec("templates")
    elsewhere = (spec.submodule_search_locations or ()) if spec else ()
    return first_with_words((Path(__file__).parents[2] / "templates", *map(Path, elsewhere)))


def first_with_words(folders: Iterable[Path]) -> Path:
    """Return the first of the folders that holds templates.

    Raises:
        OperatorError: none does.
    """
    for folder in folders:
        if (folder / "words").is_dir():
            return folder
    raise OperatorError("the folder templates/ was not shipped with the code")


@cache
def words(locale: str, folder: str = "words") -> Words:
    """Return the words of a locale, read once per process: the letters', or those of `folder`.

    Raises:
        OperatorError: there is no such file, or it is no TOML of texts.
    """
    path = templates_folder() / folder / f"{locale}.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as err:
        raise OperatorError(f"templates/{folder}/{locale}.toml: {err}") from err
    return Words(locale=locale, phrases=_flat(raw, "", f"{folder}/{locale}"), folder=folder)


def _flat(raw: Mapping[str, Any], prefix: str, name: str) -> Mapping[str, str]:
    flat: dict[str, str] = {}
    for key, value in raw.items():
        if isinstance(value, str):
            flat[prefix + key] = value
        elif isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}.", name))
        else:
            raise OperatorError(f"templates/{name}.toml: {prefix + key!r} is no text")
    return flat


def missing_words(rules: Rules) -> tuple[str, ...]:
    """Return "locale: key" for each word the policy needs and the templates do not have."""
    return tuple(
        f"{locale}: {key}"
        for brand in rules.brands.values()
        for locale in brand.locales
        for key in _needed_words(rules, brand)
        if key not in words(locale).phrases
    )


def _needed_words(rules: Rules, brand: Brand) -> tuple[str, ...]:
    return (
        *(f"category.{category}" for category in rules.categories),
        *(f"need.{need}.{part}" for need in rules.needs for part in ("label", "question", "where")),
        *(f"contact.{kind}" for kind, _ in brand.contacts),
        *(f"fact.{fact}" for facts in rules.needs.values() for fact in facts),
        *(f"weekday.{day}" for day in range(1, 8)),
        *(f"month.{month}" for month in range(1, 13)),
        *(f"when.{form}" for form in ("today", "tomorrow", "this_year", "other_year")),
        *(f"past.{form}" for form in ("this_year", "other_year")),
        *(f"status.{said}" for said in _TOLD_STATUSES),
        *("mistyped.named", "mistyped.plain", "point.other", "secret.other"),
        *("direction", "between_lines", "greeting.named", "greeting.plain", "zone.offset"),
    )
