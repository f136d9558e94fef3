"""The policy in the form a cold start reads fastest, the tables of its phrases with it."""

from __future__ import annotations

from pathlib import Path

from chalicelib.rules import parse_rules
from chalicelib.rules.documents import compile_documents, edited_documents
from chalicelib.understanding.wording import listing


def compile_policy(folder: Path) -> bytes:
    """Return the content of the compiled file for a policy folder; equal folders give equal bytes.

    Raises:
        OperatorError: the policy is wrong.
    """
    rules = parse_rules(edited_documents(folder))
    return compile_documents(
        folder,
        listing.prepare(rules),
    )
