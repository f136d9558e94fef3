"""What the applied definition says of SES and of the queues, for those who play them here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frontdesk.applied import AppliedStack, ScheduleSource
from frontdesk.local.inbound import ReceiptRule
from frontdesk.local.ses import EventDestination
from frontdesk.local.worker import Schedule

Template = Mapping[str, Any]


def _of_type(template: Template, kind: str) -> list[Mapping[str, Any]]:
    resources = template["Resources"].values()
    return [raw["Properties"] for raw in resources if raw.get("Type") == kind]


def _referred(value: Any, stack: AppliedStack) -> str:
    return stack.ref(value["Ref"]) if isinstance(value, Mapping) else str(value)


def literal_environment(template: Template) -> dict[str, str]:
    """Return the functions' variables that refer to nothing but the stage.

    Powertools reads its own when app.py is imported, which the rest of the definition needs.
    """
    variables = template["Globals"]["Function"]["Environment"]["Variables"]
    stage = str(template["Parameters"]["Stage"]["Default"])
    texts = {
        name: value.get("Fn::Sub") if isinstance(value, Mapping) else value
        for name, value in variables.items()
    }
    literal = {
        name: t.replace("${Stage}", stage) for name, t in texts.items() if isinstance(t, str)
    }
    return {name: text for name, text in literal.items() if "${" not in text}


def read_rule(template: Template, stack: AppliedStack) -> ReceiptRule:
    """Return the receipt rule: the one with an S3 action and its notice.

    Raises:
        KeyError: the definition has no such rule.
    """
    for properties in _of_type(template, "AWS::SES::ReceiptRule"):
        for action in properties["Rule"]["Actions"]:
            if "S3Action" in action:
                store = action["S3Action"]
                return ReceiptRule(
                    recipients=tuple(properties["Rule"]["Recipients"]),
                    bucket=_referred(store["BucketName"], stack),
                    key_prefix=store.get("ObjectKeyPrefix", ""),
                    topic_arn=_referred(store["TopicArn"], stack),
                )
    raise KeyError("AWS::SES::ReceiptRule with an S3Action")


def read_destinations(template: Template, stack: AppliedStack) -> tuple[EventDestination, ...]:
    """Return where SES's events of sent mails go."""
    return tuple(
        EventDestination(
            configuration_set=_referred(properties["ConfigurationSetName"], stack),
            topic_arn=_referred(
                properties["EventDestination"]["SnsDestination"]["TopicARN"], stack
            ),
            types=frozenset(
                t.lower() for t in properties["EventDestination"]["MatchingEventTypes"]
            ),
        )
        for properties in _of_type(template, "AWS::SES::ConfigurationSetEventDestination")
    )


def read_schedules(stack: AppliedStack) -> tuple[Schedule, ...]:
    """Return what the clock calls, most often first."""
    found = [
        Schedule(function=function.name, every_s=source.rate_s)
        for function in stack.functions.values()
        for source in function.sources
        if isinstance(source, ScheduleSource)
    ]
    return tuple(sorted(found, key=lambda schedule: schedule.every_s))


def queue_urls(stack: AppliedStack) -> dict[str, str]:
    """Return the queues' URLs by logical id, dead letters included."""
    return {
        resource.logical_id: resource.ref
        for resource in stack.resources.values()
        if resource.type == "AWS::SQS::Queue"
    }
