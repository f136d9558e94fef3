"""Foreign errors in the words of errors.py, once for all adapters: who must act.

The mailer alone has rules of its own (ses.py), because a lost answer is something else there.
Messages name the call, the resource and AWS's code and request id; never keys, texts or addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 — botocore's name for it
    HTTPClientError,
    IncompleteReadError,
    ResponseStreamingError,
)

from chalicelib.errors import ConflictError, DeskError, OperatorError, TransientError

THROTTLES = frozenset(
    {
        "LimitExceededException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "Throttling",
        "ThrottlingError",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
"""We asked too fast, in the words of every service used here."""

_OUTAGES = frozenset(
    {
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "InternalServiceErrorException",
        "RequestTimeout",
        "RequestTimeoutException",
        "ServiceUnavailable",
        "TransactionInProgressException",
    }
)
_CONFLICTS = frozenset({"TransactionConflict", "TransactionConflictException"})

CONNECTION_ERRORS = (ConnectionError, HTTPClientError, IncompleteReadError, ResponseStreamingError)
"""The network failed somewhere between us and AWS."""


def error_code(err: ClientError) -> str:
    """Return AWS's code of an error, "" when it sent none."""
    return err.response.get("Error", {}).get("Code", "")


def http_status(err: ClientError) -> int:
    """Return the HTTP status an error came with, 0 when it is not known."""
    return err.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)


def described(err: ClientError, what: str) -> str:
    """Return one line for operators: the call, AWS's code and the request id to ask AWS about."""
    request_id = err.response.get("ResponseMetadata", {}).get("RequestId", "unknown")
    return f"{what}: {error_code(err) or http_status(err)} (request {request_id})"


def class_of(code: str, status: int) -> type[DeskError]:
    """Return who must act on an AWS error code that came with an HTTP status."""
    if code in _CONFLICTS:
        return ConflictError
    if code in THROTTLES or code in _OUTAGES or status >= 500:
        return TransientError
    return OperatorError


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turn botocore's errors of one call into ours; `what` names call and resource.

    Raises:
        TransientError: throttled, an outage, or the network failed.
        ConflictError: another transaction holds one of the items.
        OperatorError: everything else AWS or botocore refuses.
    """
    try:
        yield
    except ClientError as err:
        raise class_of(error_code(err), http_status(err))(described(err, what)) from err
    except CONNECTION_ERRORS as err:
        raise TransientError(f"{what}: {type(err).__name__}") from err
    except BotoCoreError as err:
        raise OperatorError(f"{what}: {type(err).__name__}") from err
