"""The one definition: complete, true to the policy, and the same wherever it is used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.rules import load_rules
from frontdesk import definitions
from frontdesk.intrinsics import Resolver

FUNCTIONS = {
    "api_handler",
    "receive_mail",
    "reconcile_mail",
    "send",
    "tick",
    "record_feedback",
    "reconcile",
    "ops_desk",
}


def functions(template: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the functions' properties by logical id."""
    return {
        id_: raw["Properties"]
        for id_, raw in template["Resources"].items()
        if raw["Type"] == "AWS::Serverless::Function"
    }


def test_the_definition_has_every_function_of_the_trigger_table(dev: dict[str, Any]) -> None:
    """One function per trigger, and one for all HTTP routes."""
    handlers = {said["Handler"] for said in functions(dev).values()}

    assert handlers == {f"app.{name}" for name in FUNCTIONS - {"api_handler"}} | {"app.app"}


def test_the_receipt_rule_takes_mail_for_the_policys_mailboxes(dev: dict[str, Any]) -> None:
    """Recipients are said in desk.toml and nowhere else."""
    rules = load_rules(definitions.PROJECT / "chalicelib" / "policy")

    said = dev["Resources"]["ReceiptRule"]["Properties"]["Rule"]["Recipients"]

    assert said == [box for brand in rules.brands.values() for box in brand.mailboxes]


def test_senders_are_the_first_mailbox_of_each_brand(dev: dict[str, Any]) -> None:
    """The role may send from these and from nothing else."""
    rules = load_rules(definitions.PROJECT / "chalicelib" / "policy")

    assert dev["Parameters"]["Senders"]["Default"].split(",") == definitions.senders(rules)


def test_every_setting_reaches_the_functions(dev: dict[str, Any]) -> None:
    """What settings.py reads is what the template sets."""
    source = (definitions.PROJECT / "chalicelib" / "settings.py").read_text(encoding="utf-8")
    read = {word.strip('",') for word in source.split() if word.startswith('"DESK_')}

    given = dev["Globals"]["Function"]["Environment"]["Variables"]

    assert read
    assert read <= set(given)


@pytest.mark.parametrize("stage", definitions.STAGES)
def test_a_stage_is_called_by_its_name(stage: str) -> None:
    """The stage decides protection, and what logs and metrics are told apart by."""
    template = definitions.merge_template(stage)

    assert template["Parameters"]["Stage"]["Default"] == stage


def test_a_stage_that_is_none_is_refused() -> None:
    """A typing error must not deploy something half named."""
    with pytest.raises(ValueError, match="no stage 'production'"):
        definitions.load("production")


def test_functions_are_named_after_the_trigger_table(dev: dict[str, Any]) -> None:
    """Roles name their log groups by it, and a function knows by it what to warm."""
    for said in functions(dev).values():
        name = said["Handler"].removeprefix("app.")
        wanted = "api_handler" if name == "app" else name

        assert said["FunctionName"] == {"Fn::Sub": f"${{AWS::StackName}}-{wanted}"}


def test_only_intake_may_touch_raw_mail_and_only_senders_may_send(dev: dict[str, Any]) -> None:
    """The rights that matter most are with the functions that cannot do without."""
    may = {action: set[str]() for action in ("s3:GetObject", "s3:PutObject", "ses:SendEmail")}

    for id_, raw in dev["Resources"].items():
        if raw["Type"] == "AWS::IAM::Role":
            for statement in raw["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]:
                for action in may.keys() & set(statement["Action"]):
                    may[action].add(id_)

    intake = {"ReceiveMailRole", "ReconcileMailRole", "ReconcileRole"}
    assert may == {
        "s3:GetObject": intake,
        "s3:PutObject": intake,
        "ses:SendEmail": {"SendRole", "TickRole"},
    }


def test_policies_are_written_for_every_function_and_for_no_other() -> None:
    """A file nobody uses is a right somebody may copy."""
    folder = Path(definitions.PROJECT / ".chalice" / "policies")

    assert {path.stem for path in folder.glob("*.json")} == FUNCTIONS


def resolver(template: dict[str, Any], model: str) -> Resolver:
    """Return what resolves the template with a model chosen; resources keep their names."""
    defaults = {name: raw["Default"] for name, raw in template["Parameters"].items()}
    return Resolver(
        parameters={**defaults, "SecondOpinionModelId": model},
        conditions=template["Conditions"],
        pseudo={"AWS::Partition": "aws", "AWS::Region": "eu-west-1"},
        attribute=lambda logical_id, name: f"{logical_id}.{name}",
    )


def test_by_default_no_model_may_be_asked(dev: dict[str, Any]) -> None:
    """No right, no setting: a role cannot do what nobody turned on."""
    off = resolver(dev, dev["Parameters"]["SecondOpinionModelId"]["Default"])

    rights = [id_ for id_, raw in dev["Resources"].items() if "bedrock" in str(raw)]

    assert rights == ["SecondOpinionPolicy"]
    assert not off.holds(dev["Resources"]["SecondOpinionPolicy"]["Condition"])
    for said in functions(dev).values():
        assert "BEDROCK_MODEL_ID" not in str(off.resolve(said.get("Environment", {})))


def test_a_model_that_is_named_may_be_asked_by_those_who_take_in(dev: dict[str, Any]) -> None:
    """One action on one model of the stack's region, for the functions that are told of it."""
    on = resolver(dev, "vendor.model-v1:0")
    raw = dev["Resources"]["SecondOpinionPolicy"]
    policy = on.resolve(raw["Properties"])

    (statement,) = policy["PolicyDocument"]["Statement"]
    told = {
        id_
        for id_, said in functions(dev).items()
        if on.resolve(said.get("Environment", {})).get("Variables", {}).get("BEDROCK_MODEL_ID")
    }

    assert on.holds(raw["Condition"])
    assert statement["Action"] == ["bedrock:InvokeModel"]
    assert statement["Resource"] == (
        "arn:aws:bedrock:eu-west-1::foundation-model/vendor.model-v1:0"
    )
    assert told == {"ReceiveMail", "APIHandler"}
    assert set(policy["Roles"]) == {
        f"{functions(dev)[id_]['Role']['Fn::GetAtt'][0]}.Ref" for id_ in told
    }


@pytest.mark.parametrize(
    ("model", "taken"),
    [
        ("", True),
        ("amazon.nova-lite-v1:0", True),
        ("anthropic.claude-3-haiku-20240307-v1:0", True),
        ("eu.amazon.nova-lite-v1:0", False),
        ("us-gov.anthropic.claude-3-haiku-20240307-v1:0", False),
        ("global.anthropic.claude-haiku-4-5-20251001-v1:0", False),
        ("arn:aws:bedrock:eu-west-1::foundation-model/*", False),
        ("*", False),
        ("amazon.*", False),
    ],
)
def test_only_a_foundation_model_can_be_named(
    dev: dict[str, Any], model: str, *, taken: bool
) -> None:
    """An inference profile may answer in another region; a wildcard is every model."""
    pattern = dev["Parameters"]["SecondOpinionModelId"]["AllowedPattern"]

    assert (re.fullmatch(pattern, model) is not None) is taken
