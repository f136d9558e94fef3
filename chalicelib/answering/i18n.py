"""What things are called in each language, which language to use, and how to say a time.

Words are plain text in templates/words/<locale>.toml; whole letters are templates of their own
(see render.py). No wording lives in code. Locales are BCP 47 tags (RFC 5646); a locale falls
back along RFC 4647's lookup, and for Chinese by script first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.errors import OperatorError
from chalicelib.rules import Brand, Rules

_TOLD_STATUSES = ("new", "open", "waiting_customer", "resolved", "closed")
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


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


def choose_locale(wanted: str, brand: Brand) -> str:
    """Return the brand's locale that serves `wanted` best, its default when none does.

    >>> from types import SimpleNamespace
    >>> choose_locale("zh-TW", SimpleNamespace(locales=("en", "zh-Hans"), default_locale="en"))
    'zh-Hans'
    """
    return find_locale(wanted, brand) or brand.default_locale


def find_locale(wanted: str, brand: Brand) -> str | None:
    """Return the brand's locale that serves `wanted` best, None when none is of its language."""
    offered = {locale.lower(): locale for locale in brand.locales}
    for tag in _lookup_order(wanted.strip().replace("_", "-").lower()):
        if tag in offered:
            return offered[tag]
    language = wanted.replace("_", "-").lower().partition("-")[0]
    same = (offered[tag] for tag in offered if tag.partition("-")[0] == language)
    return next(same, None)


def _lookup_order(tag: str) -> tuple[str, ...]:
    """Return the tags to try, best first (RFC 4647 §3.4); `tag` is in lower case.

    Who writes traditional Chinese reads simplified Chinese more easily than any other language.
    """
    subtags = tag.split("-")
    shorter = tuple("-".join(subtags[:end]) for end in range(len(subtags), 0, -1))
    if subtags[0] != "zh":
        return shorter
    scripts = ("zh-hant", "zh-hans") if _TRADITIONAL & set(subtags) else ("zh-hans", "zh-hant")
    return (tag, *scripts, "zh")


def say_when(at: datetime, *, now: datetime, brand: Brand, locale: str) -> str:
    """Return a deadline in words, in the brand's zone: "by Monday 23 November, 11:00 (…)".

    Seconds are dropped, so that what is said is never later than `at`. The day is named as well
    as "today" and "tomorrow", since nobody knows when the mail is read.

    Args:
        at: aware; the deadline.
        now: aware; when the mail goes out.
        brand: whose zone it is said in.
        locale: one that has words.

    Raises:
        OperatorError: the locale lacks a phrase.
    """
    zone = ZoneInfo(brand.hours.time_zone)
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    return _say_time(
        f"when.{_nearness(local, today.toordinal(), today.year)}", local, brand, locale
    )


def say_past(at: datetime, *, now: datetime, brand: Brand, locale: str) -> str:
    """Return a time that has passed in words, in the brand's zone: "Monday 23 November, 11:00 (…)".

    The arguments and errors are those of `say_when`.
    """
    zone = ZoneInfo(brand.hours.time_zone)
    local, this_year = at.astimezone(zone), now.astimezone(zone).year
    return _say_time(
        f"past.{'this_year' if local.year == this_year else 'other_year'}", local, brand, locale
    )


def _say_time(key: str, local: datetime, brand: Brand, locale: str) -> str:
    said = words(locale)
    return said.fill(
        key,
        time=f"{local:%H:%M}",
        weekday=said.say(f"weekday.{local.isoweekday()}"),
        day=str(local.day),
        month=said.say(f"month.{local.month}"),
        month_number=str(local.month),
        year=str(local.year),
        zone=_say_zone(brand.hours.time_zone, local.utcoffset(), said),
    )


def _nearness(local: datetime, today: int, this_year: int) -> str:
    days = local.date().toordinal() - today
    if days in (0, 1):
        return "tomorrow" if days else "today"
    return "this_year" if local.year == this_year else "other_year"


def _say_zone(name: str, offset: timedelta | None, said: Words) -> str:
    """Return what people call a zone, or how far it is from UTC at that time: "UTC+5:45"."""
    if f"zone.{name}" in said.phrases:
        return said.say(f"zone.{name}")
    minutes = int((offset or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    text = f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")
    return said.fill("zone.offset", offset=text)


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
