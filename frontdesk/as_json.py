"""The one spelling of core values as JSON that the command's users read."""

from __future__ import annotations

from typing import Any

from chalicelib.understanding.findings import Fact, Issue, SecretFinding, Understanding


def understanding_as_json(understanding: Understanding) -> dict[str, Any]:
    """Return an Understanding as `inspect` and `classify` print it."""
    return {
        "category": understanding.category,
        "subtype": understanding.subtype,
        "queue": understanding.queue,
        "priority": understanding.priority.value,
        "locale": understanding.locale,
        "language_confidence": understanding.language_confidence,
        "confidence": understanding.confidence,
        "unsure": understanding.unsure,
        "reasons": list(understanding.reasons),
        "mood": understanding.mood.value,
        "intent": understanding.intent.value,
        "facts": [fact_as_json(fact) for fact in understanding.facts],
        "missing": list(understanding.missing),
        "issues": [_issue_as_json(issue) for issue in understanding.issues],
        "secrets": [_secret_as_json(secret) for secret in understanding.secrets],
    }


def fact_as_json(fact: Fact) -> dict[str, Any]:
    """Return one fact; what a fact of its type does not have is null."""
    return {
        "type": fact.type.value,
        "value": fact.value,
        "chain": fact.chain,
        "amount": fact.amount,
        "coin": fact.coin,
        "valid": fact.valid,
    }


def _issue_as_json(issue: Issue) -> dict[str, Any]:
    return {"number": issue.number, "category": issue.category, "text": issue.text}


def _secret_as_json(secret: SecretFinding) -> dict[str, Any]:
    return {"kind": secret.kind, "level": secret.level, "place": secret.place}
