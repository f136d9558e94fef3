"""InboundMessage → the same message without the secrets in it, and what was found where.

Every text of a message is looked at: what people read, what is hidden, and names they chose. What
is found in one text is taken out of all of them, so that a view stays a view of its text.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from chalicelib.reading.message import Attachment, Bounce, Contact, InboundMessage
from chalicelib.understanding.findings import SecretFinding
from chalicelib.understanding.secrets import SecretSpan, find_again, find_apart, redact
from chalicelib.understanding.secrets.span import joined

_SHORTEST_REPEATED = 6
"""A shorter value ("4821") may be anything where nobody calls it a secret."""
_SHORTEST_LINE = 12
"""A line of a secret at least so long is taken out wherever it stands alone."""
_LONGEST_IN_LINES = 5000
_LONG = 2000
_MOST_ROUNDS = 3
_MOST_REPEATED = 200
"""So many of the longest values are looked for elsewhere; more than that speak for themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A message that may be kept, and the secrets that were in it."""

    inbound: InboundMessage
    findings: tuple[SecretFinding, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One text of a message: where it stands, what it is called there, and its words."""

    place: str
    label: str
    text: str


def guard(inbound: InboundMessage) -> Guarded:
    """Return the message cleansed of secrets; the very same object when it holds none.

    `findings` name kind, certainty and place ("subject", "text", "quoted text", "hidden text",
    "field <id>", "file name", "sender name", "header"), each once.
    """
    findings: dict[SecretFinding, None] = {}
    search = _Search()
    for _ in range(_MOST_ROUNDS):
        parts = list(_parts(inbound))
        found = _find(parts, search)
        if not any(found):
            break
        findings |= dict.fromkeys(_findings(parts, found, inbound))
        inbound = _cleansed(inbound, _values(parts, found), search)
    return Guarded(inbound=inbound, findings=tuple(findings))


def _parts(inbound: InboundMessage) -> Iterator[_Part]:
    """Yield every text of a message; of its views only what the text does not show anyway."""
    # The subject may name what the text then gives away, so the two are one.
    yield _Part("text", f"{inbound.subject}\n" if inbound.subject else "", inbound.text)
    yield _Part("subject", "", inbound.subject)
    views = dict.fromkeys((inbound.reply, inbound.unquoted, inbound.unsigned))
    yield from (_Part("text", "", view) for view in views if not _is_in(view, inbound.text))
    if not _is_in(inbound.html_text, inbound.text):
        yield _Part("hidden text", "", inbound.html_text)
    for need, answer in inbound.answers.items():
        yield _Part(f"field {need}", _label(need), answer)
    for contact in _contacts(inbound):
        yield _Part("sender name" if contact == inbound.sender else "name", "", contact.name)
    yield from (_Part("file name", "", file.filename) for file in inbound.attachments)
    yield from (_Part("warning", "", warning) for warning in inbound.warnings)
    yield _Part("bounce", "", inbound.bounce.reason if inbound.bounce else "")
    ids = (inbound.message_id, *inbound.in_reply_to, *inbound.references, inbound.idempotency_key)
    yield from (_Part("header", "", value) for value in ids)


def _is_in(view: str, text: str) -> bool:
    """Return whether a view shows nothing but a part of the text, which most show all of."""
    return view == text or view in text


def _label(need: str) -> str:
    """Return what stands before a field's answer: its name, which may say what it is."""
    return f"{need.replace('_', ' ')}: "


def _contacts(inbound: InboundMessage) -> Iterator[Contact]:
    if inbound.sender is not None:
        yield inbound.sender
    for contacts in (inbound.reply_to, inbound.to, inbound.cc, inbound.forwarded_from):
        yield from contacts


class _Search:
    """A search that looks at the same text once: views are often the text itself.

    It lives as long as one message is looked at, and so do the values it has seen.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[SecretSpan, ...]] = {}
        self._cleansed: set[str] = set()

    def __call__(self, text: str) -> tuple[SecretSpan, ...]:
        return self.apart([text])[0]

    def apart(self, texts: Sequence[str]) -> list[tuple[SecretSpan, ...]]:
        """Return what find_apart does."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= {text: find_again(text) for text in new if text in self._cleansed}
        new = [text for text in new if text not in self._cleansed]
        self._known |= zip(new, find_apart(new), strict=True)
        return [self._known[text] for text in texts]

    def has_cleansed(self, text: str) -> None:
        """Remember a text that was searched, and is looked at again near its marks only."""
        if len(text) >= _LONG:
            self._cleansed.add(text)


def _find(parts: Sequence[_Part], search: _Search) -> list[tuple[SecretSpan, ...]]:
    """Return the secrets of each part, at their places in its text: below 0 in its label."""
    found = search.apart([part.label + part.text for part in parts])
    return [
        tuple(
            SecretSpan(s.kind, s.level, s.start - len(part.label), s.end - len(part.label))
            for s in spans
            if s.end > len(part.label)
        )
        for part, spans in zip(parts, found, strict=True)
    ]


def _findings(
    parts: Sequence[_Part], found: Sequence[Sequence[SecretSpan]], inbound: InboundMessage
) -> Iterator[SecretFinding]:
    for part, spans in zip(parts, found, strict=True):
        for span in spans:
            value = part.text[max(0, span.start) : span.end]
            place = part.place
            if place == "text" and inbound.unquoted and value not in inbound.unquoted:
                place = "quoted text"
            elif place == "hidden text" and _is_shown(value, inbound.text):
                place = "text"
            yield SecretFinding(kind=span.kind, level=span.level, place=place)


def _is_shown(value: str, text: str) -> bool:
    return " ".join(value.split()) in " ".join(text.split())


def _values(
    parts: Sequence[_Part], found: Sequence[Sequence[SecretSpan]]
) -> Mapping[str, SecretSpan]:
    """Return what stood in the parts' spans, and each line of it, longest first."""
    values: dict[str, SecretSpan] = {}
    for part, spans in zip(parts, found, strict=True):
        for span in spans:
            value = part.text[max(0, span.start) : span.end]
            lines = [line.strip("> \t") for line in value[:_LONGEST_IN_LINES].splitlines()]
            values[value] = span
            values |= {line: span for line in lines if len(line) >= _SHORTEST_LINE}
            if span.start < 0 and part.place == "text":  # it began in the subject
                values[part.label[span.start :].strip()] = span
    return dict(sorted(values.items(), key=lambda value: -len(value[0])))


def _cleansed(
    inbound: InboundMessage, values: Mapping[str, SecretSpan], search: _Search
) -> InboundMessage:
    """Return the message without the values and without what each of its texts shows by itself."""

    @functools.cache
    def clean(text: str, label: str = "") -> str:
        rest = _without(text, label, values, search)
        search.has_cleansed(label + rest)
        return rest

    subject = f"{clean(inbound.subject)}\n"
    search.has_cleansed(subject + clean(inbound.text, f"{inbound.subject}\n"))
    bounce = inbound.bounce
    return replace(
        inbound,
        sender=_renamed(inbound.sender, clean) if inbound.sender else None,
        reply_to=tuple(_renamed(contact, clean) for contact in inbound.reply_to),
        to=tuple(_renamed(contact, clean) for contact in inbound.to),
        cc=tuple(_renamed(contact, clean) for contact in inbound.cc),
        forwarded_from=tuple(_renamed(contact, clean) for contact in inbound.forwarded_from),
        subject=clean(inbound.subject),
        text=clean(inbound.text, f"{inbound.subject}\n"),
        html_text=clean(inbound.html_text, f"{inbound.subject}\n"),
        reply=clean(inbound.reply, f"{inbound.subject}\n"),
        unquoted=clean(inbound.unquoted, f"{inbound.subject}\n"),
        unsigned=clean(inbound.unsigned, f"{inbound.subject}\n"),
        answers={n: clean(a, _label(n)) for n, a in inbound.answers.items()},
        attachments=tuple(_renamed_file(file, clean) for file in inbound.attachments),
        warnings=tuple(map(clean, inbound.warnings)),
        bounce=_with_reason(bounce, clean(bounce.reason)) if bounce else None,
        message_id=clean(inbound.message_id),
        in_reply_to=tuple(map(clean, inbound.in_reply_to)),
        references=tuple(map(clean, inbound.references)),
        idempotency_key=clean(inbound.idempotency_key),
    )


def _renamed(contact: Contact, clean: Callable[[str], str]) -> Contact:
    return replace(contact, name=clean(contact.name))


def _renamed_file(file: Attachment, clean: Callable[[str], str]) -> Attachment:
    return replace(file, filename=clean(file.filename))


def _with_reason(bounce: Bounce, reason: str) -> Bounce:
    return replace(bounce, reason=reason)


def _without(text: str, label: str, values: Mapping[str, SecretSpan], search: _Search) -> str:
    """Return a text without its own secrets and those seen elsewhere; `label` stands before it."""
    if not text:
        return text
    own = search(label + text)
    moved = (
        SecretSpan(s.kind, s.level, max(0, s.start - len(label)), s.end - len(label))
        for s in own
        if s.end > len(label)
    )
    repeated = (
        SecretSpan(span.kind, span.level, start, start + len(value))
        for value, span in islice(values.items(), _MOST_REPEATED)
        if len(value) >= _SHORTEST_REPEATED
        for start in _places(text, value)
    )
    return redact(text, joined((*moved, *repeated)))


def _places(text: str, value: str) -> Iterator[int]:
    """Yield where a value stands in a text, not overlapping itself."""
    place = text.find(value)
    while place >= 0:
        yield place
        place = text.find(value, place + len(value))
