"""Coins and currencies by every name people give them, and the words for thousands and millions."""

from __future__ import annotations

_TICKERS = tuple(
    """
    BTC ETH USDT USDC BUSD FDUSD TUSD PYUSD DAI BNB TRX MATIC POL AVAX DOGE SHIB XRP LTC BCH
    ETC XLM XMR FIL ICP APT SUI ARB WBTC WETH STETH WSTETH CBBTC USDE USDD USD1 EURC UNI AAVE
    CRO HBAR VET ALGO EGLD FTM KAS XTZ EOS KSM OSMO OKT OKB OKX BTT BTTC WLD ENA LDO CRV MKR
    SNX GRT FET RNDR ZEC QTUM IOTA AXS ENS DYDX MNT STX IMX ORDI SATS HNT KAVA LUNC WIFHAT CFX
    CKB IOST ZIL RVN XDC XEC KCS HT CHZ SXP TWT XVS USD EUR GBP CNY RMB CNH JPY KRW HKD TWD
    NTD SGD AUD CAD CHF INR RUB BRL TRY VND IDR THB MYR PHP MXN AED NGN UAH PLN KZT ARS CLP
    ZAR EGP SAR PKR BDT LKR KES GHS ILS CZK HUF SEK NOK DKK NZD BGN BYN UZS IRR
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
# Words of everyday English too: taken for coins in capitals only (or as "Dogs", capitalised).
_TICKERS_IN_CAPITALS = tuple(
    """
    SOL TON ADA DOT ATOM NEAR LINK OP BASE CAKE SAND APE PEPE FLOKI BONK DOGS NOT WIF GAS KEY
    ONE CORE FLOW RUNE GMT SUN WIN JST INJ SEI TIA JUP LUNA USTC PI STRK ZK SUSHI GNO MEME
    TURBO BOME HMSTR CATI RAY ORCA PYTH JTO GMX ILV CELO MINA WAVES MASK GALA BLUR MANA TRUMP
    DASH NEO COMP THETA TAO ONT COP PEN
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
_LATIN = {
    "u": "USDT", "tether": "USDT", "ether": "ETH", "ethers": "ETH", "ethereum": "ETH",
    "bitcoin": "BTC", "bitcoins": "BTC", "dogecoin": "DOGE", "dogecoins": "DOGE",
    "litecoin": "LTC", "litecoins": "LTC", "solana": "SOL", "toncoin": "TON", "toncoins": "TON",
    "cardano": "ADA", "ripple": "XRP", "tron": "TRX", "polkadot": "DOT", "kusama": "KSM",
    "monero": "XMR", "satoshi": "SATS", "satoshis": "SATS", "rmb": "CNY", "cnh": "CNY",
    "ntd": "TWD", "yuan": "CNY", "dollar": "USD", "dollars": "USD", "bucks": "USD",
    "euro": "EUR", "euros": "EUR", "pounds": "GBP", "quid": "GBP", "yen": "JPY",
    "reais": "BRL", "rupees": "INR", "rupee": "INR", "lira": "TRY", "tl": "TRY",
    "rubles": "RUB", "roubles": "RUB", "rub": "RUB", "dólares": "USD", "dolares": "USD",
    "dong": "VND", "vnđ": "VND", "rupiah": "IDR", "baht": "THB", "ringgit": "MYR",
    "pesos": "MXN", "hryvnia": "UAH", "naira": "NGN", "zloty": "PLN", "złotych": "PLN",
    "dirham": "AED", "dirhams": "AED", "đ": "VND", "đồng": "VND", "rs": "INR", "rp": "IDR",
    "doller": "USD", "dolar": "USD", "dollari": "USD",
}  # fmt: skip
_OTHER = {
    "泰达币": "USDT", "泰達幣": "USDT", "以太坊": "ETH", "以太币": "ETH", "以太幣": "ETH",
    "以太": "ETH", "比特币": "BTC", "比特幣": "BTC", "大饼": "BTC", "波场币": "TRX",
    "波場幣": "TRX", "波场": "TRX", "狗狗币": "DOGE", "狗狗幣": "DOGE", "莱特币": "LTC",
    "萊特幣": "LTC", "瑞波币": "XRP", "瑞波幣": "XRP", "柚子": "EOS", "波卡": "DOT",
    "艾达币": "ADA", "索拉纳": "SOL", "人民币": "CNY", "人民幣": "CNY", "元": "CNY",
    "块钱": "CNY", "块": "CNY", "塊錢": "CNY", "塊": "CNY", "圆": "CNY", "美元": "USD",
    "美金": "USD", "美刀": "USD", "刀": "USD", "欧元": "EUR", "歐元": "EUR", "英镑": "GBP",
    "英鎊": "GBP", "港币": "HKD", "港幣": "HKD", "港元": "HKD", "台币": "TWD", "台幣": "TWD",
    "新台币": "TWD", "新台幣": "TWD", "新币": "SGD", "新幣": "SGD", "日元": "JPY", "日圆": "JPY",
    "日圓": "JPY", "円": "JPY", "ドル": "USD", "ユーロ": "EUR", "ビットコイン": "BTC",
    "イーサリアム": "ETH", "イーサ": "ETH", "テザー": "USDT", "韩元": "KRW", "韓元": "KRW",
    "韩币": "KRW", "원": "KRW", "달러": "USD", "유로": "EUR", "비트코인": "BTC", "이더리움": "ETH",
    "이더": "ETH", "테더": "USDT", "卢布": "RUB", "盧布": "RUB", "泰铢": "THB", "泰銖": "THB",
    "越南盾": "VND", "印尼盾": "IDR", "卢比": "INR", "руб": "RUB", "рублей": "RUB",
    "рубля": "RUB", "рубль": "RUB", "долларов": "USD", "доллара": "USD", "доллар": "USD",
    "баксов": "USD", "евро": "EUR", "гривен": "UAH", "тенге": "KZT", "биткоин": "BTC",
    "биткоина": "BTC", "биткоинов": "BTC", "эфира": "ETH", "эфир": "ETH", "тезера": "USDT",
    "บาท": "THB", "रुपये": "INR", "रुपए": "INR", "रुपया": "INR", "दॉलर": "USD", "डॉलर": "USD",
    "ريال": "SAR", "درهم": "AED", "دولار": "USD", "يورو": "EUR", "جنيه": "EGP",
    "€": "EUR", "£": "GBP", "₽": "RUB", "₺": "TRY", "₫": "VND", "₹": "INR", "₩": "KRW",
    "$": "USD", "฿": "THB", "₴": "UAH", "₦": "NGN", "₱": "PHP", "₸": "KZT",
}  # fmt: skip
BEFORE = {
    "us$": "USD", "hk$": "HKD", "nt$": "TWD", "r$": "BRL", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "ca$": "CAD", "s$": "SGD", "mx$": "MXN", "$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR",
    "£": "GBP", "₽": "RUB", "₩": "KRW", "₹": "INR", "₺": "TRY", "₫": "VND", "฿": "THB",
    "₴": "UAH", "₦": "NGN", "₱": "PHP", "₸": "KZT", "人民币": "CNY", "人民幣": "CNY",
    "美元": "USD", "美金": "USD", "港币": "HKD", "港幣": "HKD", "台币": "TWD", "台幣": "TWD",
    "欧元": "EUR", "歐元": "EUR", "日元": "JPY", "usd": "USD", "eur": "EUR", "gbp": "GBP",
    "rmb": "CNY", "cny": "CNY", "hkd": "HKD", "twd": "TWD", "ntd": "TWD", "jpy": "JPY",
    "krw": "KRW", "sgd": "SGD", "aud": "AUD", "cad": "CAD", "chf": "CHF", "inr": "INR",
    "brl": "BRL", "vnd": "VND", "idr": "IDR", "thb": "THB", "myr": "MYR",
    "php": "PHP", "mxn": "MXN", "rub": "RUB", "ngn": "NGN", "aed": "AED",
    "usdt": "USDT", "usdc": "USDC", "btc": "BTC", "eth": "ETH", "rp": "IDR", "rp.": "IDR",
    "rs": "INR", "rs.": "INR", "₿": "BTC", "ξ": "ETH",
}  # fmt: skip
"""What stands before the figures → the coin, in lower case."""

SCALES = {
    "k": 3, "w": 4, "m": 6, "百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "十萬": 5, "百万": 6,
    "百萬": 6, "千万": 7, "千萬": 7, "亿": 8, "億": 8, "million": 6, "thousand": 3, "mln": 6,
    "mio": 6, "mil": 3, "millones": 6, "milhões": 6, "milhão": 6, "millón": 6, "tausend": 3,
    "mille": 3, "millions": 6, "тыс": 3, "тыс.": 3, "тысяч": 3, "тысячи": 3, "тысяча": 3,
    "млн": 6, "bin": 3, "milyon": 6, "nghìn": 3, "ngàn": 3, "triệu": 6, "tr": 6, "ribu": 3,
    "rb": 3, "juta": 6, "jt": 6, "천": 3, "만": 4, "백만": 6, "천만": 7, "억": 8, "พัน": 3,
    "หมื่น": 4, "แสน": 5, "ล้าน": 6, "lakh": 5, "lakhs": 5, "crore": 7, "hazaar": 3,
}  # fmt: skip
"""The words between figures and coin → how many zeros they stand for."""

CURRENCIES = frozenset(
    """
    USD EUR GBP CNY JPY KRW HKD TWD SGD AUD CAD CHF INR RUB BRL TRY VND IDR THB MYR PHP MXN
    AED NGN UAH PLN KZT ARS COP CLP PEN ZAR EGP SAR
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
"""What is counted in hundredths at most, so that three digits behind a point are thousands."""

COINS: dict[str, str] = {
    **{ticker.lower(): ticker for ticker in _TICKERS},
    **_LATIN,
    **_OTHER,
}
"""Any spelling in lower case → the coin."""

CAPITAL_COINS: dict[str, str] = {
    spelled: ticker for ticker in _TICKERS_IN_CAPITALS for spelled in (ticker, ticker.capitalize())
}
"""A spelling as it must stand → the coin."""
