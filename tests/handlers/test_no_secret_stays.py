"""M64: secrets of every kind in every place, through the whole desk; then everything is searched.

Everything: the table, the archive, the mails that went out, the pages and answers shown, log lines
and metrics. What is looked for is the value, whatever white space or marks stand in it.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from app import receive_mail, reconcile, tick
from chalicelib import bootstrap
from chalicelib.aws.dynamodb.outbox import DynamoOutbox
from chalicelib.aws.dynamodb.tickets import DynamoTickets
from chalicelib.aws.s3 import S3Archive
from tests.handlers.test_events import MINUTE, Context, notice
from tests.handlers.web import Site
from tests.services.conftest import Desk
from tests.spilled import everything_in, squeezed
from tests.throwaway import KINDS, Planted, plant

if TYPE_CHECKING:
    from tests.conftest import MockedAws

SEEDS = range(3)
JSON, FORM = "/v1/forms/support", "/forms/support"
NEEDLE = 20
"""So many characters of a value tell it; its rest may be told apart by a mark."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Return a desk on fakes that the app runs on."""
    made = Desk()
    with bootstrap.use(made.ports):
        yield made


def a_mail(number: int, text: str = "Please help me with my wallet.") -> EmailMessage:
    """Return a mail of a customer of their own."""
    message = EmailMessage()
    message["From"] = f"Customer <c{number}@customer.example>"
    message["To"] = "support@desk.example"
    message["Subject"] = "My wallet"
    message["Date"] = "Thu, 30 Jul 2026 10:00:00 +0800"
    message["Message-ID"] = f"<m{number}@customer.example>"
    message.set_content(text)
    return message


def said(planted: Planted) -> str:
    """Return how its owner tells a secret."""
    return f"My {planted.cue}: {planted.value}"


def in_text(number: int, planted: Planted) -> EmailMessage:
    """Write it down."""
    return a_mail(number, f"Hello,\n\nI cannot log in.\n{said(planted)}\n\nThanks\n")


def in_quote(number: int, planted: Planted) -> EmailMessage:
    """Answer a mail in which it stood."""
    old = said(planted).replace("\n", "\n> ")
    return a_mail(number, f"Any news?\n\nOn Monday, Li wrote:\n> Hello\n> {old}\n")


def in_subject(number: int, planted: Planted) -> EmailMessage:
    """Put it where everybody sees it."""
    message = a_mail(number)
    del message["Subject"]
    message["Subject"] = " ".join(said(planted).split())
    return message


def in_hidden_html(number: int, planted: Planted) -> EmailMessage:
    """Hide it in a page."""
    message = a_mail(number)
    hidden = f'<div style="display:none">{said(planted)}</div>'
    message.add_alternative(f"<html><body><p>Help.</p>{hidden}</body></html>", subtype="html")
    return message


def in_html_alone(number: int, planted: Planted) -> EmailMessage:
    """Write a page with a word in bold."""
    message = a_mail(number)
    first, _, rest = said(planted).partition(":")
    message.set_content(f"<p>{first}:<b>{rest}</b></p><p>Thanks</p>", subtype="html")
    return message


def in_attribute(number: int, planted: Planted) -> EmailMessage:
    """Hide it where no reader looks."""
    message = a_mail(number)
    value = said(planted).replace('"', "&quot;")
    message.add_alternative(f'<p>Help.</p><img alt="{value}" src="cid:1">', subtype="html")
    return message


def attached(name: str, kind: str) -> Callable[[int, Planted], EmailMessage]:
    """Return who attaches it as a file."""

    def write(number: int, planted: Planted) -> EmailMessage:
        data = said(planted)
        if kind == "application/json" and not planted.value.startswith("{"):
            data = json.dumps({planted.cue: planted.value}, ensure_ascii=False)
        message = a_mail(number)
        main, _, sub = kind.partition("/")
        message.add_attachment(data.encode(), maintype=main, subtype=sub, filename=name)
        return message

    return write


def zipped(member: str, data: bytes) -> bytes:
    """Return a zip with one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(member, data)
    return out.getvalue()


def in_zip(number: int, planted: Planted) -> EmailMessage:
    """Pack it."""
    message = a_mail(number)
    data = zipped("notes.txt", said(planted).encode())
    message.add_attachment(data, maintype="application", subtype="zip", filename="notes.zip")
    return message


def in_member_name(number: int, planted: Planted) -> EmailMessage:
    """Call a packed file so."""
    message = a_mail(number)
    data = zipped(f"{as_name(planted)}.txt", b"nothing")
    message.add_attachment(data, maintype="application", subtype="zip", filename="notes.zip")
    return message


def in_file_name(number: int, planted: Planted) -> EmailMessage:
    """Call a picture so."""
    message = a_mail(number)
    message.add_attachment(
        b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename=f"{as_name(planted)}.png"
    )
    return message


def as_name(planted: Planted) -> str:
    """Return a secret as somebody names a file after it."""
    return f"{planted.cue} {planted.value}".replace("\n", " ").replace(" ", "_")


def in_display_name(number: int, planted: Planted) -> EmailMessage:
    """Call oneself so."""
    message = a_mail(number)
    del message["From"]
    name = said(planted).replace('"', "'").replace("\n", " ")
    message["From"] = f'"{name}" <c{number}@customer.example>'
    return message


def in_forwarded_mail(number: int, planted: Planted) -> EmailMessage:
    """Attach the mail in which it stood."""
    message = a_mail(number)
    message.add_attachment(in_text(number + 50_000, planted))
    return message


MAILS: dict[str, Callable[[int, Planted], EmailMessage]] = {
    "text": in_text,
    "quote": in_quote,
    "subject": in_subject,
    "hidden html": in_hidden_html,
    "html alone": in_html_alone,
    "attribute": in_attribute,
    "txt": attached("notes.txt", "text/plain"),
    "json": attached("notes.json", "application/json"),
    "csv": attached("notes.csv", "text/csv"),
    "no type": attached("notes", "application/octet-stream"),
    "zip": in_zip,
    "member name": in_member_name,
    "file name": in_file_name,
    "display name": in_display_name,
    "forwarded mail": in_forwarded_mail,
}
NO_NAME = frozenset({"keystore", "pem"})
"""What nobody can put into one line."""
ONE_LINE = frozenset({"subject", "member name", "file name", "display name"})
FIELDS = ("message", "subject", "name", "tx_hash")


def needles(planted: Planted) -> tuple[str, ...]:
    """Return what of a value must be found nowhere."""
    value = planted.value
    if planted.kind == "keystore":
        value = json.loads(value)["crypto"]["ciphertext"]
    if planted.kind == "pem":
        value = value.splitlines()[2]
    whole = squeezed(value)
    return (whole[:NEEDLE], whole[-NEEDLE:])


def places(kind: str) -> Iterator[tuple[str, Callable[[int, Planted], EmailMessage]]]:
    """Yield the places in which a kind of secret can stand."""
    for place, write in MAILS.items():
        if not (kind in NO_NAME and place in ONE_LINE):
            yield place, write


def planted_in_mails(desk: Desk, kind: str) -> dict[str, Planted]:
    """Send one secret per place and seed by mail; return them by where they were put."""
    out: dict[str, Planted] = {}
    for place, write in places(kind):
        for seed in SEEDS:
            number = len(out) + 1
            planted = plant(kind, seed * 1_000 + number)
            key = f"inbound/{number}"
            desk.stored(write(number, planted).as_bytes().decode("utf-8"), key=key)
            answer = receive_mail(notice(key), Context())
            assert answer == {"batchItemFailures": []}, place
            out[f"{place} {seed}"] = planted
    return out


def planted_in_forms(kind: str, shown: list[str]) -> dict[str, Planted]:
    """Send one secret per field by form and by JSON, right and with a mistake in it."""
    out: dict[str, Planted] = {}
    site = Site()
    for number, field in enumerate(FIELDS):
        for path in (FORM, JSON):
            for email in (f"f{number}@customer.example", "no address"):
                planted = plant(kind, 90_000 + len(out))
                values = {"name": "Lin", "email": email, "message": "Please help."}
                values[field] = said(planted)
                post = site.post_form if path == FORM else site.post_json
                answer = post(path, values, origin="https://nowhere.example")
                shown.append(unescape(answer.body.decode()) + json.dumps(dict(answer.headers)))
                out[f"{path} {field} {email}"] = planted
    return out


def spilled(desk: Desk, *more: str) -> str:
    """Return everything the desk keeps, sent or said, squeezed."""
    store = {k: v for k, v in vars(desk.tickets.store).items() if k != "lock"}
    readings = [squeezed(repr(store)), *map(squeezed, more)]
    readings += [everything_in(content) for content in desk.archive.objects.values()]
    readings += [everything_in(mail.content) for mail in desk.mailer.sent]
    return " ".join(readings)


def found_in(haystack: str, planted: dict[str, Planted]) -> list[str]:
    """Return where those were put that are still to be found."""
    searched = haystack.encode("utf-8", "surrogatepass")  # bytes are searched much faster
    return [
        where
        for where, one in planted.items()
        if any(part.encode("utf-8", "surrogatepass") in searched for part in needles(one))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_no_secret_stays_anywhere(
    desk: Desk, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planted in every place a mail and a form have, found in none."""
    shown: list[str] = []
    planted = planted_in_mails(desk, kind) | planted_in_forms(kind, shown)
    tick(MINUTE, Context())
    reconcile(MINUTE, Context())

    logged = capsys.readouterr()

    assert "SecretsFound" in logged.out
    assert found_in(spilled(desk, logged.out, logged.err, *shown), planted) == []
    assert desk.tickets.store.dirty == {}


def test_at_least_five_hundred_variants_are_planted() -> None:
    """M64's number, counted and not believed."""
    mails = sum(len(list(places(kind))) * len(SEEDS) for kind in KINDS)

    assert mails + len(KINDS) * len(FIELDS) * 4 >= 500


def test_the_search_finds_what_was_not_removed(desk: Desk) -> None:
    """A search that finds nothing proves nothing, unless it can find."""
    planted: dict[str, Planted] = {}
    for kind in KINDS:
        for number, (place, write) in enumerate(places(kind)):
            one = plant(kind, number)
            desk.stored(write(number, one).as_bytes().decode("utf-8"), key=f"{kind} {number}")
            planted[f"{kind} {place}"] = one

    missed = planted.keys() - set(found_in(spilled(desk), planted))

    assert missed == set()


def test_no_secret_stays_in_aws(aws: MockedAws) -> None:
    """The same on the table and the bucket themselves: each kind, each in another place."""
    desk = Desk()
    ports = replace(
        desk.ports,
        archive=S3Archive(aws.clients.s3),
        tickets=DynamoTickets(aws.clients.dynamodb, aws.table),
        outbox=DynamoOutbox(aws.clients.dynamodb, aws.table),
    )
    planted: dict[str, Planted] = {}
    with bootstrap.use(ports):
        for number, kind in enumerate(KINDS):
            place, write = list(places(kind))[number % len(list(places(kind)))]
            planted[f"{kind} {place}"] = plant(kind, 500 + number)
            content = write(number, planted[f"{kind} {place}"]).as_bytes()
            key = f"inbound/planted {number}"
            aws.clients.s3.put_object(Bucket=aws.bucket, Key=key, Body=content)
            answer = receive_mail(in_bucket(notice(key), aws.bucket), Context())
            assert answer == {"batchItemFailures": []}, kind

    assert found_in(everything_stored(aws), planted) == []
    assert ports.tickets.dirty(until=desk.clock.now(), limit=100) == ()


def in_bucket(event: dict[str, Any], bucket: str) -> dict[str, Any]:
    """Return a notice that names another bucket."""
    text = json.dumps(event).replace("mail-bucket", bucket)
    return dict(json.loads(text))


def everything_stored(aws: MockedAws) -> str:
    """Return all items and all objects, as they can be read."""
    out: list[str] = []
    for page in aws.clients.dynamodb.get_paginator("scan").paginate(TableName=aws.table):
        for item in page["Items"]:
            packed = item.pop("texts", None)
            out.append(squeezed(repr(item)))
            if packed:
                out.append(squeezed(json.dumps(json.loads(zlib.decompress(packed["B"])))))
    listed = aws.clients.s3.list_objects_v2(Bucket=aws.bucket, Prefix="inbound/planted")
    for each in listed["Contents"]:
        stored = aws.clients.s3.get_object(Bucket=aws.bucket, Key=each["Key"])
        out += [everything_in(stored["Body"].read()), squeezed(repr(stored["Metadata"]))]
    return " ".join(out)
