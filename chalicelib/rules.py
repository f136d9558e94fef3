"""The desk's policy as frozen, validated values. Everything an operator may edit arrives here.

`policy/desk.toml` says who we are and what we promise, `policy/categories.toml` what messages are
about. A wrong policy raises OperatorError with the place and the remedy; nothing is defaulted in
silence. No customer-facing wording lives here: that is templates/.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chalicelib.errors import OperatorError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Interval:
    """Opening hours within one day, local wall time; `end` is not included."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a brand works. `weekly` has seven entries from Monday; `dated` overrides single days."""

    time_zone: str
    weekly: tuple[tuple[Interval, ...], ...]
    dated: Mapping[date, tuple[Interval, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """How long a customer of one priority waits for a human answer, at the most.

    `clock` is "working" (only open hours count) or "always".
    """

    minutes: int
    clock: Literal["working", "always"]


@dataclass(frozen=True, slots=True)
class FollowUpStep:
    """One mail of a plan: its template kind and when, in working days after the question."""

    kind: str
    after_working_days: int


@dataclass(frozen=True, slots=True)
class FollowUpPlan:
    """What happens while a customer does not answer, in order of time."""

    id: str
    steps: tuple[FollowUpStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """One brand: its mailboxes, words, hours and promises.

    `mailboxes` are full addresses in lower case; the first one sends. `contacts` are the official
    ways to reach us, in the order to show them, as (kind, value): ("website", "https://…").
    """

    id: str
    name: str
    mailboxes: tuple[str, ...]
    locales: tuple[str, ...]
    default_locale: str
    color: str
    contacts: tuple[tuple[str, str], ...]
    hours: Hours
    promises: Mapping[str, Promise]

    @property
    def domain(self) -> str:
        """The domain our mails come from."""
        return self.mailboxes[0].rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A contact form. `origins` may post to it from another site; they also bound `thanks_url`.

    `thanks_url` is where an HTML post from a brand's own site ends; "" is our own page.
    """

    id: str
    brand: str
    categories: tuple[str, ...]
    needs: tuple[str, ...]
    origins: tuple[str, ...]
    thanks_url: str
    token_min_age_s: int
    token_max_age_s: int
    max_body_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A phrase that speaks for a category, as data: matched case-folded anywhere in the text.

    `weight` adds to the category's score; `subtype` is set when this cue is the strongest of its
    category. In Latin script a cue matches whole words, in others anywhere.
    """

    text: str
    weight: float
    subtype: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What a message can be about, and what follows from it.

    `needs` are the facts to ask for when missing, by need id, in the order to ask them.
    `follow_up` names a plan or is None: then nothing is ever closed for want of an answer.
    """

    id: str
    queue: str
    priority: str
    subtypes: tuple[str, ...]
    needs: tuple[str, ...]
    follow_up: str | None
    acknowledged: bool
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class Rules:
    """The whole policy. `needs` maps a need id to the fact types that answer it."""

    brands: Mapping[str, Brand]
    forms: Mapping[str, Form]
    queues: tuple[str, ...]
    triage_queue: str
    plans: Mapping[str, FollowUpPlan]
    categories: Mapping[str, Category]
    needs: Mapping[str, tuple[str, ...]]
    sure_from: float
    bilingual_below: float
    max_questions: int

    @cached_property
    def brand_of_mailbox(self) -> Mapping[str, Brand]:
        """Every mailbox address (lower case) → its brand."""
        return {box: brand for brand in self.brands.values() for box in brand.mailboxes}

    @cached_property
    def default_brand(self) -> Brand:
        """The brand that takes mail for no known mailbox: the first one of the policy."""
        return next(iter(self.brands.values()))

    def brand_for(self, address: str) -> Brand | None:
        """Return the brand of a recipient, sub-addresses ("support+x@…") included.

        The local part is compared in lower case, as SES matches recipients.
        """
        local, _, domain = address.lower().rpartition("@")
        return self.brand_of_mailbox.get(f"{local.partition('+')[0]}@{domain}")


def load_rules(folder: Path) -> Rules:
    """Read and validate the policy folder.

    Raises:
        OperatorError: a file is missing, is no TOML, or says something impossible.
    """
    return parse_rules(_read(folder / "desk.toml"), _read(folder / "categories.toml"))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as err:
        raise OperatorError(f"policy/{path.name}: {err}") from err


def parse_rules(desk: Mapping[str, Any], categories: Mapping[str, Any]) -> Rules:
    """Return the policy in two parsed TOML documents.

    Raises:
        OperatorError: something is missing, of the wrong type, or names what does not exist.
    """
    try:
        rules = Rules(
            brands={id_: _brand(id_, raw) for id_, raw in desk["brands"].items()},
            forms={id_: _form(id_, raw) for id_, raw in desk["forms"].items()},
            queues=tuple(desk["desk"]["queues"]),
            triage_queue=desk["desk"]["triage_queue"],
            plans={id_: _plan(id_, raw) for id_, raw in desk["follow_ups"].items()},
            categories={id_: _category(id_, raw) for id_, raw in categories["categories"].items()},
            needs={id_: tuple(raw) for id_, raw in categories["needs"].items()},
            sure_from=float(desk["understanding"]["sure_from"]),
            bilingual_below=float(desk["understanding"]["bilingual_below"]),
            max_questions=int(desk["understanding"]["max_questions"]),
        )
    except KeyError as err:
        raise OperatorError(f"policy: {err} is missing") from err
    except (TypeError, ValueError, AttributeError, ZoneInfoNotFoundError) as err:
        raise OperatorError(f"policy: {err}") from err
    _check(rules)
    return rules


def _brand(id_: str, raw: Mapping[str, Any]) -> Brand:
    return Brand(
        id=id_,
        name=raw["name"],
        mailboxes=tuple(box.lower() for box in raw["mailboxes"]),
        locales=tuple(raw["locales"]),
        default_locale=raw["default_locale"],
        color=raw["color"],
        contacts=tuple((kind, value) for kind, value in raw["contacts"].items()),
        hours=_hours(raw["hours"]),
        promises={p: _promise(value) for p, value in raw["promises"].items()},
    )


def _promise(raw: Mapping[str, Any]) -> Promise:
    if raw["clock"] not in ("working", "always"):
        raise ValueError(f"clock is {raw['clock']!r}, not working or always")
    return Promise(minutes=int(raw["minutes"]), clock=raw["clock"])


def _hours(raw: Mapping[str, Any]) -> Hours:
    ZoneInfo(raw["time_zone"])
    return Hours(
        time_zone=raw["time_zone"],
        weekly=tuple(_intervals(raw.get(day, ())) for day in WEEKDAYS),
        dated={date.fromisoformat(d): _intervals(v) for d, v in raw.get("dated", {}).items()},
    )


def _intervals(raw: Sequence[str]) -> tuple[Interval, ...]:
    found = []
    for text in raw:
        start, _, end = text.partition("-")
        found.append(Interval(time.fromisoformat(start), time.fromisoformat(end)))
        if found[-1].start >= found[-1].end:
            raise ValueError(f"opening hours {text!r} end before they start")
    return tuple(found)


def _plan(id_: str, raw: Mapping[str, Any]) -> FollowUpPlan:
    steps = tuple(FollowUpStep(s["kind"], int(s["after_working_days"])) for s in raw["steps"])
    if list(steps) != sorted(steps, key=lambda s: s.after_working_days):
        raise ValueError(f"follow-up plan {id_!r}: steps are not in order of time")
    return FollowUpPlan(id_, steps)


def _form(id_: str, raw: Mapping[str, Any]) -> Form:
    return Form(
        id=id_,
        brand=raw["brand"],
        categories=tuple(raw["categories"]),
        needs=tuple(raw["needs"]),
        origins=tuple(raw.get("origins", ())),
        thanks_url=raw.get("thanks_url", ""),
        token_min_age_s=int(raw["token_min_age_s"]),
        token_max_age_s=int(raw["token_max_age_s"]),
        max_body_bytes=int(raw["max_body_bytes"]),
    )


def _category(id_: str, raw: Mapping[str, Any]) -> Category:
    return Category(
        id=id_,
        queue=raw["queue"],
        priority=raw["priority"],
        subtypes=tuple(raw.get("subtypes", ())),
        needs=tuple(raw["needs"]),
        follow_up=raw.get("follow_up"),
        acknowledged=bool(raw.get("acknowledged", True)),
        cues=tuple(
            Cue(text=text, weight=float(cue["weight"]), subtype=cue.get("subtype"))
            for cue in raw.get("cues", ())
            for text in cue["any"]
        ),
    )


def _check(rules: Rules) -> None:
    """Refuse names that lead nowhere.

    Raises:
        OperatorError: naming the first such name and where it stands.
    """
    for wrong in _dangling(rules):
        raise OperatorError(f"policy: {wrong}")


def _dangling(rules: Rules) -> list[str]:
    wrong = [] if rules.brands else ["desk.toml has no brand"]
    if rules.triage_queue not in rules.queues:
        wrong.append(f"triage_queue {rules.triage_queue!r} is not one of the queues")
    for brand in rules.brands.values():
        wrong += _dangling_in_brand(brand)
    for form in rules.forms.values():
        if form.brand not in rules.brands:
            wrong.append(f"form {form.id!r} names the unknown brand {form.brand!r}")
        wrong += [
            f"form {form.id!r}: no category {c!r}"
            for c in form.categories
            if c not in rules.categories
        ]
        wrong += [f"form {form.id!r}: no need {n!r}" for n in form.needs if n not in rules.needs]
    for category in rules.categories.values():
        wrong += _dangling_in_category(category, rules)
    return wrong


def _dangling_in_brand(brand: Brand) -> list[str]:
    wrong = [] if brand.mailboxes else [f"brand {brand.id!r} has no mailbox"]
    if brand.default_locale not in brand.locales:
        wrong.append(f"brand {brand.id!r}: default_locale is not one of its locales")
    if set(brand.promises) != {"urgent", "high", "normal", "low"}:
        wrong.append(f"brand {brand.id!r}: one promise for each priority is needed")
    return wrong


def _dangling_in_category(category: Category, rules: Rules) -> list[str]:
    where = f"category {category.id!r}"
    wrong = [f"{where}: no need {n!r}" for n in category.needs if n not in rules.needs]
    if category.queue not in rules.queues:
        wrong.append(f"{where}: no queue {category.queue!r}")
    if category.priority not in ("urgent", "high", "normal", "low"):
        wrong.append(f"{where}: no priority {category.priority!r}")
    if category.follow_up is not None and category.follow_up not in rules.plans:
        wrong.append(f"{where}: no follow-up plan {category.follow_up!r}")
    known = {*category.subtypes, None}
    wrong += [
        f"{where}: cue {c.text!r} names the unknown subtype {c.subtype!r}"
        for c in category.cues
        if c.subtype not in known
    ]
    return wrong
