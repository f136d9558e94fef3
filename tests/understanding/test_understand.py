"""A whole message understood: category, priority, language, facts, questions."""

from __future__ import annotations

import doctest
import importlib
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.reading.message import Channel
from chalicelib.understanding.findings import Fact, FactType, Intent, Mood, Priority, Understanding
from chalicelib.understanding.missing import unanswered
from chalicelib.understanding.understand import understand
from tests.builders import an_inbound, the_brand, the_rules

HASH = "0x" + "a3" * 31 + "f0"


def understood(body: str, **changes: Any) -> Understanding:
    """Return what a mail without a subject is understood as."""
    message = an_inbound(**({"subject": "", "text": body, "reply": body} | changes))
    return understand(message, the_brand(), the_rules())


def test_understand_decides_a_plain_message() -> None:
    """A message that says what it is about goes to its queue with what is still to be asked."""
    found = understood("My transfer failed.", subject="Transfer failed")

    assert (found.category, found.subtype) == ("transaction_issue", "failed")
    assert (found.queue, found.priority, found.unsure) == ("transaction", Priority.NORMAL, False)
    assert (found.locale, found.missing) == ("en", ("chain", "tx_hash", "error_text"))
    assert found.reasons


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("My transfer never arrived at the exchange.", Priority.HIGH),
        ("The swap failed, why?", Priority.NORMAL),
        ("The swap failed and the amount was deducted.", Priority.HIGH),
        ("My transaction is pending, can I speed it up?", Priority.NORMAL),
        ("Transaction pending for days, my whole wallet is blocked by it.", Priority.HIGH),
        ("I sent USDT to the wrong network.", Priority.HIGH),
        ("I do not receive the verification code.", Priority.NORMAL),
        ("I forgot my password and lost the phrase.", Priority.HIGH),
        ("I want to report a phishing site that copies yours.", Priority.HIGH),
        ("I woke up and everything is gone from my wallet.", Priority.URGENT),
        ("My balance shows 0 since the update.", Priority.HIGH),
        ("转账失败，提示矿工费不足", Priority.NORMAL),
        ("登录时收不到验证码", Priority.NORMAL),
        ("充值没到账，钱已经扣了", Priority.HIGH),
    ],
)
def test_understand_tells_how_soon_somebody_must_look(text: str, priority: Priority) -> None:
    """What is at stake decides, not the category alone."""
    assert understood(text).priority is priority


def test_understand_asks_only_for_what_was_not_said() -> None:
    """Nobody is asked for what he has written already."""
    found = understood(
        f"My transfer by ERC20 failed, it says out of gas. It was 0.5 ETH, hash {HASH}"
    )

    assert found.missing == ()
    assert {f.type for f in found.facts} >= {FactType.AMOUNT, FactType.TX_HASH}


def test_understand_judges_the_reply_and_not_the_history() -> None:
    """What was quoted is not said again."""
    found = understood(
        "whole", text="I want a refund\n> My wallet was hacked", reply="I want a refund"
    )

    assert found.category == "return_refund"


def test_understand_judges_the_text_when_there_is_no_reply_view() -> None:
    """A message read without views is still understood."""
    assert understood("x", text="My wallet was hacked!", reply="").category == "account_security"


def test_understand_sends_to_triage_when_it_cannot_be_sure() -> None:
    """Unsure is no guess: the triage queue, no questions, nothing urgent."""
    found = understood("Greetings from the seaside")

    assert found.unsure
    assert found.queue == the_rules().triage_queue
    assert found.priority is not Priority.URGENT
    assert found.missing == ()


def test_understand_keeps_the_danger_when_it_cannot_be_sure() -> None:
    """A doubtful theft waits in triage, but not until tomorrow."""
    text = "I was hacked! Also refund, invoice, parcel delivery, app crashes, forgot my password."

    found = understood(text)

    assert found.unsure
    assert found.queue == the_rules().triage_queue
    assert found.priority is Priority.URGENT


def test_understand_takes_the_category_that_was_chosen_on_the_form() -> None:
    """Whoever fills a form knows what it is about."""
    found = understood("hello", category="order_delivery", channel=Channel.FORM)

    assert (found.category, found.confidence, found.unsure) == ("order_delivery", 1.0, False)
    assert found.reasons == ("chosen on the form",)
    assert found.missing == ("order_no", "bought_on", "what_is_wrong")


def test_understand_raises_the_priority_when_a_form_hides_danger() -> None:
    """The wrong choice in a list must not make a theft wait."""
    found = understood("My wallet was hacked, all coins stolen", category="how_to_general")

    assert (found.category, found.priority) == ("how_to_general", Priority.URGENT)
    assert any("account_security" in reason for reason in found.reasons)


def test_understand_ignores_a_category_the_policy_does_not_have() -> None:
    """A category that was removed since is no category."""
    assert understood("I want a refund", category="gone").category == "return_refund"


def test_understand_reads_a_forms_answers_as_facts() -> None:
    """What stands in a field of a form needs no cue word."""
    found = understood(
        "hello",
        category="transaction_issue",
        answers={
            "chain": "",
            "tx_hash": HASH,
            "amount": "12.5",
            "order_no": "A-47",
            "address": "",
        },
    )

    assert [(f.type, f.value) for f in found.facts] == [
        (FactType.TX_HASH, HASH),
        (FactType.AMOUNT, "12.5"),
        (FactType.ORDER_NO, "A-47"),
    ]
    assert found.missing == ()


@pytest.mark.parametrize("answer", ["", "I do not know", "不知道"])
def test_understand_does_not_ask_again_when_a_form_has_no_answer(answer: str) -> None:
    """The box that says so is an answer."""
    found = understood("x", category="transaction_issue", answers={"tx_hash": answer})

    assert found.missing == ("chain", "amount")
    assert found.facts == ()


def test_understand_takes_no_key_from_a_forms_field() -> None:
    """A key that is called one is no fact, whatever field it was typed into."""
    found = understood(
        "x", category="transaction_issue", answers={"address": "private key " + HASH}
    )

    assert found.facts == ()


def test_understand_keeps_no_answer_that_cannot_be_one() -> None:
    """A sentence in the field of an order number is no order number, yet it is answered."""
    found = understood(
        "没收到", category="order_delivery", answers={"order_no": "没有！我也不知道"}
    )

    assert (found.facts, found.missing) == ((), ("bought_on",))


def test_understand_asks_by_subtype() -> None:
    """A pending transfer needs its network and hash only."""
    assert understood("My transaction is pending.").missing == ("chain", "tx_hash")


def test_understand_follows_the_page_of_a_form() -> None:
    """The language of the page decides for a text that could be anything."""
    assert understood("0.5 ETH", locale="zh-Hans").locale == "zh-Hans"


def test_understand_reads_the_language_of_the_subject_when_the_text_has_none() -> None:
    """Many write all they have to say into the subject."""
    assert understood("", subject="我的转账还没有到账").locale == "zh-Hans"


def test_understand_takes_the_brands_language_when_nothing_is_written() -> None:
    """An empty mail is answered in two languages, the brand's first."""
    found = understood("")

    assert (found.locale, found.language_confidence) == (the_brand().default_locale, 0.0)
    assert found.unsure


def test_understand_is_never_sure_of_mood_or_secrets_it_has_not_looked_for() -> None:
    """The neutral values say that nothing was found."""
    found = understood("hello")

    assert (found.mood, found.intent, found.secrets) == (Mood.CALM, Intent.REQUEST, ())


@pytest.mark.parametrize(
    "body",
    [
        "Meine Coins wurden gestohlen, ein Recovery-Experte hat sich gemeldet",
        "My wallet got drained. Write to me on Telegram or WhatsApp +1 555 0100 to help recover it",
        "Can you help me recover my lost USDT?",
        "Someone on whatsapp promised to recover my lost USDT. I sent him 200 and now nothing",
        "My funds vanished. I paid a crypto recovery agent 800 dollars and he disappeared",
        "how can i recover my stolen bitcoin, somebody recommended hackers",
        "My coins are gone. How do I recover my lost bitcoin? You can reach me on Telegram",
        "A recovery company named Cipher Rescue wants a fee to return my bitcoin, please advise",
        "On m'a volé mes cryptos, un expert en récupération me contacte",
        "Tôi bị mất hết coin trong ví, có người nhắn Telegram nói lấy lại được",
        "Roubaram minhas moedas, e agora um hacker do WhatsApp promete devolver",
    ],
)
def test_understand_is_never_sure_of_spam_where_a_victim_may_speak(body: str) -> None:
    """Sure spam gets no answer; who was robbed writes of those who offer help."""
    found = understood(body)

    assert found.category != "spam" or found.unsure


LONG_STORY = " ".join(
    f"On day {day} I looked at page {7 * day} and it showed {13 * day} again." for day in range(40)
)


@pytest.mark.parametrize(
    ("last", "mood"),
    [
        ("I am going to end my life tonight.", Mood.SELF_HARM),
        ("My lawyer will contact you and I will report you to the police.", Mood.THREATENING),
    ],
)
def test_understand_hears_how_a_long_letter_ends(last: str, mood: Mood) -> None:
    """Farewells and threats stand at the end."""
    assert understood(f"{LONG_STORY} {last}").mood is mood


def test_understand_takes_no_number_for_a_threat() -> None:
    """A hotline's number may be that of an order."""
    found = understood("order no 12345 lost, I am waiting for three weeks")

    assert found.mood is not Mood.THREATENING


@settings(deadline=None)  # the first text of a script makes the table of its words
@given(st.text(max_size=300), st.text(max_size=60))
def test_understand_is_total_and_deterministic(text: str, subject: str) -> None:
    """Any text is understood, twice the same, and within the policy."""
    rules = the_rules()

    found = understood(text, subject=subject)

    assert found == understood(text, subject=subject)
    assert found.category in rules.categories
    assert found.queue in rules.queues
    assert 0.0 <= found.confidence <= 1.0
    assert found.locale
    assert len(found.missing) <= rules.max_questions
    assert not (found.unsure and found.missing)


@pytest.mark.parametrize(
    "piece",
    [
        "My transfer failed. ",
        "a. ",
        "\n",
        "被盗转走",
        "hacked ",
        "w1 w2 x",
        "！",
        "é",
        "😀",
        "ａ",
        "我的钱包被盗了。",
        "not my order wrong address missing refund ",
        "'",
        "|",
        "a|",
        "İ",
    ],
)
def test_understand_is_fast_when_a_piece_is_repeated_to_100_kb(piece: str) -> None:
    """Twenty milliseconds are meant; a second is generous for a busy machine."""
    text = piece * (100_000 // len(piece))
    start = time.process_time()

    understood(text)

    assert time.process_time() - start < 4


def test_unanswered_keeps_order_and_asks_no_more_than_allowed() -> None:
    """The most important question comes first, and there is an end to them."""
    rules = replace(the_rules(), max_questions=2)

    found = unanswered(("amount", "tx_hash", "order_no", "address"), (), {"tx_hash"}, rules)

    assert found == ("amount", "order_no")


def test_unanswered_takes_any_fact_type_that_answers_the_need() -> None:
    """A tracking number says which order it is."""
    fact = Fact(type=FactType.TRACKING_NO, value="SF1234567890")

    assert unanswered(("order_no",), (fact,), (), the_rules()) == ()


@pytest.mark.parametrize(
    "name",
    [
        "category.grams",
        "wording.folding",
        "wording.filing",
        "keccak",
        "facts.recognise",
        "facts.numerals",
    ],
)
def test_examples_in_docstrings_hold(name: str) -> None:
    """An example that is wrong is worse than none."""
    result = doctest.testmod(importlib.import_module(f"chalicelib.understanding.{name}"))

    assert (result.failed, result.attempted > 0) == (0, True)
