"""Low-level clients from one botocore session: made when first asked for, then kept.

boto3's session and resources are left out: they cost start-up time and add nothing here. All
clients share the session's loaded models and credentials. Timeouts stay well below the functions'
own, so that a hanging call ends as our TransientError and not as a killed function.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import botocore.session
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_bedrock_runtime import BedrockRuntimeClient
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sns import SNSClient

_CONNECT_TIMEOUT_S = 2
_READ_TIMEOUT_S = 5
_ARCHIVE_READ_TIMEOUT_S = 10  # between two pieces of an object, not for the whole of it
_OPINION_CONNECT_TIMEOUT_S = 1
_OPINION_READ_TIMEOUT_S = 2  # a message waits for it
_SEND_READ_TIMEOUT_S = 20  # an answer that comes late is better than one that is given up
_ATTEMPTS = 3


class Clients:
    """The AWS clients of one region. `endpoint_url` leads all of them to a local engine."""

    def __init__(self, *, region: str, endpoint_url: str | None = None) -> None:
        self._region = region
        self._endpoint_url = endpoint_url
        self._session = botocore.session.Session()

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        """The table. botocore repeats a transaction under the same token, so retries are safe."""
        return cast("DynamoDBClient", self._made("dynamodb"))

    @cached_property
    def s3(self) -> S3Client:
        """The archive; a local engine has no host name for each bucket."""
        style: dict[str, Any] = {}
        if self._endpoint_url:
            style = {"s3": {"addressing_style": "path"}}
        return cast("S3Client", self._made("s3", read_timeout=_ARCHIVE_READ_TIMEOUT_S, **style))

    @cached_property
    def sesv2(self) -> SESV2Client:
        """The mailer's client: one attempt, for SES has no token to tell a repetition by.

        By default botocore would send the same mail again when the answer got lost.
        """
        return cast(
            "SESV2Client",
            self._made("sesv2", attempts=1, read_timeout=_SEND_READ_TIMEOUT_S),
        )

    @cached_property
    def sns(self) -> SNSClient:
        """The notices' client: one attempt, for the same reason as the mailer's."""
        return cast("SNSClient", self._made("sns", attempts=1))

    @cached_property
    def bedrock_runtime(self) -> BedrockRuntimeClient:
        """The second opinion's client: one short attempt, for a message waits meanwhile."""
        return cast(
            "BedrockRuntimeClient",
            self._made(
                "bedrock-runtime",
                attempts=1,
                connect_timeout=_OPINION_CONNECT_TIMEOUT_S,
                read_timeout=_OPINION_READ_TIMEOUT_S,
            ),
        )

    @cached_property
    def cloudwatch(self) -> CloudWatchClient:
        """The metrics."""
        return cast("CloudWatchClient", self._made("cloudwatch"))

    @cached_property
    def secretsmanager(self) -> SecretsManagerClient:
        """The key ring's keeper."""
        return cast("SecretsManagerClient", self._made("secretsmanager"))

    def _made(
        self,
        service: str,
        *,
        attempts: int = _ATTEMPTS,
        connect_timeout: int = _CONNECT_TIMEOUT_S,
        read_timeout: int = _READ_TIMEOUT_S,
        **options: Any,
    ) -> object:
        config = Config(
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            retries={"mode": "standard", "total_max_attempts": attempts},
            tcp_keepalive=True,
            **options,
        )
        return self._session.create_client(
            service,
            region_name=self._region,
            endpoint_url=self._endpoint_url,
            config=config,
        )
