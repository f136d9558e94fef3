"""The policy in the form a cold start reads fastest: JSON, the tables of the cues with it."""

from __future__ import annotations

from pathlib import Path

from chalicelib.rules import load_rules
from chalicelib.rules.documents import compile_documents
from chalicelib.understanding import category, sayings


def compile_policy(folder: Path) -> bytes:
    """Return the content of `compiled.json` for a policy folder; equal folders give equal bytes.

    Raises:
        OperatorError: the policy is wrong.
    """
    rules = load_rules(folder)
    return compile_documents(
        folder,
        {
            category.PREPARED: category.prepare(rules),
            sayings.PREPARED: sayings.prepare(rules),
        },
    )
