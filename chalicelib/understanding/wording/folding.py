"""Text → the form cues are matched in, so that spelling does not matter. Pure.

Folded text is lower case, its words are joined by single spaces, sentences end at their marks.
Traditional characters become simplified, full-width forms ASCII, accents and apostrophes vanish
("não" is "nao", "don't" is "dont"), and words in Latin letters lose the English endings -s, -es,
-ed, -ing and -e. A word of a script that puts no spaces between words is a whole run of
characters. A folded phrase has a space where a word boundary is wanted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.understanding.remembered import Remembered

_MOST_AT_FIRST = 2_400
_MOST_AT_LAST = 600
"""A person says at first what it is about, and at last what is wanted; between is a story or log.
"""

_SPACELESS = (  # Thai, Lao, Burmese, Khmer; Han, kana
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
END = "|"
"""The mark that ends a sentence of a folded text."""

_MOST_REMEMBERED = 8_000
_LONGEST_REMEMBERED = 40
_MOSTLY_NEW = 0.7
_MARKS = "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"  # of Devanagari: \w has none
_TOKEN = re.compile(rf"[{_SPACELESS}]++|(?:[^\W_{_SPACELESS}]|[{_MARKS}])++")
_SENTENCE_END = re.compile(r"[|!?。;\n…؟।]|\.(?=\s)")
_WIDE_MARKS = tuple(zip("，：（）！？；…", ",:()!?;|", strict=True))
"""What nearly every Chinese sentence has, changed apart: a mark at a time would take longer."""

_IS_SPACELESS = re.compile(rf"[{_SPACELESS}]")
_MAIL_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}+@[\w-]{1,64}+(?:\.[\w-]{1,64}+){1,8}+", re.ASCII
)
_WRAPPED = re.compile(r"\n(?<=[^\n]{56}\n)(?<![.!?。！？:：;…|]\n)(?=[^\W\d_])")
"""Where a mail program broke a line that goes on; RFC 5322 §2.1.1 asks for 78 characters."""

_PLAIN = bytes(  # of ASCII: lower case, marks that end a sentence, the rest spaces
    ord(chr(b).lower()) if chr(b).isalnum() else ord(END) if chr(b) in "|!?;\n" else 0x20
    for b in range(128)
).ljust(256)
# Traditional, simplified, traditional, … What our words and texts need; a test tells what the
# words lack.
_TRADITIONAL = (
    "帳账賬账轉转錢钱錯错沒没鏈链幣币資资產产餘余額额顯显網网絡络設设備备機机應应開开關关閉闭"
    "啟启動动導导認认證证驗验碼码號号註注冊册銷销刪删賣卖買买單单訂订購购貨货運运遞递達达發发"
    "貼贴還还費费繳缴綁绑換换變变實实審审過过釣钓魚鱼騙骗竊窃盜盗詐诈該该誰谁誤误誒诶請请問问"
    "題题嗎吗麼么麽么為为爲为與与無无幫帮難难處处報报遺遗丟丢見见體体點点擊击連连結结線线頁页"
    "圖图標标裝装載载級级軟软錄录記记詞词鑰钥鎖锁凍冻權权個个們们這这裡里裏里會会說说話话對对"
    "錶表價价優优廣广業业務务員员專专門门團团隊队聯联繫系係系電电郵邮簡简訊讯傳传輸输確确復复"
    "複复滿满評评議议義义讚赞贊赞歡欢樂乐時时間间從从來来後后歲岁進进選选擇择試试測测檢检總总"
    "統统計计數数據据庫库異异壞坏損损壓压縮缩閃闪頓顿鍵键盤盘藍蓝環环節节簽签協协質质詢询讓让"
    "給给長长氣气滾滚責责賠赔償偿訴诉舉举監监稅税歸归屬属領领獎奖勵励擔担賺赚獲获師师課课內内"
    "邊边遠远離离現现蘋苹鴻鸿華华儲储臺台灣湾萬万億亿塊块兩两聽听醫医學学習习極极僅仅幾几許许"
    "參参雙双倉仓劃划礦矿競竞爭争貸贷匯汇兌兑鑑鉴別别陸陆補补繼继續续終终慮虑壹一貳二寫写決决"
    "區区響响場场頭头寶宝寬宽將将盡尽帐账帶带當当徑径態态惡恶戶户掃扫搶抢攝摄斷断舊旧曠旷術术"
    "殺杀樣样瀏浏潰溃狀状豬猪稱称穩稳緊紧約约紋纹經经絕绝維维職职腦脑臉脸營营覽览識识語语負负"
    "覆复敗败遲迟銀银閱阅險险風风饋馈嚴严雖虽願愿書书虧亏偵侦債债傾倾養养農农況况憑凭則则剛刚辦办"
    "勁劲臥卧唄呗夠够媽妈尋寻嘗尝屆届彈弹強强戀恋憤愤執执護护撐撑條条樓楼殘残畢毕淚泪爛烂煩烦燒烧"
    "熱热貓猫瑪玛瘋疯著着積积筆笔紅红編编恥耻蕩荡榮荣藥药萊莱討讨訟讼諸诸謝谢譜谱貴贵輕轻輩辈鐘钟"
    "劇剧繩绳膩腻訣诀謬谬鍋锅軌轨療疗亂乱蹤踪罵骂橋桥潑泼東东張张聞闻輪轮攢攒賃赁鬧闹頂顶順顺飯饭馬马麗丽親亲卻却國国戲戏攜携靈灵畫画覺觉論论訪访誠诚鑽钻銘铭項项飛飞"
    "鈕钮預预視视禮礼歐欧調调車车紙纸頻频攔拦財财細细規规欄栏擴扩須须類类隨随檔档釋释組组靜静際际隱隐聲声歷历鋪铺虛虚擬拟讀读譯译緩缓"
    "淨净講讲顏颜漲涨暫暂遷迁驟骤廳厅龍龙衝冲沖冲蓋盖綠绿贈赠談谈鐵铁黃黄廢废嚇吓觀观減减愛爱諾诺創创徹彻詳详絲丝倆俩圍围牆墙聰聪贖赎"
    "納纳棄弃揚扬毀毁違违腳脚爾尔擺摆閒闲膚肤疊叠槍枪顧顾騎骑繞绕層层撥拨駕驾駐驻陽阳賓宾臨临賴赖獨独眾众擋挡橫横燈灯騰腾鄰邻顆颗興兴"
    "鏡镜紹绍較较爺爷驛驿靚靓亞亚擁拥緣缘婦妇陳陈夾夹吳吴練练賊贼擼撸喚唤貿贸嘆叹驅驱羅罗躍跃慣惯孫孙尷尴懸悬劉刘壇坛階阶純纯絨绒膽胆"
    "勢势鋼钢烏乌攬揽齊齐賀贺診诊譽誉館馆睜睁撿捡撈捞蘭兰涼凉窩窝燙烫擠挤磚砖紀纪厲厉髒脏寵宠跡迹餅饼罰罚滯滞諉诿陣阵訓训礎础簍篓貝贝"
    "暉晖礙碍篩筛葉叶趙赵誕诞衛卫殼壳縣县墊垫駁驳遜逊賞赏潤润鄭郑賤贱齡龄濱滨奪夺濤涛轄辖塢坞潛潜啞哑豎竖恆恒窮穷暈晕藝艺園园劍剑蠻蛮"
    "陰阴謂谓雞鸡溝沟辭辞勸劝敵敌彎弯諷讽撫抚綴缀樹树堅坚粵粤濕湿塵尘懶懒鈴铃攤摊煙烟囑嘱騷骚腫肿龜龟倫伦屜屉雜杂閣阁蘇苏揀拣魯鲁鋰锂"
    "艦舰溫温綸纶饒饶鮮鲜輛辆膠胶漬渍摳抠糧粮側侧熒荧諧谐娛娱慶庆敘叙醬酱脫脱贏赢帥帅賽赛搖摇濟济楊杨鑄铸鳥鸟湊凑勞劳寢寝曉晓"
)


_ACCENTED = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
_MORE_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th",
    "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه",
}  # fmt: skip
_UNSEEN = (*range(0x0300, 0x0370), 0x0640, *range(0x064B, 0x0660), 0x0670, *range(0x200B, 0x200E))
"""Accents that stand apart, Arabic vowels, what has no width."""


def _folding() -> dict[str, str]:
    """Return what becomes of a character that does not stay as it is."""
    table = {"\u3000": " ", "…": END, **_MORE_LETTERS, **dict.fromkeys(map(chr, _UNSEEN), "")}
    for letter in map(chr, _ACCENTED):
        plain = unicodedata.normalize("NFD", letter)[0]
        if plain.isascii():
            table[letter] = plain.lower()
    table.update({chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)})
    table.update(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
    table.update(dict.fromkeys("'’‘＇ʼ`´", ""))
    return table


_FOLDED = _folding()
_CHANGES = re.compile(f"[{re.escape(''.join(_FOLDED))}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, sentence by sentence; none is empty.

    A sentence of `sentences` has a space before and behind each of its words and runs; `tokens` has
    the same words and runs with the space behind.
    """

    sentences: Sequence[str]
    tokens: Sequence[Sequence[str]]


def is_run(word: str) -> bool:
    """Return whether a word is a run of characters of a script without spaces."""
    return not word.isascii() and _IS_SPACELESS.match(word) is not None


def fold(text: str) -> str:
    """Return one phrase folded, with a space where it begins or ends a word with boundaries.

    A phrase without letters and digits becomes "".

    >>> fold("Didn’t Receive"), fold("轉帳失敗")
    (' didnt receiv ', '转账失败')
    """
    tokens = [token for words in _words(text) for token in words]
    if not tokens:
        return ""
    start = "" if is_run(tokens[0]) else " "
    end = "" if is_run(tokens[-1]) else " "
    return f"{start}{' '.join(map(_stem, tokens))}{end}"


def fold_text(text: str) -> Folded:
    """Return a text folded: its first 2,400 characters, and its last 600.

    A long line that ends without a mark goes on in the next. Mail addresses are left out: their
    words are names. Of a log or a thread, which repeats itself, each sentence stands once.
    """
    if len(text) > _MOST_AT_FIRST + _MOST_AT_LAST:
        text = f"{text[:_MOST_AT_FIRST]}\n{END}{text[-_MOST_AT_LAST:]}"
    if "\n" in text:
        text = _WRAPPED.sub(" ", text)
    if "@" in text:
        text = _MAIL_ADDRESS.sub(" ", text)
    tokens = [list(map(_TOKENS.__getitem__, words)) for words in _words(text) if words]
    said = list(map("".join, tokens))
    once = dict(zip(said, tokens, strict=True))
    if len(once) < _MOSTLY_NEW * len(said):
        said, tokens = list(once), list(once.values())
    return Folded([f" {one}" for one in said], tokens)


def sentences(text: str) -> Sequence[str]:
    """Return the folded sentences of a text, each with a space at both ends."""
    return fold_text(text).sentences


def _words(text: str) -> list[list[str]]:
    """Return the words and runs of characters of a text, sentence by sentence."""
    if text.isascii():  # the same as below, some ten times as fast
        marked = text.encode("ascii").translate(None, b"'`").replace(b". ", b"| ")
        plain = marked.translate(_PLAIN).decode("ascii")
        return list(map(str.split, plain.split(END)))
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    plain = _changed(text.casefold())
    if not unicodedata.is_normalized("NFKC", plain):  # letters in circles, bold, half as wide
        plain = _changed(unicodedata.normalize("NFKC", plain).casefold())
    return list(map(_TOKEN.findall, _SENTENCE_END.split(plain)))


def _changed(text: str) -> str:
    return _CHANGES.sub(lambda found: _FOLDED[found[0]], text)


def _stem(word: str) -> str:
    """Return an English word without its ending; all others as they are.

    It need not be right, only the same for all forms of a word: "charges", "charged" and "charging"
    are all "charg".
    """
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("ing") and len(word) >= 7:
        return _undoubled(word[:-3])
    if word.endswith("ied") or word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("ed") and len(word) >= 6:
        return _undoubled(word[:-2])
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) >= 5 else word


def _undoubled(word: str) -> str:
    """Return "cancel" for "cancell" and "charg" for "charge": what is left of -ed and -ing."""
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "se":
        return word[:-1]
    return word[:-1] if word.endswith("e") and len(word) >= 5 else word


_TOKENS = Remembered(
    lambda word: f"{_stem(word)} ", most=_MOST_REMEMBERED, longest=_LONGEST_REMEMBERED
)
"""Word → its stem and a space."""
