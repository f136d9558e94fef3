"""Small words everybody writes, by language; what is no language's own. Data, no behaviour.

Articles, pronouns, prepositions, auxiliaries, greetings and what customers do and feel, with and
without their accents where people leave them out. What they talk about is in terms.py.
"""

from __future__ import annotations

SMALL_WORDS: dict[str, str] = {
    "en": """
        the of and to in is it you that was for on are with as at be this have from or had by but
        not what all were we when your can there an which their if do how each will about then them
        some her would like into has more two see could no my than been who its now did get got
        come made may please help why where cannot can't don't didn't won't isn't doesn't wasn't
        haven't hasn't couldn't still does doing any me i am i'm i've i'd it's that's just need
        want wants received hello hey hi thanks thank dear after before out our they he she so only
        because also being back anyone someone something nothing anything everything yesterday
        today tomorrow week month never ever always already again yet until while since here these
        those such other another both either own same too very much many most few less without
        within between through during under over up down off should must might shall let us him his
        hers yours mine say says said tell told ask asked know think sure good bad best better
        great first last long little right well even really kindly urgent soon happened keeps
        trying tried give given take taken took make went going gone put keep kept look looking
        found nobody whether though although however instead once around every yes""",
    "es": """
        el la los las de del que y en un una unos unas por con para su sus se lo al como más mas
        pero le les ya o u este esta estos estas ese esa eso esto sí si porque muy sin sobre
        también tambien me te nos hasta hay donde quien desde todo toda todos todas durante uno ni
        contra otro otra otros había mi mis tu tus qué cuál cuando cómo dónde quién no hola buenos
        buenas días tardes gracias necesito quiero quisiera ayuda ayúdenme ayudar tengo tiene
        tienen puedo puede pueden está están estoy estaba estar he ha han hemos fue fueron ser son
        es soy era será favor hace hacer hice hizo ayer hoy mañana ahora nunca siempre todavía aún
        aun después antes entre según así solo sólo cada mismo misma algo alguien nada nadie vez
        veces usted ustedes ellos él ella yo nosotros vosotros bien mal mucho mucha muchos poco
        debe deben debo sido siendo llega llegó llegado aparece sale salió dice dijo sé saber quedó
        llevo perdí mientras aunque entonces cualquier además dentro fuera luego recibí envié
        podría podrían hacia ante bajo tras cuyo parece tan tanto sea""",
    "pt": """
        o a os as de do da dos das que e em um uma uns umas por com para seu sua seus suas se no na
        nos nas ao aos à às como mais mas já ou este esta estes isto isso esse essa aquele porque
        muito muita sem sobre também até há onde quem desde tudo todo toda todos todas não nao sim
        meu minha meus minhas eu tu você voce vocês nós ele ela eles lhe está estão estou estava
        estar foi foram ser são sao é era será sou tem têm tenho tinha ter olá ola oi bom boa dia
        tarde noite obrigado obrigada agradeço preciso quero queria gostaria ajuda ajudem ajudar
        posso pode podem poderia consigo consegui favor faz fazer fiz fez ontem hoje amanhã agora
        nunca sempre ainda depois antes entre assim só apenas cada mesmo mesma algo alguém nada
        ninguém vez vezes bem mal pouco deve devem devo sido sendo chegou chegar aparece diz disse
        sei saber ficou perdi enquanto embora então qualquer além dentro fora pelo pela pelos pelas
        num numa neste nesta desse dessa deste desta nesse disso quando qual quais quanto pra pro
        tá recebi enviei caiu sumiu cadê aqui ali lá após seja mim conosco""",
    "fr": """
        le la les de des du que et en un une pour avec dans sur par plus pas ne se ce cette ces cet
        son sa ses il elle ils elles je tu vous nous on mon ma mes ton votre vos notre nos leur
        leurs est sont été etre être avoir ai as a avez avons ont suis êtes était étaient mais ou
        où donc qui quoi dont comment pourquoi quand combien bonjour bonsoir salut merci besoin
        aide aidez svp hier aujourd'hui demain maintenant jamais toujours encore déjà après avant
        depuis pendant entre sans sous chez vers contre très tres trop tout toute tous toutes aux
        au y lui eux d'un d'une j'ai n'ai n'est c'est qu'il s'il l'ai m'a m'ont jusqu'à lorsque
        quelqu'un veuillez fait faire faites reçu recu peux peut pouvez puis pourrait voudrais veux
        veut voulez dois doit devez faut cela ça ceci celui celle chaque même autre autres aucun
        aucune rien quelque quelques peu beaucoup bien mal seul seule ainsi alors aussi car comme
        si non oui soit étant arrive arrivé disparu perdu dit sais savoir cordialement soudain
        voici voilà parce puisque afin ni selon lors parmi hors dès""",
    "de": """
        der die das dem den des und in von zu zum zur mit sich auf für fuer ist im nicht ein eine
        einen einem einer eines als auch es an am werden wird wurde wurden worden aus er hat hatte
        haben habe hast dass daß sie nach bei um sind sein war waren bin bist noch wie über ueber
        uber so nur oder aber vor bis mehr durch man ich du wir ihr ihre ihren ihrem ihrer ihnen
        mein meine meinen meiner meinem dein deine unser unsere mich mir dich dir uns bitte danke
        hallo hilfe guten tag gestern heute morgen jetzt immer nie schon erst wieder kann können
        koennen konnte könnte kein keine keinen wann warum wo was wer welche welcher welches wenn
        weil ob damit dann da hier dort diese dieser dieses diesen diesem jede jeder jedes alle
        alles etwas nichts jemand niemand viel viele wenig sehr gut schlecht ohne gegen unter
        zwischen während seit muss müssen soll sollte will wollen möchte möchten darf dürfen würde
        mag machen macht gemacht geht ging kommt kam gekommen weiß wissen ja nein doch mal leider
        sowie sonst zurück bereits falls außer beim vom ins ab je selbst beide zuerst dafür daher
        davon dazu darauf helfen angekommen verschwunden verloren seid freundliche grüße""",
    "vi": """
        của và là có không được cho tôi mình em anh chị ơi một những các này đó kia trong ngoài với
        khi đã đang sẽ đến từ ra vào lên xuống thì mà như người để ở về nhưng cũng nếu rồi hay hoặc
        phải tại bạn chúng ta họ giúp xin chào cảm ơn hôm qua nay sao gì nào đâu ai bao giờ bị chưa
        làm thế vẫn còn lại nữa rất quá chỉ vui lòng hãy đừng cần muốn biết thấy nhận gửi mất hết
        nhiều ít lâu trước sau trên dưới giữa bằng theo do vì nên tất cả mọi mỗi cùng khác nhau
        ngày tháng năm phút lúc nhé ạ dạ vâng dùng việc cái con điều bên toi khong duoc cua va la
        co nhung cac da den thi nhu nguoi ve neu roi phai ban giup chao cam bi chua lam nao van lai
        muon nhan mat""",
    "id": """
        yang dan di itu ini dengan untuk tidak dari dalam akan pada saya aku kamu anda kami kita
        mereka dia juga ke karena ada lebih sudah telah belum atau saat oleh bisa dapat apa apakah
        tetapi tapi seperti bagaimana mengapa kenapa kapan dimana mana siapa berapa tolong mohon
        bantu bantuan halo hai terima kasih makasih selamat pagi siang malam kemarin hari besok
        sekarang masih lagi pernah selalu setelah sebelum antara hanya saja semua setiap beberapa
        banyak sedikit sama sendiri lain nya bukan jangan harus perlu ingin mau punya hilang jika
        kalau maka agar supaya sehingga namun tersebut adalah ialah merupakan sebuah seorang para
        gak nggak ga tak udah blm dgn yg utk tdk sy jd kok dong sih min kak pak bu mas gan kah lah
        masuk keluar sampai tanpa tentang terhadap melalui secara bagi baik benar salah coba buat
        sedang ketika hingga serta sangat ya""",
    "tr": """
        ve bir bu şu o da de için icin ile olarak daha ne gibi çok cok ben sen biz siz onlar bana
        sana beni seni benim senin bizim sizin onun mi mı mu mü var yok ama fakat değil degil nasıl
        nasil neden niye niçin kim nerede nereye hangi kaç merhaba selam iyi günler teşekkür
        teşekkürler tesekkurler ederim lütfen lutfen yardım yardim edin eder misiniz olan oldu olur
        olduğu olmadı her kadar sonra önce once hiç hic veya ya ki şey dün dun bugün bugun yarın
        şimdi simdi hâlâ hala artık zaten sadece bile en çünkü eğer ise iken göre karşı tüm bütün
        bazı hep başka aynı kendi üzere üzerinden içinde altında istiyorum istiyor ediyorum
        yapıyorum yaptım ettim aldım verdim gitti geldi gelmedi gönderdim gonderdim alamıyorum
        yapamıyorum giremiyorum olmuyor çalışmıyor bulamıyorum görünmüyor bekliyorum misin musunuz
        mısınız lazım gerek geri evet hayır kez defa gün saat bilmiyorum acil kayboldu unuttum
        param yapmalıyım diye rağmen""",
    "it": """
        il lo la gli le i di del della dei delle che e è in un una per con non si come più ma anche
        sono ho hai ha hanno mio mia miei questo questa questi quello quando perché dove cosa chi
        ciao grazie aiuto salve buongiorno ieri oggi vorrei posso può puoi mi ti ci vi nel nella
        nei al alla ai dal dalla sul sulla ancora stato stata essere avere fatto fare se tutto
        tutti molto ogni già sempre mai senza prima dopo solo""",
    "nl": """
        de het een en van ik te dat die in is niet zijn op aan met voor er maar om hem dan zou of
        wat mijn dit zo door over ze bij ook tot je mij uit der daar haar naar heb hoe heeft hebben
        deze u want nog zal nu geen omdat iets worden wordt hallo dank hulp gisteren vandaag wij
        jij jouw uw kan kunnen moet moeten waar wanneer waarom alle veel graag""",
    "pl": """
        i w we nie na z ze do to się sie że jest o jak po co tak za od jego jej ja mój moje moja
        mam czy ale dla przez był było tylko już może proszę prosze dziękuję dzień dobry pomoc
        wczoraj dzisiaj gdzie kiedy dlaczego oraz lub jeśli można są być ten ta twój twoje""",
}
"""A language → its small words, lower case, joined by white space."""

_NAMES = """
    wallet wallets app apps token tokens coin coins login email e-mail mail web online offline pin
    id url uri qr kyc api ok bitcoin btc ethereum eth ether monero xmr litecoin ltc dogecoin doge
    tron trx trc erc bep bsc bnb usdt usdc usd eur gbp cny rmb dai sol solana ton ada xrp bch dash
    matic polygon avalanche avax aptos sui cosmos atom polkadot kusama near eos nano zano decred
    wownero haven binance coinbase metamask tokenpocket imtoken okx okex huobi bybit ledger trezor
    keystone tangem walletconnect tradingview payjoin bip bip39 wif seed passphrase mnemonic smart
    contract gas gwei swap staking stake nft nfts dapp dapps defi dex cex p2p tor proxy ssl https
    http www com io org net json xml pdf csv txt png jpg apk ios android iphone ipad samsung huawei
    xiaomi windows mac macos linux ubuntu chrome safari firefox google apple facebook twitter
    telegram whatsapp discord reddit github youtube instagram wechat alipay paypal visa mastercard
    sms otp 2fa totp bluetooth usb nfc wifi face touch hash txid tx txhash block blockchain explorer
    etherscan tronscan bscscan arbitrum optimism base layer mainnet testnet rpc node nodes gb mb kb
    ai vpn vip pro beta demo test logo menu info password admin chat ticket support bot link
    spam scam backup server router
    software hardware tag memo hex pow fiat onramp satoshi sats preset uuid
"""

NEUTRAL = frozenset(_NAMES.split())
"""Names of products, coins and techniques: everybody writes them, so they tell no language."""
