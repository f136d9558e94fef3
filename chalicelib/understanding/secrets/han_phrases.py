"""Recovery phrases of Chinese characters: the list is the 2,048 commonest, so prose is full of it.

Nearly every twelve characters of prose are listed, and one window in sixteen has a right checksum.
So the characters must stand apart, or after the words for a recovery phrase in exactly a phrase's
number; and what reads like prose is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chalicelib.understanding.secrets.scripts import HAN, rows_of
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan
from chalicelib.understanding.secrets.word_lists import LENGTHS, is_checksum_right, words

_KIND = "recovery_phrase"
_LISTS = ("chinese_simplified", "chinese_traditional")
_H = "\u3400-\u9fff"
_FEWEST = 11
_MOST = 25
_MOST_APART = 100
_LONGEST_APART = 400
_APART = re.compile(rf"(?<![{_H}])[{_H}](?:[^\w\ufdd0]{{0,6}}+[\d_]{{0,2}}+[^\w\ufdd0]{{0,6}}+"
                    rf"(?<![{_H}])[{_H}](?![{_H}])){{{_FEWEST - 1},}}+")  # fmt: skip
_SINGLE = re.compile(rb"(?<!x)x(?: {1,14}+x(?!x)){10,}+")
_BETWEEN = re.compile(rf"[^{_H}]+")
_HAN_MASK = bytes(0x78 if row in HAN.rows else 0x20 for row in range(256))
_CUE_STEMS = (
    "助记",
    "助記",
    "助憶",
    "恢复",
    "恢復",
    "备份",
    "備份",
    "种子",
    "種子",
    "注记",
    "註記",
    "私密短",
)
_CUE = (
    "(?:助[记記][词詞符码碼]|[恢备備][复復份][词詞]|恢[复復](?:短[语語]|密[语語]|[词詞][组組])|"
    "[种種]子(?:[词詞语語]|短[语語])?|[注註助][记記憶忆][词詞]|私密短[语語])"
)
_CUE_NEAR = re.compile(_CUE)
_LEAD = "[\\s：:=“”\"'「『【\\[（(，,→>-]"
_GLUED = re.compile(
    rf"{_CUE}(?P<lead>(?:就?是|[为為]|如下|分[别別]是|在[这這][里裡]?)?{_LEAD}{{0,6}}+)"
    rf"(?P<phrase>[{_H} \u3000、，,\n]{{12,60}}+)"
)
_NUMBERED = re.compile(
    "第(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[个個]?(?:助?[记記]?[词詞字])?(?:[是为為])?"
    "|[Ww]ord ?[0-9]{1,2}"
)
_CUE_WITHIN = 40
_MOST_CUES = 120
_FIRST_NUMBERS = re.compile(r"\d{1,2}")
_HAN = re.compile(rf"[{_H}]")
# What prose is full of; twelve characters drawn from the list rarely have four of them.
_PROSE = frozenset(
    "的了是我不在有人这這你们們来來到要就会會可说說也和么麼请請好能没沒吗把被给給让讓您它他"
)
_MOST_PROSE = 3
_PAIRS_OF_PROSE = (
    "钱包 錢包 保管 重要 备份 備份 丢失 丟失 忘记 忘記 泄露 洩露 不要 请勿 請勿 任何 安全 "
    "自己 资产 資產 私钥 私鑰 可以 一个 一個 我们 我們 什么 什麼 如果 单词 單詞 导入 導入 "
    "恢复 恢復 输入 輸入 所有 妥善 手机 手機 网络 網絡 密码 密碼 账户 帳戶 地址 使用 需要 "
    "必须 必須 知道 问题 問題 已经 已經 怎么 怎麼 客服 帮我 幫我 谢谢 謝謝 没有 沒有 不能 "
    "无法 無法 错误 錯誤 正确 正確 英文 中文 抄写 抄寫 他人 别人 別人 截图 截圖 拍照 保存 "
    "记录 記錄 顺序 順序 找回 重新 设备 設備 应用 應用 软件 时候 時候 之后 之後 之前 然后 "
    "然後 但是 因为 因為 所以 这个 這個 那个 那個 通过 通過 进行 進行 转账 轉賬 余额 餘額 "
    "显示 顯示 提示 操作 用户 用戶 平台 交易 数字 數字 文字 以下 如下 填写 填寫 一组 一組 "
    "一种 一種 生成 创建 創建 唯一 凭证 憑證 控制 掌握 拥有 擁有 权限 權限 区块 區塊"
)
_PAIRS = frozenset(_PAIRS_OF_PROSE.split())


def find_han_phrases(searched: Searched) -> Iterator[SecretSpan]:
    """Yield the recovery phrases of Chinese characters, standing apart or after a cue."""
    if not searched.has_script(HAN):
        return
    text, upper = searched.text, searched.rows
    if text.count("第") >= _FEWEST or text.count("ord") >= _FEWEST:
        text = _NUMBERED.sub(lambda label: " " * len(label[0]), text)
        upper = rows_of(text)
    yield from _apart(text, upper)
    yield from _glued(text)


def _apart(text: str, upper: bytes) -> Iterator[SecretSpan]:
    """Yield the phrases among characters that have no other beside them, by their upper bytes."""
    mask = upper.translate(_HAN_MASK)
    if mask.count(b" x ") < _FEWEST // 2:  # two that follow each other share a space
        return
    runs = (_APART.search(text, *row.span()) for row in _SINGLE.finditer(mask))
    for index, run in enumerate(filter(None, runs)):
        level = _level_apart(run, index)
        if level is None:
            continue
        start = run.start()
        lead = re.search(r"\d{1,2}[^\w\n]{0,3}$", text[max(0, start - 6) : start])
        yield SecretSpan(_KIND, level, start - len(lead[0]) if lead else start, run.end())


def _level_apart(run: re.Match[str], index: int) -> str | None:
    """Return how sure it is that characters standing apart are a phrase, None when they are none.

    When a cue is near, or they are numbered, one may be mistyped or missing. No letter has more
    than some dozens of such rows; of the rest only the right ones are taken.
    """
    characters = _HAN.findall(run[0][:_LONGEST_APART])
    count = len(characters)
    right = any(is_checksum_right(characters, name) for name in _LISTS)
    if not right and (index >= _MOST_APART or not _is_sure(run)):
        return None
    prose = sum(map(_PROSE.__contains__, characters))
    if right and prose <= _MOST_PROSE * count / 12 + _is_sure(run):
        return CERTAIN
    if not _is_sure(run) or count > _MOST or _reads_like_prose(characters):
        return None
    listed = max(sum(map(words(name).__contains__, characters)) for name in _LISTS)
    return LIKELY if listed >= count - 1 else None


def _is_sure(run: re.Match[str]) -> bool:
    """Return whether a cue is near characters standing apart, or they are numbered."""
    start, end = run.start() - _CUE_WITHIN, run.end() + _CUE_WITHIN
    if _CUE_NEAR.search(run.string, max(0, start), end):
        return True
    return _counts_up(_FIRST_NUMBERS.findall(run[0][:_LONGEST_APART]))


def _reads_like_prose(characters: Sequence[str]) -> bool:
    pairs = map(str.__add__, characters, characters[1:])
    prose = sum(map(_PROSE.__contains__, characters))
    return prose > _MOST_PROSE * len(characters) / 12 or any(pair in _PAIRS for pair in pairs)


def _counts_up(numbers: Sequence[str]) -> bool:
    values = [int(number) for number in numbers]
    ups = sum(two - one == 1 for one, two in pairwise(values))
    return ups >= _FEWEST - 2


def _glued(text: str) -> Iterator[SecretSpan]:
    """Yield phrases written without spaces, or in groups, right after a cue."""
    for cue in _cues(text):
        if not cue["lead"] and not _is_alone(_BETWEEN.split(cue["phrase"], maxsplit=1)[0]):
            continue
        characters = _HAN.findall(cue["phrase"])
        for count in reversed(LENGTHS):
            part = characters[:count]
            right = len(part) == count and any(is_checksum_right(part, name) for name in _LISTS)
            if right and not _reads_like_prose(part):
                level = CERTAIN if count == len(characters) else LIKELY
                places = [han.start() for han in _HAN.finditer(text, *cue.span("phrase"))]
                yield SecretSpan(_KIND, level, places[0], places[count - 1] + 1)
                break


def _is_alone(clause: str) -> bool:
    """Return whether the characters right after a cue are one clause of a phrase's length.

    Nothing parts them from the cue, so nothing that prose is made of may be among them.
    """
    return len(clause) in LENGTHS and sum(map(_PROSE.__contains__, clause)) * 12 <= len(clause)


def _cues(text: str) -> Iterator[re.Match[str]]:
    """Yield the cues with what follows them; of very many the first and the last."""
    places = [place for stem in _CUE_STEMS if stem[0] in text for place in _places(text, stem)]
    places.sort()
    if len(places) > _MOST_CUES:
        places = places[: _MOST_CUES // 2] + places[-_MOST_CUES // 2 :]
    for place in places:
        cue = _GLUED.match(text, place)
        if cue is not None:
            yield cue


def _places(text: str, stem: str) -> Iterator[int]:
    place = text.find(stem)
    while place >= 0:
        yield place
        place = text.find(stem, place + 1)
