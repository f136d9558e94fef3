"""Who may do what: rules for the roles of functions and the policies of resources.

A part of `policy_checks`, which runs these checks with the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

Template = Mapping[str, Any]
Properties = Mapping[str, Any]

# Statements with a wildcard, by their Sid, and why each may have one.
EXPLAINED = {
    "WriteOwnLog": "a log group's streams are named by Lambda",
    "ReadRawMail": "objects are named by SES",
    "ReplaceCleansedMail": "objects are named by SES",
    "FindTheTablesStream": "ListStreams is asked of all streams of the one table",
    "MailFromTheDesksMailboxes": "bounded by the From address, whichever identity covers it",
    "SeeHowOldTheFeedbackIs": "GetMetricData knows no resources",
}
# The same for the policies of resources.
EXPLAINED_RESOURCES = {
    "LetIamPoliciesDecide": "without it the key could never be administered again",
    "LetSesStoreAndTell": "in a key's policy the resource is the key",
    "LetTopicsIntoEncryptedQueues": "in a key's policy the resource is the key",
    "LetAlarmsIntoTheEncryptedTopic": "in a key's policy the resource is the key",
    "LetBucketsIntoEncryptedQueues": "in a key's policy the resource is the key",
    "LetTheTableAndTheSecretUseIt": "this account only, and only through the two services",
    "LetSesStoreMail": "objects are named by SES",
}
# Services let in on behalf of whomever, by the statement's Sid, and why.
EXPLAINED_SERVICES = {
    "LetBucketsIntoEncryptedQueues": "what S3 tells the key of the bucket is not documented",
}


def of_type(template: Template, type_: str) -> Iterator[tuple[str, Properties]]:
    """Return the resources of a type: logical id and properties."""
    for logical_id, resource in template["Resources"].items():
        if resource["Type"] == type_:
            yield logical_id, resource["Properties"]


def check_privileges(template: Template) -> Iterator[str]:
    """No wildcard in what a function may do, but for the explained ones."""
    for logical_id, role in of_type(template, "AWS::IAM::Role"):
        for policy in role["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                yield from _wildcards(logical_id, statement, EXPLAINED)
    for logical_id, statement in _resource_statements(template):
        if statement["Effect"] == "Allow":
            yield from _wildcards(logical_id, statement, EXPLAINED_RESOURCES)


def _resource_statements(template: Template) -> Iterator[tuple[str, Properties]]:
    """Return the statements of all policies of resources, with the resource that holds each."""
    for logical_id, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        policy = properties.get("PolicyDocument", properties.get("KeyPolicy", {}))
        for statement in policy.get("Statement", ()):
            yield logical_id, statement


def _wildcards(where: str, statement: Properties, explained: Mapping[str, str]) -> Iterator[str]:
    sid = statement.get("Sid", "")
    actions = statement["Action"]
    texts = [actions] if isinstance(actions, str) else list(actions)
    if any("*" in action for action in texts) and sid != "LetIamPoliciesDecide":
        yield f"{where}: {sid} allows actions by wildcard"
    rest = json.dumps([statement["Resource"], statement.get("Principal", "")])
    if ("*" in rest or ":log-group:" in rest) and sid not in explained:
        yield f"{where}: {sid} has a wildcard nobody explained"
    if "*" in json.dumps(statement.get("Principal", "")) and "Condition" not in statement:
        yield f"{where}: {sid} lets everybody in"


def check_services(template: Template) -> Iterator[str]:
    """A service let in acts for this account or a resource of it, not for a stranger."""
    for logical_id, statement in _resource_statements(template):
        principal = statement.get("Principal", "")
        if statement["Effect"] != "Allow" or "Service" not in principal:
            continue
        conditions = statement.get("Condition", {})
        bound = {key for keys in conditions.values() for key in keys}
        sid = statement.get("Sid", "")
        if not bound & {"aws:SourceAccount", "aws:SourceArn"} and sid not in EXPLAINED_SERVICES:
            yield f"{logical_id}: {sid} lets a service in for any account"


def check_tls(template: Template) -> Iterator[str]:
    """Every bucket and every queue has a policy of its own that refuses plain connections."""
    for logical_id, _ in of_type(template, "AWS::SQS::Queue"):
        arn = {"Fn::GetAtt": [logical_id, "Arn"]}
        policies = [
            policy
            for _, policy in of_type(template, "AWS::SQS::QueuePolicy")
            if {"Ref": logical_id} in policy["Queues"]
        ]
        if not _refuse_plain(policies, action="sqs:*", resources=[arn]):
            yield f"{logical_id}: does not refuse plain connections"
    for logical_id, _ in of_type(template, "AWS::S3::Bucket"):
        arns = [{"Fn::GetAtt": [logical_id, "Arn"]}, {"Fn::Sub": f"${{{logical_id}.Arn}}/*"}]
        policies = [
            policy
            for _, policy in of_type(template, "AWS::S3::BucketPolicy")
            if policy["Bucket"] == {"Ref": logical_id}
        ]
        if not _refuse_plain(policies, action="s3:*", resources=arns):
            yield f"{logical_id}: does not refuse plain connections"


def _refuse_plain(policies: list[Properties], *, action: str, resources: list[Any]) -> bool:
    """Return whether there is one policy (a second would replace it) that denies plain HTTP."""
    if len(policies) != 1:
        return False
    wanted = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": resources if len(resources) > 1 else resources[0],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    statements = policies[0]["PolicyDocument"]["Statement"]
    return any({k: v for k, v in said.items() if k != "Sid"} == wanted for said in statements)
