"""SES at both ends: it stores and tells of what came in, and keeps and tells of what went out."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.reading.trace import write_trace
from frontdesk.local import inbound
from frontdesk.local.inbound import ReceiptRule
from frontdesk.local.sent import SentMail, events_of, parse_sent
from frontdesk.local.smtp import NotStoredError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sns import SNSClient


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDestination:
    """Where a configuration set's events go. `types` are SES's names, any case."""

    configuration_set: str
    topic_arn: str
    types: frozenset[str]


class SesPlayer:
    """Plays SES for one receipt rule and the event destinations of the definition."""

    def __init__(
        self,
        *,
        rule: ReceiptRule,
        destinations: tuple[EventDestination, ...],
        region: str,
        s3: S3Client,
        sns: SNSClient,
        now: Callable[[], datetime],
        reads_verdict_header: bool,
    ) -> None:
        self._rule = rule
        self._destinations = destinations
        self._region = region
        self._s3 = s3
        self._sns = sns
        self._now = now
        self._reads_verdict_header = reads_verdict_header
        self._sent: list[SentMail] = []
        self._untold: list[SentMail] = []
        self._guard = threading.Lock()

    def is_known(self, address: str) -> bool:
        """Return whether the receipt rule takes mail for this address."""
        return inbound.is_recipient(address, self._rule)

    def deliver(self, mail_from: str, recipients: tuple[str, ...], content: bytes) -> str:
        """Store a mail with SES's trace block before it, tell of it, return SES's id for it.

        Raises:
            NotStoredError: the object or the notice could not be written.
        """
        verdicts, kept = inbound.ALL_PASS, content
        if self._reads_verdict_header:
            verdicts, kept = inbound.stated_verdicts(content)
        receipt = inbound.receipt_for(
            self._rule,
            mail_from=mail_from,
            recipients=recipients,
            verdicts=inbound.scanned(verdicts, kept),
            now=self._now(),
        )
        raw = receipt.raw
        told = json.dumps(inbound.notice(receipt, kept, self._rule))
        try:
            self._s3.put_object(Bucket=raw.bucket, Key=raw.key, Body=write_trace(receipt) + kept)
            self._sns.publish(
                TopicArn=self._rule.topic_arn,
                Subject="Amazon SES Email Receipt Notification",
                Message=told,
            )
        except (BotoCoreError, ClientError) as err:
            print(f"frontdesk run: a mail was not stored: {err}", file=sys.stderr)
            raise NotStoredError(type(err).__name__) from err
        return receipt.ses_message_id

    def accept(self, request: Mapping[str, Any], message_id: str) -> None:
        """Keep a mail SES has accepted from us; its events are told at the next `round`."""
        mail = parse_sent(request, message_id=message_id, region=self._region, sent_at=self._now())
        with self._guard:
            self._sent.append(mail)
            self._untold.append(mail)

    def sent(self) -> tuple[SentMail, ...]:
        """Return all mails SES accepted, newest last."""
        with self._guard:
            return tuple(self._sent)

    @property
    def mailboxes(self) -> tuple[str, ...]:
        """The recipients the receipt rule names."""
        return self._rule.recipients

    def round(self) -> int:
        """Publish the events of the mails accepted since the last call; return their number."""
        with self._guard:
            untold, self._untold = self._untold, []
        told = 0
        for mail in untold:
            for event in events_of(mail, at=self._now()):
                told += self._publish(mail, event)
        return told

    def _publish(self, mail: SentMail, event: Mapping[str, Any]) -> int:
        wanted = [
            d
            for d in self._destinations
            if d.configuration_set == mail.configuration_set
            and event["eventType"].lower() in d.types
        ]
        for destination in wanted:
            self._sns.publish(
                TopicArn=destination.topic_arn,
                Subject="Amazon SES Email Event Notification",
                Message=json.dumps(event),
            )
        return len(wanted)
