"""What a message is about: each category has messages it must take and messages it must leave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.rules import Rules
from chalicelib.understanding.category import Classified, classify
from chalicelib.understanding.wording.folding import _FOLDED, fold, sentences
from chalicelib.understanding.wording.listening import listen
from tests.builders import the_rules

MUST_HIT: dict[str, tuple[str, ...]] = {
    "account_security": (
        "My wallet was hacked last night and all coins were stolen!",
        "Somebody else transferred all my tokens out. It was not me.",
        "I entered my seed phrase on a website that looked like yours and they asked for more.",
        "There is a fake app with your logo in the store, it looks like phishing.",
        "I did not make this withdrawal, please freeze my account.",
        "我的钱包被盗了，里面的币全部被转走。",
        "有人把我的USDT转走了，不是我操作的！",
        "我在一个钓鱼网站输入了助记词，怎么办",
        "我的錢包被盜了，幣全被轉走",
    ),
    "transaction_issue": (
        "My transfer of 300 USDT has not arrived at the exchange.",
        "The swap failed but the gas was taken.",
        "I sent ETH to the wrong network by mistake.",
        "Transaction has been pending for six hours.",
        "我转账到交易所三个小时了还没到账",
        "交易一直打包中，卡住了",
        "我转错地址了，能退吗",
        "閃兌失敗，交易沒有成功",
    ),
    "asset_display_loss": (
        "My balance shows 0 although the explorer shows my coins.",
        "The tokens are not showing in my wallet.",
        "All my coins have disappeared after the holiday.",
        "我的余额显示为0",
        "钱包里的代币不显示了",
        "資產不見了，餘額變成零",
    ),
    "login_password": (
        "I forgot my password and cannot log in.",
        "The verification code does not come.",
        "I lost my recovery phrase, can I still restore the wallet?",
        "忘记密码了，登录不了",
        "收不到验证码",
        "助记词丢了怎么办，找不到备份",
        "忘記密碼，無法登錄",
    ),
    "account_info": (
        "Please change my email address to a new one.",
        "I want to delete my account.",
        "My identity verification was refused, which documents do you need?",
        "我想更换绑定的手机号",
        "请帮我注销账户",
        "實名認證審核不通過",
    ),
    "download_install": (
        "Where can I download the app, it is not in the app store?",
        "The installation stops, the apk cannot be installed.",
        "请问在哪里下载，官网是哪个",
        "安装包提示有病毒，装不上",
        "應用商店下載不了",
    ),
    "app_technical": (
        "The app crashes every time I open the second tab.",
        "White screen after start, nothing happens.",
        "Network error, cannot connect to the node.",
        "应用一打开就闪退",
        "页面白屏，一直转圈加载不出来",
        "網絡錯誤，連接不上節點",
    ),
    "order_delivery": (
        "Where is my parcel? The tracking number does not work.",
        "I need to cancel my order from Monday.",
        "我的快递到哪里了，物流没有更新",
        "订单什么时候发货",
        "訂單還沒發貨",
    ),
    "return_refund": (
        "I want a refund for the case I bought.",
        "How do I return the item? I want my money back.",
        "我要退款，东西坏的",
        "申请退货，一周了没人联系",
        "什麼時候退錢",
    ),
    "billing_payment": (
        "I was charged twice for my subscription.",
        "I paid but the top up was never added, my card was charged.",
        "Please send me the invoice for March.",
        "充值没到账，银行卡已经扣款",
        "请给我开一张发票",
        "信用卡被重複扣款",
    ),
    "feedback_suggestion": (
        "It would be nice to have a dark theme. Just a suggestion.",
        "I love this wallet, great job!",
        "建议增加分组功能",
        "希望能支持更多语言，给你们点赞",
        "建議優化一下，很棒",
    ),
    "complaint": (
        "This is the worst service I have ever seen, I want to file a complaint.",
        "Three mails and no reply. Unacceptable, I will call my lawyer.",
        "我要投诉你们，态度太差了",
        "发了三封邮件没人回，垃圾平台",
        "我要投訴",
    ),
    "how_to_general": (
        "I would like to talk to a human, please.",
        "What are your opening hours and how can I contact you?",
        "请帮我转人工客服",
        "是否支持质押，有没有教程",
        "請問客服電話是多少，怎麼聯繫",
    ),
    "spam": (
        "Our SEO agency will bring you to the first page of Google with quality backlinks.",
        "Congratulations, you have won! Claim your free airdrop now.",
        "A recovery expert helped me recover my stolen coins, contact him on Telegram.",
        "代开发票，加微信详谈",
        "恭喜您中奖，点击领取空投",
    ),
}

MUST_NOT_HIT: dict[str, tuple[str, ...]] = {
    "account_security": (
        "How do I change my password?",
        "My transfer has not arrived yet, is the network slow?",
        "怎么提币到交易所",
        "我转账还没到账",
    ),
    "transaction_issue": (
        "My parcel has not arrived.",
        "The verification code was not received.",
        "退款还没到账",
        "收不到验证码",
    ),
    "asset_display_loss": (
        "I cannot see the button for settings.",
        "Everything works, thank you.",
        "页面不显示",
        "你好，谢谢",
    ),
    "login_password": (
        "My order was locked in the warehouse.",
        "Where is my refund?",
        "订单没收到",
        "应用闪退",
    ),
    "account_info": (
        "Somebody hacked my account and changed everything.",
        "The app crashes.",
        "我的账户被盗了",
        "转账失败",
    ),
    "download_install": (
        "My transfer failed.",
        "I forgot my password.",
        "忘记密码",
        "被盗了",
    ),
    "app_technical": (
        "I want a refund.",
        "Please change my phone number.",
        "我要退款",
        "换绑手机号",
    ),
    "order_delivery": (
        "In order to help you, here is my address.",
        "The swap failed.",
        "转账失败",
        "忘记密码",
    ),
    "return_refund": (
        "My wallet was hacked, can you return anything?",
        "I returned to the app and it crashed.",
        "应用闪退",
        "余额不对",
    ),
    "billing_payment": (
        "The app freezes.",
        "My coins were stolen.",
        "币被盗了",
        "应用打不开",
    ),
    "feedback_suggestion": (
        "My tokens are missing.",
        "Your support never replied, I want to complain.",
        "我要投诉",
        "转账一直未到账",
    ),
    "complaint": (
        "My transaction is pending.",
        "How do I add a token?",
        "怎么添加代币",
        "充值未到账",
    ),
    "how_to_general": (
        "My wallet was hacked, how can I get it back?",
        "How do I get a refund for order 4711?",
        "钱包被盗了，怎么办",
        "转账失败怎么办",
    ),
    "spam": (
        "My wallet was hacked, please help me recover it.",
        "I would like to invest in a hardware wallet, do you ship?",
        "我的钱包被盗了，能追回吗",
        "你好，请问怎么买",
    ),
}


PLAIN = "The app crashes on start since the update"


def about(text: str, *, subject: str = "", rules: Rules | None = None) -> Classified:
    """Return what a text is about by the policy that ships."""
    rules = rules or the_rules()
    return classify(listen(subject, text, rules, ["en", "zh"]), rules)


def rows(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return (category, text) for each text of a table."""
    return [(category, text) for category, texts in table.items() for text in texts]


def test_every_category_has_examples_in_english_and_chinese() -> None:
    """A category nobody wrote examples for would be free to rot."""
    for table in (MUST_HIT, MUST_NOT_HIT):
        assert table.keys() == the_rules().categories.keys()
        for texts in table.values():
            assert any(t.isascii() for t in texts)
            assert any(not t.isascii() for t in texts)


@pytest.mark.parametrize(("category", "text"), rows(MUST_HIT))
def test_classify_is_sure_of_a_category_when_it_is_plain(category: str, text: str) -> None:
    """A plain message is decided, not left to triage."""
    found = about(text)

    assert found.category.id == category, found.reasons
    assert found.confidence >= the_rules().sure_from, found.reasons


@pytest.mark.parametrize(("category", "text"), rows(MUST_NOT_HIT))
def test_classify_does_not_take_a_message_for_what_it_is_not(category: str, text: str) -> None:
    """A neighbouring word alone decides nothing."""
    found = about(text)

    assert found.category.id != category or found.confidence < the_rules().sure_from


@pytest.mark.parametrize(
    ("text", "subtype"),
    [
        ("My swap failed.", "failed"),
        ("The transfer is still pending.", "pending"),
        ("The coins I sent to the exchange never arrived.", "not_received"),
        ("I sent the tokens to a wrong address.", "wrong_address"),
        ("The gas fee for this transfer is too high.", "fee"),
        ("转账失败", "failed"),
        ("交易一直未确认", "pending"),
        ("提币没到账", "not_received"),
        ("打错地址了", "wrong_address"),
        ("转账手续费怎么这么贵", "fee"),
    ],
)
def test_classify_names_the_subtype_when_a_cue_tells(text: str, subtype: str) -> None:
    """Which questions are asked depends on the subtype."""
    found = about(text)

    assert (found.category.id, found.subtype) == ("transaction_issue", subtype)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you so much for your wonderful wallet, I love it. Sadly my coins were stolen today.",
        "Dear team, how do I get a refund? My wallet has been hacked and emptied.",
        "您好，请问怎么退款？我的钱包被盗了，谢谢",
        "Me robaron las monedas de mi billetera",
    ],
)
def test_classify_sees_danger_when_the_tone_is_calm(text: str) -> None:
    """Danger beats politeness: a theft is never taken for praise or a question."""
    found = classify(listen("", text, the_rules()), the_rules())

    assert found.danger is not None
    assert found.danger.id == "account_security"


def test_classify_counts_a_cue_once_when_it_is_repeated() -> None:
    """Shouting one word a hundred times makes it no truer."""
    once = about("refund")
    often = about("refund " * 100)

    assert once.confidence == often.confidence


def test_classify_weighs_the_subject_more_when_both_speak() -> None:
    """A subject says in few words what a mail is about."""
    alone = replace(the_rules(), category_model=b"")
    in_subject = about("hello", subject="refund", rules=alone)
    in_text = about("refund", rules=alone)

    assert in_subject.confidence > in_text.confidence


def test_classify_asks_for_the_same_sentence_when_a_cue_has_company() -> None:
    """Two words that mean something together mean nothing pages apart."""
    together = about("My tokens are missing.")
    apart = about("My tokens are fine. One button is missing.")

    assert together.category.id == "asset_display_loss"
    assert together.shares["asset_display_loss"] > apart.shares["asset_display_loss"]


def test_classify_takes_the_fallback_when_no_cue_is_met() -> None:
    """Without any cue there is a best guess with no confidence, and triage follows."""
    found = about("zzz")

    assert found.category == the_rules().fallback_category
    assert (found.confidence, found.reasons) == (0.0, ())


def test_classify_keeps_the_category_when_it_is_known() -> None:
    """What was chosen on a form is not argued with; only its subtype is looked for."""
    rules = the_rules()
    said = listen("", "I want a refund, the swap failed", rules)

    found = classify(said, rules, only="transaction_issue")

    assert (found.category.id, found.subtype) == ("transaction_issue", "failed")
    assert found.confidence == 1.0


def one_cue(**changes: Any) -> Rules:
    """Return a policy of one category with one cue for "refund", and no model."""
    base = replace(the_rules(), category_model=b"")
    category = base.categories["return_refund"]
    english = next(cue for cue in category.cues if cue.language == "en")
    plain = replace(english, phrases=("refund",), together=(), unless=(), nowhere=())
    cue = replace(plain, **changes)
    return replace(base, categories={"return_refund": replace(category, cues=(cue,))})


def test_classify_leaves_a_cue_out_when_an_unless_phrase_stands_in_its_sentence() -> None:
    """A stray word pages away takes nothing back; one beside the phrase does."""
    rules = one_cue(unless=("joke",))

    assert about("refund", rules=rules).confidence > 0
    assert about("refund. That was a joke", rules=rules).confidence > 0
    assert about("that refund was a joke", rules=rules).confidence == 0


def test_classify_leaves_a_cue_out_when_a_nowhere_phrase_stands_anywhere() -> None:
    """What speaks against a cue for good."""
    rules = one_cue(nowhere=("joke",))

    assert about("refund", rules=rules).confidence > 0
    assert about("refund. That was a joke", rules=rules).confidence == 0


def test_classify_gives_nothing_to_a_category_the_model_does_not_know() -> None:
    """An operator adds a category; until `make train` it lives by its cues alone."""
    rules = the_rules()
    newer = replace(rules.categories["how_to_general"], id="careers", cues=())
    grown = replace(rules, categories={**rules.categories, "careers": newer})

    before, after = about(PLAIN), about(PLAIN, rules=grown)

    assert after.category.id == before.category.id
    assert after.shares["careers"] <= min(before.shares.values()) + 0.001


@pytest.mark.parametrize(
    "text",
    [
        "My coins were stolen. A recovery expert now asks me for 500 dollars.",
        "They drained my wallet. Should I hire a recovery service?",
        "I was hacked and now an ethical hacker offers to get it back. Should I trust him?",
        "My wallet was drained last night. Before I gave you 5 stars.",
        "I was hacked. How do I contact them on Telegram?",
        "我的钱包被盗了，有人说可以专业追回，可信吗",
    ],
)
def test_victims_are_never_taken_for_sure_spam(text: str) -> None:
    """Sure spam gets no answer, and people who lose money are hunted by recovery firms."""
    found = about(text)

    assert not (found.category.id == "spam" and found.confidence >= the_rules().sure_from)
    assert found.danger is not None


@pytest.mark.parametrize(
    "text",
    [
        "I did not make the payment yet, can you hold my order?",
        "I did not send you the invoice yet.",
        "Which trading platform do you recommend for swaps?",
        "我用得挺好，建议把防被盗提醒做得更明显一点，能不能加个小额免密",
    ],
)
def test_words_of_danger_make_no_danger_of_something_else(text: str) -> None:
    """Nobody is woken for an order, a question or a wish."""
    assert about(text).danger is None


def test_classify_hears_a_long_run_of_characters_and_what_follows_a_log() -> None:
    """The model looks at the beginning of a run too long for it, and past pasted codes."""
    run = "我" + "换了新手机以后打开钱包余额变成零资产全部看不到了" * 15
    log = "0123456789abcdef" * 60

    assert about(run).category.id == "asset_display_loss"
    assert about(f"{log} {PLAIN}").shares == pytest.approx(about(PLAIN).shares, abs=0.05)


def test_classify_raises_when_a_cue_asks_for_a_higher_priority() -> None:
    """Money that left a customer is looked at sooner than other questions of its category."""
    assert about("I was charged twice").raised == ("high",)


def test_reasons_hold_nothing_of_the_customer() -> None:
    """Reasons are shown and logged, so they are made of the policy's words only."""
    found = about("My hacked wallet belongs to Zanzibar Quibble")

    assert found.reasons
    assert not any("zanzibar" in reason.lower() for reason in found.reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("charged", "Charging"), ("transfers", "transferred"), ("DIDN'T", "didnt"),
        ("cancelled", "canceled"), ("boxes", "box"), ("ＵＳＤＴ", "usdt"), ("轉帳失敗", "转账失败"),
        ("don’t", "don't"), ("tries", "tried"),
    ],
)  # fmt: skip
def test_fold_makes_spellings_equal(one: str, other: str) -> None:
    """A cue is written once for all its forms."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("pin", "spin"), ("miss", "mist"), ("was", "wash"), ("new", "news agency")]
)
def test_fold_keeps_different_words_apart(one: str, other: str) -> None:
    """Folding must not make one word of two."""
    assert fold(one) != fold(other)


def test_fold_knows_the_traditional_form_of_every_character_we_listen_for() -> None:
    """A cue in simplified characters is met by a text in traditional ones."""
    rules = the_rules()
    said = [cue for category in rules.categories.values() for cue in category.cues]
    words = [*said, *rules.sayings]
    text = "".join(fold(p) for one in words for p in (*one.phrases, *one.together, *one.unless))

    unreached = {char for char in text if is_simplified_only(char)} - set("".join(_FOLDED.values()))

    assert unreached == set()


def is_simplified_only(char: str) -> bool:
    """Return whether a Han character is of GB 2312 and not of Big5; "藁" is a Japanese word."""
    return (
        char != "藁"
        and "一" <= char <= "鿿"
        and char.encode("gb2312", "ignore") != b""
        and char.encode("big5", "ignore") == b""
    )


def test_sentences_join_what_a_mail_program_broke() -> None:
    """A long line without a mark at its end goes on; a short one, a list and a sentence do not."""
    broken = "I sent the coins to the exchange on Monday evening and they\nnever arrived there."
    ended = "I sent the coins to the exchange on Monday evening, as always.\nnever arrived"

    assert len(sentences(broken)) == 1
    assert len(sentences(ended)) == len(sentences("Transfer failed\nplease help")) == 2
    assert len(sentences(f"{'a long heading ' * 5}\n1 first\n- second")) == 3


def test_fold_leaves_nothing_when_there_is_no_letter() -> None:
    """Marks alone are nothing to look for."""
    assert fold("!? — …") == ""


def test_sentences_end_at_marks_and_not_inside_numbers() -> None:
    """0.5 is one number, and a new line is a new sentence."""
    assert sentences("Sent 0.5 ETH. Gone!\n没到账。帮忙") == [
        " sent 0 5 eth ", " gone ", " 没到账 ", " 帮忙 ",
    ]  # fmt: skip
