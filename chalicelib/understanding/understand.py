"""InboundMessage → Understanding: what it is about, in which language, what it tells and lacks."""

from __future__ import annotations

from chalicelib.reading.message import InboundMessage
from chalicelib.rules import Brand, Rules
from chalicelib.understanding.findings import Priority, Understanding


def understand(inbound: InboundMessage, brand: Brand, rules: Rules) -> Understanding:
    """Return what one message is about, with reasons. The same input gives the same answer.

    Args:
        inbound: the message; subject and `reply` (`text` when that is empty) are judged.
        brand: the brand that takes it in; its default locale stands in when nothing is written.
        rules: the policy.
    """
    category = rules.categories[inbound.category or rules.fallback_category.id]
    return Understanding(
        category=category.id,
        queue=category.queue,
        priority=Priority(category.priority),
        locale=inbound.locale or brand.default_locale,
        language_confidence=0.0,
        confidence=1.0 if inbound.category else 0.0,
        unsure=inbound.category is None,
    )
