"""Which of a brand's languages serves a wanted one best.

Locales are BCP 47 tags (RFC 5646); one falls back along RFC 4647's lookup, and for Chinese by
script first.
"""

from __future__ import annotations

from chalicelib.rules import Brand

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def choose_locale(wanted: str, brand: Brand) -> str:
    """Return the brand's locale that serves `wanted` best, its default when none does.

    >>> from types import SimpleNamespace
    >>> choose_locale("zh-TW", SimpleNamespace(locales=("en", "zh-Hans"), default_locale="en"))
    'zh-Hans'
    """
    return find_locale(wanted, brand) or brand.default_locale


def find_locale(wanted: str, brand: Brand) -> str | None:
    """Return the brand's locale that serves `wanted` best, None when none is of its language."""
    offered = {locale.lower(): locale for locale in brand.locales}
    for tag in _lookup_order(wanted.strip().replace("_", "-").lower()):
        if tag in offered:
            return offered[tag]
    language = wanted.replace("_", "-").lower().partition("-")[0]
    same = (offered[tag] for tag in offered if tag.partition("-")[0] == language)
    return next(same, None)


def _lookup_order(tag: str) -> tuple[str, ...]:
    """Return the tags to try, best first (RFC 4647 §3.4); `tag` is in lower case.

    Who writes traditional Chinese reads simplified Chinese more easily than any other language.
    """
    subtags = tag.split("-")
    shorter = tuple("-".join(subtags[:end]) for end in range(len(subtags), 0, -1))
    if subtags[0] != "zh":
        return shorter
    scripts = ("zh-hant", "zh-hans") if _TRADITIONAL & set(subtags) else ("zh-hans", "zh-hant")
    return (tag, *scripts, "zh")
