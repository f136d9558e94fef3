"""Where a secret stands in a text, and what sort it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CERTAIN = "certain"
"""A checksum, a derivation or an unmistakable form says so."""
LIKELY = "likely"
"""The words around it, or the form alone, say so."""

LABELS = {
    "recovery_phrase": "recovery phrase",
    "private_key": "private key",
    "wif_key": "WIF key",
    "extended_key": "extended key",
    "eos_key": "EOS key",
    "solana_key": "Solana key",
    "keystore": "keystore",
    "pem_key": "PEM key",
    "card_number": "card number",
    "password": "password",
    "code": "code",
}
"""Every kind of secret, and how it is called where its value was."""


@dataclass(frozen=True, slots=True, order=True)
class SecretSpan:
    """A secret at text[start:end]. `kind` is a key of LABELS, `level` "certain" or "likely"."""

    kind: str
    level: str
    start: int
    end: int


def joined(spans: Iterable[SecretSpan]) -> tuple[SecretSpan, ...]:
    """Return the spans sorted by place, overlapping ones as one of the longest's kind."""
    kept: list[SecretSpan] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if kept and span.start < kept[-1].end:
            kept[-1] = _union(kept[-1], span)
        else:
            kept.append(span)
    return tuple(kept)


def _union(first: SecretSpan, second: SecretSpan) -> SecretSpan:
    longest = max(first, second, key=lambda s: s.end - s.start)
    level = CERTAIN if CERTAIN in (first.level, second.level) else LIKELY
    return SecretSpan(longest.kind, level, first.start, max(first.end, second.end))
