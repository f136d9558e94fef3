"""What a letter may say: an outbox entry → the names its template can use. Words, no markup.

Only typed facts, the brand's own record and the words of the locale get in; times that have
passed are left out, so that no letter promises something for yesterday.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.answering.i18n import Words
from chalicelib.answering.times import say_past, say_when
from chalicelib.answering.values import Link, Unbroken, contact_link, plain
from chalicelib.desk.outbox import Letter, OutboxEntry
from chalicelib.errors import OperatorError
from chalicelib.rules import Brand
from chalicelib.ticket_number import parse_number
from chalicelib.understanding.findings import Fact, FactType

_MAX_FACTS = 8
_MAX_SUBJECT = 120
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_REPLY_MARKS = (
    *("re:", "fw:", "fwd:", "aw:", "sv:", "antw:", "ref:"),
    *(
        "回复:",
        "回复：",
        "答复:",
        "答复：",
        "转发:",
        "转发：",
        "回覆:",
        "回覆：",
        "轉寄:",
        "轉寄：",
    ),
)


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact as a letter says it. `mistyped` says that it cannot be right, "" when it may be."""

    label: str
    value: str
    mistyped: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing we ask for, and where the customer finds it."""

    question: str
    where: str


@dataclass(frozen=True, slots=True)
class Channel:
    """An official way to reach the brand."""

    label: str
    value: Link | str


def content_of(
    entry: OutboxEntry, brand: Brand, words: Words, *, now: datetime
) -> Mapping[str, object]:
    """Return everything a template may name; texts are "" and lists empty where there is nothing.

    Raises:
        OperatorError: a word is missing in this locale, or the brand's color is no #rrggbb.
    """
    letter = entry.letter

    def deadline(at: datetime | None) -> str:
        if at is None or at <= now:
            return ""
        return say_when(at, now=now, brand=brand, locale=words.locale)

    return {
        "ticket": Unbroken(entry.ticket),
        "brand": brand.name,
        "greeting": words.greeting(plain(letter.name, limit=40)),
        "subject": base_subject(letter.subject),
        "topic": words.category(letter.category) if letter.category else "",
        "facts": told_facts(letter.facts, words),
        "questions": tuple(
            Question(words.question(need), words.where(need)) for need in letter.missing
        ),
        "steps": letter.steps.value if letter.steps else "",
        "advice": letter.advice,
        "mood": letter.mood.value,
        "points": tuple(
            words.category(point) if point else words.say("point.other") for point in letter.points
        ),
        "linked": Unbroken(letter.linked) if letter.linked else "",
        **_standing_of(letter, brand, words, now=now),
        "secrets": tuple(dict.fromkeys(words.secret(kind) for kind in letter.secrets)),
        "at_risk": _at_risk(letter.secrets),
        "answer_by": deadline(letter.answer_by),
        "closes_at": deadline(letter.closes_at),
        "contacts": tuple(
            Channel(words.contact(kind), contact_link(value, accent(brand)))
            for kind, value in brand.contacts
        ),
    }


_RISKS = {"card_number": "card", "password": "password", "code": "code"}


def _at_risk(secrets: tuple[str, ...]) -> Mapping[str, bool]:
    """Return what whoever saw such secrets can get at: a wallet, unless the sort says else."""
    risks = {_RISKS.get(kind, "wallet") for kind in secrets}
    return {risk: risk in risks for risk in ("wallet", *_RISKS.values())}


def _standing_of(
    letter: Letter, brand: Brand, words: Words, *, now: datetime
) -> Mapping[str, object]:
    """Return what a status answer says of its ticket; empty where a letter is none."""
    standing = letter.standing
    if standing is None:
        return {"state": "", "status": "", "overdue": False, "last_wrote_at": ""}
    last = standing.last_wrote_at
    wrote_at = say_past(last, now=now, brand=brand, locale=words.locale) if last else ""
    return {
        "state": standing.status.value,
        "status": words.status(standing.status),
        "overdue": standing.overdue,
        "last_wrote_at": wrote_at,
    }


def accent(brand: Brand) -> str:
    """Return the brand's color.

    Raises:
        OperatorError: it is no #rrggbb.
    """
    if not _COLOR.fullmatch(brand.color):
        raise OperatorError(f"brand {brand.id!r}: the color {brand.color!r} is no #rrggbb")
    return brand.color


def accent_on_dark(brand: Brand) -> str:
    """Return the brand's color mixed with as much white as links on a dark ground need."""
    channels = (int(accent(brand)[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{(channel * 2 + 255 * 3) // 5:02x}" for channel in channels)


def base_subject(subject: str) -> str:
    """Return the subject without reply and forward marks and our own ticket numbers (RFC 5256).

    >>> base_subject("Re: [7K3MQ-9XW2F] AW: Where is it?")
    '[7K3MQ-9XW2F] AW: Where is it?'
    """
    rest = plain(subject, limit=4 * _MAX_SUBJECT)
    while (shorter := _without_mark(rest)) != rest:
        rest = shorter
    return plain(rest, limit=_MAX_SUBJECT)


def _without_mark(subject: str) -> str:
    folded = subject.lower()
    for mark in _REPLY_MARKS:
        if folded.startswith(mark):
            return subject[len(mark) :].lstrip()
    number, closing, rest = subject[1:].partition("]")
    if subject.startswith("[") and closing and len(number) <= 12 and parse_number(number):
        return rest.lstrip()
    return subject


def told_facts(facts: tuple[Fact, ...], words: Words) -> tuple[ToldFact, ...]:
    """Return the facts as the customer shall see them, each once, at most eight."""
    told = (
        ToldFact(words.fact(f.type), shown(f), words.mistyped(f.chain) if f.valid is False else "")
        for f in facts
    )
    return tuple(dict.fromkeys(told))[:_MAX_FACTS]


def shown(fact: Fact) -> str:
    """Return a fact's value, hashes and addresses shortened to first 6 … last 4 characters.

    >>> shown(Fact(type=FactType.TX_HASH, value="0x12abcdef34567890"))
    '0x12ab…7890'
    """
    if fact.type is FactType.AMOUNT and fact.amount:
        return plain(f"{fact.amount} {fact.coin or ''}", limit=40)
    if fact.type in (FactType.TX_HASH, FactType.ADDRESS) and len(fact.value) > 12:
        return f"{fact.value[:6]}…{fact.value[-4:]}"
    return plain(fact.value, limit=40)
