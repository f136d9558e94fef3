"""How customers sound: each cue by its own examples, then whole messages."""

from __future__ import annotations

import time
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.understanding.findings import Intent, Mood
from chalicelib.understanding.intent import find_intent
from chalicelib.understanding.mood import DOUBTED, find_mood
from chalicelib.understanding.undertone import undertones
from chalicelib.understanding.wording.listening import listen
from chalicelib.understanding.wording.sayings import Heard, hear
from tests.builders import POLICY, the_rules

CUES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (POLICY / "mood.toml").read_text(encoding="utf-8")
)


def examples(meaning: str, sort: str) -> list[str]:
    """Return the examples the policy gives for a meaning: each "hit" or each "miss"."""
    return [text for cue in CUES[meaning] for text in cue[sort]]


def heard(text: str) -> Heard:
    """Return what a text says by the policy that ships."""
    return hear(listen("", text, the_rules()))


def mood(text: str) -> Mood:
    """Return the mood of a text."""
    said = heard(text)
    return find_mood(said, text, undertones(said.sentences, the_rules()))


def test_every_meaning_is_one_that_is_asked_for() -> None:
    """A cue for a mood nobody knows would never be heard."""
    known = {*Mood, *Intent, "asks", "more", "news"} - {Mood.CALM, Intent.REQUEST}

    assert set(CUES) == known


@pytest.mark.parametrize("meaning", CUES)
def test_a_cue_takes_what_it_says_it_takes(meaning: str) -> None:
    """The examples in the policy are promises."""
    missed = [text for text in examples(meaning, "hit") if not heard(text).says(meaning)]

    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("meaning", CUES)
def test_a_cue_leaves_what_it_says_it_leaves(meaning: str) -> None:
    """Nothing is enough in a message that is given as an example against it."""
    texts = examples(meaning, "miss")

    taken = [text for text in texts if heard(text).weights.get(meaning, 0) >= 2]

    assert not taken, "\n".join(taken)


@pytest.mark.parametrize("meaning", ["self_harm", "threatening"])
def test_find_mood_hears_danger_and_threats_in_every_example(meaning: str) -> None:
    """What must never be missed is the message's mood, whatever else it says."""
    moods = {text: mood(text).value for text in examples(meaning, "hit")}

    wrong = [f"{found}: {text}" for text, found in moods.items() if found != meaning]

    assert len(moods) > 50
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "My withdrawal is pending since Monday, can you check it? Thanks",
        "这笔转账三天了还没到账，麻烦帮我查一下",
        "How do I add a token to my wallet?",
        "THE APP SHOWS ERROR 502 WHEN I OPEN IT!!!",
        "USDT TRC20 TX HASH MISSING",
        "客服你好！！！请问怎么改手机号",
        "I am dying to try the new swap feature",
        "笑死，原来是我自己忘记了",
    ],
)
def test_find_mood_stays_calm_when_only_the_matter_is_bad(text: str) -> None:
    """Capitals, marks and idioms are no anger."""
    assert mood(text) is Mood.CALM


@pytest.mark.parametrize(
    "text", ["I am disappointed with this", "The app is terrible", "处理得太差"]
)
def test_find_mood_makes_a_hint_anger_when_it_is_shouted(text: str) -> None:
    """Of the phrases alone one mild word is none; the same word shouted is."""
    assert find_mood(heard(text), text) is Mood.CALM
    assert find_mood(heard(text + "!!!"), text + "!!!") is Mood.ANGRY
    assert find_mood(heard(text + "！！"), text + "！！") is Mood.ANGRY


def test_find_mood_hears_what_no_phrase_says_when_the_model_is_sure() -> None:
    """Phrases are silent about most of what people mean."""
    said = heard("Tell them it was nobody's fault.")

    assert find_mood(said, "") is Mood.CALM
    assert find_mood(said, "", {Mood.SELF_HARM: 0.8, Mood.ANGRY: 0.9}) is Mood.SELF_HARM
    assert find_mood(said, "", {Mood.SELF_HARM: 0.5}) is Mood.DESPERATE
    assert find_mood(said, "", {Mood.SELF_HARM: 0.2}) is Mood.CALM
    assert find_mood(said, "", {Mood.DESPERATE: 0.7, Mood.ANGRY: 0.8}) is Mood.ANGRY
    assert find_mood(said, "", {Mood.DESPERATE: 0.55, Mood.ANGRY: 0.2}) is Mood.DESPERATE
    assert find_mood(said, "", {Mood.THREATENING: 0.55, Mood.ANGRY: 0.2}) is Mood.CALM
    assert find_mood(said, "", {Mood.DESPERATE: 0.2, Mood.ANGRY: 0.2}) is Mood.CALM


def test_find_mood_takes_a_threat_of_the_model_before_listed_anger() -> None:
    """Who threatens in anger threatens."""
    said = heard("Your service is a disgrace.")

    assert find_mood(said, "") is Mood.ANGRY
    assert find_mood(said, "", {Mood.THREATENING: 0.9}) is Mood.THREATENING


def test_find_mood_drops_a_listed_threat_only_when_the_model_is_sure_of_calm() -> None:
    """The lawyer may be one who needs an invoice; two threats at once need none."""
    said = heard("My lawyer needs an invoice.")
    lawsuit = heard("My lawyer needs your address for the lawsuit.")

    assert find_mood(said, "") is Mood.THREATENING
    assert find_mood(lawsuit, "", {Mood.CALM: 0.98}) is Mood.THREATENING
    assert find_mood(said, "", {Mood.THREATENING: 0.4, Mood.CALM: 0.6}) is Mood.THREATENING
    assert find_mood(said, "", {Mood.THREATENING: 0.01, Mood.CALM: 0.9}) is Mood.CALM


def test_find_mood_never_drops_listed_self_harm() -> None:
    """Whatever a model says."""
    said = heard("I want to kill myself.")

    assert find_mood(said, "", {Mood.CALM: 1.0, Mood.SELF_HARM: 0.0}) is Mood.SELF_HARM


def test_find_mood_hears_self_harm_before_everything_else() -> None:
    """Whoever threatens and despairs is in danger first."""
    assert mood("You thieves, I will sue you. I lost everything, I want to die.") is Mood.SELF_HARM


def test_find_mood_hears_self_harm_when_an_idiom_stands_elsewhere() -> None:
    """An exception holds for its own sentence only."""
    assert mood("This made me die of laughter. Now I want to kill myself.") is Mood.SELF_HARM


@given(st.text(max_size=400))
def test_find_mood_and_intent_are_total(text: str) -> None:
    """Any text has a mood and an intent, twice the same."""
    said = heard(text)

    assert find_mood(said, text) is find_mood(heard(text), text)
    assert find_intent(said, text) in Intent


@pytest.mark.parametrize(
    "piece", ["a ", "死", "!!", "A", "i want to die ", "想死你。", "죽", "但是", "é "]
)
def test_hearing_is_fast_when_a_piece_is_repeated(piece: str) -> None:
    """Four thousand characters are heard; a second is generous for a busy machine."""
    text = piece * (4_000 // len(piece))
    start = time.process_time()

    find_mood(heard(text), text)

    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("My family would be better off without me after this", Mood.SELF_HARM),
        ("honestly dont see the point in living any more", Mood.SELF_HARM),
        ("I have the pills in front of me", Mood.SELF_HARM),
        ("没有活下去的勇气了", Mood.SELF_HARM),
        ("也许我消失了对大家都好", Mood.SELF_HARM),
        ("安眠药已经买好了", Mood.SELF_HARM),
        ("撐不下去了，想離開這個世界", Mood.SELF_HARM),
        ("mi familia estaría mejor sin mí", Mood.SELF_HARM),
        ("não vejo mais sentido em viver", Mood.SELF_HARM),
        ("J'aimerais ne pas me réveiller demain", Mood.SELF_HARM),
        ("Ohne mich wäre meine Familie besser dran", Mood.SELF_HARM),
        ("Я потерял всё, не хочу больше жить", Mood.SELF_HARM),
        ("Haplar önümde duruyor", Mood.SELF_HARM),
        ("Sống không còn ý nghĩa gì nữa", Mood.SELF_HARM),
        ("semoga besok saya tidak bangun lagi", Mood.SELF_HARM),
        ("もう生きていたくない", Mood.SELF_HARM),
        ("극단적인 선택을 생각하고 있어요", Mood.SELF_HARM),
        ("I'll make sure every newspaper hears about this.", Mood.THREATENING),
        ("我知道你们公司在哪，你们给我等着", Mood.THREATENING),
        ("三天內不處理我就提告", Mood.THREATENING),
        ("Si no me devuelven el dinero voy a ir a la policía", Mood.THREATENING),
        ("Se não devolverem vou à polícia", Mood.THREATENING),
        ("Sans remboursement sous 48h je porte plainte", Mood.THREATENING),
        ("Ich weiß, wo Ihr Büro ist. Das werden Sie bereuen.", Mood.THREATENING),
        ("Если не вернёте деньги, пойду в полицию", Mood.THREATENING),
        ("Sosyal medyada herkese ifşa edeceğim", Mood.THREATENING),
        ("Không trả tiền tôi sẽ báo công an", Mood.THREATENING),
        ("Saya akan tuntut kalian", Mood.THREATENING),
        ("SNSで拡散して晒します", Mood.THREATENING),
        ("언론에 제보하고 SNS에 다 올릴 거예요", Mood.THREATENING),
        ("Congratulations, you managed to lose my parcel twice. Slow clap.", Mood.ANGRY),
        ("什麼爛公司，永遠罐頭回覆", Mood.ANGRY),
        ("Vaya, una tomadura de pelo.", Mood.ANGRY),
        ("C'est une honte, trois semaines sans réponse", Mood.ANGRY),
        ("Wollen Sie mich verarschen?", Mood.ANGRY),
        ("Я в ярости, списали два раза", Mood.ANGRY),
        ("Ne kadar acınası bir destek, on gün oldu!", Mood.ANGRY),
        ("Tôi rất bức xúc, trừ tiền hai lần", Mood.ANGRY),
        ("너무하네요, 3주째 아무도 답이 없어요", Mood.ANGRY),
        ("We have nothing left to eat this month, please unlock it.", Mood.DESPERATE),
        ("那是我結婚買房的錢，求求你們幫忙", Mood.DESPERATE),
        ("Me robaron todo, era el dinero para la operación de mi hija", Mood.DESPERATE),
        ("Vocês são minha última esperança", Mood.DESPERATE),
        ("Alles gestohlen, das war das Geld für die Operation meiner Tochter", Mood.DESPERATE),
        ("На коленях прошу, это был взнос за нашу квартиру", Mood.DESPERATE),
        ("무릎 꿇고 빕니다, 신혼집 계약금이었어요", Mood.DESPERATE),
    ],
)
def test_find_mood_hears_what_people_say_in_their_language(text: str, wanted: Mood) -> None:
    """Despair, threats and danger have many words, and few of them are English."""
    assert mood(text) is wanted


@pytest.mark.parametrize(
    "text",
    [
        "My phone battery is dying every two hours since I installed the wallet",
        "The app gets killed in the background on my Xiaomi",
        "I already reported the theft to the police, how do I export the history?",
        "My late father had a wallet with you. He passed away in March.",
        "I was so angry at myself for typing the wrong network!",
        "应用总是被系统杀后台，收不到通知",
        "我要告诉你们一个问题，页面卡死了",
        "我已經報案了，警方要我提供交易紀錄",
        "El sistema mata la aplicación en segundo plano",
        "Já fiz o boletim de ocorrência e a polícia pediu o extrato",
        "Je suis avocate et je voudrais une facture au nom du cabinet",
        "Ich bin Anwalt und brauche eine Rechnung auf die Kanzlei",
        "Я юрист, нужен счёт на организацию",
        "Ben avukatım, şirket adına fatura almak istiyorum",
        "Tôi đã báo công an, họ cần lịch sử giao dịch. Tải ở đâu?",
        "Cho tôi hỏi nhờ bên tư vấn, từ từ cũng được nhé, công ty ở đâu?",
        "Saya sudah lapor polisi, mereka minta riwayat transaksi",
        "アプリが死んでいます。カスタマーサポートの番号は？",
        "배터리가 두 시간 만에 죽어요",
        "PLEASE CANCEL ORDER 4471 AND CONFIRM BY MAIL. REGARDS, MARTHA",
    ],
)
def test_find_mood_stays_calm_about_dead_phones_and_lawyers_who_buy(text: str) -> None:
    """Words of death, law and police are mostly about batteries, jobs and thieves."""
    assert mood(text) is Mood.CALM


@pytest.mark.parametrize(
    "text",
    [
        "Otherwise I will file a chargeback.",
        "Hello. Otherwise I will file a chargeback. Thank you.",
        "Where is my order? It was shipped last week. Otherwise I will file a chargeback.",
    ],
)
def test_a_listed_threat_is_not_lost_among_calm_sentences(text: str) -> None:
    """Only a model that judged the very sentence may drop it."""
    rules = the_rules()
    heard = hear(listen("", text, rules))

    told = undertones(heard.sentences, rules, heard.saying(DOUBTED))

    assert find_mood(heard, text, told) is Mood.THREATENING
