"""Which language a text is in, short ones included, and how sure that is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.understanding.language import detect, latin, trigrams
from frontdesk.language_table import source

SENTENCES = {
    "en": ("My transfer has not arrived, please help me.", "hello, where is my money?", "Thanks!"),
    "zh-Hans": (
        "我的转账还没有到账，请帮我查一下",
        "钱包打不开",
        "这个怎么办",
        "USDT转账失败了 txid",
        "还没到账吗",
    ),
    "zh-Hant": (
        "我的轉帳還沒有到帳，請幫我查一下",
        "錢包打不開",
        "這個怎麼辦",
        "佢哋話未收到，點算",
        "還沒到帳嗎",
    ),
    "ja": (
        "送金がまだ届きません。助けてください。",
        "パスワードを忘れました",
        "送金手数料",
        "取引履歴",
        "返金希望",
    ),
    "ko": ("송금이 아직 도착하지 않았습니다", "비밀번호를 잊어버렸어요"),
    "ru": ("Мой перевод не пришёл, помогите", "Где мои деньги?"),
    "uk": ("Мій переказ не прийшов, допоможіть",),
    "ar": ("لم يصل التحويل، ساعدوني من فضلكم",),
    "hi": ("मेरा पैसा नहीं आया, कृपया मदद करें",),
    "th": ("เงินของฉันยังไม่มา ช่วยด้วย",),
    "el": ("Τα χρήματά μου δεν έφτασαν",),
    "he": ("הכסף שלי לא הגיע",),
    "es": ("Mi transferencia no ha llegado, necesito ayuda por favor", "¿Dónde está mi dinero?"),
    "pt": (
        "Minha transferência não chegou, preciso de ajuda",
        "Onde está o meu dinheiro? Obrigado",
    ),
    "fr": ("Mon transfert n'est pas arrivé, aidez-moi s'il vous plaît", "Où est mon argent ?"),
    "de": ("Meine Überweisung ist nicht angekommen, bitte helfen Sie mir", "Wo ist mein Geld?"),
    "vi": ("Tôi chưa nhận được tiền, xin giúp tôi", "Tiền của tôi ở đâu?"),
    "id": ("Saya belum menerima uang saya, tolong bantu", "Di mana uang saya?"),
    "tr": ("Param hala gelmedi, lütfen yardım edin", "Şifremi unuttum, ne yapmalıyım?"),
}


@pytest.mark.parametrize(
    ("locale", "text"), [(locale, text) for locale, texts in SENTENCES.items() for text in texts]
)
def test_detect_finds_the_language_when_a_person_writes_it(locale: str, text: str) -> None:
    """Everyday sentences, with and without their marks."""
    assert detect(text).locale == locale


@pytest.mark.parametrize(
    "text",
    [
        "我转了 100 USDT 到 Binance 的 TRC20 地址 TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t 没到账",
        "https://etherscan.io/tx/0x12 这笔怎么回事 transaction failed",
        "TP钱包 App Store 下载不了 error code 502",
    ],
)
def test_detect_finds_chinese_when_names_are_in_latin_letters(text: str) -> None:
    """Coins, apps and links are no English."""
    found = detect(text)

    assert found.locale == "zh-Hans"
    assert found.confidence >= 0.6


def test_detect_finds_english_when_one_chinese_word_is_quoted() -> None:
    """A word of another script does not turn a text."""
    assert detect("The button says 确认 but when I press it nothing happens at all").locale == "en"


SHORT = {
    "en": "still waiting|cannot log in|no code received|Any news?|app crashes|deposit missing",
    "es": "sigo esperando|me robaron todo|olvidé mi PIN|Transferencia pendiente|no funciona nada",
    "pt": "ainda esperando|roubaram tudo|esqueci meu PIN|endereço inválido|pedido não entregue",
    "fr": "j'attends toujours|code PIN oublié|Virement en attente|adresse invalide|aidez moi svp",
    "de": "alles gestohlen|App stürzt ab|PIN vergessen|ungültige Adresse|Paket nicht geliefert",
    "vi": "vẫn đang chờ|quên mã PIN|địa chỉ sai|chua nhan duoc hang|toi bi lua dao",
    "id": "masih menunggu|saldo saya nol|lupa PIN|alamat tidak valid|pesanan belum sampai",
    "tr": "hala bekliyorum|kod gelmiyor|param çalındı|geçersiz adres|hesabima giremiyorum",
    "ru": "ну что там?|код не приходит",
    "ko": "환불해 주세요|USDT 입금 안됨",
    "hi": "OTP नहीं आया",
    "ar": "نسيت كلمة المرور",
    "zh-Hans": "钱没到账|App闪退|转账pending好久了|TP钱包连不上DApp",
    "zh-Hant": "錢沒到帳|App閃退|唔該幫我睇下|無法登入",
}


@pytest.mark.parametrize(
    ("locale", "text"), [(locale, text) for locale in SHORT for text in SHORT[locale].split("|")]
)
def test_detect_finds_the_language_when_a_few_words_are_all_there_is(
    locale: str, text: str
) -> None:
    """Twenty characters without greetings or grammar."""
    assert detect(text).locale == locale


def test_detect_ignores_names_when_they_stand_beside_words() -> None:
    """Coins and products are English to nobody."""
    names = "wallet USDT Ledger Bluetooth QR token swap"

    assert detect(f"{names} açılmıyor").locale == "tr"
    assert detect(f"{names} kaputt, bitte").locale == "de"
    assert detect(names).confidence < 0.6


def test_the_table_of_trigrams_is_what_the_words_give() -> None:
    """Whoever edits the words runs `python -m frontdesk.language_table`."""
    namespace: dict[str, object] = {}
    exec(source(), namespace)  # noqa: S102 — our own module, written a moment ago

    assert namespace["DIGITS"] == trigrams.DIGITS
    assert namespace["PIECES"] == trigrams.PIECES


def test_the_words_are_read_in_a_moment() -> None:
    """The first Latin text of a cold start pays for it."""
    tries = []
    for _ in range(5):
        latin._tables.cache_clear()
        latin._score.cache_clear()
        start = time.process_time()
        latin.tell(["hello"])
        tries.append(time.process_time() - start)

    assert min(tries) < 0.02


@pytest.mark.parametrize("text", ["", "   ", "12345 !!!", "0x" + "ab" * 32, "😀😀"])
def test_detect_says_nothing_when_nothing_is_written(text: str) -> None:
    """Without letters there is no language."""
    assert detect(text).locale == ""
    assert detect(text).confidence == 0.0


def test_detect_is_unsure_when_both_scripts_of_chinese_would_do() -> None:
    """Characters both write alike say little."""
    alike, telling = detect("你好"), detect("这个钱还没到")

    assert alike.locale == telling.locale == "zh-Hans"
    assert alike.confidence < 0.75 <= telling.confidence


def test_detect_is_unsure_when_a_name_is_all_there_is() -> None:
    """One unknown word is answered in two languages."""
    assert detect("Xyzzy").confidence < 0.6


def test_detect_follows_the_page_when_the_text_does_not_tell() -> None:
    """A form's language decides for a text that could be anything."""
    assert detect("ok", "zh-Hant").locale == "zh-Hant"
    assert detect("你好", "zh-Hant").locale == "zh-Hant"
    assert detect("", "zh-Hans").locale == "zh-Hans"
    assert detect("ok", "zh-Hant").confidence >= 0.75


def test_detect_follows_the_text_when_it_is_plainly_another_language() -> None:
    """Somebody may open the English page and write Chinese."""
    assert detect("我的转账还没有到账，请帮我查一下", "en").locale == "zh-Hans"
    assert detect("我的轉帳還沒有到帳，請幫我查", "zh-Hans").locale == "zh-Hant"


@given(st.text(), st.sampled_from([None, "en", "zh-Hans"]))
def test_detect_returns_when_it_is_given_any_text(text: str, hint: str | None) -> None:
    """Any text has a language or none, and a confidence from 0 to 1."""
    found = detect(text, hint)

    assert 0.0 <= found.confidence <= 1.0
    assert (found.locale == "") == (found.confidence == 0.0)


@pytest.mark.parametrize("piece", ["a", "aé", "<a ", "a@", "http:", "我", "轉转", "www.", "a "])
def test_detect_is_fast_when_a_piece_is_repeated_to_100_kb(piece: str) -> None:
    """Only the beginning of a long text is judged."""
    text = piece * (100_000 // len(piece))
    start = time.process_time()

    detect(text)

    assert time.process_time() - start < 1
