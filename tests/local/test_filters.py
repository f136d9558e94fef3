"""Event filter patterns, as Lambda matches them."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.errors import OperatorError
from frontdesk.local.filters import is_wanted, parse_patterns

DUE_NOW = '{"eventName": ["INSERT"], "dynamodb": {"NewImage": {"due_now": {"BOOL": [true]}}}}'


def a_record(event_name: str = "INSERT", **image: Any) -> dict[str, Any]:
    """Return a stream record with a new image."""
    return {"eventName": event_name, "dynamodb": {"NewImage": image}}


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        (a_record(due_now={"BOOL": True}), True),
        (a_record(due_now={"BOOL": False}), False),
        (a_record(due_now={"S": "true"}), False),
        (a_record(), False),
        (a_record("MODIFY", due_now={"BOOL": True}), False),
        ({"eventName": "INSERT", "dynamodb": {}}, False),
    ],
)
def test_is_wanted_takes_what_is_due_now_and_nothing_else(
    record: dict[str, Any], *, wanted: bool
) -> None:
    """The definition's filter: inserted entries marked due now."""
    found = is_wanted(record, parse_patterns([DUE_NOW]))

    assert found is wanted


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ('{"a": [{"prefix": "T#"}]}', True),
        ('{"a": [{"suffix": "9"}]}', False),
        ('{"a": [{"exists": true}], "b": [{"exists": false}]}', True),
        ('{"a": [{"anything-but": ["x", "y"]}]}', True),
        ('{"a": ["x", "T#1"]}', True),
        ('{"b": ["x"]}', False),
    ],
)
def test_is_wanted_knows_the_usual_operators(pattern: str, *, wanted: bool) -> None:
    """One of the values, all of the fields."""
    found = is_wanted({"a": "T#1"}, parse_patterns([pattern]))

    assert found is wanted


def test_is_wanted_takes_everything_when_there_is_no_pattern() -> None:
    """A source without a filter gives every record."""
    found = is_wanted(a_record("REMOVE"), ())

    assert found


def test_is_wanted_refuses_an_operator_it_does_not_know() -> None:
    """Never a silent mismatch: the definition would mean something else here than on AWS."""
    patterns = parse_patterns(['{"a": [{"cidr": "10.0.0.0/8"}]}'])

    with pytest.raises(OperatorError, match="cidr"):
        is_wanted({"a": "10.0.0.1"}, patterns)


def test_parse_patterns_refuses_what_is_no_object() -> None:
    """A pattern is a JSON object."""
    with pytest.raises(OperatorError):
        parse_patterns(["[1]"])
