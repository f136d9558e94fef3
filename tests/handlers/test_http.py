"""The web, journey by journey: pages, posts, JSON, and everything odd that can be sent."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib import bootstrap
from chalicelib.errors import OperatorError, TransientError
from chalicelib.reading.message import Channel
from chalicelib.rules import Form
from chalicelib.ticket_number import find_numbers, parse_number
from chalicelib.tokens import KeyRing
from tests.builders import the_rules
from tests.fakes import FakeClock
from tests.handlers.web import FORM_TYPE, SeenPage, Site, see
from tests.services.conftest import Desk

FORM = "/forms/support"
JSON = "/v1/forms/support"
FILLED = {
    "name": "Lin",
    "email": "lin@customer.example",
    "category": "transaction_issue",
    "message": "My transfer has not arrived.",
}
SHOP = "https://shop.example"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Return a desk on fakes that the app runs on."""
    desk = Desk()
    with bootstrap.use(desk.ports):
        yield desk


@pytest.fixture
def site(desk: Desk) -> Site:
    """Return the app under a domain of its own."""
    return Site()


@pytest.fixture
def shop(desk: Desk) -> Iterator[Site]:
    """Return an app whose form belongs to a shop's site, with a thank-you page there."""
    changes = {"origins": (SHOP,), "thanks_url": f"{SHOP}/thanks"}
    with bootstrap.use(replace(desk.ports, rules=rules_with(**changes))):
        yield Site()


def rules_with(**changes: object) -> object:
    """Return the policy that ships with its form changed."""
    form = replace(the_rules().forms["support"], **changes)  # type: ignore[arg-type]  # test data
    return replace(the_rules(), forms={"support": form})


def send(site: Site, desk: Desk, path: str = FORM, **fields: str) -> SeenPage:
    """Fill and send a form as a visitor would, and return the thank-you page."""
    filled = site.fill(path, **{**FILLED, **fields})
    desk.clock.advance(timedelta(seconds=30))
    answer = site.post_form(path, filled)
    assert answer.status_code == 303, answer.body
    return site.open(answer.headers["Location"])


def wait(desk: Desk, seconds: float = 30) -> None:
    """Let time pass."""
    desk.clock.advance(timedelta(seconds=seconds))


# The form in a browser


def test_a_sent_form_becomes_a_ticket_whose_number_the_next_page_shows(
    site: Site, desk: Desk
) -> None:
    """One post, one ticket, and the visitor leaves with its number."""
    page = send(site, desk, tx_hash="0x" + "ab" * 32)

    (number,) = find_numbers(page.text)
    ticket = desk.tickets.find(number)
    assert ticket is not None
    assert ticket.channel is Channel.FORM
    assert ticket.category == "transaction_issue"
    assert ticket.contact is not None
    assert str(ticket.contact.address) == "lin@customer.example"
    assert desk.entry("acknowledgement").ticket == number


def test_the_thanks_page_says_when_an_answer_comes(site: Site, desk: Desk) -> None:
    """The promise made is the promise shown, in the brand's time and the visitor's words."""
    page = send(site, desk, path=f"{FORM}?lang=zh-Hans")

    (number,) = find_numbers(page.text)
    ticket = desk.tickets.find(number)
    assert ticket is not None
    assert ticket.answer_by is not None
    local = ticket.answer_by + timedelta(hours=8)
    assert f"{local:%H:%M} 前（北京时间）" in page.text


def test_sending_a_form_again_finds_the_same_ticket(site: Site, desk: Desk) -> None:
    """A second press on "Send" is the same message."""
    filled = site.fill(FORM, **FILLED)
    wait(desk)

    answers = [site.post_form(FORM, filled) for _ in range(3)]

    numbers = {find_numbers(site.open(a.headers["Location"]).text) for a in answers}
    assert len(numbers) == 1
    assert len(desk.tickets.store.heads) == 1


def test_the_same_words_from_another_visit_are_another_ticket(site: Site, desk: Desk) -> None:
    """Who opens the form anew means to write anew."""
    first, second = send(site, desk), send(site, desk)

    assert find_numbers(first.text) != find_numbers(second.text)
    assert len(desk.tickets.store.heads) == 2


def test_a_wrong_form_comes_back_as_it_was_filled_with_a_message_per_field(
    site: Site, desk: Desk
) -> None:
    """Nothing typed is lost, each fault stands at its field, their summary has the focus."""
    typed = {
        "email": "lin@customer",
        "category": "complaint",
        "message": "\n  two\nlines",
        "tx_hash": "0x1",
        "order_no_none": "1",
    }
    filled = site.fill(FORM, **typed)
    wait(desk)

    answer = site.post_form(FORM, filled)

    page = see(answer)
    assert answer.status_code == 422
    assert {name: page.values[name].strip("\n") for name in typed} == {
        name: value.replace("\r", "").strip("\n") for name, value in typed.items()
    }
    for name in ("email", "tx_hash"):
        shown = page.one("input", id=name)
        assert shown["aria-invalid"] == "true"
        assert f"wrong-{name}" in shown["aria-describedby"].split()
        assert page.one("span", id=f"wrong-{name}")
        assert page.one("a", href=f"#{name}")
    (focused,) = [a for _, a in page.tags if "autofocus" in a]
    assert (focused["class"], focused["role"], focused["tabindex"]) == ("summary", "alert", "-1")
    assert "aria-invalid" not in page.one("textarea", id="message")
    assert not desk.tickets.store.heads


def test_a_mended_form_is_taken_in_with_the_token_it_came_back_with(site: Site, desk: Desk) -> None:
    """Mending a fault takes no new waiting."""
    filled = site.fill(FORM, **FILLED, subject="x" * 201)
    wait(desk)
    again = see(site.post_form(FORM, filled)).values

    answer = site.post_form(FORM, again | {"subject": "short"})

    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("language", "message"),
    [("en-GB,en;q=0.9", "Please tell us what happened."), ("zh-CN", "请写下您遇到的问题。")],
)
def test_faults_are_told_in_the_readers_language(
    site: Site, desk: Desk, language: str, message: str
) -> None:
    """M6: the browser's language decides until the visitor chooses."""
    filled = site.fill(FORM, email="lin@customer.example")
    wait(desk)

    page = see(site.post_form(FORM, filled, accept_language=language))

    assert message in page.text


def test_the_language_switch_is_stronger_than_the_browser(site: Site) -> None:
    """A visible choice wins, and the form keeps it when it is sent."""
    page = site.open(f"{FORM}?lang=zh-Hans", accept_language="en")

    assert page.one("html")["lang"] == "zh-Hans"
    assert page.one("form")["action"] == f"{FORM}?lang=zh-Hans"
    assert page.one("a", hreflang="en")["href"] == f"{FORM}?lang=en"


def test_hostile_values_are_shown_and_never_run(site: Site, desk: Desk) -> None:
    """Whatever is typed comes back as text."""
    evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}</textarea>"
    typed = dict.fromkeys(("name", "subject", "message", "tx_hash"), evil)
    filled = site.fill(FORM, **typed, email=evil, category=evil)
    wait(desk)

    page = see(site.post_form(FORM, filled))

    assert not page.all("script")
    assert not page.all("img")
    assert not [name for _, a in page.tags for name in a if name.startswith("on")]
    assert {page.values[name] for name in typed} == {evil}


def test_a_page_allows_its_own_style_and_nothing_else(site: Site) -> None:
    """The policy names the style by its hash; script, frames and foreign forms are shut out."""
    answer = site.ask("GET", FORM)

    policy = answer.headers["Content-Security-Policy"]
    style = re.search(rb"<style>(.*?)</style>", answer.body, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1]).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    for rule in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert rule in policy.split("; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert b" style=" not in answer.body
    assert len(answer.body) < 30_000


# Token and trap


@pytest.mark.parametrize(
    ("age_s", "told"), [(1, "That was very quick."), (86_401, "open for a long time")]
)
def test_a_form_sent_too_soon_or_too_late_asks_to_be_sent_again(
    site: Site, desk: Desk, age_s: float, told: str
) -> None:
    """Nothing is taken in and nothing typed is lost; sending once more is enough."""
    filled = site.fill(FORM, **FILLED)
    wait(desk, age_s)

    answer = site.post_form(FORM, filled)

    page = see(answer)
    assert answer.status_code == 422
    assert told in page.text
    assert page.values["message"] == FILLED["message"]
    wait(desk)
    assert site.post_form(FORM, page.values).status_code == 303


@pytest.mark.parametrize("token", ["", "1.2.3", "x" * 5000, "١.٢.٣"])
def test_a_form_without_our_token_asks_to_be_sent_again(site: Site, desk: Desk, token: str) -> None:
    """Missing or forged: the form comes back with a token that holds."""
    answer = site.post_form(FORM, FILLED | {"token": token})

    page = see(answer)
    assert answer.status_code == 422
    assert not desk.tickets.store.heads
    wait(desk)
    assert site.post_form(FORM, page.values).status_code == 303


def test_a_filled_trap_looks_like_success_and_leaves_no_ticket(site: Site, desk: Desk) -> None:
    """A robot learns nothing, and the page it sees claims nothing of a ticket."""
    filled = site.fill(FORM, **FILLED, extra_note="buy now")
    wait(desk)

    answer = site.post_form(FORM, filled)

    assert answer.status_code == 303
    page = site.open(answer.headers["Location"])
    assert not find_numbers(page.text)
    assert not desk.tickets.store.heads


def test_a_forged_receipt_shows_no_number(site: Site, desk: Desk) -> None:
    """The page says only what we said before."""
    filled = site.fill(FORM, **FILLED)
    wait(desk)
    location = site.post_form(FORM, filled).headers["Location"]
    forged = location[:-1] + ("a" if location[-1] != "a" else "b")

    for path in (forged, location + "x", f"{FORM}/thanks", f"{FORM}/thanks?receipt=a.b.c"):
        assert not find_numbers(site.open(path).text)


# JSON


def test_a_json_post_is_answered_with_ticket_and_promise(site: Site, desk: Desk) -> None:
    """202, since a person answers later; the number is the ticket's."""
    answer = site.post_json(JSON, FILLED)

    assert answer.status_code == 202
    assert set(answer.json_body) == {"ticket", "answer_by"}
    ticket = desk.tickets.find(answer.json_body["ticket"])
    assert ticket is not None
    assert ticket.answer_by is not None
    assert answer.json_body["answer_by"] == ticket.answer_by.isoformat()


def test_page_and_json_make_the_same_ticket(site: Site, desk: Desk) -> None:
    """M5: one way in, whatever the door."""
    (by_page,) = find_numbers(send(site, desk).text)
    by_json = site.post_json(JSON, FILLED, accept_language="en").json_body["ticket"]

    first, second = desk.tickets.find(by_page), desk.tickets.find(by_json)

    assert first is not None
    assert second is not None
    assert (first.linked, second.linked) == ((second.number,), (first.number,))
    own = ("number", "answer_by", "created_at", "updated_at", "linked", "version")
    assert replace(first, **{name: getattr(second, name) for name in own}) == second


@pytest.mark.parametrize(
    ("header", "body_locale", "message"),
    [
        ("en", "", "Please enter your e-mail address."),
        ("zh-CN,en;q=0.5", "", "请填写您的电子邮箱。"),
        ("en", "zh-Hans", "请填写您的电子邮箱。"),
    ],
)
def test_wrong_json_gets_a_message_per_field_in_the_readers_language(
    site: Site, header: str, body_locale: str, message: str
) -> None:
    """422; the field "locale" is stronger than the header, and unknown fields do not matter."""
    wrong = {"tx_hash": ["a"], "name": True}
    value = {"message": "x", "locale": body_locale, "other": {"a": 1}, **wrong}

    answer = site.post_json(JSON, value, accept_language=header)

    assert answer.status_code == 422
    assert set(answer.json_body) == {"errors"}
    assert answer.json_body["errors"]["email"] == message
    assert set(answer.json_body["errors"]) == {"email", *wrong}


def test_json_says_i_do_not_have_it_by_true_and_takes_numbers(site: Site, desk: Desk) -> None:
    """A program's natural values mean what a browser's fields mean."""
    value = FILLED | {"tx_hash_none": True, "order_no_none": False, "amount": 25.5, "subject": None}

    answer = site.post_json(JSON, value)

    assert answer.status_code == 202


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 60_000, b'{"a":' + b"9" * 9000]
)
def test_a_body_that_is_no_json_object_is_a_bad_request(site: Site, body: bytes) -> None:
    """400 with words, whatever is wrong with it."""
    answer = site.post_json(JSON, body)

    assert answer.status_code == 400
    assert answer.json_body["error"] == "bad_request"
    assert answer.json_body["message"]


def test_one_idempotency_key_makes_one_ticket(site: Site, desk: Desk) -> None:
    """A program that repeats a call, even days later, gets the same answer; another key another."""
    first = site.post_json(JSON, FILLED, idempotency_key="k-1").json_body["ticket"]
    wait(desk, 3 * 86_400)
    again = site.post_json(JSON, FILLED, idempotency_key="k-1").json_body["ticket"]
    other = site.post_json(JSON, FILLED, idempotency_key="k-2").json_body["ticket"]

    assert first == again
    assert first != other
    assert len(desk.tickets.store.heads) == 2


def test_without_a_key_the_same_words_are_one_ticket_a_day(site: Site, desk: Desk) -> None:
    """A repeated call is one message; the same complaint next month is a new one."""
    first = site.post_json(JSON, FILLED).json_body["ticket"]
    again = site.post_json(JSON, FILLED).json_body["ticket"]
    wait(desk, 30 * 86_400)
    later = site.post_json(JSON, FILLED).json_body["ticket"]

    assert first == again
    assert later != first


def test_an_endless_idempotency_key_is_a_bad_request(site: Site) -> None:
    """Keys are short."""
    assert site.post_json(JSON, FILLED, idempotency_key="k" * 256).status_code == 400


def test_a_token_in_json_is_checked_when_it_is_there(site: Site, desk: Desk) -> None:
    """A page that posts by script keeps the protection it was given."""
    token = site.open(FORM).values["token"]

    young = site.post_json(JSON, FILLED | {"token": token})
    forged = site.post_json(JSON, FILLED | {"token": "1.2.3"})
    wait(desk)
    good = site.post_json(JSON, FILLED | {"token": token})

    assert (young.status_code, forged.status_code, good.status_code) == (422, 422, 202)
    assert set(young.json_body["errors"]) == {"token"}


def test_a_filled_trap_in_json_looks_like_success(site: Site, desk: Desk) -> None:
    """Accepted, and no number."""
    answer = site.post_json(JSON, FILLED | {"extra_note": "x"})

    assert answer.status_code == 202
    assert answer.json_body == {"ticket": None, "answer_by": None}
    assert not desk.tickets.store.heads


# Problems


def test_an_unknown_form_is_not_found(site: Site) -> None:
    """A page for people, JSON for programs."""
    page, json = site.ask("GET", "/forms/nothing"), site.post_json("/v1/forms/nothing", FILLED)

    assert (page.status_code, json.status_code) == (404, 404)
    assert "This page does not exist" in see(page).text
    assert json.json_body["error"] == "not_found"
    assert site.post_form("/forms/nothing", FILLED).status_code == 404


def test_too_much_is_refused_before_it_is_read(site: Site) -> None:
    """413 at the form's own limit, in words."""
    form = the_form()
    page = site.post_form(FORM, {"message": "x" * form.max_body_bytes})
    json = site.post_json(JSON, b" " * (form.max_body_bytes + 1))

    assert (page.status_code, json.status_code) == (413, 413)
    assert "too long" in see(page).text
    assert json.json_body["error"] == "too_large"


@pytest.mark.parametrize("media_type", ["", "text/plain", "multipart/form-data; boundary=x", "ü/;"])
def test_other_content_types_are_refused(site: Site, media_type: str) -> None:
    """415 in words, for pages and programs alike; so no foreign page can post JSON unasked."""
    headers = {"content-type": media_type}
    page = site.ask("POST", FORM, headers=headers, body=b"a=b")
    json = site.ask("POST", JSON, headers=headers, body=b"{}")

    assert (page.status_code, json.status_code) == (415, 415)
    assert see(page).all("main")
    assert json.json_body["error"] == "unsupported"


def test_a_storage_outage_asks_to_come_back_in_a_minute(site: Site, desk: Desk) -> None:
    """503 with Retry-After, and a second try with the same page makes the one ticket."""
    filled = site.fill(FORM, **FILLED)
    wait(desk)
    desk.tickets.failures = [TransientError("down"), TransientError("down")]

    page, json = site.post_form(FORM, filled), site.post_json(JSON, FILLED)

    assert (page.status_code, json.status_code) == (503, 503)
    assert page.headers["Retry-After"] == json.headers["Retry-After"] == "60"
    assert "We cannot tell whether your message has arrived" in see(page).text
    assert "sending it twice does no harm" in json.json_body["message"]
    assert json.json_body["error"] == "unavailable"
    assert site.post_form(FORM, filled).status_code == 303
    assert len(desk.tickets.store.heads) == 1


def test_our_own_fault_is_said_to_be_ours(site: Site, desk: Desk) -> None:
    """500 in words; nothing of the cause is shown."""
    desk.tickets.failures = [OperatorError("table desk-prod is not there")]

    answer = site.post_json(JSON, FILLED)

    assert answer.status_code == 500
    assert answer.json_body["error"] == "broken"
    assert b"desk-prod" not in answer.body


def test_a_function_without_its_environment_still_says_so_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The policy ships with the code: a page in the brand's words needs nothing else."""
    monkeypatch.delenv("DESK_TABLE", raising=False)
    bootstrap._from_environment.cache_clear()

    answer = Site().ask("GET", FORM, headers={"accept-language": "zh"})
    thanks = Site().ask("GET", f"{FORM}/thanks?receipt=x", headers={"accept-language": "zh"})

    assert answer.status_code == 500
    assert "我们这边出了问题" in see(answer).text
    assert "留言" not in see(answer).text
    assert thanks.status_code == 200
    assert "如果您刚刚提交过留言" in see(thanks).text


class _StoppingClock(FakeClock):
    """A clock that breaks as soon as a ticket is stored."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.clock.now())
        self._heads = desk.tickets.store.heads

    def now(self) -> datetime:
        """Return the time, or break."""
        if self._heads:
            raise ArithmeticError("the clock has stopped")
        return super().now()


class _KeysWithoutReceipts(KeyRing):
    """Keys that sign everything but receipts."""

    def sign(self, purpose: str, *parts: str) -> str:
        """Sign, or break."""
        if purpose == "receipt":
            raise OperatorError("no key for receipts")
        return super().sign(purpose, *parts)


def test_nothing_that_fails_after_storing_becomes_an_error_page(site: Site, desk: Desk) -> None:
    """The message is in: whoever sent it is told so, though clock and receipt are broken."""
    keys = desk.ports.keys
    broken = _KeysWithoutReceipts(index=keys.index, tokens=keys.tokens, current=keys.current)
    filled = site.fill(FORM, **FILLED)
    wait(desk)
    with bootstrap.use(replace(desk.ports, clock=_StoppingClock(desk), keys=broken)):
        page = site.post_form(FORM, filled)
    desk.tickets.store.heads.clear()
    with bootstrap.use(replace(desk.ports, clock=_StoppingClock(desk), keys=broken)):
        json = site.post_json(JSON, FILLED)

    assert (page.status_code, json.status_code) == (303, 202)
    assert "receipt" not in page.headers["Location"]
    assert not find_numbers(site.open(page.headers["Location"]).text)
    assert parse_number(json.json_body["ticket"]) in desk.tickets.store.heads


@pytest.mark.parametrize(
    "body",
    [b"%", b"%zz=%34&message=%3c", b"&&&===", b"email=a%00b", b"a" * 60_000, b"a=%EF%BF%BD"],
)
def test_odd_bodies_get_the_form_back(site: Site, body: bytes) -> None:
    """Bad percent-encoding is a fault to be told, never a crash."""
    answer = site.ask("POST", FORM, headers={"content-type": FORM_TYPE}, body=body)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "body",
    [b"message=%ff%fe", b"\xff\xfe=\x00", b"message=\xc4\xe3", "message=\ufffd\ufffd".encode()],
)
def test_a_body_whose_letters_are_lost_is_a_bad_request(site: Site, body: bytes) -> None:
    """No encoding we know, or one that somebody on the way took for UTF-8: nothing to store."""
    answer = site.ask("POST", FORM, headers={"content-type": FORM_TYPE}, body=body)

    assert answer.status_code == 400
    assert "incomplete" in see(answer).text


def test_a_body_with_hundreds_of_fields_is_a_bad_request(site: Site) -> None:
    """No form of ours has so many."""
    body = b"&".join(b"a%d=1" % n for n in range(500))

    answer = site.ask("POST", FORM, headers={"content-type": FORM_TYPE}, body=body)

    assert answer.status_code == 400


def test_a_body_in_base64_is_read(site: Site, desk: Desk) -> None:
    """API Gateway may encode what it passes on; what is no base64 then is a bad request."""
    headers = {"content-type": "application/json"}
    good = base64.b64encode(b'{"email": "lin@customer.example", "message": "\xe4\xbd\xa0"}')
    answers = [
        site.ask("POST", JSON, headers=headers, body=body, isBase64Encoded=True)
        for body in (good, b"%%%", b"abc")
    ]

    assert [a.status_code for a in answers] == [202, 400, 400]


def test_a_page_in_a_chinese_encoding_is_read(site: Site, desk: Desk) -> None:
    """A shop whose pages are in GBK posts GBK, percent-encoded; no word is lost."""
    fields = site.fill(FORM, **FILLED, subject="转账未到账")
    body = urlencode(fields, encoding="gbk").encode()
    wait(desk)

    answer = site.ask("POST", FORM, headers={"content-type": FORM_TYPE}, body=body)

    assert answer.status_code == 303
    (ticket,) = desk.tickets.store.heads.values()
    assert ticket.subject == "转账未到账"


def test_an_event_without_headers_or_query_is_answered(site: Site) -> None:
    """API Gateway says null where there is nothing."""
    answer = site.ask("GET", FORM, headers={}, multiValueQueryStringParameters=None, body=b"")
    bare = site.ask("POST", FORM, **{"headers": None, "isBase64Encoded": None})

    assert answer.status_code == 200
    assert bare.status_code == 415


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=st.binary(max_size=300), json=st.booleans(), header=st.text(max_size=40))
def test_any_body_gets_an_answer(site: Site, body: bytes, json: bool, header: str) -> None:  # noqa: FBT001 — drawn by hypothesis
    """Whatever is sent, somebody is told something; nothing ever crashes."""
    path, media_type = (JSON, "application/json") if json else (FORM, FORM_TYPE)
    headers = {"content-type": media_type, "accept-language": header, "origin": header}

    answer = site.ask("POST", f"{path}?lang={quote(header)}", headers=headers, body=body)

    assert answer.status_code in (202, 400, 422)


# HEAD, home, health, prefix


@pytest.mark.parametrize("path", ["/", FORM, f"{FORM}/thanks", "/v1/health"])
def test_head_answers_as_get_does_without_a_body(site: Site, path: str) -> None:
    """Link checkers and scanners ask by HEAD."""
    head, get = site.ask("HEAD", path), site.ask("GET", path)

    assert (head.status_code, head.body) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_health_says_ok(site: Site) -> None:
    """A fixed answer that depends on nothing."""
    assert site.ask("GET", "/v1/health").json_body == {"status": "ok"}


def test_home_is_the_form_when_there_is_only_one(site: Site) -> None:
    """One click less."""
    assert site.open("/").one("form")["action"] == f"{FORM}?lang=en"


def test_home_lists_the_forms_when_there_are_several(desk: Desk) -> None:
    """Each form by its brand, in the visitor's language."""
    form = the_form()
    rules = replace(the_rules(), forms={"support": form, "b2b": replace(form, id="b2b")})
    with bootstrap.use(replace(desk.ports, rules=rules)):
        page = Site().open("/", accept_language="zh-CN")

    links = {a["href"] for a in page.all("a")}
    assert {"/forms/support?lang=zh-Hans", "/forms/b2b?lang=zh-Hans"} <= links


@pytest.mark.parametrize("root", ["/api", "/api/"])
def test_the_whole_journey_works_under_a_stage_prefix(desk: Desk, root: str) -> None:
    """API Gateway's own address has the stage in front; every link and redirect keeps it."""
    site = Site(prefix="/api")
    page = site.open(root)
    action = page.one("form")["action"]
    assert action == "/api/forms/support?lang=en"
    assert page.one("a", hreflang="zh-Hans")["href"].startswith("/api/forms/support")
    wait(desk)

    answer = site.post_form(action, page.values | FILLED)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/api/forms/support/thanks?")
    thanks = site.open(answer.headers["Location"])
    assert len(find_numbers(thanks.text)) == 1
    assert {a["href"] for a in thanks.all("a") if a["href"].startswith("/")} == {action}


# A brand's own site


def test_a_brands_own_page_may_post_without_a_token(shop: Site, desk: Desk) -> None:
    """A plain HTML form on the shop's site: taken in, and the visitor is back at the shop."""
    answer = shop.post_form(FORM, FILLED, origin=SHOP)

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{SHOP}/thanks"
    assert len(desk.tickets.store.heads) == 1


def test_a_brands_own_page_is_known_by_its_referer_too(shop: Site) -> None:
    """Some browsers send no Origin with a plain post."""
    answer = shop.post_form(FORM, FILLED, referer=f"{SHOP}/contact?x=1")

    assert answer.status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://shop.example.evil.example"},
        {"origin": "http://shop.example"},
        {"origin": "https://evil.example", "referer": f"{SHOP}/contact"},
        {"referer": "https://evil.example/?https://shop.example/"},
        {"referer": "https://shop.example@evil.example/"},
        {"referer": "https://[shop.example/"},
        {"origin": "null"},
        {},
    ],
)
def test_no_other_page_may_post_without_a_token(
    shop: Site, desk: Desk, headers: dict[str, str]
) -> None:
    """The origin is compared whole."""
    answer = shop.post_form(FORM, FILLED, **headers)

    assert answer.status_code == 422
    assert not desk.tickets.store.heads


def test_our_own_page_leads_to_our_own_thanks_when_the_shop_has_one(shop: Site, desk: Desk) -> None:
    """A form opened with us ends with us, number and all."""
    assert find_numbers(send(shop, desk).text)


def test_a_brands_page_may_read_json_and_frame_the_form(shop: Site, desk: Desk) -> None:
    """CORS names the asking origin and varies by it; the frame policy names the same list."""
    preflight = shop.ask("OPTIONS", JSON, headers={"origin": SHOP})
    answer = shop.post_json(JSON, FILLED, origin=SHOP)
    page = shop.ask("GET", FORM)

    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == SHOP
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Idempotency-Key" in preflight.headers["Access-Control-Allow-Headers"]
    assert preflight.headers["Vary"] == "Origin"
    assert answer.headers["Access-Control-Allow-Origin"] == SHOP
    assert "Origin" in answer.headers["Vary"]
    assert f"frame-ancestors 'self' {SHOP}" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers


@pytest.mark.parametrize("path", [FORM, JSON, "/forms/nothing", "/v1/forms/nothing"])
def test_other_origins_get_no_permission(shop: Site, path: str) -> None:
    """Silence refuses."""
    preflight = shop.ask("OPTIONS", path, headers={"origin": "https://evil.example"})

    assert preflight.status_code == 204
    assert not [name for name in preflight.headers if name.startswith("Access-Control")]
    assert preflight.headers["Vary"] == "Origin"


def the_form() -> Form:
    """Return the form that ships."""
    return the_rules().forms["support"]


def test_a_ticket_number_in_json_reads_as_one(site: Site) -> None:
    """The number has its canonical form."""
    number = site.post_json(JSON, FILLED).json_body["ticket"]

    assert parse_number(number) == number


WITHOUT_PAGES = f"""
import sys
from chalicelib import bootstrap
from chalicelib.services.ports import Ports
from tests import builders, fakes
from tests.handlers.web import Site
tickets = fakes.FakeTickets()
ports = Ports(
    rules=builders.the_rules(), keys=builders.the_keys(), clock=fakes.FakeClock(),
    archive=fakes.FakeArchive(), tickets=tickets, outbox=fakes.FakeOutbox(tickets),
    mailer=fakes.FakeMailer(), oncall=fakes.FakeOnCall(), feedback=fakes.FakeFeedbackQueue(),
    jitter=lambda: 0.5, ses_region="eu-west-1",
)
with bootstrap.use(ports):
    statuses = [Site().post_json({JSON!r}, value).status_code for value in ({FILLED!r}, {{}})]
assert statuses == [202, 422], statuses
assert "jinja2" not in sys.modules
"""


def test_taking_in_json_loads_no_template_engine() -> None:
    """A cold function that answers a program does not pay for pages."""
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_PAGES], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
