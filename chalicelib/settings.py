"""What differs between stages, read once from the environment the template sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.errors import OperatorError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Names of the stack's resources. `endpoint_url` is set by local engines only.

    `second_opinion_model` is the id of a model in Amazon Bedrock, "" when none is asked.
    """

    stage: str
    region: str
    table: str
    mail_bucket: str
    keys_secret: str
    configuration_set: str
    feedback_queue: str
    oncall_topic: str
    endpoint_url: str | None
    second_opinion_model: str = ""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings.

    Raises:
        OperatorError: naming every variable that is missing.
    """
    names = {
        "stage": "DESK_STAGE",
        "region": "AWS_REGION",
        "table": "DESK_TABLE",
        "mail_bucket": "DESK_MAIL_BUCKET",
        "keys_secret": "DESK_KEYS_SECRET",
        "configuration_set": "DESK_CONFIGURATION_SET",
        "feedback_queue": "DESK_FEEDBACK_QUEUE",
        "oncall_topic": "DESK_ONCALL_TOPIC",
    }
    missing = sorted(name for name in names.values() if not environment.get(name))
    if missing:
        raise OperatorError(f"environment: {', '.join(missing)} not set")
    return Settings(
        **{field: environment[name] for field, name in names.items()},
        endpoint_url=environment.get("AWS_ENDPOINT_URL") or None,
        second_opinion_model=environment.get("BEDROCK_MODEL_ID", ""),
    )
