"""The types a policy is made of. Reading is parse.py's, checking check.py's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from mmap import mmap
from typing import Literal

PRIORITIES = ("urgent", "high", "normal", "low")
"""From the most to the least urgent; the same words as findings.Priority."""

Content = bytes | mmap
"""What a file holds, read or mapped."""

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
    """Phrases of a language that speak for a category. One counts once, however often it is met.

    It counts when one of `phrases` stands in a sentence with one of `together` (when there are any)
    and none of `unless`, and none of `nowhere` stands in the whole text. Case, punctuation, accents
    and the English endings -s, -es, -ed, -ing do not matter. In scripts that put spaces between
    words a phrase matches whole words (a last "*", and a Korean word, may go on), in others
    anywhere. `weight` adds to the category's score; the subtype whose cues weigh most is the
    message's. `raises` is the priority such a message has at the least; `eases` the one it has at
    the most, unless something raises it.
    """

    language: str
    phrases: tuple[str, ...]
    together: tuple[str, ...]
    unless: tuple[str, ...]
    nowhere: tuple[str, ...]
    weight: float
    subtype: str | None
    raises: str | None
    eases: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Phrases that all mean one thing: a mood, an intent, that a need is told.

    One counts when it stands in a sentence with one of `together` (when there are any) and none of
    `unless`; letters and endings match as in a Cue, and a last "*" stands for any ending. Each
    phrase met adds `weight` once: 2 is enough alone.
    """

    meaning: str
    phrases: tuple[str, ...]
    together: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    weight: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What a message can be about, and what follows from it.

    `needs` are the facts to ask for when missing, by need id, in the order to ask them;
    `subtype_needs` and `subtype_priority` replace those of the category for single subtypes.
    `follow_up` names a plan or is None: then nothing is ever closed for want of an answer. `danger`
    says somebody may be losing money right now: such a category is chosen before a calmer one that
    fits about as well, and its priority is kept even when nobody can be sure.
    """

    id: str
    queue: str
    priority: str
    subtypes: tuple[str, ...]
    needs: tuple[str, ...]
    subtype_needs: Mapping[str, tuple[str, ...]]
    subtype_priority: Mapping[str, str]
    follow_up: str | None
    acknowledged: bool
    danger: bool
    cues: tuple[Cue, ...]

    def needs_of(self, subtype: str | None) -> tuple[str, ...]:
        """Return the need ids of a message of this subtype, in the order to ask them."""
        return self.subtype_needs.get(subtype or "", self.needs)

    def priority_of(self, subtype: str | None) -> str:
        """Return how soon somebody must look at a message of this subtype."""
        return self.subtype_priority.get(subtype or "", self.priority)


@dataclass(frozen=True, eq=False)
class Rules:
    """The whole policy, compared and hashed by identity: what is derived from it can be cached.

    `needs` maps a need id to the fact types that answer it. `sayings` mean a mood or an intent
    ("angry", "thanks"; "more" is what makes thanks a request), that somebody lacks something
    ("lacking"), what he calls it ("named.tx_hash") or that he tells it ("told.time").
    `category_model`, `subtype_model` and `mood_model` are the files of the learned models, empty
    when there is none.
    `prepared` is what upper layers made of the policy when it was packaged, by name; then `sayings`
    and the categories' cues are empty.
    """

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
    sayings: tuple[Saying, ...] = ()
    category_model: Content = b""
    subtype_model: Content = b""
    mood_model: Content = b""
    prepared: Mapping[str, bytes | memoryview] = field(default_factory=dict)

    @cached_property
    def brand_of_mailbox(self) -> Mapping[str, Brand]:
        """Every mailbox address (lower case) → its brand."""
        return {box: brand for brand in self.brands.values() for box in brand.mailboxes}

    @cached_property
    def fallback_category(self) -> Category:
        """What a message without any cue is taken for: the first category of the triage queue.

        Without such a category it is the first of all.
        """
        for category in self.categories.values():
            if category.queue == self.triage_queue:
                return category
        return next(iter(self.categories.values()))

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
