"""A policy in which one word is half understood, whatever the shipped cues and model are by now."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from chalicelib.rules import Cue, Rules
from tests.builders import the_rules

HALF_KNOWN = "The zebra does not do what I thought it would."
"""Most likely how_to_general, but not likely enough."""

KNOWN = "The zebra does not do what I thought it would, giraffe."
"""Surely how_to_general."""

DANGEROUS = "The zebra met a hyena."
"""As likely account_security as how_to_general: danger is plausible, nothing is sure."""


def _cue(phrase: str, weight: float) -> Cue:
    shipped = next(cue for category in the_rules().categories.values() for cue in category.cues)
    alone = replace(shipped, phrases=(phrase,), together=(), unless=(), weight=weight)
    return replace(alone, language="en", subtype=None, raises=None, eases=None)


@cache
def half_knowing_rules() -> Rules:
    """Return the shipped policy with cues for three animals, and no model."""
    rules = the_rules()
    heard = {
        "how_to_general": (_cue("zebra", 2.0), _cue("giraffe", 4.0)),
        "account_security": (_cue("hyena", 2.0),),
    }
    categories = {
        id_: replace(category, cues=heard.get(id_, ()))
        for id_, category in rules.categories.items()
    }
    return replace(rules, categories=categories, category_model=b"", prepared={})
