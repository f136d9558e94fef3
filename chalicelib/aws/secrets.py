"""The key ring's text in Secrets Manager; tokens.py says what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.aws.failures import translated
from chalicelib.errors import OperatorError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


def fetch_secret(client: SecretsManagerClient, name: str) -> str:
    """Return the current text of a secret, by name or ARN.

    Raises:
        OperatorError: there is no such secret, it holds no text, or we may not read it.
        TransientError: it cannot be had now.
    """
    with translated("GetSecretValue of the key secret"):
        answer = client.get_secret_value(SecretId=name)
    if "SecretString" not in answer:
        raise OperatorError("the key secret holds bytes, not text")
    return answer["SecretString"]
