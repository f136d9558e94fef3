"""TOML → Rules. What is missing or of the wrong type is an OperatorError, never a default."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chalicelib.errors import OperatorError
from chalicelib.rules.check import check
from chalicelib.rules.documents import (
    MODEL,
    MOOD_MODEL,
    SUBTYPE_MODEL,
    mapped,
    read_documents,
)
from chalicelib.rules.values import (
    WEEKDAYS,
    Brand,
    Category,
    Content,
    Cue,
    FollowUpPlan,
    FollowUpStep,
    Form,
    Hours,
    Interval,
    Promise,
    Rules,
    Saying,
)

_NOTHING: Mapping[str, bytes | memoryview] = MappingProxyType({})
_CUE_KEYS = frozenset(
    ("any", "with", "unless", "nowhere", "weight", "subtype", "raises", "eases", "hit", "miss")
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def load_rules(folder: Path) -> Rules:
    """Read and validate the policy folder.

    Raises:
        OperatorError: a file is missing, is no TOML, or says something impossible.
    """
    documents, prepared = read_documents(folder)
    return parse_rules(documents, **read_models(folder), prepared=prepared)


def read_models(folder: Path) -> dict[str, Content]:
    """Return a policy folder's learned models as `parse_rules` takes them, empty where none is."""
    return {
        "category_model": _content(folder / MODEL),
        "subtype_model": _content(folder / SUBTYPE_MODEL),
        "mood_model": _content(folder / MOOD_MODEL),
    }


def _content(model: Path) -> Content:
    return mapped(model) if model.exists() else b""


def parse_rules(
    documents: Mapping[str, Mapping[str, Any]],
    *,
    category_model: Content = b"",
    subtype_model: Content = b"",
    mood_model: Content = b"",
    prepared: Mapping[str, bytes | memoryview] = _NOTHING,
) -> Rules:
    """Return the policy in parsed TOML documents, by the names of their files.

    With `prepared` the words to listen for are in there, and no document tells them.

    Raises:
        OperatorError: something is missing, of the wrong type, or names what does not exist.
    """
    try:
        desk, categories = _document(documents, "desk"), _document(documents, "categories")
        cues = {} if prepared else _cues(documents)
        rules = Rules(
            brands={id_: _brand(id_, raw) for id_, raw in desk["brands"].items()},
            forms={id_: _form(id_, raw) for id_, raw in desk["forms"].items()},
            queues=tuple(desk["desk"]["queues"]),
            triage_queue=desk["desk"]["triage_queue"],
            plans={id_: _plan(id_, raw) for id_, raw in desk["follow_ups"].items()},
            categories={
                id_: _category(id_, raw, cues.pop(id_, []))
                for id_, raw in categories["categories"].items()
            },
            needs={id_: tuple(raw) for id_, raw in categories["needs"].items()},
            sure_from=float(desk["understanding"]["sure_from"]),
            bilingual_below=float(desk["understanding"]["bilingual_below"]),
            max_questions=int(desk["understanding"]["max_questions"]),
            sayings=() if prepared else _sayings(documents),
            category_model=category_model,
            subtype_model=subtype_model,
            mood_model=mood_model,
            prepared=prepared,
        )
    except KeyError as err:
        raise OperatorError(f"policy: {err} is missing") from err
    except (TypeError, ValueError, AttributeError, ZoneInfoNotFoundError) as err:
        raise OperatorError(f"policy: {err}") from err
    if cues:
        raise OperatorError(f"policy/cues: no category {next(iter(cues))!r}")
    check(rules)
    return rules


def _document(documents: Mapping[str, Mapping[str, Any]], name: str) -> Mapping[str, Any]:
    if name not in documents:
        raise OperatorError(f"policy/{name}.toml: no such file")
    return documents[name]


def _brand(id_: str, raw: Mapping[str, Any]) -> Brand:
    return Brand(
        id=id_,
        name=raw["name"],
        mailboxes=tuple(box.lower() for box in raw["mailboxes"]),
        locales=tuple(raw["locales"]),
        default_locale=raw["default_locale"],
        color=raw["color"],
        contacts=tuple((kind, value) for kind, value in raw["contacts"].items()),
        hours=_hours(raw["hours"]),
        promises={p: _promise(value) for p, value in raw["promises"].items()},
    )


def _promise(raw: Mapping[str, Any]) -> Promise:
    if raw["clock"] not in ("working", "always"):
        raise ValueError(f"clock is {raw['clock']!r}, not working or always")
    return Promise(minutes=int(raw["minutes"]), clock=raw["clock"])


def _hours(raw: Mapping[str, Any]) -> Hours:
    ZoneInfo(raw["time_zone"])
    return Hours(
        time_zone=raw["time_zone"],
        weekly=tuple(_intervals(raw.get(day, ())) for day in WEEKDAYS),
        dated={date.fromisoformat(d): _intervals(v) for d, v in raw.get("dated", {}).items()},
    )


def _intervals(raw: Sequence[str]) -> tuple[Interval, ...]:
    found = []
    for text in raw:
        start, _, end = text.partition("-")
        found.append(Interval(time.fromisoformat(start), time.fromisoformat(end)))
        if found[-1].start >= found[-1].end:
            raise ValueError(f"opening hours {text!r} end before they start")
    return tuple(found)


def _plan(id_: str, raw: Mapping[str, Any]) -> FollowUpPlan:
    steps = tuple(FollowUpStep(s["kind"], int(s["after_working_days"])) for s in raw["steps"])
    if list(steps) != sorted(steps, key=lambda s: s.after_working_days):
        raise ValueError(f"follow-up plan {id_!r}: steps are not in order of time")
    return FollowUpPlan(id_, steps)


def _form(id_: str, raw: Mapping[str, Any]) -> Form:
    return Form(
        id=id_,
        brand=raw["brand"],
        categories=tuple(raw["categories"]),
        needs=tuple(raw["needs"]),
        origins=tuple(raw.get("origins", ())),
        thanks_url=raw.get("thanks_url", ""),
        token_min_age_s=int(raw["token_min_age_s"]),
        token_max_age_s=int(raw["token_max_age_s"]),
        max_body_bytes=int(raw["max_body_bytes"]),
    )


def _category(id_: str, raw: Mapping[str, Any], cues: Sequence[Cue]) -> Category:
    return Category(
        id=id_,
        queue=raw["queue"],
        priority=raw["priority"],
        subtypes=tuple(raw.get("subtypes", ())),
        needs=tuple(raw["needs"]),
        subtype_needs={s: tuple(needs) for s, needs in raw.get("subtype_needs", {}).items()},
        subtype_priority=dict(raw.get("subtype_priority", {})),
        follow_up=raw.get("follow_up"),
        acknowledged=bool(raw.get("acknowledged", True)),
        danger=bool(raw.get("danger", False)),
        cues=tuple(cues),
    )


def _cues(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Cue]]:
    """Return the cues of all languages by category."""
    found: dict[str, list[Cue]] = {}
    for name, document in documents.items():
        folder, _, language = name.rpartition("/")
        if folder == "cues":
            if not _LANGUAGE.fullmatch(language):
                raise ValueError(f"cues/{language}.toml is named by no language, such as en or zh")
            for id_, cues in document.items():
                found.setdefault(id_, []).extend(_cue(cue, language, id_) for cue in cues)
    return found


def _cue(raw: Mapping[str, Any], language: str, category: str) -> Cue:
    where = f"cues/{language}.toml: a cue of {category!r}"
    if unknown := raw.keys() - _CUE_KEYS:
        raise ValueError(f"{where} has an unknown key {min(unknown)!r}")
    if not _strings(raw, "hit") or not _strings(raw, "miss"):
        raise ValueError(f"{where} has no example of what it takes or leaves")
    return Cue(
        language=language,
        phrases=_strings(raw, "any"),
        together=_strings(raw, "with"),
        unless=_strings(raw, "unless"),
        nowhere=_strings(raw, "nowhere"),
        weight=float(raw["weight"]),
        subtype=raw.get("subtype"),
        raises=raw.get("raises"),
        eases=raw.get("eases"),
    )


def _strings(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of texts, empty when the key is not there; one text alone is no list."""
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError(f"{key} is not a list of texts: {value!r}")
    return tuple(value)


def _sayings(documents: Mapping[str, Mapping[str, Any]]) -> tuple[Saying, ...]:
    return (
        *_moods(_document(documents, "mood")),
        *_need_words(_document(documents, "needs")),
    )


def _moods(raw: Mapping[str, Any]) -> Iterator[Saying]:
    """Yield what tells moods and intents; each must say by examples what it takes and leaves."""
    for meaning, cues in raw.items():
        for cue in cues:
            if not cue["hit"] or not cue["miss"]:
                raise ValueError(f"mood.toml: a cue of {meaning!r} has no example")
            yield Saying(
                meaning=meaning,
                phrases=_strings(cue, "any"),
                together=_strings(cue, "with"),
                unless=_strings(cue, "unless"),
                weight=int(cue["weight"]),
            )


def _need_words(raw: Mapping[str, Any]) -> Iterator[Saying]:
    yield Saying(meaning="lacking", phrases=_strings(raw, "lacking"))
    for need, words in raw["need"].items():
        yield Saying(meaning=f"named.{need}", phrases=_strings(words, "named"))
        yield Saying(meaning=f"told.{need}", phrases=_strings(words, "told"))
