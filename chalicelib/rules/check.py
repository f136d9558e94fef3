"""Refuse a policy that names what does not exist, with the place and the name."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from chalicelib.errors import OperatorError
from chalicelib.rules.values import PRIORITIES, Brand, Category, Cue, Form, Rules

_ORIGIN = re.compile(
    r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?"
)  # as browsers write it (RFC 6454 §6.2)

_LATIN_STEM = re.compile("[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]+\\*")

_MAX_LOCAL_CHARS = 35  # with a reply's token the local part stays within RFC 5321's 64 octets


def check(rules: Rules) -> None:
    """Refuse names that lead nowhere.

    Raises:
        OperatorError: naming the first such name and where it stands.
    """
    for wrong in _dangling(rules):
        raise OperatorError(f"policy: {wrong}")


def _dangling(rules: Rules) -> list[str]:
    wrong = [] if rules.brands else ["desk.toml has no brand"]
    if not rules.categories:
        wrong.append("categories.toml has no category")
    if rules.triage_queue not in rules.queues:
        wrong.append(f"triage_queue {rules.triage_queue!r} is not one of the queues")
    for brand in rules.brands.values():
        wrong += _dangling_in_brand(brand)
    boxes = Counter(box for brand in rules.brands.values() for box in brand.mailboxes)
    wrong += [f"mailbox {box!r} is named twice" for box, times in boxes.items() if times > 1]
    wrong += [
        f"desk.toml: {name} is {share}, not between 0 and 1"
        for name, share in (
            ("sure_from", rules.sure_from),
            ("bilingual_below", rules.bilingual_below),
        )
        if not 0.0 < share <= 1.0
    ]
    wrong += [
        f"follow-up plan {plan.id!r} closes before it has asked again"
        for plan in rules.plans.values()
        if plan.steps and plan.steps[0].kind == "closed"
    ]
    for form in rules.forms.values():
        wrong += _dangling_in_form(form, rules)
    for category in rules.categories.values():
        wrong += _dangling_in_category(category, rules)
    return wrong if rules.prepared else wrong + _dangling_in_sayings(rules)


def _dangling_in_brand(brand: Brand) -> list[str]:
    wrong = [] if brand.mailboxes else [f"brand {brand.id!r} has no mailbox"]
    if brand.default_locale not in brand.locales:
        wrong.append(f"brand {brand.id!r}: default_locale is not one of its locales")
    if set(brand.promises) != set(PRIORITIES):
        wrong.append(f"brand {brand.id!r}: one promise for each priority is needed")
    wrong += [
        f"mailbox {box!r}: the part before the @ is over {_MAX_LOCAL_CHARS} characters"
        for box in brand.mailboxes
        if len(box.partition("@")[0]) > _MAX_LOCAL_CHARS
    ]
    wrong += [f"mailbox {b!r} is no address" for b in brand.mailboxes if b.count("@") != 1]
    return wrong + _impossible_hours(brand)


def _impossible_hours(brand: Brand) -> list[str]:
    hours = brand.hours
    if not any(hours.weekly):
        return [f"brand {brand.id!r} is never open"]
    return [
        f"brand {brand.id!r}: opening hours overlap or are not in order"
        for day in (*hours.weekly, *hours.dated.values())
        if any(one.end > next_.start for one, next_ in pairwise(day))
    ]


def _dangling_in_form(form: Form, rules: Rules) -> list[str]:
    where = f"form {form.id!r}"
    wrong = []
    if form.brand not in rules.brands:
        wrong.append(f"{where} names the unknown brand {form.brand!r}")
    wrong += [f"{where}: no category {c!r}" for c in form.categories if c not in rules.categories]
    wrong += [f"{where}: no need {n!r}" for n in form.needs if n not in rules.needs]
    wrong += [
        f"{where}: origin {origin!r} is not of the form https://host"
        for origin in form.origins
        if not _ORIGIN.fullmatch(origin)
    ]
    if form.thanks_url and not form.thanks_url.startswith(tuple(f"{o}/" for o in form.origins)):
        wrong.append(f"{where}: thanks_url {form.thanks_url!r} is in none of its origins")
    return wrong


def _dangling_in_category(category: Category, rules: Rules) -> list[str]:
    where = f"category {category.id!r}"
    wanted = [*category.needs, *(n for ns in category.subtype_needs.values() for n in ns)]
    wrong = [f"{where}: no need {n!r}" for n in dict.fromkeys(wanted) if n not in rules.needs]
    if category.queue not in rules.queues:
        wrong.append(f"{where}: no queue {category.queue!r}")
    wrong += [
        f"{where}: no priority {priority!r}"
        for priority in (category.priority, *category.subtype_priority.values())
        if priority not in PRIORITIES
    ]
    if category.follow_up is not None and category.follow_up not in rules.plans:
        wrong.append(f"{where}: no follow-up plan {category.follow_up!r}")
    wrong += [
        f"{where}: {table} names the unknown subtype {subtype!r}"
        for table, named in (
            ("subtype_needs", category.subtype_needs),
            ("subtype_priority", category.subtype_priority),
        )
        for subtype in named
        if subtype not in category.subtypes
    ]
    for cue in category.cues:
        wrong += _dangling_in_cue(cue, category)
    return wrong


def _dangling_in_cue(cue: Cue, category: Category) -> list[str]:
    said = (*cue.phrases, *cue.together, *cue.unless, *cue.nowhere)
    if not cue.phrases or not all(any(map(str.isalnum, phrase)) for phrase in said):
        return [f"category {category.id!r}: a cue has no phrase, or one without a letter"]
    where = f"category {category.id!r}: cue {cue.phrases[0]!r}"
    stems = [f"{where}: {_forms_wanted(phrase)}" for phrase in said if _is_latin_stem(phrase)]
    if stems:
        return stems
    wrong = [] if cue.weight > 0 else [f"{where}: its weight is not above 0"]
    if cue.subtype is not None and cue.subtype not in category.subtypes:
        wrong.append(f"{where} names the unknown subtype {cue.subtype!r}")
    wrong += [
        f"{where}: no priority {priority!r}"
        for priority in (cue.raises, cue.eases)
        if priority is not None and priority not in PRIORITIES
    ]
    if not wrong and cue.eases and _is_sooner(cue.eases, category.priority_of(cue.subtype)):
        wrong.append(f"{where} eases to {cue.eases!r}, which is sooner than without it")
    return wrong


def _is_latin_stem(phrase: str) -> bool:
    """Return whether a phrase is one word in Latin letters that may go on.

    Such words are looked up whole, a text's words being many; a second word beside it is enough.
    """
    return bool(_LATIN_STEM.fullmatch(phrase.strip()))


def _forms_wanted(phrase: str) -> str:
    return f"{phrase!r} may go on only behind another word; list the forms of the word instead"


def _is_sooner(one: str, other: str) -> bool:
    return other in PRIORITIES and PRIORITIES.index(one) < PRIORITIES.index(other)


def _dangling_in_sayings(rules: Rules) -> list[str]:
    wrong = [
        f"{saying.meaning!r} has a phrase without a letter: {phrase!r}"
        for saying in rules.sayings
        for phrase in (*saying.phrases, *saying.together, *saying.unless)
        if not any(map(str.isalnum, phrase))
    ]
    wrong += [
        f"{saying.meaning!r}: {_forms_wanted(phrase)}"
        for saying in rules.sayings
        for phrase in (*saying.phrases, *saying.together, *saying.unless)
        if _is_latin_stem(phrase)
    ]
    told = {saying.meaning for saying in rules.sayings if saying.phrases}
    wrong += [
        f"needs.toml: no need {need!r}"
        for place, _, need in (saying.meaning.partition(".") for saying in rules.sayings)
        if place in ("named", "told") and need not in rules.needs
    ]
    wrong += [
        f"need {need!r}: nothing answers it, neither a fact nor words that tell it"
        for need, types in rules.needs.items()
        if not types and f"told.{need}" not in told
    ]
    return wrong
