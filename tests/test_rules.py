"""The policy: what is loaded is whole, and a name that leads nowhere is refused in a sentence."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chalicelib.errors import OperatorError
from chalicelib.rules import Rules, load_rules, parse_rules
from chalicelib.understanding.findings import FactType, Priority
from tests.builders import POLICY, the_rules

Document = dict[str, Any]


def documents() -> tuple[Document, Document]:
    """Return the shipped desk.toml and categories.toml, free to be changed."""
    desk, categories = (
        tomllib.loads((POLICY / name).read_text(encoding="utf-8"))
        for name in ("desk.toml", "categories.toml")
    )
    return copy.deepcopy(desk), copy.deepcopy(categories)


def changed(change: Callable[[Document, Document], object]) -> Rules:
    """Return the shipped policy after one change."""
    desk, categories = documents()
    change(desk, categories)
    others = {
        name: tomllib.loads((POLICY / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("mood", "needs")
    }
    cues = {"cues/en": categories.pop("cues", {})}
    return parse_rules({"desk": desk, "categories": categories, **others, **cues})


def with_cue(**cue: Any) -> Callable[[Document, Document], object]:
    """Return a change that gives one category a cue."""
    examples = {"hit": ["so"], "miss": ["not so"]}
    return lambda _, categories: categories.update(cues={CATEGORY: [{**examples, **cue}]})


def test_parse_rules_refuses_a_cue_file_that_no_language_names() -> None:
    """A file that is never asked would be reviewed for nothing."""
    desk, categories = documents()
    others = {
        name: tomllib.loads((POLICY / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("mood", "needs")
    }
    cue = {"any": ["x1"], "weight": 1, "hit": ["x1"], "miss": ["x2"]}

    with pytest.raises(OperatorError, match="named by no language"):
        parse_rules(
            {
                "desk": desk,
                "categories": categories,
                **others,
                "cues/zh-Hant": {"transaction_issue": [cue]},
            }
        )


def test_load_rules_reads_the_policy_that_ships() -> None:
    """The default policy has the brand, mailbox and form the documentation names."""
    rules = load_rules(POLICY)

    assert rules.default_brand.id == "demo"
    assert rules.default_brand.mailboxes == ("support@desk.example",)
    assert rules.default_brand.domain == "desk.example"
    assert "support" in rules.forms


def test_the_policy_that_ships_has_the_fourteen_categories() -> None:
    """The taxonomy's names are other people's filters and reports."""
    assert set(the_rules().categories) == {
        "asset_display_loss", "transaction_issue", "account_security", "login_password",
        "account_info", "download_install", "app_technical", "order_delivery", "return_refund",
        "billing_payment", "feedback_suggestion", "complaint", "how_to_general", "spam",
    }  # fmt: skip


@pytest.mark.parametrize("id_", ["account_security", "complaint", "feedback_suggestion", "spam"])
def test_nobody_in_danger_or_complaining_is_closed_for_silence(id_: str) -> None:
    """Silence of somebody who was robbed or is angry closes nothing."""
    assert the_rules().categories[id_].follow_up is None


def test_only_spam_is_left_without_an_acknowledgement() -> None:
    """Every other writer hears from us."""
    silent = [c.id for c in the_rules().categories.values() if not c.acknowledged]

    assert silent == ["spam"]


def test_a_category_that_is_followed_up_asks_for_something() -> None:
    """A reminder of no question would puzzle everybody."""
    for category in the_rules().categories.values():
        assert category.follow_up is None or category.needs


def test_needs_are_answered_by_facts_that_exist() -> None:
    """A need is answered by facts there are; one without any by words that tell it."""
    for types in the_rules().needs.values():
        assert set(types) <= {t.value for t in FactType}


def test_a_need_that_nothing_answers_is_refused() -> None:
    """It would be asked for ever."""
    with pytest.raises(OperatorError, match="shoe_size"):
        changed(lambda _desk, categories: categories["needs"].update(shoe_size=[]))


def test_priorities_are_those_of_the_findings() -> None:
    """Two lists of the same words must not drift apart."""
    wanted = {c.priority for c in the_rules().categories.values()}

    assert wanted <= {p.value for p in Priority}


def test_fallback_category_is_the_first_of_the_triage_queue() -> None:
    """A message without any cue is a general question."""
    assert the_rules().fallback_category.id == "how_to_general"


def test_needs_of_a_subtype_replace_those_of_the_category() -> None:
    """A subtype may need less or more; one without needs of its own has the category's."""
    category = the_rules().categories["transaction_issue"]

    assert category.needs_of("pending") == ("chain", "tx_hash")
    assert category.needs_of("unheard_of") == category.needs_of(None) == category.needs


@pytest.mark.parametrize(
    ("address", "brand"),
    [
        ("support@desk.example", "demo"),
        ("Support@Desk.Example", "demo"),
        ("support+7k3mq9xw2f.0abc@desk.example", "demo"),
        ("sales@desk.example", None),
        ("support@other.example", None),
        ("", None),
    ],
)
def test_brand_for_knows_a_mailbox_and_its_sub_addresses(address: str, brand: str | None) -> None:
    """A reply goes to support+token@…, and belongs to the same brand."""
    found = the_rules().brand_for(address)

    assert (found.id if found else None) == brand


CATEGORY = "transaction_issue"

WRONG: dict[str, tuple[Callable[[Document, Document], object], str]] = {
    "no brand": (lambda d, _: d.update(brands={}), "desk.toml has no brand"),
    "no category": (
        lambda d, c: (c.update(categories={}), d["forms"].clear()),
        "categories.toml has no category",
    ),
    "triage queue": (
        lambda d, _: d["desk"].update(triage_queue="nowhere"),
        "triage_queue 'nowhere' is not one of the queues",
    ),
    "no mailbox": (
        lambda d, _: d["brands"]["demo"].update(mailboxes=[]),
        "brand 'demo' has no mailbox",
    ),
    "default locale": (
        lambda d, _: d["brands"]["demo"].update(default_locale="xx"),
        "brand 'demo': default_locale is not one of its locales",
    ),
    "promises": (
        lambda d, _: d["brands"]["demo"]["promises"].pop("low"),
        "brand 'demo': one promise for each priority is needed",
    ),
    "clock": (
        lambda d, _: d["brands"]["demo"]["promises"]["low"].update(clock="never"),
        "clock is 'never', not working or always",
    ),
    "hours": (
        lambda d, _: d["brands"]["demo"]["hours"].update(mon=["18:00-09:00"]),
        "opening hours '18:00-09:00' end before they start",
    ),
    "time zone": (
        lambda d, _: d["brands"]["demo"]["hours"].update(time_zone="Mars/Base"),
        "No time zone found with key Mars/Base",
    ),
    "plan order": (
        lambda d, _: d["follow_ups"]["information"]["steps"].reverse(),
        "follow-up plan 'information': steps are not in order of time",
    ),
    "form brand": (
        lambda d, _: d["forms"]["support"].update(brand="nobody"),
        "form 'support' names the unknown brand 'nobody'",
    ),
    "form category": (
        lambda d, _: d["forms"]["support"]["categories"].append("gossip"),
        "form 'support': no category 'gossip'",
    ),
    "form need": (
        lambda d, _: d["forms"]["support"]["needs"].append("shoe_size"),
        "form 'support': no need 'shoe_size'",
    ),
    "category need": (
        lambda _, c: c["categories"][CATEGORY]["needs"].append("shoe_size"),
        "category 'transaction_issue': no need 'shoe_size'",
    ),
    "subtype need": (
        lambda _, c: c["categories"][CATEGORY]["subtype_needs"].update(fee=["shoe_size"]),
        "category 'transaction_issue': no need 'shoe_size'",
    ),
    "subtype of needs": (
        lambda _, c: c["categories"][CATEGORY]["subtype_needs"].update(odd=[]),
        "category 'transaction_issue': subtype_needs names the unknown subtype 'odd'",
    ),
    "subtype of priorities": (
        lambda _, c: c["categories"][CATEGORY]["subtype_priority"].update(odd="low"),
        "category 'transaction_issue': subtype_priority names the unknown subtype 'odd'",
    ),
    "priority of a subtype": (
        lambda _, c: c["categories"][CATEGORY]["subtype_priority"].update(fee="soon"),
        "category 'transaction_issue': no priority 'soon'",
    ),
    "category queue": (
        lambda _, c: c["categories"][CATEGORY].update(queue="attic"),
        "category 'transaction_issue': no queue 'attic'",
    ),
    "category priority": (
        lambda _, c: c["categories"][CATEGORY].update(priority="soon"),
        "category 'transaction_issue': no priority 'soon'",
    ),
    "category plan": (
        lambda _, c: c["categories"][CATEGORY].update(follow_up="nagging"),
        "category 'transaction_issue': no follow-up plan 'nagging'",
    ),
    "cue subtype": (
        with_cue(any=["x1"], weight=1, subtype="odd"),
        "category 'transaction_issue': cue 'x1' names the unknown subtype 'odd'",
    ),
    "cue priority": (
        with_cue(any=["x1"], weight=1, raises="soon"),
        "category 'transaction_issue': cue 'x1': no priority 'soon'",
    ),
    "cue weight": (
        with_cue(any=["x1"], weight=0),
        "category 'transaction_issue': cue 'x1': its weight is not above 0",
    ),
    "cue without phrase": (
        with_cue(any=[], weight=1),
        "category 'transaction_issue': a cue has no phrase, or one without a letter",
    ),
    "cue of marks": (
        with_cue(any=["x1"], unless=["!?"], weight=1),
        "category 'transaction_issue': a cue has no phrase, or one without a letter",
    ),
    "cue of a stem alone": (
        with_cue(any=["x1"], unless=["denúnci*"], weight=1),
        "cue 'x1': 'denúnci*' may go on only behind another word; list the forms",
    ),
    "cue that eases upwards": (
        with_cue(any=["x1"], weight=1, eases="urgent"),
        "cue 'x1' eases to 'urgent', which is sooner than without it",
    ),
    "cue of one text": (
        with_cue(any="refund", weight=1),
        "any is not a list of texts: 'refund'",
    ),
    "cue with a misspelt key": (
        with_cue(any=["x1"], weight=1, unles=["x2"]),
        "cues/en.toml: a cue of 'transaction_issue' has an unknown key 'unles'",
    ),
    "cue without an example": (
        with_cue(any=["x1"], weight=1, miss=[]),
        "cues/en.toml: a cue of 'transaction_issue' has no example of what it takes or leaves",
    ),
    "share in per cent": (
        lambda d, _: d["understanding"].update(sure_from=70),
        "desk.toml: sure_from is 70.0, not between 0 and 1",
    ),
    "thanks_url": (
        lambda d, _: d["forms"]["support"].update(
            origins=["https://www.desk.example"], thanks_url="https://evil.example/"
        ),
        "thanks_url 'https://evil.example/' is in none of its origins",
    ),
    "missing key": (
        lambda d, _: d["understanding"].pop("sure_from"),
        "policy: 'sure_from' is missing",
    ),
    "wrong type": (
        lambda d, _: d["understanding"].update(max_questions="many"),
        "invalid literal for int()",
    ),
}


def _second_brand(desk: Document) -> None:
    desk["brands"]["shop"] = copy.deepcopy(desk["brands"]["demo"])


WRONG |= {
    "a mailbox of two brands": (
        lambda d, _: _second_brand(d),
        "mailbox 'support@desk.example' is named twice",
    ),
    "a mailbox too long for a token": (
        lambda d, _: d["brands"]["demo"].update(mailboxes=[f"{'x' * 36}@desk.example"]),
        "is over 35 characters",
    ),
    "a mailbox that is no address": (
        lambda d, _: d["brands"]["demo"].update(mailboxes=["support"]),
        "mailbox 'support' is no address",
    ),
    "a brand that never opens": (
        lambda d, _: d["brands"]["demo"].update(hours={"time_zone": "Asia/Shanghai"}),
        "brand 'demo' is never open",
    ),
    "hours out of order": (
        lambda d, _: d["brands"]["demo"]["hours"].update(mon=["13:00-18:00", "09:00-12:00"]),
        "opening hours overlap or are not in order",
    ),
    "hours that overlap": (
        lambda d, _: d["brands"]["demo"]["hours"].update(mon=["09:00-14:00", "13:00-18:00"]),
        "opening hours overlap or are not in order",
    ),
    "a plan that closes at once": (
        lambda d, _: d["follow_ups"]["information"].update(
            steps=[{"kind": "closed", "after_working_days": 1}]
        ),
        "follow-up plan 'information' closes before it has asked again",
    ),
}


@pytest.mark.parametrize(("change", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_parse_rules_refuses_a_wrong_policy_with_a_sentence(
    change: Callable[[Document, Document], object], sentence: str
) -> None:
    """The operator is told what is wrong and where."""
    with pytest.raises(OperatorError) as refused:
        changed(change)

    assert str(refused.value).startswith("policy: ")
    assert sentence in str(refused.value)


def test_load_rules_names_the_file_when_it_is_missing(tmp_path: Path) -> None:
    """A missing file is an operator's error."""
    with pytest.raises(OperatorError, match=r"policy/desk\.toml"):
        load_rules(tmp_path)


def test_load_rules_names_the_place_when_a_file_is_no_toml(tmp_path: Path) -> None:
    """A slip of the keyboard is told with its line."""
    (tmp_path / "desk.toml").write_text("[desk\n", encoding="utf-8")

    with pytest.raises(OperatorError, match=r"policy/desk\.toml: .*line 1"):
        load_rules(tmp_path)
