"""The one way out: SESv2 SendEmail with a raw message.

SES has no idempotency token, so what matters most about a failure is whether the mail may have
gone out. Before the request was written to the wire it certainly has not; after that only SES's
own refusal says so:

    connection refused, no such host, connect timed out   not sent   TransientError
    throttled, quota used up                              not sent   TransientError
    rejected, an address SES does not take                not sent   SenderError
    paused, suspended, not verified, not allowed,
      no such configuration set, malformed by us,
      any other 4xx                                       not sent   OperatorError
    5xx, 408, connection lost, no answer in time,
      an answer that makes no sense                       unknown    UnknownResultError
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ProxyConnectionError,
    TokenRetrievalError,
)
from botocore.parsers import ResponseParserError

from chalicelib.aws.failures import THROTTLES, described, error_code, http_status
from chalicelib.errors import (
    DeskError,
    OperatorError,
    SenderError,
    TransientError,
    UnknownResultError,
)

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

    from chalicelib.answering.compose import OutboundMail

_CALL = "SendEmail"
_REJECTED = "MessageRejected"
_MALFORMED = frozenset({"BadRequestException", "ValidationException"})
_NOT_CONNECTED = (EndpointConnectionError, ConnectTimeoutError, ProxyConnectionError)
_NOT_SIGNED = (
    CredentialRetrievalError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    TokenRetrievalError,
)


class SesMailer:
    """ports.Mailer over SESv2.

    Raises:
        OperatorError: the client would repeat a lost request by itself (see Clients.sesv2).
    """

    def __init__(self, client: SESV2Client, configuration_set: str) -> None:
        retries = getattr(client.meta.config, "retries", None) or {}  # unknown to the stubs
        if retries.get("total_max_attempts") != 1:
            raise OperatorError("the mailer's client must make one attempt only")
        self._client = client
        self._configuration_set = configuration_set

    def send(self, mail: OutboundMail) -> str:
        """Hand the mail over, once, and return the SES message id (bare).

        Raises:
            TransientError: throttled, or SES was not reached: certainly not sent.
            SenderError: refused for good: certainly not sent.
            OperatorError: our account or identity may not send: certainly not sent.
            UnknownResultError: the answer was lost: it may have been sent.
        """
        try:
            answer = self._client.send_email(
                FromEmailAddress=mail.sender,
                Destination={"ToAddresses": [mail.recipient]},
                Content={"Raw": {"Data": mail.content}},
                ConfigurationSetName=self._configuration_set,
                EmailTags=[{"Name": name, "Value": value} for name, value in mail.tags],
            )
        except ClientError as err:
            raise _class_of(err)(described(err, _CALL)) from err
        except _NOT_CONNECTED as err:
            raise TransientError(f"{_CALL}: SES was not reached: {type(err).__name__}") from err
        except _NOT_SIGNED as err:
            # The cause stays out: a message of botocore's may quote a parameter, an address.
            raise OperatorError(f"{_CALL}: not sent: {type(err).__name__}") from None
        except (BotoCoreError, ResponseParserError) as err:
            raise UnknownResultError(f"{_CALL}: {type(err).__name__}") from err
        if not answer.get("MessageId"):  # botocore takes an answer that was cut short for empty
            raise UnknownResultError(f"{_CALL}: an answer without a message id")
        return answer["MessageId"]


def _class_of(err: ClientError) -> type[DeskError]:
    code, status = error_code(err), http_status(err)
    if code in THROTTLES or status == 429:
        return TransientError
    if status >= 500 or status == 408:
        return UnknownResultError
    said = err.response["Error"].get("Message", "").lower()
    if code == _REJECTED:
        # Not verified: the sandbox, or an identity of ours that was never proven.
        return OperatorError if "not verified" in said else SenderError
    # Malformed is our own fault, unless SES names the customer's address.
    return SenderError if code in _MALFORMED and "address" in said else OperatorError
