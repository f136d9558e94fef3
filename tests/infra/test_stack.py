"""The definition applied to moto: what the local desk and the tests stand on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.settings import read_settings
from chalicelib.tokens import parse_key_ring
from frontdesk import definitions, stack
from frontdesk.applied import AppliedStack, QueueSource, ScheduleSource, StreamSource
from frontdesk.intrinsics import UnresolvedError

REGION = "eu-central-1"
ACCOUNT = "123456789012"


def apply(template: dict[str, Any], **options: Any) -> AppliedStack:
    """Apply a template to the mocked AWS."""
    return stack.apply(template, endpoint_url=None, region=REGION, account_id=ACCOUNT, **options)


def client(service: str) -> Any:
    """Return a client of the mocked AWS."""
    make: Any = boto3.client
    return make(service, region_name=REGION)


@pytest.fixture(scope="module")
def applied() -> Iterator[AppliedStack]:
    """Return dev's definition, applied once."""
    with mock_aws():
        yield apply(definitions.load("dev"), name="whole")


def test_the_engine_has_all_of_it(applied: AppliedStack) -> None:
    """Moto knows every API the definition needs; ministack does not."""
    assert applied.lacking == ()


def test_functions_get_the_settings_they_read(applied: AppliedStack) -> None:
    """No reference is left in the environment, and nothing is missing."""
    for function in applied.functions.values():
        settings = read_settings({**function.environment, "AWS_REGION": REGION})

        assert settings.table == applied.ref("DeskTable")
        assert settings.mail_bucket == applied.ref("MailBucket")
        assert settings.stage == "dev"


def test_each_function_is_woken_by_what_the_trigger_table_says(applied: AppliedStack) -> None:
    """Queues, the stream and the clock, with the numbers of the definition."""
    sources = {name: f.sources for name, f in applied.functions.items()}

    (mail,), (watch,), (feedback,) = (
        sources[name] for name in ("receive_mail", "reconcile_mail", "record_feedback")
    )
    assert isinstance(mail, QueueSource)
    assert isinstance(watch, QueueSource)
    assert isinstance(feedback, QueueSource)
    assert mail.queue_url == applied.ref("IntakeQueue")
    assert watch.queue_url == applied.ref("WatchQueue")
    assert feedback.queue_url == applied.ref("FeedbackQueue")
    assert mail.partial
    assert mail.batch_size == 1
    assert sources["tick"] == (ScheduleSource(expression="rate(1 minute)", rate_s=60),)
    assert sources["reconcile"] == (ScheduleSource(expression="rate(15 minutes)", rate_s=900),)
    assert sources["ops_desk"] == sources["api_handler"] == ()


def test_the_stream_wakes_the_sender_within_bounds(applied: AppliedStack) -> None:
    """Two tries, five minutes, then the failure queue."""
    (stream,) = applied.functions["send"].sources

    assert isinstance(stream, StreamSource)
    assert stream.table == applied.ref("DeskTable")
    assert (stream.max_attempts, stream.max_age_s, stream.bisect) == (2, 300, True)
    assert stream.failure_queue_url == applied.ref("SendFailures")
    assert json.loads(stream.patterns[0])["eventName"] == ["INSERT"]


@pytest.mark.parametrize("topic", ["Intake", "Feedback"])
def test_a_notice_reaches_its_queue_as_it_was_published(topic: str, applied: AppliedStack) -> None:
    """SNS hands the text on raw, without an envelope of its own."""
    client("sns").publish(TopicArn=applied.ref(f"{topic}Topic"), Message='{"a": 1}')

    answer = client("sqs").receive_message(QueueUrl=applied.ref(f"{topic}Queue"))

    assert [message["Body"] for message in answer["Messages"]] == ['{"a": 1}']


def test_the_generated_secret_is_a_key_ring(applied: AppliedStack) -> None:
    """What the template generates is what tokens.py reads."""
    answer = client("secretsmanager").get_secret_value(SecretId=applied.ref("KeysSecret"))

    assert len(parse_key_ring(answer["SecretString"]).index) >= 32


def test_a_queue_gives_up_to_its_dead_letters(applied: AppliedStack) -> None:
    """After five receives, so that intake's third one still happens."""
    answer = client("sqs").get_queue_attributes(
        QueueUrl=applied.ref("IntakeQueue"), AttributeNames=["RedrivePolicy", "VisibilityTimeout"]
    )
    redrive = json.loads(answer["Attributes"]["RedrivePolicy"])

    assert redrive["maxReceiveCount"] == 5
    assert redrive["deadLetterTargetArn"] == applied.resources["IntakeDeadLetters"].arn
    assert answer["Attributes"]["VisibilityTimeout"] == "360"


def test_an_object_in_the_bucket_tells_the_watch_queue(applied: AppliedStack) -> None:
    """Only mails do: attachments lie under another prefix."""
    said = client("s3").get_bucket_notification_configuration(Bucket=applied.ref("MailBucket"))

    (target,) = said["QueueConfigurations"]
    assert target["QueueArn"] == applied.resources["WatchQueue"].arn
    assert target["Filter"]["Key"]["FilterRules"] == [{"Name": "prefix", "Value": "inbound/"}]


def test_the_receipt_rule_stores_tells_and_stops(applied: AppliedStack) -> None:
    """In this order; no rule behind ours sees the mail."""
    said = client("ses").describe_receipt_rule(
        RuleSetName=applied.ref("ReceiptRuleSet"), RuleName=applied.ref("ReceiptRule")
    )["Rule"]

    store = said["Actions"][0]["S3Action"]
    assert store["BucketName"] == applied.ref("MailBucket")
    assert store["TopicArn"] == applied.ref("IntakeTopic")
    assert [next(iter(action)) for action in said["Actions"]] == ["S3Action", "StopAction"]


def test_the_senders_may_send(applied: AppliedStack) -> None:
    """A stack cannot prove a domain to SES; here it is proven."""
    assert "desk.example" in client("ses").list_identities()["Identities"]


def test_only_what_is_asked_for_is_made_with_what_it_needs() -> None:
    """A test of the table makes the table and its key, no more."""
    with mock_aws():
        part = apply(definitions.merge_template("dev"), name="part", only=("DeskTable",))

    assert set(part.resources) == {"DeskTable", "DeskKey"}
    assert part.functions == {}


def test_prod_is_protected_against_deletion() -> None:
    """Whatever the stage's template says by itself, without a parameter."""
    with mock_aws():
        part = apply(definitions.merge_template("prod"), name="safe", only=("DeskTable",))
        said = client("dynamodb").describe_table(TableName=part.ref("DeskTable"))["Table"]

    assert said["DeletionProtectionEnabled"] is True


def test_an_unknown_parameter_is_refused() -> None:
    """A typing error must not leave the default in place unseen."""
    template = definitions.merge_template("dev")

    with pytest.raises(UnresolvedError, match="AlarmMail"):
        apply(template, parameters={"AlarmMail": "a@x.example"}, only=())


def test_a_circle_is_refused() -> None:
    """CloudFormation would refuse it too, but only after the upload."""
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": {"Ref": "Circle"}}}

    with pytest.raises(UnresolvedError, match="refers to itself"):
        apply({"Resources": {"Circle": queue}}, only=("Circle",))


@pytest.mark.parametrize(
    ("parameters", "reader"),
    [
        ({}, "nobody"),
        (
            {"OpsRedrive": f"arn:aws:iam::{ACCOUNT}:role/ops"},
            f"arn:aws:iam::{ACCOUNT}:role/ops",
        ),
    ],
)
def test_dead_notices_are_read_by_the_named_role_only(
    parameters: dict[str, str], reader: str
) -> None:
    """Notices carry the subject: not even an administrator reads them without saying so."""
    with mock_aws():
        made = apply(
            definitions.load("dev"),
            name=f"redrive-{len(parameters)}",
            parameters=parameters,
            only=["IntakeDeadLettersPolicy"],
        )
        said = client("sqs").get_queue_attributes(
            QueueUrl=made.ref("IntakeDeadLetters"), AttributeNames=["Policy"]
        )

    denied = {s["Sid"]: s for s in json.loads(said["Attributes"]["Policy"])["Statement"]}
    rule = denied["LetNobodyButOpsReadNotices"]
    assert (rule["Effect"], rule["Action"]) == ("Deny", "sqs:ReceiveMessage")
    assert rule["Condition"] == {"StringNotEquals": {"aws:PrincipalArn": reader}}
