"""`make package`: from app.py, the policy and infra/ to build/, checked at every step.

Clean → chalice package (with our resources merged in) → slim → cfn-lint → translate to plain
CloudFormation → cfn-lint again → our own checks. A finding anywhere ends it with status 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import boto3

from chalicelib.errors import OperatorError
from frontdesk import dashboard_checks, definitions, package_checks, policy_checks, slim

BUILD = definitions.PROJECT / "build"
WRITTEN = ("sam.json", "cloudformation.json", "deployment.zip")
_BIN = Path(sys.executable).parent
_REGION = "us-east-1"  # where cfn-lint and the translator look; the template names none


def main(argv: Sequence[str]) -> int:
    """Build and check the package of a stage; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="frontdesk package", description="Write build/: the template and the package."
    )
    parser.add_argument("--stage", choices=definitions.STAGES, default="dev")
    parser.add_argument("--out", type=Path, default=BUILD, help="a folder (default: build)")
    chosen = parser.parse_args(argv)
    try:
        found = build(chosen.stage, chosen.out)
    except OperatorError as err:
        print(f"frontdesk package: {err}", file=sys.stderr)
        return 1
    for finding in found:
        print(f"✗ {finding}", file=sys.stderr)
    if found:
        return 1
    package = chosen.out / "deployment.zip"
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    print(f"{package}: {package.stat().st_size / 1e6:.1f} MB, sha256 {digest}")
    return 0


def build(stage: str, out: Path) -> list[str]:
    """Write sam.json, cloudformation.json and deployment.zip into `out`; return the findings.

    Raises:
        OperatorError: the policy is wrong, or Chalice cannot package.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name in WRITTEN:
        (out / name).unlink(missing_ok=True)
    _chalice_package(stage, out)
    slim.slim(out / "deployment.zip")
    sam = json.loads((out / "sam.json").read_text(encoding="utf-8"))
    if sam != definitions.load(stage):
        return ["sam.json is not what the tests and the local desk are given"]
    _write_json(out / "cloudformation.json", translate(sam))
    return [
        *_lint(out / "sam.json"),
        *_lint(out / "cloudformation.json"),
        *policy_checks.findings(sam),
        *dashboard_checks.findings(sam),
        *package_checks.findings(out / "deployment.zip", definitions.PROJECT),
    ]


def _chalice_package(stage: str, out: Path) -> None:
    """Run Chalice's command, without what it remembers: its cache ignores file names.

    Raises:
        OperatorError: the command failed; its last words are the message.
    """
    shutil.rmtree(definitions.PROJECT / ".chalice" / "deployments", ignore_errors=True)
    merge = out / "merge.json"
    _write_json(merge, definitions.merge_template(stage))
    run = subprocess.run(
        [
            *(str(_BIN / "chalice"), "package", "--stage", stage),
            *("--merge-template", str(merge), str(out)),
        ],
        cwd=definitions.PROJECT,
        env={**os.environ, "AWS_DEFAULT_REGION": _REGION},
        capture_output=True,
        text=True,
        check=False,
    )
    merge.unlink()
    if run.returncode:
        raise OperatorError(f"chalice package: {(run.stderr or run.stdout).strip()[-2000:]}")


def translate(sam: dict[str, Any]) -> dict[str, Any]:
    """Return the SAM template as plain CloudFormation, as AWS's transform would.

    The code's place is a placeholder here: only a deployment knows its bucket.
    """
    # Half a second to import, and only packaging translates.
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator

    copied = json.loads(json.dumps(sam))
    for resource in copied["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/deployment.zip"
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=_REGION))
    translated: dict[str, Any] = translator.translate(sam_template=copied, parameter_values={})
    return translated


def _lint(template: Path) -> list[str]:
    """Return cfn-lint's findings, one line each."""
    run = subprocess.run(
        [str(_BIN / "cfn-lint"), "--format", "parseable", str(template)],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (run.stdout + run.stderr).strip().splitlines()
    return [f"cfn-lint: {line}" for line in lines] if run.returncode else []


def _write_json(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n", encoding="utf-8")
