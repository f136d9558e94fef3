"""Text in Han characters alone: simplified or traditional Chinese, or Japanese without kana. Pure.

A character tells by the old charsets that hold it: GB 2312 alone makes it simplified, Big5 alone
traditional, Shift JIS alone Japanese. Where both sides write alike the words they prefer decide.
"""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.understanding.language.characters import Charset, Kind
from chalicelib.understanding.sieve import sieve

_NOTHING = dict.fromkeys(Charset, 0)
_WORD_WEIGHT = 2  # a word is a choice; a character may be chance
_SIMPLIFIED_WORDS = (
    "支持", "信息", "登陆", "短信", "渠道", "添加", "平台", "充值", "提现", "找回", "粘",
)  # fmt: skip
_TRADITIONAL_WORDS = (
    "支援", "登入", "登出", "使用者", "介面", "位址", "品質", "儘", "尚未", "新增", "透過", "存取",
    "影像", "程式", "核心",
    # written Cantonese
    "嘅", "喺", "咗", "冇", "唔", "佢", "哋", "係", "噉", "嗰", "啲", "咁", "點解", "邊度", "乜",
)  # fmt: skip
_JAPANESE_WORDS = (
    "送金", "取引", "手数料", "削除", "言語", "口座", "入金", "出金", "返金", "受取", "送信",
    "受信", "秘密鍵", "暗号", "通貨", "新規", "作成", "完了", "本人確認", "至急", "画面", "残高",
    "宛先", "名前", "規約", "認証", "携帯", "未着", "解約", "仮想", "無料", "有料", "購入", "端末",
    "設定変更", "問合", "拒否", "日本", "円", "以降", "保存先", "検索", "履歴", "復元", "開封",
)  # fmt: skip
_sieved = sieve("".join((*_SIMPLIFIED_WORDS, *_TRADITIONAL_WORDS, *_JAPANESE_WORDS)))
_MOST_JAPANESE = _WORD_WEIGHT * len(_JAPANESE_WORDS)
"""What its words can weigh; where Chinese outweighs them all they need not be looked for."""


def tell(text: str, kinds: Mapping[Kind, int]) -> tuple[str, float]:
    """Return zh-Hans, zh-Hant or ja and how clearly, 0.5..1.

    Args:
        text: the text, for its words.
        kinds: the kinds of its characters and how many there are of each.
    """
    found = _NOTHING.copy()
    chinese = 0
    for kind, times in kinds.items():
        found[kind.charset] += times
        if kind.everyday:
            chinese += times
    only = found[Charset.GB2312_ONLY]
    sieved = _sieved(text)
    simplified = found[Charset.GB2312] + _words(_SIMPLIFIED_WORDS, text, sieved)
    traditional = found[Charset.BIG5] + _words(_TRADITIONAL_WORDS, text, sieved)
    japanese = found[Charset.SHIFT_JIS]
    if japanese + _MOST_JAPANESE > 2 * chinese + only:
        japanese += _words(_JAPANESE_WORDS, text, sieved)
    if japanese > 2 * chinese + only:
        return "ja", 0.9 if japanese >= _WORD_WEIGHT else 0.7
    telling = simplified + traditional + only
    simplified += only
    if not telling:  # characters both write alike: far more people write simplified
        return "zh-Hans", 0.5
    margin = abs(simplified - traditional) / telling
    return ("zh-Hant" if traditional > simplified else "zh-Hans"), 0.55 + 0.45 * margin


def _words(words: tuple[str, ...], text: str, sieved: str) -> int:
    """Return what the words in a text weigh; few are in what a sieve left of it."""
    return _WORD_WEIGHT * len([word for word in words if word in sieved and word in text])
