"""The people on call, by an SNS topic. SNS has no token to tell a repeated notice by.

So a notice is published once for each claim, and whether it may have gone out is told apart as for
mail (ses.py): before the request was written it certainly has not; a refusal of SNS's own says so
as well; anything else is unknown, and the entry is tried again after its lease. A call too many
wakes somebody twice, one too few nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
)
from botocore.parsers import ResponseParserError

from chalicelib.aws.failures import THROTTLES, described, error_code, http_status
from chalicelib.errors import DeskError, OperatorError, TransientError, UnknownResultError

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

    from chalicelib.answering.notice import OutboundNotice

_CALL = "Publish"


class SnsOnCall:
    """ports.OnCall over one topic.

    Raises:
        OperatorError: the client would repeat a lost request by itself (see Clients.sns).
    """

    def __init__(self, client: SNSClient, topic_arn: str) -> None:
        retries = getattr(client.meta.config, "retries", None) or {}  # unknown to the stubs
        if retries.get("total_max_attempts") != 1:
            raise OperatorError("the notices' client must make one attempt only")
        self._client = client
        self._topic_arn = topic_arn

    def notify(self, notice: OutboundNotice) -> str:
        """Publish the notice, once, and return SNS's message id.

        Raises:
            TransientError: throttled, or SNS was not reached: certainly not sent.
            OperatorError: no such topic, or we may not publish: certainly not sent.
            UnknownResultError: the answer was lost: it may have been sent.
        """
        try:
            answer = self._client.publish(
                TopicArn=self._topic_arn, Subject=notice.subject, Message=notice.text
            )
        except ClientError as err:
            raise _class_of(err)(described(err, _CALL)) from err
        except (EndpointConnectionError, ConnectTimeoutError) as err:
            raise TransientError(f"{_CALL}: SNS was not reached: {type(err).__name__}") from err
        except (NoCredentialsError, ParamValidationError) as err:
            raise OperatorError(f"{_CALL}: not sent: {type(err).__name__}") from None
        except (BotoCoreError, ResponseParserError) as err:
            raise UnknownResultError(f"{_CALL}: {type(err).__name__}") from err
        if not answer.get("MessageId"):  # botocore takes an answer that was cut short for empty
            raise UnknownResultError(f"{_CALL}: an answer without a message id")
        return answer["MessageId"]


def _class_of(err: ClientError) -> type[DeskError]:
    status = http_status(err)
    if error_code(err) in THROTTLES or status == 429:
        return TransientError
    return UnknownResultError if status >= 500 or status == 408 else OperatorError
