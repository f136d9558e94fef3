"""Which of our languages a visitor reads, from what was asked for and what the browser says.

RFC 9110 §12.5.4 (Accept-Language) with RFC 4647 §3.4 lookup, and the one thing browsers leave to
us: "zh-CN" and "zh-SG" are read in simplified characters, "zh-TW", "zh-HK" and "zh-MO" in
traditional ones (CLDR likely subtags).
"""

from __future__ import annotations

from collections.abc import Sequence

_MOST_RANGES = 20
_SCRIPT_OF_REGION = {"cn": "hans", "sg": "hans", "my": "hans"} | dict.fromkeys(
    ("tw", "hk", "mo"), "hant"
)


def choose_locale(
    *, wanted: Sequence[str], accept_language: str, locales: Sequence[str], default: str
) -> str:
    """Return one of `locales`, or `default`.

    Args:
        wanted: tags asked for by name (a link, a field), the strongest first; odd ones are passed.
        accept_language: the header, "" without one.
        locales: what we have, as BCP 47 tags.
        default: what to use when nothing fits.

    >>> choose_locale(wanted=["zh-CN"], accept_language="", locales=["en", "zh-Hans"], default="en")
    'zh-Hans'
    """
    for tag in (*wanted, *_ranges(accept_language)):
        found = _lookup(tag, locales)
        if found is not None:
            return found
    return default


def _ranges(header: str) -> list[str]:
    """Return the header's language ranges by falling weight, those of weight 0 left out."""
    weighted = []
    for item in header.split(",")[:_MOST_RANGES]:
        tag, _, parameter = item.partition(";")
        weighted.append((_weight(parameter), tag.strip()))
    weighted.sort(key=lambda pair: -pair[0])  # stable: equal weights keep the header's order
    return [tag for weight, tag in weighted if weight > 0 and tag]


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if not parameter.strip():
        return 1.0
    try:
        weight = float(value) if name.strip().lower() == "q" else 0.0
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0


def _lookup(tag: str, locales: Sequence[str]) -> str | None:
    """Return the locale for one tag: the tag itself, then ever shorter, then the same language.

    A reader of traditional Chinese is better served by simplified characters than by English.
    """
    asked = _subtags(tag)
    ours = {tuple(_subtags(locale)): locale for locale in reversed(locales)}
    for length in range(len(asked), 0, -1):
        if tuple(asked[:length]) in ours:
            return ours[tuple(asked[:length])]
    same = [locale for key, locale in ours.items() if asked and key[0] == asked[0]]
    return same[-1] if same else None


def _subtags(tag: str) -> list[str]:
    """Return lower-case subtags with Chinese scripts spelt out: zh-CN → zh, hans."""
    subtags = tag.strip().lower().replace("_", "-").split("-")
    if subtags[0] == "zh" and len(subtags) > 1 and subtags[1] in _SCRIPT_OF_REGION:
        subtags.insert(1, _SCRIPT_OF_REGION[subtags[1]])
    return subtags
