"""One inspected mail as a page for people; no control character reaches their terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_NARROWEST = 40
_LABEL = 12
_WORDS = re.compile(r"\s+|[^\s\u2e80-\uffff]+|[\u2e80-\uffff]")


def page(row: dict[str, Any], *, width: int = 80) -> str:
    """Return a readable page of one row of `inspect`, ending in an empty line.

    Args:
        row: as `inspect` prints it.
        width: columns of the terminal; wide characters take two, as terminals draw them.
    """
    width = max(width, _NARROWEST) - 2
    parts = [
        _rule(row["file"], width),
        *_facts(row),
        *_text("new text", row["reply"]),
        *_quoted(row),
        *_listed("attachments", [_attachment(one) for one in row["attachments"]]),
        *_listed("warnings", row["warnings"]),
        *_understood(row["understanding"]),
        *_decided(row["decision"]),
    ]
    lines = (line for part in parts for line in _wrapped(_safe(part), width))
    return "\n".join([*lines, ""])


def _rule(title: str, width: int) -> str:
    head = f"── {title} "
    return head + "─" * (width - _columns(head))


def _columns(text: str) -> int:
    """Return how many columns a terminal takes for it."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Yield a line cut to the width at spaces and between wide characters, the rest indented.

    A word longer than a line, such as a hash, is left whole for copying.
    """
    labelled = line[:_LABEL].strip() and line[_LABEL : _LABEL + 1] == " " and line[:1] != " "
    hang = " " * (_LABEL + 1 if labelled else len(line) - len(line.lstrip(" ")))
    out, used = "", 0
    for word in _WORDS.findall(line):
        size = _columns(word)
        if used + size > width and out.strip():
            yield out.rstrip()
            out, used = hang, len(hang)
            if word.isspace():
                continue
        out, used = out + word, used + size
    yield out.rstrip()


def _line(label: str, value: object) -> list[str]:
    return [f"{label:<{_LABEL}} {value}"] if value not in (None, "", []) else []


def _facts(row: dict[str, Any]) -> list[str]:
    kind = row["kind"] + (f" — {row['kind_reason']}" if row["kind_reason"] else "")
    lines = _line("kind", kind)
    lines += _line("from", _contact(row["from"]) if row["from"] else "(nobody named)")
    for name in ("reply_to", "to", "cc"):
        lines += _line(name.replace("_", "-"), ", ".join(_contact(c) for c in row[name]))
    for name in ("date", "subject", "message_id"):
        lines += _line(name.replace("_", "-"), row[name])
    bounce = row["bounce"]
    if bounce:
        told = [bounce["status"], bounce["action"], bounce["reason"]]
        lines += _line("bounced", bounce["final_recipient"] or "(unknown recipient)")
        lines += _line("because", " · ".join(one for one in told if one))
    return lines


def _contact(contact: dict[str, str]) -> str:
    return f"{contact['name']} <{contact['address']}>" if contact["name"] else contact["address"]


def _text(label: str, text: str) -> list[str]:
    return ["", f"{label}:", *(f"  {line}" for line in text.split("\n"))] if text else []


def _quoted(row: dict[str, Any]) -> list[str]:
    left = row["text"].count("\n") - row["reply"].count("\n")
    return [f"  … and {left} more lines: quotes and signature"] if left > 0 else []


def _listed(label: str, items: list[str]) -> list[str]:
    return ["", f"{label}:", *(f"  - {item}" for item in items)] if items else []


def _attachment(one: dict[str, Any]) -> str:
    inline = ", inline" if one["inline"] else ""
    return f"{one['filename']} ({one['content_type']}, {one['size_bytes']:,} bytes{inline})"


def _understood(found: dict[str, Any]) -> list[str]:
    sure = "unsure, triage" if found["unsure"] else f"{found['confidence']:.0%} sure"
    lines = ["", *_line("about", f"{found['category']} ({sure})")]
    lines += _line("queue", f"{found['queue']}, {found['priority']}")
    lines += _line("language", f"{found['locale']} ({found['language_confidence']:.0%} sure)")
    lines += _line("mood", found["mood"])
    lines += _line("facts", "; ".join(f"{one['type']} {one['value']}" for one in found["facts"]))
    lines += _line("missing", ", ".join(found["missing"]))
    lines += _line("secrets", ", ".join(f"{s['kind']} in {s['place']}" for s in found["secrets"]))
    return lines + _line("reasons", "; ".join(found["reasons"]))


def _decided(decision: dict[str, Any]) -> list[str]:
    what = decision["action"].replace("_", " ")
    if "status" in decision:
        what += f": {decision['status']}, {decision['queue']}, {decision['priority']}"
    lines = ["", *_line("the desk", what), *_line("flags", ", ".join(decision.get("flags", [])))]
    mails = [f"{one['kind']} ({one['locale']}) at {one['due_at']}" for one in decision["mails"]]
    return [*lines, *_line("it mails", "; ".join(mails) or "nobody")]


def _safe(text: str) -> str:
    """Return text that cannot steer a terminal: control and direction characters become marks."""
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "�" for c in text
    )
