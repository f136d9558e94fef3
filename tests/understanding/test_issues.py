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
