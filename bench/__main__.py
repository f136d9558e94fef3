"""Measure what one message costs: CPU of our own code, and calls to AWS on the way through.

CPU is the median over rounds of process time per mail, machine as it is; calls are counted exactly,
on moto in this process. Results go to bench/results.json; `BENCH_QUICK=1` makes fewer rounds.
"""

from __future__ import annotations

import base64
import json
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

os.environ.update(
    AWS_ACCESS_KEY_ID="testing",
    AWS_SECRET_ACCESS_KEY="testing",  # noqa: S106 — moto's
    AWS_DEFAULT_REGION="eu-west-1",
    POWERTOOLS_SERVICE_NAME="frontdesk",
    POWERTOOLS_METRICS_NAMESPACE="Frontdesk",
)

from moto import mock_aws

from chalicelib import bootstrap
from chalicelib.aws.clients import Clients
from chalicelib.aws.clock import SystemClock
from chalicelib.reading import mime
from chalicelib.reading.message import (
    EmailAddress,
    MailReceipt,
    RawObject,
    Verdict,
    Verdicts,
)
from chalicelib.services import intake, sending
from chalicelib.services.ports import Ports
from chalicelib.settings import Settings
from chalicelib.understanding.understand import understand
from frontdesk import definitions, stack

REGION, ACCOUNT = "eu-west-1", "123456789012"
ROUNDS, MAILS = (3, 20) if os.environ.get("BENCH_QUICK") else (9, 100)
HEAD = (
    "From: Li Wei <li.wei@customer.example>\r\nTo: support@desk.example\r\n"
    "Subject: Transfer failed\r\nDate: Thu, 30 Jul 2026 10:00:00 +0800\r\n"
    "Message-ID: <{id}@customer.example>\r\nMIME-Version: 1.0\r\n"
)
ENGLISH = "My transfer of 25.5 USDT to the exchange failed and the amount is gone from my wallet.\n"
CHINESE = "我昨天转账25.5 USDT到交易所失败了，钱包里的金额也不见了，请帮我查一下怎么回事。\n"


def plain_mail(id_: str) -> bytes:
    """Return an English mail of about 5 kB."""
    head = HEAD.format(id=id_) + "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    return (head + ENGLISH * 58).encode()


def chinese_mail(id_: str) -> bytes:
    """Return a Chinese mail of about 5 kB, base64 as Chinese programs write it."""
    body = base64.encodebytes((CHINESE * 30).encode()).decode()
    head = (
        HEAD.format(id=id_)
        + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return (head + body).encode()


def big_mail(id_: str) -> bytes:
    """Return a mail of about 2 MB with three attachments."""
    data = base64.encodebytes(bytes(range(256)) * 2000).decode()
    parts = "".join(
        "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="screen{n}.png"\r\n\r\n{data}\r\n'
        for n in range(3)
    )
    head = HEAD.format(id=id_) + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return (head + f"--b\r\nContent-Type: text/plain\r\n\r\n{ENGLISH}\r\n{parts}--b--\r\n").encode()


def receipt(bucket: str, key: str) -> MailReceipt:
    """Return SES's word of one delivery."""
    passed = Verdict.PASS
    return MailReceipt(
        raw=RawObject(bucket, key),
        ses_message_id=key,
        recipients=(EmailAddress("support", "desk.example"),),
        mail_from="li.wei@customer.example",
        received_at=datetime(2026, 7, 30, 2, 0, tzinfo=UTC),
        verdicts=Verdicts(spam=passed, virus=passed, spf=passed, dkim=passed, dmarc=passed),
    )


def cpu_ms(work: Callable[[], object], *, times: int) -> float:
    """Return the median CPU milliseconds of one call, over rounds."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - start) / times * 1000)
    return statistics.median(rounds)


def own_compute() -> Iterator[tuple[str, float]]:
    """Yield what reading and understanding cost, by kind of mail."""
    rules = bootstrap.rules()
    loads = (("5 kB English", plain_mail), ("5 kB Chinese", chinese_mail), ("2 MB", big_mail))
    for name, make in loads:
        content, notice = make("m1"), receipt("mail", "m1")
        times = MAILS if len(content) < 100_000 else 3
        yield (
            f"read, {name}, CPU ms",
            cpu_ms(lambda c=content, n=notice: mime.parse(c, n), times=times),  # type: ignore[misc]
        )
        inbound = mime.parse(content, notice)
        yield (
            f"understand, {name}, CPU ms",
            cpu_ms(
                lambda i=inbound: understand(i, rules.default_brand, rules),  # type: ignore[misc]
                times=times,
            ),
        )


@contextmanager
def a_desk() -> Iterator[tuple[Ports, str, Counter[str], Clients]]:
    """Yield ports on moto, the mail bucket, a counter of the calls made, and the clients."""
    with mock_aws():
        made = stack.apply(
            definitions.merge_template("dev"),
            endpoint_url=None,
            region=REGION,
            account_id=ACCOUNT,
            only=("DeskTable", "MailBucket", "KeysSecret", "ConfigurationSet", "OncallTopic"),
        ).resources
        settings = Settings(
            stage="bench",
            region=REGION,
            table=made["DeskTable"].ref,
            mail_bucket=made["MailBucket"].ref,
            keys_secret=made["KeysSecret"].ref,
            configuration_set=made["ConfigurationSet"].ref,
            feedback_queue="feedback",
            oncall_topic=made["OncallTopic"].ref,
            endpoint_url=None,
        )
        clients, calls = Clients(region=REGION), Counter[str]()
        clients.sesv2.create_email_identity(EmailIdentity="desk.example")
        for client in (clients.dynamodb, clients.s3, clients.sesv2):
            client.meta.events.register(
                "before-call", lambda model, **_: calls.update([model.name])
            )
        ports = bootstrap.build(settings, clock=SystemClock(), clients=clients)
        yield ports, settings.mail_bucket, calls, clients


def aws_calls() -> Iterator[tuple[str, float]]:
    """Yield how many calls each path makes, warm."""
    with a_desk() as (ports, bucket, calls, clients):
        clients.s3.put_object(Bucket=bucket, Key="o1", Body=plain_mail("m1"))
        for what in ("new mail", "the same mail again"):
            calls.clear()
            intake.receive_mail(receipt(bucket, "o1"), ports)
            yield f"receive_mail, {what}, AWS calls", calls.total()
        (entry,) = ports.outbox.due(until=ports.clock.now(), limit=9)
        calls.clear()
        sending.send_entry(entry, ports)
        yield "send, acknowledgement, AWS calls", calls.total()


def main() -> None:
    """Print the table and write it to bench/results.json."""
    rows = [*own_compute(), *aws_calls()]
    for what, value in rows:
        print(f"{what:<45} {value:>8.2f}")
    results = [{"what": what, "value": round(value, 3)} for what, value in rows]
    out = Path(__file__).parent / "results.json"
    out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


main()
