"""Calling the desk's functions as Lambda does: JSON in, JSON out, one at a time.

One lock around every invocation, because the environment and the Powertools objects are shared by
all functions of the process. Events and answers go through JSON, so that nothing passes here that
could not pass there.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from frontdesk.local.emf import FunctionOutput, Metrics

ACCOUNT = "123456789012"
_requests = itertools.count(1)


class FunctionFailedError(Exception):
    """The function raised, as Lambda would report an unhandled error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function of the definition: how it is called and with what."""

    name: str
    handler: Callable[[Any, Any], Any]
    environment: Mapping[str, str]
    timeout_s: int


class FunctionContext:
    """Lambda's context object, as far as Chalice and Powertools use it."""

    def __init__(self, *, name: str, timeout_s: int, region: str) -> None:
        self.function_name = name
        self.function_version = "$LATEST"
        self.memory_limit_in_mb = 512
        self.invoked_function_arn = f"arn:aws:lambda:{region}:{ACCOUNT}:function:{name}"
        self.aws_request_id = f"00000000-0000-4000-8000-{next(_requests):012d}"
        self.log_group_name = f"/aws/lambda/{name}"
        self.log_stream_name = "local"
        self._ends = time.monotonic() + timeout_s

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds left before Lambda would stop the function."""
        return max(int((self._ends - time.monotonic()) * 1000), 0)


class Functions:
    """All functions of the definition, by the names they have in app.py."""

    def __init__(self, functions: Mapping[str, Function], *, region: str, metrics: Metrics) -> None:
        self._functions = functions
        self._region = region
        self._output = FunctionOutput(sys.stdout, metrics)
        self._one_at_a_time = threading.RLock()

    def __contains__(self, name: str) -> bool:
        return name in self._functions

    def invoke(self, name: str, event: Mapping[str, Any]) -> Any:
        """Call a function and return what it answers. All its errors end here, as in Lambda.

        Raises:
            FunctionFailedError: it raised; the traceback has been written to stderr.
        """
        function = self._functions[name]
        sent = json.loads(json.dumps(event))
        with self._one_at_a_time, contextlib.redirect_stdout(self._output):
            os.environ.update(function.environment)
            context = FunctionContext(name=name, timeout_s=function.timeout_s, region=self._region)
            try:
                return json.loads(json.dumps(function.handler(sent, context)))
            except Exception as err:
                traceback.print_exc(file=sys.stderr)
                raise FunctionFailedError(f"{name}: {type(err).__name__}") from err
