"""Words of any text that are of no phrase: what stands between its words, and what prose is of."""

from __future__ import annotations

_FILLERS = (
    "and then next first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
    "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
    "n st nd rd th nr no num y e et und ve dan li ol ul td tr br div span nbsp word words mot mots "
    "palabra palavra parola slovo wort kelime kata number seed w p"
)
FILLERS = frozenset(_FILLERS.split())
"""Words that may stand between the words of a phrase without being of it."""
# What people write all the time is not a listed word mistyped.
_OFTEN = (
    "the for was are has had his her him its our out not but you your from they them were who why "
    "how did does per via all any get got now may two one can able been there here what where "
    "when than thing these those please thanks thank hello dear sent mine also use used into is in "
    "on of to it at as by be do if so or an my me we he no up us am pm app les des que los las una "
    "por con para del der die das und den von mit ist ein eine nicht il la le un per che non una "
    "with she he then them than its didn don en na se lo al una uno sur dans est sont pas ne ce "
    "sa son au aux ou et y e o i k v u s z bir bu ve da ile icin ya yang dan dari untuk pada ini "
    "itu tidak ada dalam akan atau saya anda adalah tulis nama jika kata dengan ke satu "
    "het een van uma com dos das os as nao foi esta "
    "tea ham jam beef pork pear plum lime peas pie nut nuts oil soap fork leek kale tuna cola "
    "towel tape pen mop bins red pink grey tan cat dogs cow hen pig mon tue wed thu fri sun"
)
COMMON = frozenset(_OFTEN.split())
"""Words too frequent to be listed ones mistyped."""
_SENTENCE_WORDS = (
    "will would could should have been being which while about after before because still only "
    "just some many more most other such same very well want need needs help wallet account phone "
    "lost find found give gave tell told know knew make made said says never ever every anyone "
    "someone nobody keep kept safe write wrote written paper restore import enter entered phrase "
    "seed words word recovery mnemonic that with from your their this these those must shall"
)
SENTENCES = frozenset(_SENTENCE_WORDS.split()) | COMMON
"""Words of sentences, beside those never taken for a mistyped one."""
