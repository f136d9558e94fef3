"""The one infrastructure definition: what Chalice says of app.py, and infra/resources.yaml over it.

Chalice's own generator is run in process, without building a zip, so that tests and the local desk
apply exactly what `make package` packages. What the policy says (mailboxes, senders) is filled in
here and stands nowhere twice.
"""

from __future__ import annotations

import copy
import importlib
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

from chalice.config import Config
from chalice.deploy.appgraph import ApplicationGraphBuilder, DependencyBuilder
from chalice.deploy.deployer import (
    BaseDeployStep,
    BuildStage,
    InjectDefaults,
    PolicyGenerator,
    SwaggerBuilder,
)
from chalice.deploy.models import DeploymentPackage
from chalice.deploy.swagger import CFNSwaggerGenerator
from chalice.package import (
    PackageOptions,
    ResourceBuilder,
    SAMTemplateGenerator,
    TemplateDeepMerger,
    YAMLTemplateSerializer,
)
from chalice.policy import AppPolicyGenerator
from chalice.utils import OSUtils

from chalicelib.rules import Rules
from frontdesk.kept_policy import checkout_rules

PROJECT = Path(__file__).resolve().parent.parent
STAGES = ("dev", "prod")
Template = dict[str, Any]


def load(stage: str) -> Template:
    """Return the whole SAM template of a stage, as `make package` writes it, in under a second.

    Imports app.py. `CodeUri` is "./deployment.zip", which need not exist.

    Raises:
        ValueError: there is no such stage.
        OperatorError: the policy is wrong.
    """
    return TemplateDeepMerger().merge(merge_template(stage), _generated(stage))


def merge_template(stage: str) -> Template:
    """Return what is merged over Chalice's template: resources.yaml, filled in from the policy.

    Raises:
        ValueError: there is no such stage.
        OperatorError: the policy is wrong.
    """
    if stage not in STAGES:
        raise ValueError(f"there is no stage {stage!r}, only {' and '.join(STAGES)}")
    template = copy.deepcopy(_resources())
    rules = checkout_rules()
    resources = template["Resources"]
    resources["ReceiptRule"]["Properties"]["Rule"]["Recipients"] = recipients(rules)
    resources["Dashboard"]["Properties"]["DashboardBody"] = {"Fn::Sub": _dashboard()}
    template["Parameters"]["Stage"]["Default"] = stage
    template["Parameters"]["Senders"]["Default"] = ",".join(senders(rules))
    return template


@cache
def _resources() -> Template:
    """Return resources.yaml as it stands: a quarter of a second's reading, so it is read once."""
    source = PROJECT / "infra" / "resources.yaml"
    text = source.read_text(encoding="utf-8")
    template: Template = YAMLTemplateSerializer().load_template(text, str(source))
    return template


def recipients(rules: Rules) -> list[str]:
    """Return every mailbox of every brand, in the policy's order.

    SES takes sub-addresses ("support+x@…") of a listed mailbox along.
    """
    return list(rules.brand_of_mailbox)


def senders(rules: Rules) -> list[str]:
    """Return the addresses automatic mails come from: each brand's first mailbox."""
    return [brand.mailboxes[0] for brand in rules.brands.values()]


def _dashboard() -> str:
    """Return the dashboard's body as compact JSON; `${…}` in it is for Fn::Sub."""
    body = json.loads((PROJECT / "infra" / "dashboard.json").read_text(encoding="utf-8"))
    return json.dumps(body, separators=(",", ":"))


class _NoZip(BaseDeployStep):
    """Stands where Chalice builds the deployment package."""

    def handle_deploymentpackage(self, config: Config, resource: DeploymentPackage) -> None:  # noqa: ARG002 — Chalice's signature
        resource.filename = "./deployment.zip"


class _Offline(PackageOptions):
    """Answers Chalice's questions about endpoints without a session, hence without a region."""

    def __init__(self) -> None:
        """Need no client."""

    def service_principal(self, service: str) -> str:
        """Return the principal as it is called in every partition we deploy to."""
        return f"{service}.amazonaws.com"


def _generated(stage: str) -> Template:
    """Return the SAM template Chalice makes of app.py and .chalice."""
    disk = json.loads((PROJECT / ".chalice" / "config.json").read_text(encoding="utf-8"))
    config = Config(
        chalice_stage=stage,
        user_provided_params={"project_dir": str(PROJECT), "chalice_app": _app()},
        config_from_disk=disk,
    )
    files = OSUtils()
    build = BuildStage(
        steps=[
            InjectDefaults(),
            _NoZip(),
            PolicyGenerator(policy_gen=AppPolicyGenerator(osutils=files), osutils=files),
            SwaggerBuilder(swagger_generator=CFNSwaggerGenerator()),
        ]
    )
    builder = ResourceBuilder(ApplicationGraphBuilder(), DependencyBuilder(), build)
    resources = builder.construct_resources(config, stage)
    return SAMTemplateGenerator(config, _Offline()).generate(resources)


def _app() -> Any:
    """Return the Chalice object of app.py, imported as Chalice imports it."""
    for folder in (str(PROJECT), str(PROJECT / "vendor")):
        if folder not in sys.path:
            sys.path.append(folder)
    return importlib.import_module("app").app
