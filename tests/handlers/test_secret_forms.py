"""A secret in a form: told on the page, shown on none, kept nowhere, and still taken in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from app import reconcile, send
from chalicelib import bootstrap
from chalicelib.answering.page_words import secret_notice
from chalicelib.aws.dynamodb.items import to_item
from chalicelib.errors import TransientError
from chalicelib.reading.mime import parse
from chalicelib.services import intake
from tests.builders import a_receipt
from tests.handlers.test_events import MINUTE, Context
from tests.handlers.web import Site, see
from tests.services.conftest import Desk
from tests.services.test_cleansing import DIRTY, PHRASE, assert_nothing_is_left
from tests.spilled import squeezed

FORM, JSON = "/forms/support", "/v1/forms/support"
FILLED = {"name": "Lin", "email": "lin@customer.example", "message": f"My seed phrase: {PHRASE}"}


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Return a desk on fakes that the app runs on."""
    made = Desk()
    with bootstrap.use(made.ports):
        yield made


@pytest.fixture
def site(desk: Desk) -> Site:
    """Return the app under a domain of its own."""
    return Site()


def sent(site: Site, desk: Desk, path: str = FORM, **fields: str) -> tuple[int, str, str]:
    """Open the form, wait as a person does, send it; return status, page and location."""
    filled = site.fill(path, **{**FILLED, **fields})
    desk.clock.advance(timedelta(seconds=30))
    answer = site.post_form(path, filled)
    return answer.status_code, answer.body.decode(), answer.headers.get("Location", "")


def test_a_form_with_a_secret_is_taken_in_and_its_writer_told(site: Site, desk: Desk) -> None:
    """The next page says what happened, in the reader's language."""
    status, _, location = sent(site, desk)

    page = site.open(location)

    assert status == 303
    assert secret_notice("en") in page.text
    assert desk.only_ticket().number in page.text
    assert desk.entry("secret_received").letter.secrets == ("recovery_phrase",)


def test_a_form_with_a_mistake_comes_back_without_the_secret(site: Site, desk: Desk) -> None:
    """What is shown again was cleansed first, and says so; nothing was taken in."""
    status, body, _ = sent(site, desk, f"{FORM}?lang=zh-Hans", email="no address")

    assert status == 422
    assert squeezed(PHRASE) not in squeezed(body)
    assert secret_notice("zh-Hans") in body
    assert desk.tickets.store.heads == {}


def test_a_clean_form_says_nothing_of_secrets(site: Site, desk: Desk) -> None:
    """No false alarm on the page."""
    status, _, location = sent(site, desk, message="My transfer has not arrived.")

    assert status == 303
    assert secret_notice("en") not in site.open(location).text


def test_a_field_that_held_a_secret_counts_as_not_filled_in(site: Site, desk: Desk) -> None:
    """Its mark has not the shape of a hash, and must not come back as a mistake."""
    status, _, _ = sent(site, desk, message="Where is my transfer?", tx_hash=PHRASE)

    assert status == 303
    assert desk.entry("secret_received").letter.secrets == ("recovery_phrase",)
    assert squeezed(PHRASE) not in squeezed(repr(desk.tickets.store.heads))


def test_the_same_form_twice_is_one_ticket(site: Site, desk: Desk) -> None:
    """And both times the page tells of the secret."""
    filled = site.fill(FORM, **FILLED)
    desk.clock.advance(timedelta(seconds=30))
    locations = [site.post_form(FORM, filled).headers["Location"] for _ in range(2)]

    pages = [site.open(location).text for location in locations]

    assert len(desk.tickets.store.heads) == 1
    assert all(secret_notice("en") in page for page in pages)


def test_json_with_a_secret_is_taken_in_with_a_notice(site: Site, desk: Desk) -> None:
    """Programs can show it to their users."""
    answer = site.post_json(JSON, FILLED)

    said = json.loads(answer.body)
    assert answer.status_code == 202
    assert said["notice"] == secret_notice("en")
    assert said["ticket"] == desk.only_ticket().number


def test_json_with_a_mistake_has_the_notice_too(site: Site, desk: Desk) -> None:
    """Errors name fields, and repeat no value."""
    answer = site.post_json(JSON, {**FILLED, "email": "no address"})

    assert answer.status_code == 422
    assert set(json.loads(answer.body)) == {"errors", "notice"}
    assert squeezed(PHRASE) not in squeezed(answer.body.decode())


def test_json_without_a_secret_answers_as_ever(site: Site, desk: Desk) -> None:
    """The promised shape has no further key."""
    answer = site.post_json(JSON, {**FILLED, "message": "My transfer has not arrived."})

    assert set(json.loads(answer.body)) == {"ticket", "answer_by"}


def test_a_forged_mark_of_a_secret_opens_no_receipt(site: Site, desk: Desk) -> None:
    """The mark is signed like the rest."""
    _, _, location = sent(site, desk, message="My transfer has not arrived.")
    number, when, signature = location.partition("receipt=")[2].split(".", 2)

    forged = location.replace(f"{number}.{when}.{signature}", f"{number}.{when}s.{signature}")

    assert desk.only_ticket().number not in site.open(forged).text


def test_the_schedule_finishes_what_was_left(desk: Desk) -> None:
    """One object that cannot be written keeps no other waiting."""
    for number in (1, 2):
        mail = DIRTY.replace("m1@", f"m{number}@")
        desk.archive.replace_failures.append(TransientError("slow down"))
        with pytest.raises(TransientError):
            intake.receive_mail(desk.stored(mail, key=f"object-{number}"), desk.ports)
    desk.clock.advance(timedelta(minutes=15))
    desk.archive.replace_failures.append(TransientError("slow down"))

    first = reconcile(MINUTE, Context())
    second = reconcile(MINUTE, Context())

    assert (first["cleansed"], second["cleansed"]) == (1, 1)
    assert_nothing_is_left(desk)
    assert_nothing_is_left(desk, "object-2")


def test_the_schedule_begins_nothing_it_may_not_end(desk: Desk) -> None:
    """With little time left, the next quarter of an hour is as good."""
    desk.archive.replace_failures.append(TransientError("slow down"))
    with pytest.raises(TransientError):
        intake.receive_mail(desk.stored(DIRTY), desk.ports)
    desk.clock.advance(timedelta(minutes=15))

    assert reconcile(MINUTE, Context(left_ms=10_000))["cleansed"] == 0


def test_the_old_address_of_a_page_still_works(site: Site, desk: Desk) -> None:
    """A page without a receipt claims nothing."""
    answer = site.ask("GET", f"{FORM}/thanks")

    assert secret_notice("en") not in see(answer).text


def test_a_batch_of_the_stream_is_sent_by_time(desk: Desk) -> None:
    """Within one transaction the stream knows no order, and the warning must leave first."""
    desk.receive(DIRTY)
    entries = [e for e in desk.outbox.entries if e.kind in ("secret_received", "acknowledgement")]
    records = [
        {"eventName": "INSERT", "dynamodb": {"NewImage": to_item(entry)}}
        for entry in reversed(entries)
    ]

    send({"Records": records}, Context())

    kinds = [parse(mail.content, a_receipt()).subject for mail in desk.mailer.sent]
    assert "Act now" in kinds[0]
    assert len(kinds) == 2
