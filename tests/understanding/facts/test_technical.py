"""Devices, systems, versions and error texts: what a technician asks first."""

from __future__ import annotations

import pytest

from chalicelib.understanding.facts import find_facts
from chalicelib.understanding.findings import FactType
from tests.made_addresses import hex_hash


def told(type_: FactType, text: str) -> list[str]:
    """Return the values of one type in a text."""
    return [fact.value for fact in find_facts(text) if fact.type is type_]


@pytest.mark.parametrize(
    "value",
    [
        "iPhone 14 Pro Max", "iPhone 6s", "iPhone SE", "iPhone", "iPad Pro", "MacBook Air M2",
        "Samsung Galaxy S23 Ultra", "Samsung A12", "Galaxy Z Flip5", "SM-G991B", "Pixel 7",
        "OnePlus 9", "Redmi Note 12 Pro", "Xiaomi 13", "OPPO Reno 8", "vivo X90", "Poco M5",
        "Moto Edge 40", "Ledger Nano X", "Ledger Nano S Plus", "Ledger Stax", "Trezor Model T",
        "Trezor Safe 3", "Trezor One", "OneKey Classic", "小米13", "红米K60", "华为Mate60",
        "华为P40",
        "荣耀Magic5", "三星S23", "苹果15", "苹果手机", "一加11", "아이폰15",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}", "I use {}, thanks", "我的手机是{}，闪退", "({})"])
def test_find_facts_finds_a_device_with_its_model(form: str, value: str) -> None:
    """Brand and model, in English and Chinese without spaces."""
    assert told(FactType.DEVICE, form.format(value)) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "the ledger shows 5 entries", "samsung is great", "my honor", "mi amigo 3", "pixel art",
        "nothing 5", "小米粥", "苹果商店", "surface of it", "hp sauce",
    ],
)  # fmt: skip
def test_find_facts_finds_no_device_in_a_brand_or_word_alone(text: str) -> None:
    """A brand says nothing about the model, and many brands are words."""
    assert told(FactType.DEVICE, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Any news?\n\nSent from my iPhone",
        "谢谢\n发自我的iPhone",
        "发自我的 华为手机",
        "Danke\nVon meinem iPhone gesendet",
        "Enviado desde mi iPhone",
        "Отправлено с iPhone",
    ],
)
def test_find_facts_finds_no_device_in_a_mail_programs_line(text: str) -> None:
    """What a mail was written on is not what fails, and tells nothing new."""
    assert told(FactType.DEVICE, text) == []


@pytest.mark.parametrize(
    "value",
    [
        "iOS 17.2", "Android 14", "安卓13", "HarmonyOS 4.0", "鸿蒙4.0", "Windows 11", "Win10",
        "MIUI 14",
        "HyperOS 1.0", "macOS 14.1", "macOS Sonoma", "Ubuntu 22.04", "Linux Mint 21", "Debian 12",
        "ColorOS 13", "iPadOS 17", "Android version 12", "安卓系统13",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}", "with {}, it hangs", "系统是{}，打不开"])
def test_find_facts_finds_a_system_with_its_version(form: str, value: str) -> None:
    """The version belongs to its system and is not the app's."""
    assert told(FactType.OS, form.format(value)) == [value]
    assert told(FactType.APP_VERSION, form.format(value)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("v6.25", "6.25"),
        ("V6.25.1 is slow", "6.25.1"),
        ("版本 2.3.1", "2.3.1"),
        ("App版本：8.14.0", "8.14.0"),
        ("version of the app is 6.25.1? version 6.25.1", "6.25.1"),
        ("the latest version (6.25.1)", "6.25.1"),
        ("updated to 3.1.0", "3.1.0"),
        ("build 45210", "45210"),
        ("versión 1.13.14", "1.13.14"),
        ("Версия 4.8.1", "4.8.1"),
        ("sürüm 8.2.4", "8.2.4"),
        ("phiên bản 10.1.4", "10.1.4"),
        ("バージョン2.0.1", "2.0.1"),
        ("2.0.1版", "2.0.1"),
    ],
)
def test_find_facts_finds_the_apps_version(text: str, value: str) -> None:
    """Figures with points are a version when they are called one."""
    assert told(FactType.APP_VERSION, text) == [value]


@pytest.mark.parametrize(
    "text", ["1.2.3", "app shows 0.00", "приложение 0.00", "version 2024.5.3", "192.168.1.1", "v1"]
)
def test_find_facts_finds_no_version_when_nobody_calls_it_one(text: str) -> None:
    """Balances, dates and network addresses have points too."""
    assert told(FactType.APP_VERSION, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('the error says "insufficient funds for gas"', "insufficient funds for gas"),
        ("it says 'network error' again", "network error"),
        ("提示“手续费不足”", "手续费不足"),
        ("提示手续费不足，怎么办", "手续费不足"),
        ("报错：网络异常", "报错：网络异常"),
        ("显示「交易失败」", "交易失败"),
        ("页面显示：加载失败。", "加载失败"),
        ("Error: execution reverted\nthanks", "Error: execution reverted"),
        ("java.lang.NullPointerException: null value", None),
        ("I get error code 4001 now", "error code 4001"),
        ("错误代码 -32000", "错误代码 -32000"),
        ("HTTP 502 all day", "HTTP 502"),
        ('dice "fondos insuficientes"', "fondos insuficientes"),
        ("Meldung: „Netzwerkfehler“", "Netzwerkfehler"),
        ("пишет «недостаточно средств»", "недостаточно средств"),
        ('hata "ağ yok" diyor', "ağ yok"),
        ("エラー「通信に失敗しました」", "通信に失敗しました"),
    ],
)
def test_find_facts_finds_what_the_app_said(text: str, value: str | None) -> None:
    """Quoted behind a word for it, on a line of its own, or a code."""
    assert told(FactType.ERROR_TEXT, text) == ([value] if value else [])


@pytest.mark.parametrize(
    "text",
    [
        'my brother called "Joe" wrote',
        "don't say it's over",
        "“手续费不足”",
        "请按照提示写了编号",
        f'error: "{hex_hash(1)}"',
        'it says "abandon ability able about above absent absorb abstract absurd abuse access act"',
        "error " + "x" * 130,
    ],
)
def test_find_facts_finds_no_error_text_when_it_is_something_else(text: str) -> None:
    """Quotes of people, keys and phrases are no errors."""
    assert told(FactType.ERROR_TEXT, text) == []


def test_find_facts_keeps_an_error_text_short() -> None:
    """A log is no error text; its first line is."""
    found = told(FactType.ERROR_TEXT, "Error: " + "it failed " * 40)

    assert len(found) == 1
    assert len(found[0]) <= 120
