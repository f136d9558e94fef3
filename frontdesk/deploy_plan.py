"""What a deployment decides, without touching anything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

# A stack whose first creation failed can only be deleted; CloudFormation refuses to update it.
DEAD_STATES = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED")
BUSY_SUFFIX = "_IN_PROGRESS"


class Activation(StrEnum):
    """What becomes of the account's one active receipt rule set."""

    KEEP = "keep"  # ours is active already
    ACTIVATE = "activate"  # none is, or we were told to take over
    REFUSE = "refuse"  # somebody else's mail would stop arriving


def decide_activation(*, active: str | None, ours: str | None, take_over: bool) -> Activation:
    """Decide by names; `ours` is None before the first deployment."""
    if active is None:
        return Activation.ACTIVATE
    if active == ours:
        return Activation.KEEP
    return Activation.ACTIVATE if take_over else Activation.REFUSE


class Change(StrEnum):
    """How a stack has to be changed."""

    CREATE = "CREATE"
    UPDATE = "UPDATE"


def decide_change(status: str | None) -> Change:
    """Decide by the stack's status; None when there is no such stack.

    Raises:
        ValueError: it cannot be changed now; the message says what to do.
    """
    if status is None or status == "REVIEW_IN_PROGRESS":
        return Change.CREATE
    if status in DEAD_STATES:
        raise ValueError(f"the stack is in {status}: delete it, then deploy again")
    if status.endswith(BUSY_SUFFIX):
        raise ValueError(f"the stack is in {status}: wait until that is done")
    return Change.UPDATE


def code_key(package: bytes) -> str:
    """Return where a package lies in the deployment bucket: equal packages at the same place."""
    return f"{hashlib.sha256(package).hexdigest()}.zip"


def place_code(template: Mapping[str, Any], *, bucket: str, key: str) -> dict[str, Any]:
    """Return a translated template whose functions take their code from a bucket."""
    placed: dict[str, Any] = json.loads(json.dumps(template))
    for resource in placed["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"]["Code"] = {"S3Bucket": bucket, "S3Key": key}
    return placed


def check_stage(template: Mapping[str, Any], stage: str) -> None:
    """Make sure a built template is the one of a stage.

    Raises:
        ValueError: it was built for another; the message says what to do.
    """
    built_for = template["Parameters"]["Stage"]["Default"]
    if built_for != stage:
        raise ValueError(
            f"the package is built for {built_for}, not for {stage}; nothing was changed. "
            f"Run `make package STAGE={stage}`, or deploy without --no-build."
        )


def parse_parameters(given: Sequence[str], template: Mapping[str, Any]) -> dict[str, str]:
    """Return "Name=value" texts as a mapping.

    Raises:
        ValueError: one is of another form, or the template has no such parameter.
    """
    parameters = {}
    for text in given:
        name, separator, value = text.partition("=")
        if not separator or name not in template["Parameters"]:
            known = ", ".join(sorted(template["Parameters"]))
            raise ValueError(f"--parameter {text!r}: not Name=value with one of {known}")
        parameters[name] = value
    return parameters
