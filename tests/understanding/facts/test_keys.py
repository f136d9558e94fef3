"""No secret is a fact, even when nobody took it out of the text before."""

from __future__ import annotations

import pytest

from chalicelib.understanding.facts import find_facts
from tests.throwaway import KINDS, plant

FORMS = (
    "{cue}: {value}",
    "My transfer of 5 USDT failed on TRON.\n{cue} {value}\nPlease help",
    "交易失败了，{cue}是{value}，帮我看看",
    "error: {cue} {value}",
    'it says "{value}" and {cue} is {value}',
    "order no. 48211, {cue} = {value}, hash unknown",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_find_facts_finds_no_secret_of_any_kind(kind: str, form: str) -> None:
    """The guard takes secrets out; should it miss one, no fact carries it on."""
    for seed in range(5):
        planted = plant(kind, seed)
        secret = "".join(planted.value.split())

        found = find_facts(form.format(cue=planted.cue, value=planted.value))

        values = ["".join(fact.value.split()) for fact in found]
        assert not [v for v in values if secret in v or (len(v) >= 26 and v in secret)]
