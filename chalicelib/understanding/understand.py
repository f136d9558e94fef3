"""InboundMessage → Understanding: what it is about, in which language, what it tells and lacks.

Pure and deterministic. What nobody can be sure of goes to triage: then nothing is asked, and only
plausible danger keeps its priority.
"""

from __future__ import annotations

import re

from chalicelib.reading.message import InboundMessage
from chalicelib.rules import PRIORITIES, Brand, Rules
from chalicelib.understanding.category import Classified, classify
from chalicelib.understanding.category.advice import Opinion, advise
from chalicelib.understanding.facts import facts_in_answers, find_facts
from chalicelib.understanding.findings import Fact, Priority, SecretFinding, Understanding
from chalicelib.understanding.intent import find_intent
from chalicelib.understanding.issues import find_issues
from chalicelib.understanding.language import Detected, detect
from chalicelib.understanding.missing import told, unanswered
from chalicelib.understanding.mood import DOUBTED, find_mood
from chalicelib.understanding.undertone import undertones
from chalicelib.understanding.wording.lexicon import names
from chalicelib.understanding.wording.listening import Said, listen
from chalicelib.understanding.wording.sayings import hear
from chalicelib.understanding.wording.written_in import tables_for

_REPLY = re.compile(r"\s{0,3}(?:re|aw|sv|antw|回复|回覆|答复|答覆)\s{0,2}[:：]", re.IGNORECASE)


def understand(
    inbound: InboundMessage,
    brand: Brand,
    rules: Rules,
    secrets: tuple[SecretFinding, ...] = (),
    *,
    advised: Opinion | None = None,
) -> Understanding:
    """Return what one message is about, with reasons. The same input gives the same answer.

    Args:
        inbound: the message; its subject and `reply` (`text` when that is empty) are judged.
        brand: the brand that takes it in; its default locale stands in when nothing is written.
        rules: the policy.
        secrets: what `guard` took out of the message; told, never looked for here.
        advised: what somebody else takes it for; counts only where our own judgement is unsure.
    """
    text = inbound.reply or inbound.text
    chosen = inbound.category if inbound.category in rules.categories else None
    language = _language(inbound, text, brand)
    spoken = _tables(inbound, text, language, rules)
    said = listen(inbound.subject, text, rules, spoken)
    found = advise(classify(said, rules, only=chosen), advised, said, rules)
    unsure = found.confidence < rules.sure_from
    facts = _facts(inbound, text, rules)
    heard = hear(_said_newly(inbound, said))
    answered = told(heard, rules)
    needs = () if unsure else found.category.needs_of(found.subtype)
    return Understanding(
        category=found.category.id,
        subtype=found.subtype,
        queue=rules.triage_queue if unsure else found.category.queue,
        priority=_priority(found, unsure=unsure),
        locale=language.locale,
        language_confidence=language.confidence,
        confidence=found.confidence,
        unsure=unsure,
        reasons=_reasons(found, unsure=unsure, chosen=chosen is not None),
        mood=find_mood(heard, text, undertones(heard.sentences, rules, heard.saying(DOUBTED))),
        intent=find_intent(heard, text),
        issues=find_issues(text, lambda item: _category_of(item, rules, spoken)),
        facts=facts,
        missing=unanswered(needs, facts, answered | inbound.answers.keys(), rules),
        answered=tuple(sorted(answered)),
        secrets=secrets,
    )


def _tables(inbound: InboundMessage, text: str, language: Detected, rules: Rules) -> frozenset[str]:
    both = f"{inbound.subject}\n{text}"
    return tables_for(both, language.locale, language.confidence, names(rules))


def _said_newly(inbound: InboundMessage, said: Said) -> Said:
    """Return what is new; of a reply the subject is an old one."""
    old = inbound.in_reply_to or inbound.references or _REPLY.match(inbound.subject)
    return said.part(said.of_subject if old else 0, len(said.sentences))


def _category_of(item: str, rules: Rules, spoken: frozenset[str]) -> str | None:
    """Return what one item of a list is about, None when nobody can be sure."""
    found = classify(listen("", item, rules, spoken), rules)
    return found.category.id if found.confidence >= rules.sure_from else None


def _facts(inbound: InboundMessage, text: str, rules: Rules) -> tuple[Fact, ...]:
    """Return what the form's fields, the subject and the text tell, each once."""
    stated = facts_in_answers(inbound.answers, rules.needs)
    written = find_facts(f"{inbound.subject}\n{text}" if inbound.subject else text)
    return tuple(dict.fromkeys((*stated, *written)))


def _language(inbound: InboundMessage, text: str, brand: Brand) -> Detected:
    """Return the language of the text, or of the subject when the text has none."""
    found = detect(text, inbound.locale)
    if not found.locale or (found.confidence < 0.6 and inbound.subject):
        both = detect(f"{inbound.subject}\n{text}", inbound.locale)
        found = both if both.confidence > found.confidence else found
    return found if found.locale else Detected(brand.default_locale, 0.0)


def _priority(found: Classified, *, unsure: bool) -> Priority:
    """Return the most urgent of what the category, its cues and plausible danger ask for.

    A cue that eases takes the category's place, so that what another raises still counts. An
    unsure guess still says how soon somebody must look, but only plausible danger is urgent.
    """
    wanted = [*(found.eased or [found.category.priority_of(found.subtype)]), *found.raised]
    if unsure and found.danger is None:
        wanted = ["high" if priority == "urgent" else priority for priority in wanted]
    if found.danger is not None and not (found.danger == found.category and found.eased):
        wanted.append(found.danger.priority)
    return Priority(min(wanted, key=PRIORITIES.index))


def _reasons(found: Classified, *, unsure: bool, chosen: bool) -> tuple[str, ...]:
    reasons = ["chosen on the form"] if chosen else list(found.reasons)
    if found.danger is not None and found.danger != found.category:
        reasons.append(f"{found.danger.id} is plausible, so it is {found.danger.priority}")
    if unsure:
        reasons.append("not sure enough: triage")
    return tuple(reasons)
