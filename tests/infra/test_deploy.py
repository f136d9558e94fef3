"""Deploying: what is decided, and what AWS is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from frontdesk import deploy
from frontdesk.deploy_plan import (
    Activation,
    Change,
    check_stage,
    code_key,
    decide_activation,
    decide_change,
    parse_parameters,
    place_code,
)

REGION = "us-west-2"


@pytest.mark.parametrize(
    ("active", "ours", "take_over", "wanted"),
    [
        (None, None, False, Activation.ACTIVATE),
        (None, "ours", False, Activation.ACTIVATE),
        ("ours", "ours", False, Activation.KEEP),
        ("ours", "ours", True, Activation.KEEP),
        ("theirs", "ours", False, Activation.REFUSE),
        ("theirs", None, False, Activation.REFUSE),
        ("theirs", "ours", True, Activation.ACTIVATE),
    ],
)
def test_another_active_rule_set_is_replaced_only_when_told(
    active: str | None, ours: str | None, wanted: Activation, *, take_over: bool
) -> None:
    """Deploying never hijacks the account's mail."""
    assert decide_activation(active=active, ours=ours, take_over=take_over) is wanted


def test_a_stack_is_created_then_updated() -> None:
    """A change set that was never executed leaves a stack that still has to be created."""
    assert decide_change(None) is Change.CREATE
    assert decide_change("REVIEW_IN_PROGRESS") is Change.CREATE
    assert decide_change("UPDATE_ROLLBACK_COMPLETE") is Change.UPDATE


@pytest.mark.parametrize(
    ("status", "words"),
    [("ROLLBACK_COMPLETE", "delete it"), ("UPDATE_IN_PROGRESS", "wait until")],
)
def test_a_stack_that_cannot_be_changed_is_refused_with_the_remedy(status: str, words: str) -> None:
    """CloudFormation's own message names neither."""
    with pytest.raises(ValueError, match=words):
        decide_change(status)


def test_code_is_placed_in_every_function() -> None:
    """The linted template is deployed, with nothing but the code's place put in."""
    template: dict[str, Any] = {
        "Resources": {
            "A": {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Key": "x"}}},
            "B": {"Type": "AWS::SQS::Queue", "Properties": {}},
        }
    }

    placed = place_code(template, bucket="b", key=code_key(b"zip"))["Resources"]

    assert placed["A"]["Properties"]["Code"] == {"S3Bucket": "b", "S3Key": code_key(b"zip")}
    assert placed["B"] == template["Resources"]["B"]
    assert template["Resources"]["A"]["Properties"]["Code"] == {"S3Key": "x"}


def test_parameters_are_checked_against_the_template() -> None:
    """A wrong name is told before anything is uploaded."""
    template: dict[str, Any] = {"Parameters": {"AlarmEmail": {}}}

    assert parse_parameters(["AlarmEmail=a=b@x.example"], template) == {
        "AlarmEmail": "a=b@x.example"
    }
    for wrong in ("AlarmEmail", "Alarm=x"):
        with pytest.raises(ValueError, match="not Name=value with one of AlarmEmail"):
            parse_parameters([wrong], template)


def test_a_package_of_its_stage_is_deployed_as_it_is() -> None:
    """`make package`, then --no-build, deploys what was looked at."""
    check_stage({"Parameters": {"Stage": {"Default": "prod"}}}, "prod")


@pytest.fixture
def session() -> Iterator[Any]:
    """Return a session of a mocked AWS."""
    with mock_aws():
        yield boto3.Session(region_name=REGION)


def test_packages_are_uploaded_once_to_a_private_bucket(session: Any) -> None:
    """Equal content lies at the same place; a second deployment uploads nothing."""
    s3 = session.client("s3")

    for _ in range(2):
        deploy.ensure_bucket(s3, "deployments-of-test", REGION)
        key = deploy.upload(s3, "deployments-of-test", code_key(b"zip"), b"zip")

    held = s3.list_objects_v2(Bucket="deployments-of-test")["Contents"]
    block = s3.get_public_access_block(Bucket="deployments-of-test")
    assert [item["Key"] for item in held] == [key]
    assert all(block["PublicAccessBlockConfiguration"].values())


TEMPLATE: dict[str, Any] = {
    "Parameters": {"Delay": {"Type": "String", "Default": "0"}, "Stage": {"Type": "String"}},
    "Resources": {
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": {"Ref": "Delay"}}}
    },
}


def placed_at(session: Any, template: dict[str, Any]) -> str:
    """Upload a template; return its address."""
    s3, body = session.client("s3"), json.dumps(template).encode()
    deploy.ensure_bucket(s3, "templates-of-test", REGION)
    key = deploy.upload(s3, "templates-of-test", code_key(body), body)
    return f"https://templates-of-test.s3.{REGION}.amazonaws.com/{key}"


def change(session: Any, template: dict[str, Any], **parameters: str) -> bool:
    """Deploy a template as `frontdesk-test`."""
    return deploy.change_stack(
        session.client("cloudformation"),
        "frontdesk-test",
        template_url=placed_at(session, template),
        parameters=parameters,
        kept={"Delay"},
    )


def test_a_stack_is_made_by_a_change_set_and_keeps_its_parameters(session: Any) -> None:
    """What was once given is not lost by a deployment that does not repeat it."""
    assert change(session, TEMPLATE, Delay="7", Stage="dev")
    later = {**TEMPLATE, "Description": "changed"}
    assert change(session, later, Stage="dev")

    sqs = session.client("sqs")
    (url,) = sqs.list_queues()["QueueUrls"]
    said = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
    assert said["Attributes"]["DelaySeconds"] == "7"


def test_a_stack_that_is_not_there_has_no_outputs(session: Any) -> None:
    """Before the first deployment nothing is ours."""
    assert deploy.outputs(session.client("cloudformation"), "frontdesk-test") == {}


def buckets_and_stacks(session: Any) -> tuple[list[str], list[str]]:
    """Return the names of what a deployment makes first."""
    buckets = session.client("s3").list_buckets()["Buckets"]
    stacks = session.client("cloudformation").list_stacks()["StackSummaries"]
    return [bucket["Name"] for bucket in buckets], [stack["StackName"] for stack in stacks]


@pytest.mark.parametrize(("built", "stage"), [("dev", "prod"), ("prod", "dev")])
def test_another_stages_package_is_refused_before_anything_is_changed(
    session: Any, built: str, stage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dev build on the prod stack would take off its protection and rename its metrics."""
    template = {**TEMPLATE, "Parameters": {"Stage": {"Type": "String", "Default": built}}}
    (tmp_path / "cloudformation.json").write_text(json.dumps(template), encoding="utf-8")
    (tmp_path / "deployment.zip").write_bytes(b"zip")
    before = buckets_and_stacks(session)

    status = deploy.main(
        ["--stage", stage, "--no-build", "--build", str(tmp_path), "--region", REGION]
    )

    assert status == 1
    assert f"the package is built for {built}, not for {stage}" in capsys.readouterr().err
    assert buckets_and_stacks(session) == before


def test_the_rule_set_is_activated_unless_another_is(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused with a sentence that names it, taken over when told, then left alone."""
    ses = session.client("ses")
    for name in ("theirs", "ours"):
        ses.create_receipt_rule_set(RuleSetName=name)
    ses.set_active_receipt_rule_set(RuleSetName="theirs")

    assert deploy.activate(ses, "ours", take_over=False) == 1
    assert "'theirs' is active" in capsys.readouterr().err
    assert deploy.active_rule_set(ses) == "theirs"

    assert deploy.activate(ses, "ours", take_over=True) == 0
    assert deploy.active_rule_set(ses) == "ours"
    assert deploy.activate(ses, "ours", take_over=False) == 0


def test_deploying_without_a_region_is_wrong_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SES receives in a few regions only, so none is assumed."""
    monkeypatch.delenv("AWS_DEFAULT_REGION")

    assert deploy.main(["--stage", "dev"]) == 2
    assert "no region" in capsys.readouterr().err


def test_deploying_without_credentials_is_wrong_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One clear line, nothing built."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    assert deploy.main(["--stage", "dev", "--region", REGION]) == 2
    assert "no usable AWS credentials" in capsys.readouterr().err
