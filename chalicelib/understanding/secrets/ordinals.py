"""Words that count the words of a phrase: "the first word is …, the second is …"."""

from __future__ import annotations

_COUNTING = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
    "one two three four five six seven eight nine ten eleven twelve "
    "primera primero segunda segundo tercera tercero cuarta cuarto quinta quinto sexta sexto "
    "septima septimo octava octavo novena noveno decima decimo undecima undecimo duodecima "
    "duodecimo primeira primeiro terceira terceiro quarta quarto setima setimo oitava oitavo nona "
    "nono premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme "
    "dixieme onzieme douzieme prima primo seconda secondo terza terzo settima settimo ottava "
    "ottavo undicesima dodicesima erstes zweites drittes viertes funftes sechstes siebtes achtes "
    "neuntes zehntes elftes zwolftes erste zweite dritte vierte funfte sechste siebte achte neunte "
    "zehnte elfte zwolfte birinci ikinci ucuncu dorduncu besinci altinci yedinci sekizinci "
    "dokuzuncu onuncu pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan "
    "kesepuluh kesebelas"
)
ORDINALS = frozenset(_COUNTING.split())
"""Ordinals, and what is used as one ("word three is …"), in folded Latin letters."""
ENOUGH = 8
"""So many different ones count something."""
_BETWEEN = (
    "the a my is was are word words est mot mots es la el palabra palabras e o palavra palavras "
    "parola parole ist das wort kelime kelimesi kata adalah ke tu thu n st nd rd th no number "
    "then next and finally last twenty twentyfirst"
)
LABELS = ORDINALS | frozenset(_BETWEEN.split())
"""What stands between words that are counted, without being of them."""
