"""What a message is for: doubt makes it a request."""

from __future__ import annotations

import pytest

from chalicelib.understanding.findings import Intent
from chalicelib.understanding.intent import find_intent
from chalicelib.understanding.lexicon import listen
from chalicelib.understanding.sayings import hear
from tests.builders import the_rules


def intent(text: str) -> Intent:
    """Return the intent of a text by the policy that ships."""
    return find_intent(hear(listen("", text, the_rules())), text)


@pytest.mark.parametrize(
    "text",
    [
        "Any update?",
        "进度如何？",
        "Hello, still waiting for your reply. Thanks",
        "bumped",
        "你好，我的工单处理得怎么样了？谢谢",
        "Hi, I wrote to you five days ago about my missing withdrawal. Is there any news?",
        "¿Alguna novedad?",
        "Gibt es schon Neuigkeiten?",
        "ada kabar min?",
        "답변 기다리고 있습니다",
    ],
)
def test_find_intent_knows_a_question_how_it_stands(text: str) -> None:
    """A chaser asks for nothing new."""
    assert intent(text) is Intent.STATUS_REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "Thank you so much!",
        "Thanks, it works now.",
        "谢谢，已经收到了",
        "好的，辛苦了",
        "The money has arrived. Thank you for your help!\nLi Wei",
        "Danke, hat geklappt!",
        "감사합니다!",
        "多謝，問題解決了",
    ],
)
def test_find_intent_knows_thanks(text: str) -> None:
    """Thanks and that it works ask for nothing."""
    assert intent(text) is Intent.THANKS


@pytest.mark.parametrize(
    "text",
    [
        "I want to file a complaint.",
        "我要投诉你们的客服",
        "Worst service ever. Any update?",
        "Quiero presentar una queja",
    ],
)
def test_find_intent_knows_a_complaint(text: str) -> None:
    """A complaint is one whatever else it asks."""
    assert intent(text) is Intent.COMPLAINT


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, but now the app crashes when I open it.",
        "谢谢，不过还有个问题，钱包打不开了",
        "My transfer of 200 USDT has not arrived. Thanks in advance",
        "It works now. How do I change my e-mail?",
        "Thanks! Another question: can I use two phones?",
        "我的转账没有到账，谢谢",
        "Please cancel my order",
        "Any update? Besides, I cannot log in any more. The app says wrong password. Please help me"
        " to get in again. Also my card was charged twice and nobody has refunded it.",
        "",
        "1234",
    ],
)
def test_find_intent_takes_a_message_for_a_request_in_doubt(text: str) -> None:
    """Whatever holds a new matter is read by a person."""
    assert intent(text) is Intent.REQUEST
