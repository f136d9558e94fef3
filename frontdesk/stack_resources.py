"""One function per resource type: properties as CloudFormation has them → calls of its API.

Each takes (clients, physical name, resolved properties) and returns what Ref and GetAtt give.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import boto3

Properties = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What Ref gives, and what GetAtt gives by attribute name."""

    ref: str
    attributes: Mapping[str, str] = field(default_factory=dict)


class Clients:
    """The engine's clients, each made once."""

    def __init__(self, session: boto3.Session, endpoint_url: str | None) -> None:
        self.region = session.region_name or ""
        self._session = session
        self._endpoint_url = endpoint_url
        self.of: Callable[[str], Any] = cache(self._client)

    def _client(self, service: str) -> Any:
        make: Any = self._session.client
        return make(service, endpoint_url=self._endpoint_url)


Creator = Callable[[Clients, str, Properties], Made]


def _key(clients: Clients, name: str, said: Properties) -> Made:
    answer = clients.of("kms").create_key(
        Description=said.get("Description", name), Policy=json.dumps(said["KeyPolicy"])
    )
    metadata = answer["KeyMetadata"]
    return Made(ref=metadata["KeyId"], attributes={"Arn": metadata["Arn"]})


def _secret(clients: Clients, name: str, said: Properties) -> Made:
    wanted = said["GenerateSecretString"]
    value = json.loads(wanted["SecretStringTemplate"])
    value[wanted["GenerateStringKey"]] = secrets.token_hex(wanted["PasswordLength"] // 2)
    answer = clients.of("secretsmanager").create_secret(
        Name=name, SecretString=json.dumps(value), KmsKeyId=said["KmsKeyId"]
    )
    return Made(ref=answer["ARN"], attributes={"Id": answer["ARN"]})


_QUEUE_ATTRIBUTES = {
    "KmsMasterKeyId": "KmsMasterKeyId",
    "VisibilityTimeout": "VisibilityTimeout",
    "MessageRetentionPeriod": "MessageRetentionPeriod",
    "DelaySeconds": "DelaySeconds",
    "RedrivePolicy": "RedrivePolicy",
}


def _queue(clients: Clients, name: str, said: Properties) -> Made:
    attributes = {
        theirs: json.dumps(said[ours]) if isinstance(said[ours], dict) else str(said[ours])
        for ours, theirs in _QUEUE_ATTRIBUTES.items()
        if ours in said
    }
    sqs = clients.of("sqs")
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return Made(ref=url, attributes={"Arn": answer["Attributes"]["QueueArn"], "QueueName": name})


def _queue_policy(clients: Clients, name: str, said: Properties) -> Made:
    for url in said["Queues"]:
        clients.of("sqs").set_queue_attributes(
            QueueUrl=url, Attributes={"Policy": json.dumps(said["PolicyDocument"])}
        )
    return Made(ref=name)


def _topic(clients: Clients, name: str, said: Properties) -> Made:
    answer = clients.of("sns").create_topic(
        Name=name, Attributes={"KmsMasterKeyId": said["KmsMasterKeyId"]}
    )
    attributes = {"TopicArn": answer["TopicArn"], "TopicName": name}
    return Made(ref=answer["TopicArn"], attributes=attributes)


def _topic_policy(clients: Clients, name: str, said: Properties) -> Made:
    for arn in said["Topics"]:
        clients.of("sns").set_topic_attributes(
            TopicArn=arn,
            AttributeName="Policy",
            AttributeValue=json.dumps(said["PolicyDocument"]),
        )
    return Made(ref=name)


def _subscription(clients: Clients, name: str, said: Properties) -> Made:  # noqa: ARG001 — one shape for all
    raw = str(said.get("RawMessageDelivery", False)).lower()
    answer = clients.of("sns").subscribe(
        TopicArn=said["TopicArn"],
        Protocol=said["Protocol"],
        Endpoint=said["Endpoint"],
        Attributes={"RawMessageDelivery": raw},
        ReturnSubscriptionArn=True,
    )
    return Made(ref=answer["SubscriptionArn"])


def _bucket(clients: Clients, name: str, said: Properties) -> Made:
    bucket = name.lower()
    s3 = clients.of("s3")
    place = {"LocationConstraint": clients.region}
    s3.create_bucket(
        Bucket=bucket,
        **({} if clients.region == "us-east-1" else {"CreateBucketConfiguration": place}),
    )
    s3.put_bucket_encryption(
        Bucket=bucket,
        ServerSideEncryptionConfiguration={
            "Rules": [
                {
                    "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"],
                    "BucketKeyEnabled": rule["BucketKeyEnabled"],
                }
                for rule in said["BucketEncryption"]["ServerSideEncryptionConfiguration"]
            ]
        },
    )
    s3.put_public_access_block(
        Bucket=bucket,
        PublicAccessBlockConfiguration=said["PublicAccessBlockConfiguration"],
    )
    s3.put_bucket_lifecycle_configuration(
        Bucket=bucket,
        LifecycleConfiguration={
            "Rules": [_lifecycle(rule) for rule in said["LifecycleConfiguration"]["Rules"]]
        },
    )
    _notify(clients, bucket, said["NotificationConfiguration"])
    return Made(ref=bucket, attributes={"Arn": f"arn:aws:s3:::{bucket}"})


def _lifecycle(rule: Properties) -> dict[str, Any]:
    abort = rule["AbortIncompleteMultipartUpload"]
    return {
        "ID": rule["Id"],
        "Status": rule["Status"],
        "Filter": {"Prefix": rule.get("Prefix", "")},
        "Expiration": {"Days": int(rule["ExpirationInDays"])},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": abort["DaysAfterInitiation"]},
    }


def _notify(clients: Clients, bucket: str, said: Properties) -> None:
    clients.of("s3").put_bucket_notification_configuration(
        Bucket=bucket,
        NotificationConfiguration={
            "QueueConfigurations": [
                {
                    "QueueArn": target["Queue"],
                    "Events": [target["Event"]],
                    "Filter": {
                        "Key": {"FilterRules": target["Filter"]["S3Key"]["Rules"]},
                    },
                }
                for target in said["QueueConfigurations"]
            ]
        },
    )


def _bucket_policy(clients: Clients, name: str, said: Properties) -> Made:
    clients.of("s3").put_bucket_policy(
        Bucket=said["Bucket"], Policy=json.dumps(said["PolicyDocument"])
    )
    return Made(ref=name)


def _table(clients: Clients, name: str, said: Properties) -> Made:
    dynamodb = clients.of("dynamodb")
    stream = {"StreamEnabled": True, **said["StreamSpecification"]}
    encryption = said["SSESpecification"]
    answer = dynamodb.create_table(
        TableName=name,
        AttributeDefinitions=said["AttributeDefinitions"],
        KeySchema=said["KeySchema"],
        GlobalSecondaryIndexes=said["GlobalSecondaryIndexes"],
        BillingMode=said["BillingMode"],
        DeletionProtectionEnabled=said["DeletionProtectionEnabled"],
        StreamSpecification=stream,
        SSESpecification={
            "Enabled": encryption["SSEEnabled"],
            "SSEType": encryption["SSEType"],
            "KMSMasterKeyId": encryption["KMSMasterKeyId"],
        },
    )["TableDescription"]
    dynamodb.update_time_to_live(
        TableName=name, TimeToLiveSpecification=said["TimeToLiveSpecification"]
    )
    dynamodb.update_continuous_backups(
        TableName=name,
        PointInTimeRecoverySpecification=said["PointInTimeRecoverySpecification"],
    )
    attributes = {"Arn": answer["TableArn"], "StreamArn": answer["LatestStreamArn"]}
    return Made(ref=name, attributes=attributes)


def _rule_set(clients: Clients, name: str, said: Properties) -> Made:  # noqa: ARG001 — one shape for all
    clients.of("ses").create_receipt_rule_set(RuleSetName=name)
    return Made(ref=name)


def _rule(clients: Clients, name: str, said: Properties) -> Made:
    clients.of("ses").create_receipt_rule(
        RuleSetName=said["RuleSetName"], Rule={"Name": name, **said["Rule"]}
    )
    return Made(ref=name)


def _configuration_set(clients: Clients, name: str, said: Properties) -> Made:
    clients.of("sesv2").create_configuration_set(
        ConfigurationSetName=name,
        SendingOptions=said["SendingOptions"],
        ReputationOptions=said["ReputationOptions"],
        SuppressionOptions=said["SuppressionOptions"],
    )
    return Made(ref=name)


def _event_destination(clients: Clients, name: str, said: Properties) -> Made:
    wanted = said["EventDestination"]
    clients.of("ses").create_configuration_set_event_destination(
        ConfigurationSetName=said["ConfigurationSetName"],
        EventDestination={
            "Name": wanted["Name"],
            "Enabled": wanted["Enabled"],
            "MatchingEventTypes": _event_types(wanted["MatchingEventTypes"]),
            "SNSDestination": wanted["SnsDestination"],
        },
    )
    return Made(ref=name)


def _event_types(said: list[str]) -> list[str]:
    """Leave out what only the newer API's destinations can tell."""
    return [kind for kind in said if kind != "deliveryDelay"]


def _dashboard(clients: Clients, name: str, said: Properties) -> Made:
    clients.of("cloudwatch").put_dashboard(DashboardName=name, DashboardBody=said["DashboardBody"])
    return Made(ref=name)


CREATORS: Mapping[str, Creator] = {
    "AWS::KMS::Key": _key,
    "AWS::SecretsManager::Secret": _secret,
    "AWS::SQS::Queue": _queue,
    "AWS::SQS::QueuePolicy": _queue_policy,
    "AWS::SNS::Topic": _topic,
    "AWS::SNS::TopicPolicy": _topic_policy,
    "AWS::SNS::Subscription": _subscription,
    "AWS::S3::Bucket": _bucket,
    "AWS::S3::BucketPolicy": _bucket_policy,
    "AWS::DynamoDB::Table": _table,
    "AWS::SES::ReceiptRuleSet": _rule_set,
    "AWS::SES::ReceiptRule": _rule,
    "AWS::SES::ConfigurationSet": _configuration_set,
    "AWS::SES::ConfigurationSetEventDestination": _event_destination,
    "AWS::CloudWatch::Dashboard": _dashboard,
}
