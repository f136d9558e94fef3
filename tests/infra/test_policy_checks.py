"""The checks of the definition: nothing to find in ours, and every planted fault found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk import access_checks, policy_checks

Template = dict[str, Any]


def test_the_definition_keeps_every_rule(dev: Template, prod: Template) -> None:
    """What would be packaged now has no finding, in either stage."""
    assert policy_checks.findings(dev) == []
    assert policy_checks.findings(prod) == []


def said(template: Template, logical_id: str) -> dict[str, Any]:
    """Return a resource's properties."""
    properties: dict[str, Any] = template["Resources"][logical_id]["Properties"]
    return properties


def source(template: Template, logical_id: str) -> dict[str, Any]:
    """Return the properties of a function's one event source."""
    (event,) = said(template, logical_id)["Events"].values()
    properties: dict[str, Any] = event["Properties"]
    return properties


def without(logical_id: str, key: str) -> Callable[[Template], Any]:
    """Return the fault of a resource that lacks a property."""
    return lambda template: said(template, logical_id).pop(key)


def allow(template: Template, role: str, **statement: Any) -> None:
    """Add a statement to a role."""
    policy = said(template, role)["Policies"][0]["PolicyDocument"]
    policy["Statement"].append({"Effect": "Allow", **statement})


def statements(template: Template, policy: str) -> list[dict[str, Any]]:
    """Return the statements of a resource's policy."""
    found: list[dict[str, Any]] = said(template, policy)["PolicyDocument"]["Statement"]
    return found


def statement(template: Template, policy: str, sid: str) -> dict[str, Any]:
    """Return one statement of a resource's policy."""
    return next(s for s in statements(template, policy) if s["Sid"] == sid)


def key_statement(template: Template, sid: str) -> dict[str, Any]:
    """Return one statement of the key's policy."""
    found: list[dict[str, Any]] = said(template, "DeskKey")["KeyPolicy"]["Statement"]
    return next(s for s in found if s["Sid"] == sid)


FAULTS: dict[str, tuple[Callable[[Template], Any], str]] = {
    "a handler outside app.py": (
        lambda t: said(t, "Tick").update(Handler="chalicelib.handlers.outbox.tick"),
        "Tick: the handler",
    ),
    "a shared role": (
        lambda t: said(t, "Tick").update(Role=said(t, "Send")["Role"]),
        "share a role",
    ),
    "a log kept for ever": (
        without("TickLogGroup", "RetentionInDays"),
        "Tick: no log group",
    ),
    "a log group of no function": (
        lambda t: said(t, "ApiHandlerLogGroup").update(LogGroupName="/aws/lambda/${ApiHandler}"),
        "APIHandler: no log group",
    ),
    "a short visibility": (
        lambda t: said(t, "IntakeQueue").update(VisibilityTimeout=300),
        "IntakeQueue: visibility is under 360 s",
    ),
    "a batching window not counted": (
        lambda t: source(t, "ReceiveMail").update(MaximumBatchingWindowInSeconds=5),
        "IntakeQueue: visibility is under 365 s",
    ),
    "a whole batch repeated": (
        lambda t: source(t, "RecordFeedback").pop("FunctionResponseTypes"),
        "RecordFeedback: one failed record",
    ),
    "a large batch of mails": (
        lambda t: source(t, "ReconcileMail").update(BatchSize=10),
        "ReconcileMail: a killed process would hit 10 mails",
    ),
    "no third receive": (
        lambda t: said(t, "IntakeQueue")["RedrivePolicy"].update(maxReceiveCount=3),
        "IntakeQueue: must be received",
    ),
    "no dead letters": (
        without("FeedbackQueue", "RedrivePolicy"),
        "FeedbackQueue: must be received",
    ),
    "an open stream filter": (
        lambda t: source(t, "Send")["FilterCriteria"].update(
            Filters=[{"Pattern": '{"eventName": ["INSERT"]}'}]
        ),
        "Send: the stream's filter",
    ),
    "endless tries": (
        lambda t: source(t, "Send").pop("MaximumRetryAttempts"),
        "Send: MaximumRetryAttempts",
    ),
    "records dropped unseen": (
        lambda t: source(t, "Send").pop("DestinationConfig"),
        "Send: records the stream gives up on",
    ),
    "an open queue": (
        without("WatchQueue", "KmsMasterKeyId"),
        "WatchQueue: not encrypted",
    ),
    "a silent dead letter": (
        lambda t: t["Resources"].pop("WatchDeadLettersAlarm"),
        "WatchDeadLetters: nobody is told",
    ),
    "versions of raw mail": (
        lambda t: said(t, "MailBucket").update(VersioningConfiguration={"Status": "Enabled"}),
        "MailBucket: keeps what was overwritten",
    ),
    "a public bucket": (
        lambda t: said(t, "MailBucket")["PublicAccessBlockConfiguration"].update(
            BlockPublicAcls=False
        ),
        "MailBucket: could be made public",
    ),
    "mail kept for ever": (
        without("MailBucket", "LifecycleConfiguration"),
        "MailBucket: keeps mails for ever",
    ),
    "a bucket without our key": (
        without("MailBucket", "BucketEncryption"),
        "MailBucket: not encrypted",
    ),
    "a stream of keys": (
        lambda t: said(t, "DeskTable").update(StreamSpecification={"StreamViewType": "KEYS_ONLY"}),
        "DeskTable: its stream",
    ),
    "a table without expiry": (
        without("DeskTable", "TimeToLiveSpecification"),
        "DeskTable: nothing ever expires",
    ),
    "a table without backups": (
        without("DeskTable", "PointInTimeRecoverySpecification"),
        "DeskTable: cannot be restored",
    ),
    "a table without our key": (
        without("DeskTable", "SSESpecification"),
        "DeskTable: not encrypted",
    ),
    "an unprotected table": (
        without("DeskTable", "DeletionProtectionEnabled"),
        "DeskTable: prod's could be deleted",
    ),
    "keys that go with their stack": (
        lambda t: t["Resources"]["DeskKey"].pop("DeletionPolicy"),
        "DeskKey: would be deleted",
    ),
    "a rule before its policies": (
        lambda t: t["Resources"]["ReceiptRule"].update(DependsOn=["MailBucketPolicy"]),
        "ReceiptRule: SES tries",
    ),
    "a rule for everybody": (
        lambda t: said(t, "ReceiptRule")["Rule"].update(Recipients=[]),
        "ReceiptRule: without recipients",
    ),
    "a rule that goes on": (
        lambda t: said(t, "ReceiptRule")["Rule"]["Actions"].pop(),
        "ReceiptRule: must store, tell, and stop",
    ),
    "a rule that does not scan": (
        lambda t: said(t, "ReceiptRule")["Rule"].update(ScanEnabled=False),
        "ReceiptRule: not enabled, or not scanning",
    ),
    "an action by wildcard": (
        lambda t: allow(t, "TickRole", Sid="X", Action=["dynamodb:*"], Resource="arn:x"),
        "TickRole: X allows actions by wildcard",
    ),
    "a resource by wildcard": (
        lambda t: allow(t, "TickRole", Sid="X", Action=["kms:Decrypt"], Resource="*"),
        "TickRole: X has a wildcard",
    ),
    "a queue for everybody": (
        lambda t: said(t, "WatchQueuePolicy")["PolicyDocument"]["Statement"].append(
            {
                "Sid": "X",
                "Effect": "Allow",
                "Principal": "*",
                "Action": "sqs:SendMessage",
                "Resource": "arn:x",
            }
        ),
        "WatchQueuePolicy: X lets everybody in",
    ),
    "a service for any account": (
        lambda t: statement(t, "IntakeTopicPolicy", "LetSesTell").pop("Condition"),
        "IntakeTopicPolicy: LetSesTell lets a service in for any account",
    ),
    "a key for any account's topics": (
        lambda t: key_statement(t, "LetTopicsIntoEncryptedQueues").pop("Condition"),
        "DeskKey: LetTopicsIntoEncryptedQueues lets a service in for any account",
    ),
    "a clock that stops unheard": (
        lambda t: said(t, "OverdueAlarm").update(TreatMissingData="notBreaching"),
        "OverdueAlarm: keeps silent",
    ),
    "a clock that rings when late": (
        lambda t: said(t, "OverdueAlarm").update(Period=900),
        "OverdueAlarm: a run a little late",
    ),
    "a plain connection": (
        lambda t: statements(t, "MailBucketPolicy").remove(
            statement(t, "MailBucketPolicy", "RefuseWithoutTls")
        ),
        "MailBucket: does not refuse plain connections",
    ),
    "a plain connection to the mails but not to the bucket": (
        lambda t: statement(t, "MailBucketPolicy", "RefuseWithoutTls")["Resource"].pop(),
        "MailBucket: does not refuse plain connections",
    ),
    "another queue refused twice instead": (
        lambda t: statements(t, "IntakeQueuePolicy").append(
            statements(t, "SendFailuresPolicy").pop()
        ),
        "SendFailures: does not refuse plain connections",
    ),
    "a policy of no queue": (
        lambda t: said(t, "WatchDeadLettersPolicy").update(Queues=[{"Ref": "WatchQueue"}]),
        "WatchDeadLetters: does not refuse plain connections",
    ),
    "two policies of one queue": (
        lambda t: said(t, "SendFailuresPolicy")["Queues"].append({"Ref": "FeedbackQueue"}),
        "FeedbackQueue: does not refuse plain connections",
    ),
    "a queue without a policy": (
        lambda t: t["Resources"].pop("FeedbackDeadLettersPolicy"),
        "FeedbackDeadLetters: does not refuse plain connections",
    ),
    "plain connections allowed": (
        lambda t: statement(t, "IntakeDeadLettersPolicy", "RefuseWithoutTls").update(
            Effect="Allow"
        ),
        "IntakeDeadLetters: does not refuse plain connections",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, dev: Template) -> None:
    """A check that cannot fail protects nothing."""
    plant, wanted = FAULTS[fault]

    plant(dev)

    assert any(wanted in finding for finding in policy_checks.findings(dev)), fault


def test_every_check_has_a_planted_fault(dev: Template) -> None:
    """A new check comes with the fault it is for."""
    for check in policy_checks.CHECKS:
        found = []
        for plant, wanted in FAULTS.values():
            faulty = {**dev, "Resources": _copied(dev["Resources"])}
            plant(faulty)
            found += [f for f in check(faulty) if wanted in f]

        assert found, check.__name__


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def test_every_explained_wildcard_is_in_use(dev: Template) -> None:
    """An explanation without its statement would excuse a later one unseen."""
    text = str(dev)

    for sid in (
        *access_checks.EXPLAINED,
        *access_checks.EXPLAINED_RESOURCES,
        *access_checks.EXPLAINED_SERVICES,
    ):
        assert f"'{sid}'" in text, sid
