"""`make deploy`: build, CloudFormation by a change set, then the receipt rule set.

An account and region have one active receipt rule set. When somebody else's is active, nothing at
all is changed unless --take-over says so: their mail would stop arriving.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError, WaiterError

from frontdesk import definitions, package
from frontdesk.deploy_plan import (
    Activation,
    check_stage,
    code_key,
    decide_activation,
    decide_change,
    parse_parameters,
    place_code,
)

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_ses import SESClient

# What the stage and the policy say; each deployment says it anew.
FROM_THE_BUILD = frozenset({"Stage", "Senders"})
_NO_CHANGE = ("didn't contain changes", "No updates are to be performed")
_MISSING = ("404", "NoSuchBucket", "NoSuchKey", "NotFound")
_POLL = {"Delay": 10, "MaxAttempts": 180}  # half an hour


def main(argv: Sequence[str]) -> int:
    """Deploy a stage; return 0, 1 when refused or failed, 2 without credentials or region."""
    chosen = _arguments().parse_args(argv)
    session: Any = boto3.Session(region_name=chosen.region)
    if not session.region_name:
        print("frontdesk deploy: no region; set AWS_REGION or --region", file=sys.stderr)
        return 2
    try:
        account = session.client("sts").get_caller_identity()["Account"]
    except (BotoCoreError, ClientError) as err:
        print(f"frontdesk deploy: no usable AWS credentials: {err}", file=sys.stderr)
        return 2
    try:
        if not chosen.no_activate and _is_refused(session, chosen):
            return 1
        if not chosen.no_build and package.main(["--stage", chosen.stage]):
            return 1
        return _deploy(session, account, chosen)
    except (BotoCoreError, ClientError, OSError, ValueError) as err:
        print(f"frontdesk deploy: {err}", file=sys.stderr)
        return 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="frontdesk deploy", description="Deploy a stage to AWS.")
    parser.add_argument("--stage", choices=definitions.STAGES, required=True)
    parser.add_argument("--region", help="where SES receives; default: your AWS settings'")
    parser.add_argument("--build", type=Path, default=package.BUILD, help=argparse.SUPPRESS)
    parser.add_argument("--no-build", action="store_true", help="take build/ as it is")
    parser.add_argument(
        "--parameter", action="append", default=[], help="Name=value, e.g. AlarmEmail=…"
    )
    parser.add_argument(
        "--take-over", action="store_true", help="activate our receipt rules over another set"
    )
    parser.add_argument(
        "--no-activate", action="store_true", help="leave the account's receipt rules alone"
    )
    return parser


def _deploy(session: Any, account: str, chosen: argparse.Namespace) -> int:
    """Deploy what lies in build/.

    Raises:
        ValueError: the package is another stage's, a parameter is wrong, or the stack cannot be
            changed now.
        OSError: build/ is not there.
    """
    template = json.loads((chosen.build / "cloudformation.json").read_text(encoding="utf-8"))
    check_stage(template, chosen.stage)
    parameters = parse_parameters(chosen.parameter, template)
    zipped = (chosen.build / "deployment.zip").read_bytes()
    stack, cloudformation = _stack_of(chosen), session.client("cloudformation")
    bucket = f"frontdesk-deployments-{account}-{session.region_name}"
    s3 = session.client("s3")
    ensure_bucket(s3, bucket, session.region_name)
    key = upload(s3, bucket, code_key(zipped), zipped)
    placed = json.dumps(place_code(template, bucket=bucket, key=key)).encode()
    url = f"https://{bucket}.s3.{session.region_name}.amazonaws.com/"
    url += upload(s3, bucket, code_key(placed).replace(".zip", ".json"), placed)
    changed = change_stack(
        cloudformation,
        stack,
        template_url=url,
        parameters=parameters,
        kept=set(template["Parameters"]) - FROM_THE_BUILD,
    )
    print(f"{stack}: {'deployed' if changed else 'nothing to change'}")
    made = outputs(cloudformation, stack)
    for name, value in sorted(made.items()):
        print(f"  {name}: {value}")
    if chosen.no_activate:
        return 0
    ses = session.client("ses")
    return activate(ses, made["ReceiptRuleSetName"], take_over=chosen.take_over)


def _stack_of(chosen: argparse.Namespace) -> str:
    return f"frontdesk-{chosen.stage}"


def _is_refused(session: Any, chosen: argparse.Namespace) -> bool:
    """Look before anything is built or changed."""
    active = active_rule_set(session.client("ses"))
    made = outputs(session.client("cloudformation"), _stack_of(chosen))
    ours = made.get("ReceiptRuleSetName")
    if decide_activation(active=active, ours=ours, take_over=chosen.take_over) is Activation.REFUSE:
        print(_refusal(active), file=sys.stderr)
        return True
    return False


def _refusal(active: str | None) -> str:
    return (
        f"frontdesk deploy: the receipt rule set {active!r} is active, and it is not ours: mail it "
        "takes now would stop arriving. Nothing was changed. Use --take-over to replace it, or "
        "--no-activate to deploy without receiving."
    )


def active_rule_set(ses: SESClient) -> str | None:
    """Return the name of the account's active receipt rule set in this region."""
    metadata = ses.describe_active_receipt_rule_set().get("Metadata", {})
    return metadata.get("Name")


def activate(ses: SESClient, ours: str, *, take_over: bool) -> int:
    """Activate our rule set unless somebody else's has become active; return the exit status."""
    active = active_rule_set(ses)
    match decide_activation(active=active, ours=ours, take_over=take_over):
        case Activation.REFUSE:
            print(_refusal(active), file=sys.stderr)
            return 1
        case Activation.ACTIVATE:
            ses.set_active_receipt_rule_set(RuleSetName=ours)
            was = f" (was {active})" if active else ""
            print(f"receipt rule set {ours}: active{was}")
        case Activation.KEEP:
            print(f"receipt rule set {ours}: active already")
    return 0


def ensure_bucket(s3: S3Client, bucket: str, region: str) -> None:
    """Make the private bucket packages are uploaded to, unless it is there."""
    try:
        s3.head_bucket(Bucket=bucket)
    except ClientError as err:
        if err.response["Error"]["Code"] not in _MISSING:
            raise
    else:
        return
    place: Any = {"CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.create_bucket(Bucket=bucket, **({} if region == "us-east-1" else place))
    s3.put_public_access_block(
        Bucket=bucket,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )


def upload(s3: S3Client, bucket: str, key: str, content: bytes) -> str:
    """Put `content` under a key that names it, unless it is there; return the key."""
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError as err:
        if err.response["Error"]["Code"] not in _MISSING:
            raise
        s3.put_object(Bucket=bucket, Key=key, Body=content)
    return key


def outputs(cloudformation: CloudFormationClient, stack: str) -> dict[str, str]:
    """Return a stack's outputs; none when there is no such stack."""
    found = _describe(cloudformation, stack).get("Outputs", [])
    return {output["OutputKey"]: output["OutputValue"] for output in found}


def _describe(cloudformation: CloudFormationClient, stack: str) -> Mapping[str, Any]:
    try:
        return cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError as err:
        if "does not exist" not in err.response["Error"]["Message"]:
            raise
        return {}


def change_stack(
    cloudformation: CloudFormationClient,
    stack: str,
    *,
    template_url: str,
    parameters: Mapping[str, str],
    kept: Collection[str],
) -> bool:
    """Create or update a stack and wait; return False when there was nothing to change.

    Of the parameters that are not given, those in `kept` keep the values they have.

    Raises:
        ValueError: the stack cannot be changed, or the change failed; the message says why.
    """
    known = _describe(cloudformation, stack)
    change = decide_change(known.get("StackStatus"))
    had = {parameter["ParameterKey"] for parameter in known.get("Parameters", [])}
    values: list[Any] = [{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()]
    values += [
        {"ParameterKey": k, "UsePreviousValue": True}
        for k in sorted(had.intersection(kept) - set(parameters))
    ]
    name = f"deploy-{template_url.rpartition('/')[2][:12]}"
    cloudformation.create_change_set(
        StackName=stack,
        ChangeSetName=name,
        ChangeSetType=change.value,
        TemplateURL=template_url,
        Capabilities=["CAPABILITY_IAM"],
        Parameters=values,
    )
    if not _is_ready(cloudformation, stack, name):
        return False
    cloudformation.execute_change_set(StackName=stack, ChangeSetName=name)
    get_waiter: Any = cloudformation.get_waiter
    try:
        get_waiter(f"stack_{change.value.lower()}_complete").wait(
            StackName=stack, WaiterConfig=_POLL
        )
    except WaiterError as err:
        raise ValueError(f"{stack}: {_reasons(cloudformation, stack)}") from err
    return True


def _is_ready(cloudformation: CloudFormationClient, stack: str, name: str) -> bool:
    """Wait for a change set; return False, and remove it, when it changes nothing.

    Raises:
        ValueError: it failed for another reason.
    """
    try:
        cloudformation.get_waiter("change_set_create_complete").wait(
            StackName=stack, ChangeSetName=name, WaiterConfig={"Delay": 5, "MaxAttempts": 60}
        )
    except WaiterError as err:
        said = cloudformation.describe_change_set(StackName=stack, ChangeSetName=name)
        reason = said.get("StatusReason", "")
        cloudformation.delete_change_set(StackName=stack, ChangeSetName=name)
        if any(words in reason for words in _NO_CHANGE):
            return False
        raise ValueError(f"{stack}: the change set failed: {reason}") from err
    return True


def _reasons(cloudformation: CloudFormationClient, stack: str) -> str:
    """Return what CloudFormation said of the resources that failed last."""
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    failed = [e for e in events if e.get("ResourceStatus", "").endswith("FAILED")]
    said = [
        f"{e['LogicalResourceId']}: {e.get('ResourceStatusReason', 'no reason given')}"
        for e in failed[:5]
    ]
    return "; ".join(said) or "it did not finish in time"
