"""Phones, computers and hardware wallets by brand and model, in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from chalicelib.understanding.facts.found import Found
from chalicelib.understanding.facts.view import View, by_character, is_word_at
from chalicelib.understanding.findings import FactType

_MOST = 20
_MOST_LOOKED_AT = 1000
_LONGEST_MODEL = 40

_BRANDS = frozenset(
    """
    iphone ipad macbook imac galaxy samsung xiaomi redmi poco huawei honor oppo vivo oneplus
    pixel realme nokia motorola moto sony xperia asus zenfone lenovo thinkpad nothing tecno
    infinix meizu iqoo nubia zte blackview doogee itel surface chromebook dell hp acer
    matebook mi ledger trezor keystone onekey safepal coolwallet keepkey bitbox02
    ellipal tangem imkey coldcard jade ngrave secux dcent
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
BY_CHARACTER = by_character(
    """
    苹果 蘋果 三星 小米 红米 紅米 华为 華為 荣耀 榮耀 一加 真我 魅族 联想 聯想 努比亚 中兴 华硕
    诺基亚 摩托罗拉 索尼 谷歌 айфон самсунг сяоми редми хуавей 아이폰 갤럭시 아이패드
    """.split()  # noqa: SIM905 — as above
)
WORDS = _BRANDS | {"sm"}
_ENOUGH_ALONE = frozenset(("iphone", "ipad", "macbook", "imac", "айфон", "아이폰", "아이패드"))
"""These say what it is without a model; a brand alone does not."""
_EVERYDAY = frozenset(("mi", "nothing", "moto", "honor", "hp", "jade", "surface", "poco", "pixel"))
"""Words of other meanings too: a brand only when capitalised."""

_MODEL_WORDS = (
    "pro max plus ultra mini lite se fold flip flip\\d note mate nova pura edge air xs xr "
    "classic touch safe model nano stax flex prime fe gt neo find reno magic civi gen book tab pad "
    "zero tuf vivobook ideapad legion razr stylus power fusion turbo active redmi galaxy mi iphone "
    "pixel xperia sony matepad thinkpad yoga wallet"
)
_HAN_MODEL_WORDS = (
    "至尊|青春|纪念|版|手机|手機|平板|电脑|筆電|笔记本|系列|标准|典藏|竞速|活力|折叠|屏"
)
_WORD = rf"(?:(?:{'|'.join(_MODEL_WORDS.split())})(?![a-z])|[xsartz](?![a-z0-9])|i{{1,3}}(?![a-z]))"
_NUMBERED = r"(?:[a-z]{1,4}-?)?[0-9]{1,4}[a-z]{0,3}(?:-[a-z0-9]{1,8})?\+?(?![0-9a-z%]|[.,:][0-9])"
_IS_MODEL = re.compile(
    r"[0-9]|手机|手機|平板|电脑|电腦|笔记本|nano|stax|flex|classic|touch|model|mini|air|pro|fold|flip|"
    r"se|xs|xr|safe|\bx\b|\bone\b|galaxy|redmi|book|note"
)
_SPOKEN = re.compile(
    r"\s?(?:phone|phones|smartphone|mobile|handy|tablet|laptop|手机|手機|平板|电脑)"
)
_AFTER_TREZOR = re.compile(r"\s(?:one|t)(?![a-z0-9])")
_SAMSUNG_CODE = re.compile(
    r"(?<![a-z0-9])(?:sm-[a-z][0-9]{3}[a-z0-9]{0,4}|[0-9]{7,10}[a-z]{1,3}[0-9]?[cgiy])(?![a-z0-9])"
)


_SENT_FROM = (
    *(
        "sent from my",
        "sent from",
        "发自我的",
        "發自我的",
        "发自",
        "從我的",
        "von meinem",
        "meinem",
    ),
    *("enviado desde mi", "enviado do meu", "envoyé de mon", "отправлено с", "inviato da"),
    *("dikirim dari", "gửi từ"),
)
_LONGEST_OPENING = 24


@cache
def _model() -> re.Pattern[str]:
    """Return what a model looks like; compiled for the first message that names a brand."""
    return re.compile(
        rf"(?:[\s_-]?(?:{_WORD}|(?:mate|note|nova|find|reno|magic|fold|flip|ace|pad|book|gt|neo|max|"
        rf"model|gen|safe)\s?[a-z]?[0-9]{{1,3}}[a-z]{{0,2}}(?![0-9a-z])|{_NUMBERED}|"
        rf"\(?[0-9](?:st|nd|rd|th) gen(?:eration)?\)?)|\s?(?:{_HAN_MODEL_WORDS})){{1,5}}"
    )


def find_devices(view: View) -> Iterator[Found]:
    """Yield the devices a text names, with their models."""
    names = [*(_BRANDS & view.stems)]
    names += view.any_of(BY_CHARACTER)
    places = [(view.lower.find(name) if len(names) > 1 else 0, name) for name in names]
    for place, name in sorted(places):
        yield from islice(_devices(name, view, place), _MOST)
    if "sm" in view.words:
        for code in islice(_SAMSUNG_CODE.finditer(view.lower), _MOST):
            yield Found(*code.span(), FactType.DEVICE, view.text[slice(*code.span())])


def _devices(name: str, view: View, place: int) -> Iterator[Found]:
    end = place
    for _ in range(_MOST_LOOKED_AT):
        start = view.lower.find(name, end)
        if start < 0:
            return
        end = start + len(name)
        if name in _EVERYDAY and not view.text[start].isupper():
            continue
        if is_word_at(view.lower, start - 1) and name.isascii():
            continue
        if view.lower[max(0, start - _LONGEST_OPENING) : start].rstrip().endswith(_SENT_FROM):
            continue  # a mail program's own line
        close = _model_end(view.lower, name, end)
        if close > end or (name in _ENOUGH_ALONE and not is_word_at(view.lower, end)):
            yield Found(start, close, FactType.DEVICE, view.text[start:close].strip())
            end = close


def _model_end(lower: str, name: str, end: int) -> int:
    """Return where the model behind a brand ends, `end` itself when there is none."""
    spoken = _SPOKEN.match(lower, end)
    if spoken and not is_word_at(lower, spoken.end()):
        return spoken.end()
    if name == "trezor" and (model := _AFTER_TREZOR.match(lower, end)):
        return model.end()
    model = _model().match(lower, end, end + _LONGEST_MODEL)
    if model is None or not _IS_MODEL.search(model[0]) or is_word_at(lower, model.end()):
        return end
    return model.end()
