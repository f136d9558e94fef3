"""What mood and intent change: who is asked to answer, and how soon. Nothing is ever refused. Pure.

Product rule: whoever is angry, desperate or threatening is answered calmly and by somebody
experienced; whoever speaks of harming themselves is answered at once, and a person is called.
"""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.understanding.findings import Intent, Mood, Priority, Understanding

SENIOR = "senior"
"""The flag of a ticket that somebody experienced should answer."""

SELF_HARM = "self_harm"
"""The flag of a ticket whose customer speaks of harming themselves."""

COMPLAINT = "complaint"
SEVERAL_ISSUES = "several_issues"

_URGENCY = tuple(Priority)


def most_urgent(priorities: Iterable[Priority]) -> Priority:
    """Return the most urgent one; there must be one at least."""
    return min(priorities, key=_URGENCY.index)


def raised(priority: Priority, understanding: Understanding) -> Priority:
    """Return the priority a message has by its tone: at least high, urgent for self-harm."""
    match understanding.mood:
        case Mood.CALM:
            return priority
        case Mood.SELF_HARM:
            return Priority.URGENT
    return most_urgent((priority, Priority.HIGH))


def flags(understanding: Understanding) -> tuple[str, ...]:
    """Return the flags a message gives its ticket by mood, intent and number of matters."""
    found = []
    if understanding.mood is not Mood.CALM:
        found.append(SENIOR)
    if understanding.mood is Mood.SELF_HARM:
        found.append(SELF_HARM)
    if understanding.intent is Intent.COMPLAINT:
        found.append(COMPLAINT)
    if len(understanding.issues) > 1:
        found.append(SEVERAL_ISSUES)
    return tuple(found)
