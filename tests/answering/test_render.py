"""Letters: what they say, in which language, and that no value can be more than a value."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from chalicelib.answering.i18n import templates_folder, words
from chalicelib.answering.render import render
from chalicelib.answering.values import MARKER_SLOT, plain
from chalicelib.desk.outbox import NOTICES, Letter, MailKind, OutboxEntry, Steps
from chalicelib.errors import OperatorError
from chalicelib.understanding.findings import Fact, FactType, Mood
from tests.answering.letters import (
    AMOUNT,
    BARE,
    COMPLETE,
    EARLIER,
    FULL,
    HASH,
    IN_DANGER,
    LEAKED,
    NOW,
    ORDER,
    OVERDUE,
    POINTS,
    PROMISED,
    SILENT,
    SOLVED,
    TYPED,
    WAITING,
    WRONG_ADDRESS,
    an_acknowledgement,
    letter_texts,
    said,
    structure,
)
from tests.builders import NUMBER, an_entry, the_brand, the_rules

ROOT = Path(__file__).parents[2]
LOCALES = ("en", "zh-Hans")
CASES: dict[str, tuple[MailKind, Letter]] = {
    "full": (MailKind.ACKNOWLEDGEMENT, FULL),
    "bare": (MailKind.ACKNOWLEDGEMENT, BARE),
    "complete": (MailKind.ACKNOWLEDGEMENT, COMPLETE),
    "bilingual": (MailKind.ACKNOWLEDGEMENT, replace(COMPLETE, bilingual=True)),
    **{
        steps.value: (MailKind.ACKNOWLEDGEMENT, replace(IN_DANGER, steps=steps))
        for steps in Steps
        if steps not in (Steps.WRONG_ADDRESS, Steps.PRECAUTION)
    },
    "wrong_address": (MailKind.ACKNOWLEDGEMENT, replace(FULL, steps=Steps.WRONG_ADDRESS)),
    "precaution": (MailKind.ACKNOWLEDGEMENT, replace(BARE, steps=Steps.PRECAUTION)),
    "angry": (MailKind.ACKNOWLEDGEMENT, replace(COMPLETE, mood=Mood.ANGRY)),
    "desperate": (MailKind.ACKNOWLEDGEMENT, replace(IN_DANGER, mood=Mood.DESPERATE)),
    "self_harm": (MailKind.ACKNOWLEDGEMENT, replace(IN_DANGER, mood=Mood.SELF_HARM)),
    "points": (MailKind.ACKNOWLEDGEMENT, POINTS),
    "linked": (MailKind.ACKNOWLEDGEMENT, replace(COMPLETE, linked=EARLIER)),
    "waiting": (MailKind.STATUS, replace(SILENT, closes_at=None, standing=WAITING)),
    "promised": (MailKind.STATUS, replace(COMPLETE, standing=PROMISED)),
    "overdue": (MailKind.STATUS, replace(BARE, standing=OVERDUE)),
    "solved": (MailKind.STATUS, replace(BARE, standing=SOLVED)),
    "leaked": (MailKind.SECRET_RECEIVED, LEAKED),
    "typed": (MailKind.SECRET_RECEIVED, TYPED),
    "silent": (MailKind.INFORMATION_REMINDER, SILENT),
    "ending": (MailKind.LAST_CALL, SILENT),
    "over": (MailKind.CLOSED, SILENT),
}
EVERY = [(locale, case) for locale in LOCALES for case in CASES]
HOSTILE_BITS = (
    *("*", "**b**", "_i_", "`", "``", "# h", "> q", "- i", "1. n", "---", "===", "\\", "~~", "|"),
    *("[x](javascript:alert(1))", "![x](https://evil.example/p.png)", "<https://evil.example>"),
    *("{{ 7*7 }}", "{% include 'closed/en.md' %}", "{# c #}", "{", "}", "%}", "{ticket}", "{0}"),
    *("<cwdb-action action='call'>", "</p>", "<script>", "<!--", MARKER_SLOT, '"', "'", "&lt;"),
    *("\n", "\r\n", "\n\n", "\t", "\0", "\x1b", "\u2028", "\u202e", "\u200b", "\ue000", "\ud800"),
    *("\U000100000\U00010001", "\U00010000", "\U00010001", " ", "  ", "x", "7", "李"),
)
hostile = st.lists(st.one_of(st.sampled_from(HOSTILE_BITS), st.text(max_size=4)), max_size=12).map(
    "".join
)


def an_entry_of(case: str, locale: str) -> OutboxEntry:
    """Return the entry of a named case."""
    kind, letter = CASES[case]
    return an_entry(kind, letter=letter, locale=locale)


@pytest.mark.parametrize(("locale", "case"), EVERY)
def test_render_gives_the_reviewed_letter(
    locale: str, case: str, golden: Callable[[str, str], None]
) -> None:
    """Every kind and locale reads as it was last reviewed."""
    entry = an_entry_of(case, locale)

    rendered = render(entry, the_brand(), NOW)

    name = f"renders/{entry.kind}.{locale}.{case}"
    golden(f"{name}.txt", f"Subject: {rendered.subject}\n\n{rendered.text}")
    golden(f"{name}.html", rendered.html)


@pytest.mark.parametrize(("locale", "case"), EVERY)
def test_render_says_the_same_in_both_parts(locale: str, case: str) -> None:
    """Whoever reads the text part misses nothing, and nobody is told more."""
    rendered = render(an_entry_of(case, locale), the_brand(), NOW)

    assert said(rendered.text) == "".join(said(text) for text in letter_texts(rendered.html))


@pytest.mark.parametrize(("locale", "case"), EVERY)
def test_render_leaves_no_template_or_markdown_signs(locale: str, case: str) -> None:
    """Nothing of the making shows in the letter."""
    rendered = render(an_entry_of(case, locale), the_brand(), NOW)

    told = f"{rendered.subject}\n{rendered.text}\n{''.join(letter_texts(rendered.html))}"
    signs = ("{", "}", "**", "`", "](", "\\", "None", "Undefined", "\U00010000", "&amp;", "&#")
    assert [sign for sign in signs if sign in told] == []
    assert "\n\n\n" not in rendered.text


@pytest.mark.parametrize(("locale", "case"), EVERY)
def test_render_cautions_and_names_ticket_and_contacts_always(locale: str, case: str) -> None:
    """Each letter has its number, the standing caution and the official contacts."""
    caution = {"en": "recovery phrase, private key, password or verification code"}.get(
        locale, "助记词、私钥、密码或验证码"
    )

    rendered = render(an_entry_of(case, locale), the_brand(), NOW)

    assert rendered.subject.startswith(f"[{NUMBER}] ")
    assert NUMBER in rendered.text
    assert caution in rendered.text
    assert all(value in rendered.text for _, value in the_brand().contacts)


@pytest.mark.parametrize(("locale", "case"), EVERY)
def test_render_links_to_official_contacts_only(locale: str, case: str) -> None:
    """No link leads anywhere but to the brand's own contacts, and nothing is loaded."""
    tree = LexborHTMLParser(render(an_entry_of(case, locale), the_brand(), NOW).html)

    links = {node.attributes["href"] for node in tree.css("[href]")}
    assert links == {"https://desk.example", "mailto:support@desk.example"}
    assert tree.css("[src], script, link, iframe, object, form, img") == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", [kind for kind in MailKind if kind not in NOTICES])
@pytest.mark.parametrize("letter", [FULL, BARE, SILENT, replace(FULL, bilingual=True)])
def test_render_can_say_every_letter_in_every_kind(
    locale: str, kind: MailKind, letter: Letter
) -> None:
    """No kind depends on what only another kind's letters have."""
    rendered = render(an_entry(kind, letter=letter, locale=locale), the_brand(), NOW)

    assert rendered.subject.isprintable()
    assert rendered.html.count(MARKER_SLOT) == 1


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("category", sorted(the_rules().categories))
def test_render_names_every_category_and_its_questions(locale: str, category: str) -> None:
    """Each category is named, and each of its needs is asked with where to find it."""
    needs = the_rules().categories[category].needs
    entry = an_acknowledgement(Letter(category=category, missing=needs), locale=locale)

    text = render(entry, the_brand(), NOW).text

    known = words(locale)
    assert known.category(category) in text
    assert all(known.question(need) in text and known.where(need) in text for need in needs)


def test_render_shortens_hashes_and_addresses_and_tells_what_is_mistyped() -> None:
    """The customer recognises the fact, and the wrong one is named."""
    text = render(an_acknowledgement(), the_brand(), NOW).text

    assert "- Transaction hash: 0x9f3c…77d2\n" in text
    assert "- Address: TQ5hhh…hhZk – this TRON address has a typing error." in text
    assert "- Amount: 88.8 USDT\n" in text
    assert "- Order number: DW-20261118-004\n" in text
    assert HASH.value not in text
    assert WRONG_ADDRESS.value not in text
    assert text.count("typing error") == 1


def test_render_asks_only_for_what_is_missing() -> None:
    """A complete message gets no question."""
    asking = render(an_acknowledgement(FULL), the_brand(), NOW).text
    complete = render(an_acknowledgement(COMPLETE), the_brand(), NOW).text

    assert words("en").question("chain") in asking
    assert words("en").question("tx_hash") not in asking
    assert not any(words("en").question(need) in complete for need in the_rules().needs)


def test_render_stays_neutral_when_we_are_unsure() -> None:
    """Without a category nothing is guessed and nothing asked."""
    text = render(an_acknowledgement(BARE), the_brand(), NOW).text

    assert "Topic" not in text
    assert "What we have noted" not in text
    assert "What we still need" not in text


def test_render_promises_no_time_when_none_is_given_or_it_has_passed() -> None:
    """No letter promises an answer for yesterday."""
    for answer_by in (None, NOW, NOW - timedelta(days=1)):
        entry = an_acknowledgement(replace(FULL, answer_by=answer_by))

        text = render(entry, the_brand(), NOW).text

        assert "answer you by e-mail" in text
        assert "Shanghai time" not in text


def test_render_tells_when_silence_closes_the_ticket() -> None:
    """The last call names the time; without one it names none."""
    dated = render(an_entry(MailKind.LAST_CALL, letter=SILENT), the_brand(), NOW).text
    undated = an_entry(MailKind.LAST_CALL, letter=replace(SILENT, closes_at=None))

    assert "by Monday 30 November, 18:00 (Shanghai time)" in dated
    assert "in the next few days" in render(undated, the_brand(), NOW).text


def test_render_repeats_name_and_subject_only_when_the_letter_has_them() -> None:
    """What an unproven sender wrote of himself never comes back."""
    proven = render(an_acknowledgement(FULL), the_brand(), NOW)
    unproven = render(an_acknowledgement(replace(FULL, name="", subject="")), the_brand(), NOW)

    assert proven.subject == f"[{NUMBER}] Re: Transfer has not arrived"
    assert proven.text.startswith("Hello Wei Li,\n")
    assert unproven.subject == f"[{NUMBER}] We have received your message"
    assert unproven.text.startswith("Hello,\n")


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (f"Re: [{NUMBER}] Re: Help", "Re: Help"),
        (f"回复：[{NUMBER}] 答复: 转账", "Re: 转账"),
        ("FWD: aw: Help", "Re: Help"),
        ("[urgent] Help", "Re: [urgent] Help"),
        ("Re:", "We have received your message"),
        ("re:" * 100, "We have received your message"),
        ("x" * 5000, "Re: " + "x" * 119 + "…"),
    ],
)
def test_render_does_not_let_subjects_grow(subject: str, expected: str) -> None:
    """Reply marks and our own numbers are not piled up from mail to mail."""
    entry = an_acknowledgement(replace(FULL, subject=subject))

    assert render(entry, the_brand(), NOW).subject == f"[{NUMBER}] {expected}"


def test_render_writes_both_languages_when_the_customers_is_unsure() -> None:
    """One letter after the other, each marked with its language; the subject has both."""
    entry = an_acknowledgement(replace(COMPLETE, bilingual=True), locale="zh-Hans")

    rendered = render(entry, the_brand(), NOW)

    assert rendered.locales == ("zh-Hans", "en")
    assert rendered.subject == f"[{NUMBER}] 您的问题我们已收到 / We have received your message"
    marked = [
        (node.attributes["lang"], node.attributes["dir"])
        for node in LexborHTMLParser(rendered.html).css("div.letter")
    ]
    assert marked == [("zh-Hans", "ltr"), ("en", "ltr")]
    assert rendered.text.index("您好") < rendered.text.index("Hello")


def test_render_says_a_proven_subject_once_when_bilingual() -> None:
    """Two languages do not repeat the customer's own words."""
    entry = an_acknowledgement(replace(FULL, bilingual=True))

    subject = render(entry, the_brand(), NOW).subject

    assert subject == f"[{NUMBER}] Re: Transfer has not arrived"


def test_render_tells_each_fact_once_and_at_most_eight() -> None:
    """A mail with hundreds of numbers does not come back as a list of hundreds."""
    many = tuple(Fact(type=FactType.ORDER_NO, value=f"A{n // 2}") for n in range(200))

    text = render(an_acknowledgement(replace(FULL, facts=many)), the_brand(), NOW).text

    assert text.count("Order number: ") == 8
    assert text.count("A0\n") == 1


@settings(max_examples=150, deadline=None)  # the first example loads the templates
@given(name=hostile, subject=hostile, order=hostile, coin=hostile, brand_name=hostile)
def test_render_keeps_every_value_a_value(
    name: str, subject: str, order: str, coin: str, brand_name: str
) -> None:
    """Whatever a value holds, the document has the same elements and the value is its text."""
    facts = (replace(ORDER, value=order), replace(AMOUNT, coin=coin))
    letter = replace(FULL, name=name, subject=subject, facts=facts)
    brand = replace(the_brand(), name=brand_name)
    usual = render(an_acknowledgement(replace(FULL, facts=(ORDER, AMOUNT))), the_brand(), NOW)

    rendered = render(an_acknowledgement(letter), brand, NOW)

    assert structure(rendered.html) == structure(usual.html)
    assert rendered.text.count("\n") == usual.text.count("\n")
    (told,) = letter_texts(rendered.html)
    for value in (plain(name, limit=40), plain(order, limit=40), plain(brand_name)):
        assert value in told
        assert value in rendered.text
    assert said(rendered.text).startswith(said(words("en").greeting(plain(name, limit=40))))
    assert rendered.subject == plain(rendered.subject)


def test_render_takes_the_nearest_locale_when_there_is_no_template() -> None:
    """Traditional Chinese is answered in simplified Chinese, the unknown in the default."""
    entry = an_acknowledgement()

    assert render(replace(entry, locale="zh-TW"), the_brand(), NOW).locale == "zh-Hans"
    assert render(replace(entry, locale="eo"), the_brand(), NOW).locale == "en"


def test_render_names_the_file_when_a_locale_has_none() -> None:
    """A locale in desk.toml without words or letters is an operator's error."""
    brand = replace(the_brand(), locales=("fr",), default_locale="fr")

    with pytest.raises(OperatorError, match=r"templates/words/fr\.toml"):
        render(an_acknowledgement(), brand, NOW)


def test_render_refuses_a_color_that_is_none() -> None:
    """A color goes into styles, so it must be one."""
    brand = replace(the_brand(), color="red;background:url(https://evil.example)")

    with pytest.raises(OperatorError, match="color"):
        render(an_acknowledgement(), brand, NOW)


LAYOUT_SOURCE = "{{ sections[0][2] }}{{ marker_slot }}"
BODY = "---\nsubject: s\n---\n{{ ticket }}\n"


def templates(folder: Path, body: str, layout: str = LAYOUT_SOURCE) -> Path:
    """Return a folder with one letter and a layout."""
    (folder / "acknowledgement").mkdir()
    (folder / "acknowledgement" / "en.md").write_text(body, encoding="utf-8")
    (folder / "layout.html.j2").write_text(layout, encoding="utf-8")
    return folder


def test_render_uses_the_templates_of_another_folder_when_asked(tmp_path: Path) -> None:
    """An operator can try letters out before they ship."""
    folder = templates(tmp_path, BODY)

    rendered = render(an_acknowledgement(), the_brand(), NOW, folder=folder)

    assert rendered.text == f"{NUMBER}\n"
    assert rendered.subject == f"[{NUMBER}] s"


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("---\nsubject: s\n---\n{{ tikcet }}\n", "'tikcet' is undefined"),
        ("---\nsubject: {{ nope }}\n---\nx\n", "'nope' is undefined"),
        ("---\nsubject: s\n---\n{{ facts[0].nope }}\n", "no attribute 'nope'"),
        ("---\nsubject: s\n---\n{% if ticket %}x\n", "TemplateSyntaxError"),
        ("---\nsubject: s\n---\n{% include 'parts/no.md' %}\n", "parts/no.md"),
        ("---\nsubject: s\n---\n{{ ''.__class__.__mro__ }}\n", "unsafe"),
        ("---\nsubject: s\n---\n{{ facts }}\n", "a template says a tuple"),
        ("---\nsubject: s\n---\n[x](https://a.example)\n", "'link'"),
        ("---\nsubject: s\n---\n```\nx\n```\n", "'block_code'"),
        ("Hello\n", "must begin with"),
        ("---\ntitle: s\n---\nHello\n", "must begin with"),
    ],
)
def test_render_names_the_letter_when_it_is_wrong(
    body: str, complaint: str, tmp_path: Path
) -> None:
    """No hole, no half a letter: the operator is told the file and the fault."""
    folder = templates(tmp_path, body)

    with pytest.raises(OperatorError, match=r"templates/acknowledgement/en\.md") as raised:
        render(an_acknowledgement(), the_brand(), NOW, folder=folder)

    assert complaint in str(raised.value)


def test_render_names_the_layout_when_it_is_wrong(tmp_path: Path) -> None:
    """The layout is held to the same strictness."""
    folder = templates(tmp_path, BODY, layout="{{ nope }}")

    with pytest.raises(OperatorError, match=r"templates/layout\.html\.j2: UndefinedError"):
        render(an_acknowledgement(), the_brand(), NOW, folder=folder)


def test_render_names_the_letter_when_there_is_none(tmp_path: Path) -> None:
    """A kind without a letter in the locale is an operator's error."""
    with pytest.raises(OperatorError, match=r"templates/closed/en\.md: TemplateNotFound"):
        render(an_entry(MailKind.CLOSED), the_brand(), NOW, folder=templates(tmp_path, BODY))


def test_templates_hold_no_address_of_their_own() -> None:
    """Links and contacts come from the brand's record, never from a template."""
    offending = [
        path.name
        for path in templates_folder().glob("*/*.md")
        if any(sign in path.read_text(encoding="utf-8") for sign in ("http", "www.", "@"))
    ]

    assert offending == []


@pytest.mark.parametrize("place", ["beside", "in a layer"])
def test_templates_are_found_in_an_unpacked_package(place: str, tmp_path: Path) -> None:
    """Deployed, the templates lie beside the code or elsewhere on the import path."""
    code, layer = tmp_path / "task", tmp_path / ("task" if place == "beside" else "layer")
    copytree(ROOT / "chalicelib", code / "chalicelib")
    copytree(ROOT / "vendor" / "templates", layer / "templates")
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    script = (
        f"import sys; sys.path[:0] = {[str(code), str(layer), *libraries]!r}\n"
        "from chalicelib.answering.i18n import templates_folder\n"
        "from chalicelib.answering.letter_files import LAYOUT, layouts, letters\n"
        "letters(templates_folder()).get_template('closed/en.md')\n"
        "layouts(templates_folder()).get_template(LAYOUT)\n"
        "print(templates_folder())"
    )

    run = subprocess.run(
        [sys.executable, "-I", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == str(layer / "templates")


def test_what_does_not_send_loads_no_template_engine() -> None:
    """Words and the type of a mail are for everybody; Jinja2 and Markdown for the sender only."""
    script = (
        "import sys, chalicelib.answering.i18n, chalicelib.answering.compose\n"
        "print(sorted({'jinja2', 'mistune', 'email.message'} & set(sys.modules)))"
    )

    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == "[]"
