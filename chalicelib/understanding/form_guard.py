"""A form's fields as they may be shown again and kept, and the secrets that were in them. Pure.

They are looked at before anything else is done with them: a form with a mistake in it is shown
again as it was filled, and what a field held must not come back with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.reading.message import Channel, InboundMessage
from chalicelib.understanding.findings import SecretFinding
from chalicelib.understanding.guard import guard

_WRITTEN = frozenset({"name", "subject", "message"})
"""Free text: what stands around a secret is kept. Other fields lose their whole value."""

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedFields:
    """Fields without secrets; `fields` is the very same object when there were none."""

    fields: Mapping[str, str]
    findings: tuple[SecretFinding, ...] = ()


def guard_fields(fields: Mapping[str, str], *, leave: Collection[str]) -> GuardedFields:
    """Return the fields of a form without the secrets in them.

    A need, an address or a choice that held one is emptied, so that it counts as not filled in.

    Args:
        fields: raw values by field name.
        leave: names of fields that are ours, such as the form's token.
    """
    others = {
        name: value
        for name, value in fields.items()
        if value and name not in leave and name not in ("subject", "message")
    }
    read = InboundMessage(
        channel=Channel.FORM,
        received_at=_NO_TIME,
        subject=fields.get("subject", ""),
        text=fields.get("message", ""),
        answers=others,
    )
    guarded = guard(read)
    if not guarded.findings:
        return GuardedFields(fields=fields)
    kept = {"subject": guarded.inbound.subject, "message": guarded.inbound.text}
    kept |= {
        name: value if value == others[name] or name in _WRITTEN else ""
        for name, value in guarded.inbound.answers.items()
    }
    clean = {name: kept.get(name, value) for name, value in fields.items()}
    return GuardedFields(fields=clean, findings=guarded.findings)
