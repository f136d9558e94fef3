"""What is still to be asked: facts, words and "I don't have it" answer a need."""

from __future__ import annotations

import tomllib

import pytest

from chalicelib.understanding.findings import Fact, FactType
from chalicelib.understanding.missing import told, unanswered
from chalicelib.understanding.wording.listening import listen
from chalicelib.understanding.wording.sayings import hear
from tests.builders import POLICY, the_rules

ASKED_NEVER = ("phrase", "private key", "password", "pin", "助记词", "私钥", "密码", "验证码")


def answered(text: str) -> frozenset[str]:
    """Return the needs a text tells by the policy that ships."""
    return told(hear(listen("", text, the_rules())), the_rules())


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("I don't have the transaction hash", "tx_hash"),
        ("找不到订单号", "order_no"),
        ("訂單號我不知道", "order_no"),
        ("I do not know which network it was", "chain"),
        ("No tengo el número de pedido", "order_no"),
        ("У меня нет номер заказа", "order_no"),
        ("İşlem hash bilmiyorum", "tx_hash"),
        ("hash 不知道在哪里看", "tx_hash"),
        ("no me acuerdo del número de pedido", "order_no"),
        ("Die Bestellnummer habe ich nicht mehr", "order_no"),
        ("Order number unknown, it was a gift", "order_no"),
        ("хеша у меня нет", "tx_hash"),
        ("sipariş numarasını hatırlamıyorum", "order_no"),
        ("tôi không có mã giao dịch", "tx_hash"),
        ("我不知道交易雜湊是什麼", "tx_hash"),
        ("注文番号がわかりません", "order_no"),
        ("해시값이 없어요", "tx_hash"),
    ],
)
def test_told_takes_i_do_not_have_it_for_an_answer(text: str, need: str) -> None:
    """Nobody is asked twice for what he said he cannot give (M25)."""
    assert need in answered(text)


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("It happened yesterday", "time"),
        ("昨天晚上转的", "time"),
        ("I use an iPhone", "device"),
        ("华为手机", "device"),
        ("It crashes when I tap on send", "steps"),
        ("I clicked a link in Telegram", "how_suspected"),
        ("扫了一个二维码之后币就没了", "how_suspected"),
        ("I paid by credit card", "payment_method"),
        ("用支付宝付的", "payment_method"),
        ("the parcel has not arrived", "what_is_wrong"),
        ("I ordered it three weeks ago", "bought_on"),
        ("上个月下单的", "bought_on"),
        ("it is broken", "reason"),
        ("我的USDT不见了", "token"),
        ("想改手机号", "what_to_change"),
        ("It was about two hundred dollars", "amount"),
        ("大概两百块钱", "amount"),
        ("I sent it last Tuesday", "time"),
        ("c'était hier soir", "time"),
        ("tối qua tôi chuyển", "time"),
        ("No sale ningún mensaje de error", "error_text"),
        ("bezahlt mit Kreditkarte", "payment_method"),
        ("I have no idea how they got in", "how_suspected"),
    ],
)
def test_told_hears_what_no_fact_can_say(text: str, need: str) -> None:
    """A need that only words answer is answered by the words."""
    assert need in answered(text)


def test_told_hears_nothing_when_the_lack_is_of_something_else() -> None:
    """The lack and the name stand in one sentence, or it is no answer."""
    assert "tx_hash" not in answered("I have not got my money. Which hash do you mean?")
    assert answered("Hello there") == frozenset()


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("I never received the coins at this address", "address"),
        ("I don't know why the network is so slow", "chain"),
        ("I have no coins left on that network", "chain"),
        ("地址没有问题", "address"),
        ("不知道为什么网络总是断", "chain"),
        ("I cannot find my tokens", "token"),
        ("Wo finde ich die Bestellnummer hier?", "time"),
        ("La app no hace nada", "time"),
        ("верните деньги назад", "time"),
        ("The app does not open", "payment_method"),
        ("Tidak ada saldo di aplikasi", "token"),
        ("C'est ma famille", "which_secret"),
        ("It took ten days", "what_to_change"),
    ],
)
def test_told_takes_no_other_lack_and_no_common_word_for_an_answer(text: str, need: str) -> None:
    """What is said to be lacking stands close to the lack; else it would never be asked."""
    assert need not in answered(text)


def test_unanswered_knows_the_network_by_what_stands_on_one_only() -> None:
    """A TRON address says which network; an address starting with 0x says none."""
    tron = Fact(type=FactType.ADDRESS, value="T", chain="tron")
    evm = Fact(type=FactType.ADDRESS, value="0x", chain="evm")

    assert unanswered(("chain",), (tron,), (), the_rules()) == ()
    assert unanswered(("chain",), (evm,), (), the_rules()) == ("chain",)


@pytest.mark.parametrize("locale", ["en", "zh-Hans"])
def test_no_question_asks_for_a_secret(locale: str) -> None:
    """Whoever gets used to being asked will one day answer a thief."""
    words = POLICY.parent.parent / "templates" / "words" / f"{locale}.toml"
    needs = tomllib.loads(words.read_text(encoding="utf-8"))["need"]

    for need in the_rules().needs:
        asked = f"{needs[need]['label']} {needs[need]['question']}".lower()
        assert not any(secret in asked.split() or secret in asked for secret in ASKED_NEVER[1:])
        assert "phrase" not in asked


def test_no_category_asks_more_than_is_allowed() -> None:
    """What is over the limit would never be asked."""
    rules = the_rules()
    for category in rules.categories.values():
        for subtype in (None, *category.subtypes):
            assert len(category.needs_of(subtype)) <= rules.max_questions
