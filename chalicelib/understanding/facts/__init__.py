"""Typed facts in a text or in a form's answers: hashes, addresses, chains, amounts, numbers. Pure.

`find` looks for all of them; each other module owns one sort, or one family of chains. What may be
a private key is never a fact (`cues`).
"""

from chalicelib.understanding.facts.answers import facts_in_answers
from chalicelib.understanding.facts.find import MOST_FACTS, find_facts

__all__ = ["MOST_FACTS", "facts_in_answers", "find_facts"]
