"""What a browser says of its reader's languages: Accept-Language (RFC 9110 §12.5.4)."""

from __future__ import annotations

_MOST_RANGES = 20


def parse_accept_language(header: str) -> tuple[str, ...]:
    """Return the header's language tags by falling weight, ties in the header's order.

    Tags of weight 0, of a weight that is none, and "*" are left out, since they name no language;
    so is whatever follows the twentieth tag.

    >>> parse_accept_language("en;q=0.5, zh-CN, fr;q=0")
    ('zh-CN', 'en')
    """
    weighted = []
    for item in header.split(",", _MOST_RANGES)[:_MOST_RANGES]:
        tag, _, parameter = item.partition(";")
        weighted.append((_weight(parameter.strip()), tag.strip()))
    weighted.sort(key=lambda pair: -pair[0])
    return tuple(tag for weight, tag in weighted if weight > 0 and tag.strip("*"))


def _weight(parameter: str) -> float:
    """Return the weight 0..1 of `q=…`; 1 without a parameter, 0 for what is no weight."""
    if not parameter:
        return 1.0
    name, _, value = parameter.partition("=")
    try:
        weight = float(value) if name.strip().lower() == "q" else 0.0
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
