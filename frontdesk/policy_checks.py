"""What neither linter sees: rules this desk's definition must keep, checked on the SAM template.

Each check takes the template and returns findings, one sentence each; none means all is well.
`make package` runs them on what it wrote, the tests on what it would write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from frontdesk import access_checks
from frontdesk.access_checks import Properties, Template, of_type

LAMBDA_WINDOWS = 6  # AWS: a queue's visibility is at least six times the function's timeout
MAIL_BATCH = 5
RECONCILED_EVERY_S = 900  # app.py's schedule of reconcile
THIRD_RECEIVE = 3  # then intake makes a ticket from the receipt alone, so it must still happen
STREAM_FILTER = {
    "eventName": ["INSERT"],
    "dynamodb": {"NewImage": {"due_now": {"BOOL": [True]}}},
}


def findings(template: Template) -> list[str]:
    """Return what is wrong with a SAM template, in the order of the checks."""
    return [finding for check in CHECKS for finding in check(template)]


def _functions(template: Template) -> Iterator[tuple[str, Properties]]:
    return of_type(template, "AWS::Serverless::Function")


def _sources(template: Template, type_: str) -> Iterator[tuple[str, Properties, Properties]]:
    for logical_id, function in _functions(template):
        for event in function.get("Events", {}).values():
            if event["Type"] == type_:
                yield logical_id, function, event["Properties"]


def _names(value: Any) -> str:
    """Return a reference as text, to find a logical id in it."""
    return json.dumps(value)


def _queue_of(template: Template, reference: Any) -> tuple[str, Properties]:
    for logical_id, queue in of_type(template, "AWS::SQS::Queue"):
        text = _names(reference)
        if f"${{{logical_id}.QueueName}}" in text or f'["{logical_id}", "Arn"]' in text:
            return logical_id, queue
    raise ValueError(f"no queue of the template is {reference!r}")


def check_handlers(template: Template) -> Iterator[str]:
    """Chalice runs registered middleware only for handlers of app.py."""
    for logical_id, function in _functions(template):
        if not function["Handler"].startswith("app."):
            yield f"{logical_id}: the handler {function['Handler']} is not in app.py"


def check_roles(template: Template) -> Iterator[str]:
    """Each function has a role of its own, and a log group that ends."""
    roles = [_names(function["Role"]) for _, function in _functions(template)]
    if len(set(roles)) != len(roles):
        yield "two functions share a role"
    groups = list(of_type(template, "AWS::Logs::LogGroup"))
    for logical_id, _ in _functions(template):
        mine = [g for _, g in groups if f"${{{logical_id}}}" in _names(g["LogGroupName"])]
        if len(mine) != 1 or not mine[0].get("RetentionInDays"):
            yield f"{logical_id}: no log group with a retention time"


def check_queue_sources(template: Template) -> Iterator[str]:
    """A failed record comes back alone, after the function's time, often enough, then is kept."""
    for logical_id, function, source in _sources(template, "SQS"):
        name, queue = _queue_of(template, source["Queue"])
        window_s = source.get("MaximumBatchingWindowInSeconds", 0)
        needed = LAMBDA_WINDOWS * function["Timeout"] + window_s
        if queue.get("VisibilityTimeout", 30) < needed:
            yield f"{name}: visibility is under {needed} s, six times {logical_id}'s timeout"
        if source.get("FunctionResponseTypes") != ["ReportBatchItemFailures"]:
            yield f"{logical_id}: one failed record would repeat its whole batch"
        if "Mail" in logical_id and source["BatchSize"] > MAIL_BATCH:
            yield f"{logical_id}: a killed process would hit {source['BatchSize']} mails"
        redrive = queue.get("RedrivePolicy", {})
        if redrive.get("maxReceiveCount", 0) <= THIRD_RECEIVE or not redrive:
            yield f"{name}: must be received more than {THIRD_RECEIVE} times, then dead-letter"


def check_stream_source(template: Template) -> Iterator[str]:
    """Entries due now, bounded tries, nothing dropped unseen."""
    for logical_id, _, source in _sources(template, "DynamoDB"):
        patterns = [json.loads(f["Pattern"]) for f in source["FilterCriteria"]["Filters"]]
        wanted = {
            "MaximumRetryAttempts": 2,
            "MaximumRecordAgeInSeconds": 300,
            "BisectBatchOnFunctionError": True,
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
        }
        if patterns != [STREAM_FILTER]:
            yield f"{logical_id}: the stream's filter lets other records through"
        for key, value in wanted.items():
            if source.get(key) != value:
                yield f"{logical_id}: {key} is not {value}"
        if "OnFailure" not in source.get("DestinationConfig", {}):
            yield f"{logical_id}: records the stream gives up on are kept nowhere"


def check_queues(template: Template) -> Iterator[str]:
    """Every queue is encrypted; every last resort has an alarm."""
    alarmed = _names([a.get("Dimensions", []) for _, a in of_type(template, _ALARM)])
    for logical_id, queue in of_type(template, "AWS::SQS::Queue"):
        if "KmsMasterKeyId" not in queue:
            yield f"{logical_id}: not encrypted with the desk's key"
        if "RedrivePolicy" not in queue and f'"{logical_id}"' not in alarmed:
            yield f"{logical_id}: nobody is told when something lies in it"


_ALARM = "AWS::CloudWatch::Alarm"


def check_bucket(template: Template) -> Iterator[str]:
    """Raw mail: encrypted, private, forgotten in time, and truly gone when overwritten."""
    for logical_id, bucket in of_type(template, "AWS::S3::Bucket"):
        if "VersioningConfiguration" in bucket or "ReplicationConfiguration" in bucket:
            yield f"{logical_id}: keeps what was overwritten"
        block = bucket.get("PublicAccessBlockConfiguration", {})
        if len(block) != 4 or not all(block.values()):
            yield f"{logical_id}: could be made public"
        if "aws:kms" not in _names(bucket.get("BucketEncryption", {})):
            yield f"{logical_id}: not encrypted with a key of ours"
        if "ExpirationInDays" not in _names(bucket.get("LifecycleConfiguration", {})):
            yield f"{logical_id}: keeps mails for ever"


def check_table(template: Template) -> Iterator[str]:
    """The table tells of new images, forgets, can be restored, and is encrypted."""
    for logical_id, table in of_type(template, "AWS::DynamoDB::Table"):
        if table.get("StreamSpecification") != {"StreamViewType": "NEW_IMAGE"}:
            yield f"{logical_id}: its stream does not carry new images"
        if table.get("TimeToLiveSpecification", {}).get("AttributeName") != "expires_at":
            yield f"{logical_id}: nothing ever expires"
        backups = table.get("PointInTimeRecoverySpecification", {})
        if backups.get("PointInTimeRecoveryEnabled") is not True:
            yield f"{logical_id}: cannot be restored"
        if table.get("SSESpecification", {}).get("SSEType") != "KMS":
            yield f"{logical_id}: not encrypted with a key of ours"
        if "DeletionProtectionEnabled" not in table:
            yield f"{logical_id}: prod's could be deleted"


_KEPT = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SecretsManager::Secret")


def check_retained(template: Template) -> Iterator[str]:
    """What cannot be made again outlives its stack."""
    for logical_id, resource in template["Resources"].items():
        policies = (resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy"))
        if resource["Type"] in _KEPT and policies != ("RetainExceptOnCreate", "Retain"):
            yield f"{logical_id}: would be deleted with its stack"


def check_receipt_rule(template: Template) -> Iterator[str]:
    """Mail of the policy's mailboxes only, stored and told of, and no rule behind ours."""
    rule = template["Resources"]["ReceiptRule"]
    said = rule["Properties"]["Rule"]
    if set(rule.get("DependsOn", ())) != {"MailBucketPolicy", "IntakeTopicPolicy"}:
        yield "ReceiptRule: SES tries the bucket and the topic before their policies are there"
    if not said.get("Recipients"):
        yield "ReceiptRule: without recipients it takes the mail of every verified domain"
    actions = [next(iter(action)) for action in said["Actions"]]
    if actions != ["S3Action", "StopAction"] or "TopicArn" not in said["Actions"][0]["S3Action"]:
        yield "ReceiptRule: must store, tell, and stop"
    if not (said.get("ScanEnabled") and said.get("Enabled")):
        yield "ReceiptRule: not enabled, or not scanning"


def check_heartbeat(template: Template) -> Iterator[str]:
    """A count sent by every run of the clock rings when it stays away, and not when it is late."""
    alarm = template["Resources"]["OverdueAlarm"]["Properties"]
    if alarm["TreatMissingData"] != "breaching":
        yield "OverdueAlarm: keeps silent when nobody looks for overdue mails any more"
    if alarm["Period"] < 2 * RECONCILED_EVERY_S:
        yield f"OverdueAlarm: a run a little late would ring; at least {2 * RECONCILED_EVERY_S} s"


CHECKS: tuple[Callable[[Template], Iterator[str]], ...] = (
    check_handlers,
    check_roles,
    check_queue_sources,
    check_stream_source,
    check_queues,
    check_bucket,
    check_table,
    check_retained,
    check_receipt_rule,
    check_heartbeat,
    access_checks.check_privileges,
    access_checks.check_services,
    access_checks.check_tls,
)
