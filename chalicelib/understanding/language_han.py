"""Text in Han characters alone: simplified or traditional Chinese, or Japanese without kana. Pure.

A character tells by the old charsets that hold it: GB 2312 alone makes it simplified, Big5 alone
traditional, Shift JIS alone Japanese. Where both sides write alike the words they prefer decide.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping

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
_CHINESE = frozenset(
    "的是我你您了在们們这這个個吗嗎请請没沒什么麼就和与與把被给給从從还還让讓吧呢啊哪怎"
)


def tell(text: str, characters: Mapping[str, int]) -> tuple[str, float]:
    """Return zh-Hans, zh-Hant or ja and how clearly, 0.5..1.

    Args:
        text: the text, for its words.
        characters: its Han characters and how often each one stands there.
    """
    found = Counter[str]()
    for char, times in characters.items():
        found[_charset_of(char)] += times
    chinese = sum(times for char, times in characters.items() if char in _CHINESE)
    simplified = found["gb2312"] + _words(_SIMPLIFIED_WORDS, text)
    traditional = found["big5"] + _words(_TRADITIONAL_WORDS, text)
    japanese = found["shift_jis"] + _words(_JAPANESE_WORDS, text)
    if japanese > 2 * chinese + found["gb2312 only"]:
        return "ja", 0.9 if japanese >= _WORD_WEIGHT else 0.7
    telling = simplified + traditional + found["gb2312 only"]
    simplified += found["gb2312 only"]
    if not telling:  # characters both write alike: far more people write simplified
        return "zh-Hans", 0.5
    margin = abs(simplified - traditional) / telling
    return ("zh-Hant" if traditional > simplified else "zh-Hans"), 0.55 + 0.45 * margin


def _words(words: tuple[str, ...], text: str) -> int:
    return _WORD_WEIGHT * sum(word in text for word in words)


@functools.lru_cache(maxsize=4096)
def _charset_of(char: str) -> str:
    """Return the one old charset a character gives away, "" when it gives none away.

    "gb2312 only" is a simplified character that Japanese does not have either.
    """
    gb, big5 = _encodes(char, "gb2312"), _encodes(char, "big5")
    japanese = _encodes(char, "shift_jis")
    if gb and not big5:
        return "gb2312" if japanese else "gb2312 only"
    if big5 and not gb:
        return "big5"
    return "shift_jis" if japanese and not gb else ""


def _encodes(char: str, charset: str) -> bool:
    return bool(char.encode(charset, "ignore"))
