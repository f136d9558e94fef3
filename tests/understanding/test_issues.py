"""Numbered matters become a check-list; steps and versions do not."""

from __future__ import annotations

import time

import pytest

from chalicelib.understanding.issues import find_issues

THREE = """Hello,
1. My card has not arrived yet.
2. The app shows a wrong balance.
3. Please change my e-mail."""


def numbers(text: str) -> list[int]:
    """Return the numbers of the matters found."""
    return [issue.number for issue in find_issues(text, lambda _item: None)]


@pytest.mark.parametrize(
    "text",
    [
        THREE,
        "您好：\n1、充值没有到账\n2、忘记密码登录不了\n3、想换绑手机号",
        "①余额显示不对\n②提现一直处理中\n③发票什么时候开",
        "一、转账三天了没到账\n二、客服没有人回复\n三、请退还手续费",
        "First, the parcel is broken.\nSecond, nobody answers me.\nThird, I want my money back.",
        "a) My refund is missing\nb) the tracking link is dead\nc) can you change the name?",
        "Three problems. Firstly, the swap failed. Secondly, my device is not found. "
        "Finally, I would like an invoice.",
        "Merhaba,\n1. Kargom gelmedi.\n2. İki kez para çekildi.\n3. E-postamı değiştirin lütfen.",
        "问题1：手续费太高了吧\n问题2：网络切换不了\n问题3：怎么添加代币",
    ],
)
def test_find_issues_lists_numbered_matters(text: str) -> None:
    """Three numbered things are a check-list of three (M28)."""
    assert numbers(text) == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "Steps to reproduce:\n1. Open the app please\n2. Tap on the send\n3. It crashes at once",
        "复现步骤：\n1. 打开应用首页\n2. 点击转账按钮\n3. 应用闪退了",
        "1. Nano X 2.0\n2. Yoroi 4\n3. iOS 15",
        "It costs 1.5 ETH.\n2.0 is the version I have here.",
        "Only one thing:\n1. My card has not arrived.",
        "No list at all. Just a long sentence about a parcel.",
        "On 1. March I paid, on 2. March I wrote, on 3. March nobody answered.",
        "我先打开钱包，第一步选网络，第二步输入金额，第三步提示失败。",
        "First of all, thanks for your help. Second, it works now.",
        "Ya probé:\n1. Reiniciar el teléfono\n2. Reinstalar la app\n3. Borrar la caché",
        "Schon probiert:\n1. Telefon neu gestartet\n2. App neu installiert\n3. Cache geleert",
        "Уже пробовал:\n1. Перезагрузить телефон\n2. Удалить приложение\n3. Очистить кэш",
        "시도해 본 것:\n1. 휴대폰 재시작\n2. 앱을 다시 설치\n3. 캐시 삭제하기",
        "I ordered:\n1. One blue rain jacket\n2. Two pairs of socks\n3. A black leather belt",
        "Here is the log:\n1. connect is ok now\n2. error is timeout here\n3. disconnected at once",
    ],
)
def test_find_issues_leaves_what_is_one_matter(text: str) -> None:
    """Steps, versions and single points are no check-list."""
    assert numbers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Two things: 1) my card never arrived at home 2) the app shows a wrong balance",
        "Hi,\n- my card never arrived\n- the app shows a wrong balance\nthanks",
        "我有两个问题：①余额显示不对 ②提现一直处理中",
        "第一，余额显示不对。第二，提现一直没到账。",
        "Where is my order now?\n\nWhy was I charged two times?",
        "First, my deposit is not shown. Second, I can't log in any more.",
        "Erstens fehlt meine Einzahlung. Zweitens kann ich mich nicht mehr anmelden.",
        "Во-первых, депозит не отображается. Во-вторых, не могу войти в аккаунт.",
        "首先，我的提现没到账。其次，客服电话打不通。",
        "一つ目は、入金が反映されないこと。二つ目は、ログインできないことです。",
        "첫째, 입금이 안 보여요. 둘째, 로그인이 안 됩니다.",
        "Issue 1: login code never arrives.\nIssue 2: I was billed for a plan I cancelled.",
    ],
)
def test_find_issues_lists_what_is_written_in_other_ways(text: str) -> None:
    """One line, bullets, or questions on lines of their own."""
    found = find_issues(text, lambda item: item[:5])

    assert [issue.number for issue in found] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "1. apple\n2. banana\n3. cherry\n4. dog",
        "- iPhone 13\n- iOS 17.2\n- app 3.2",
        "1. Device: iPhone 13\n2. OS version: 17",
        "I tried:\n1. I restarted the phone\n2. I reinstalled the app",
        "- Open the wallet app\n- Tap on the send button",
        "1. 0x52908400098527886E0F7030069857D2E4169EE7\n2. TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC",
    ],
)
def test_find_issues_leaves_words_settings_steps_and_addresses(text: str) -> None:
    """A phrase, a device and what was tried are no matters of their own."""
    assert find_issues(text, lambda _item: "app_technical") == ()


def test_find_issues_takes_bullets_only_when_they_are_about_something() -> None:
    """Bullets may be anything; a signature's lines are nothing."""
    text = "- my favourite coffee shop\n- the long way home"

    assert find_issues(text, lambda _item: None) == ()


def test_find_issues_asks_what_each_is_about() -> None:
    """The category of an item is the classifier's; the text is cut for the operator."""
    found = find_issues(THREE.replace("yet.", "yet" + "!" * 500), lambda item: item[:2])

    assert [issue.category for issue in found] == ["My", "Th", "Pl"]
    assert len(found[0].text) == 200


def test_find_issues_takes_linear_time() -> None:
    """Ten thousand lines cost what the first of them cost."""
    started = time.process_time()
    find_issues("1. " + "a " * 50_000 + "\n1. x" * 50_000, lambda _item: None)

    assert time.process_time() - started < 1


@pytest.mark.parametrize("piece", ["first, ", "2. ", "第二", "a) b) ", "２． ", "second ", "iyor"])
def test_find_issues_is_fast_when_a_piece_is_repeated(piece: str) -> None:
    """What is looked at is bounded, and every expression is linear in it."""
    started = time.process_time()
    find_issues(f"1. {piece * 4_000}\n2. {piece * 4_000}", lambda _item: None)

    assert time.process_time() - started < 1
