"""What a message is for: doubt makes it a request."""

from __future__ import annotations

import pytest

from chalicelib.understanding.findings import Intent
from chalicelib.understanding.intent import find_intent
from chalicelib.understanding.wording.listening import listen
from chalicelib.understanding.wording.sayings import hear
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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Has anyone looked at my ticket #88123 yet?", Intent.STATUS_REQUEST),
        ("Is this still being worked on?", Intent.STATUS_REQUEST),
        ("你好，上周提交的问题有人看了吗？", Intent.STATUS_REQUEST),
        ("請問我的問題現在到什麼階段了", Intent.STATUS_REQUEST),
        ("¿Me pueden decir en qué estado está mi solicitud?", Intent.STATUS_REQUEST),
        ("Oi, alguém já olhou o meu ticket 88213?", Intent.STATUS_REQUEST),
        ("Je me permets de vous relancer concernant ma demande.", Intent.STATUS_REQUEST),
        ("Hallo, hat sich schon jemand mein Ticket angesehen?", Intent.STATUS_REQUEST),
        ("Подскажите, на какой стадии моя заявка?", Intent.STATUS_REQUEST),
        ("Merhaba, 88213 numaralı talebime bakan oldu mu?", Intent.STATUS_REQUEST),
        ("Đã có ai xem ticket của tôi chưa?", Intent.STATUS_REQUEST),
        ("Apakah tiket 88213 saya sudah dicek?", Intent.STATUS_REQUEST),
        ("새로운 소식 있나요?", Intent.STATUS_REQUEST),
        ("What is the status of transaction 0x5f2a?", Intent.REQUEST),
        ("Any update on when version 8 will be on the Play Store?", Intent.REQUEST),
        ("Any update? By the way here is the hash you asked for", Intent.REQUEST),
        ("Following up: I now also get error 502 when I log in.", Intent.REQUEST),
        ("新版本进度如何？大概什么时候上线？", Intent.REQUEST),
        ("有进展吗？补充一下，昨天又被扣了一次", Intent.REQUEST),
        ("Gibt es Neuigkeiten? Anbei der Beleg", Intent.REQUEST),
        ("Где мой заказ и когда вернут деньги?", Intent.REQUEST),
        ("Issue resolved, thanks for your help", Intent.THANKS),
        ("可以用了，感恩", Intent.THANKS),
        ("Solucionado, pueden cerrar el caso.", Intent.THANKS),
        ("Resolvido, podem fechar o chamado. Obrigada", Intent.THANKS),
        ("C'est réglé, vous pouvez fermer le ticket. Merci", Intent.THANKS),
        ("Hat sich erledigt, danke.", Intent.THANKS),
        ("您好，家父上月過世，想了解帳戶的繼承手續，謝謝。", Intent.REQUEST),
        ("rajoutez un étui noir à ma commande merci", Intent.REQUEST),
        ("công ty lừa đảo, tôi sẽ báo công an", Intent.REQUEST),
        ("感谢耐心解答，按步骤操作后余额还是0。", Intent.REQUEST),
        ("Would appreciate your help with the reset. Many thanks!", Intent.REQUEST),
        ("我想對上次的服務人員提出申訴", Intent.COMPLAINT),
        ("Ich möchte mich über Ihren Kundendienst beschweren.", Intent.COMPLAINT),
        ("Müşteri hizmetleriniz hakkında şikayette bulunmak istiyorum.", Intent.COMPLAINT),
    ],
)
def test_find_intent_tells_what_people_want_in_their_language(text: str, wanted: Intent) -> None:
    """A chaser, thanks or a complaint; politeness, news and another question make a request."""
    assert intent(text) is wanted
