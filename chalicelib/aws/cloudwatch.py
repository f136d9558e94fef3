"""How old the feedback queue's oldest message is, from CloudWatch.

SQS itself does not tell: ApproximateAgeOfOldestMessage is no queue attribute but a metric, sent to
CloudWatch once a minute and visible one to three minutes later. What happened since the last
datapoint is therefore unknown, and counted as if the message still waited: too old an age only
puts off a second attempt, too young a one would send a mail twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.aws.failures import translated

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient

_LOOK_BACK = timedelta(minutes=10)
_PERIOD_S = 60


class CloudWatchFeedbackQueue:
    """ports.FeedbackQueue by the queue's metric."""

    def __init__(self, client: CloudWatchClient, queue_name: str) -> None:
        self._client = client
        self._queue_name = queue_name

    def oldest_message_age_s(self, now: datetime) -> float:
        """Return the age of the oldest waiting message, aged from its datapoint to `now`.

        0 when the newest datapoint says so, or when there is none in ten minutes: SQS stops
        sending the metric for a queue that nobody used for six hours.
        """
        with translated(f"GetMetricData of {self._queue_name}"):
            answer = self._client.get_metric_data(
                StartTime=now - _LOOK_BACK,
                EndTime=now,
                ScanBy="TimestampDescending",
                MetricDataQueries=[
                    {
                        "Id": "age",
                        "MetricStat": {
                            "Metric": {
                                "Namespace": "AWS/SQS",
                                "MetricName": "ApproximateAgeOfOldestMessage",
                                "Dimensions": [{"Name": "QueueName", "Value": self._queue_name}],
                            },
                            "Period": _PERIOD_S,
                            "Stat": "Maximum",
                        },
                    }
                ],
            )
        series = answer["MetricDataResults"][0]
        newest = max(zip(series["Timestamps"], series["Values"], strict=True), default=None)
        if newest is None or newest[1] == 0:
            return 0.0
        measured_at, age_s = newest
        return age_s + max(0.0, (now - measured_at).total_seconds())
