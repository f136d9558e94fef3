"""What one-time codes are called, language by language."""

from __future__ import annotations

import pytest

from chalicelib.understanding.secrets import find_secrets

_NAMES = (
    *("verification code", "security code", "confirmation code", "authenticator code"),
    *("login code", "one-time code", "sms code", "2fa code", "mfa code", "access code"),
    *("unlock code", "backup code", "google code", "otp", "my pin", "the code"),
    *(
        "验证码",
        "驗證碼",
        "校验码",
        "动态码",
        "動態碼",
        "安全码",
        "锁屏密码",
        "鎖屏密碼",
        "解锁密码",
    ),
    *("支付密码", "交易密码", "取款密码", "手势密码", "認証コード", "確認番号"),
    *("인증번호", "확인 코드", "보안코드", "핀 번호", "код из смс", "смс-код", "пин-код"),
    *("одноразовый код", "codigo de verificacion", "geheimzahl", "prufziffer", "kode otp"),
    *("dogrulama kodu", "onay kodu", "guvenlik kodu", "einmalcode", "ma otp"),
)


@pytest.mark.parametrize("name", _NAMES)
def test_a_code_is_found_by_any_of_its_names(name: str) -> None:
    """The first letters that are looked at leave none of the names out."""
    text = f"{name}: 482913"

    found = find_secrets(text)

    assert [text[one.start : one.end] for one in found if one.kind in ("code", "password")] == [
        "482913"
    ]


@pytest.mark.parametrize(
    ("row", "hidden"),
    [
        ("| user | tom |\n| password | Legal7431! |", "Legal7431!"),
        ("password | legal-7431\nserver | one", "legal-7431"),
        ("| password | sha256 | the digest |", ""),
        ("| password | SHA-256 |", ""),
        ("| password | string | required |", ""),
        ("| password | ******** |", ""),
    ],
)
def test_a_password_is_found_in_the_cell_beside_its_name(row: str, hidden: str) -> None:
    """In a manual's table a type or a norm stands there."""
    found = find_secrets(row)

    assert "".join(row[one.start : one.end] for one in found) == hidden
