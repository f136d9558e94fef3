"""Lambda's event filter patterns: which records of a stream a function is called with.

The rule language of event source mappings, as far as a definition may use it; an operator this
module does not know is an error and never a silent mismatch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.errors import OperatorError

_MISSING = object()


def parse_patterns(patterns: Sequence[str]) -> tuple[Mapping[str, Any], ...]:
    """Return the patterns of an event source's FilterCriteria, which are JSON texts.

    Raises:
        OperatorError: one of them is no JSON object.
    """
    try:
        parsed = tuple(json.loads(pattern) for pattern in patterns)
    except ValueError as err:
        raise OperatorError(f"filter pattern is no JSON: {err}") from err
    if not all(isinstance(pattern, dict) for pattern in parsed):
        raise OperatorError("a filter pattern must be a JSON object")
    return parsed


def is_wanted(record: Mapping[str, Any], patterns: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether any pattern matches; without patterns every record is wanted.

    Raises:
        OperatorError: a pattern uses an operator that is not known here.
    """
    return not patterns or any(_matches(record, pattern) for pattern in patterns)


def _matches(value: Any, pattern: Mapping[str, Any]) -> bool:
    for key, expected in pattern.items():
        inner = value.get(key, _MISSING) if isinstance(value, Mapping) else _MISSING
        if isinstance(expected, Mapping):
            if not _matches(inner, expected):
                return False
        elif not any(_is_one(inner, rule) for rule in expected):
            return False
    return True


def _is_one(value: Any, rule: Any) -> bool:
    if not isinstance(rule, Mapping):
        return value is not _MISSING and value == rule and isinstance(value, type(rule))
    [(operator, argument)] = rule.items()
    if operator == "exists":
        return (value is not _MISSING) is argument
    if value is _MISSING:
        return False
    if operator == "prefix":
        return isinstance(value, str) and value.startswith(argument)
    if operator == "suffix":
        return isinstance(value, str) and value.endswith(argument)
    if operator == "anything-but":
        return value not in (argument if isinstance(argument, list) else [argument])
    raise OperatorError(f"filter operator {operator!r} is not known to the local desk")
