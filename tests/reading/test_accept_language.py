"""A browser's languages come out in the order its reader prefers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading.accept_language import parse_accept_language


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("", ()),
        ("zh-CN,zh;q=0.9,en;q=0.8", ("zh-CN", "zh", "en")),
        ("en-GB;q=0.3, zh-CN;q=0.9", ("zh-CN", "en-GB")),
        ("de, fr", ("de", "fr")),
        ("zh;q=0, en", ("en",)),
        ("fr, *;q=0.5", ("fr",)),
        ("zh;q=nonsense", ()),
        ("zh;q=nan, en;q=2", ()),
        ("zh;level=1", ()),
        (";;,,=;q=,zh_CN", ("zh_CN",)),
    ],
)
def test_parse_accept_language_orders_by_weight_when_weights_are_given(
    header: str, tags: tuple[str, ...]
) -> None:
    """Weights count, zero excludes, and what is no weight speaks for nothing."""
    assert parse_accept_language(header) == tags


@given(st.text(max_size=3000))
def test_parse_accept_language_is_total_when_the_header_is_anything(header: str) -> None:
    """Whatever a client sends gives at most twenty tags of its own words."""
    tags = parse_accept_language(header)

    assert len(tags) <= 20
    assert all(tag in header for tag in tags)
