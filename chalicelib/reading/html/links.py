"""Where a link leads, shown so that nothing in it can pass for another host."""

from __future__ import annotations

import re

_MAX_URL = 300
_SCHEMES = ("http", "https", "ftp")
_AUTHORITY_END = re.compile(r"[/?#]")


def shown_target(href: str, text: str) -> str:
    """Return the address to show behind a link's text, "" when the text already is it.

    The user part, which can only mislead, is left out, and a host beyond ASCII is shown in its
    IDNA form, so that look-alike letters are seen.

    >>> shown_target("https://bank.example@evil.example/x", "bank.example")
    'https://evil.example/x'
    """
    url = "".join(href.split()).replace("\\", "/")
    scheme, colon, rest = url.partition(":")
    if not colon or scheme.lower() not in _SCHEMES:
        return ""
    rest = rest.lstrip("/")
    end = _AUTHORITY_END.search(rest)
    authority = rest[: end.start()] if end else rest
    host = _ascii_host(authority.rpartition("@")[2])
    url = f"{scheme}://{host}{rest[len(authority) :]}"
    if _says(text, f"{host}{rest[len(authority) :]}"):
        return ""
    return url[:_MAX_URL].replace("<", "%3C").replace(">", "%3E")


def _says(text: str, target: str) -> bool:
    shown = "".join(text.split()).lower()
    bare = target.rstrip("/").lower()
    return shown.partition("://")[2].rstrip("/") == bare or shown.rstrip("/") in (
        bare,
        "www." + bare,
    )


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    labels = host[:255].split(".")
    try:
        return ".".join(
            label if label.isascii() else "xn--" + label.lower().encode("punycode").decode("ascii")
            for label in labels
        )
    except UnicodeError:
        return host.encode("ascii", "replace").decode("ascii")
