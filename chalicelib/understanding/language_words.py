"""The words, letters and endings that tell languages in Latin letters apart. Data, no behaviour.

Words are those everybody uses in a short message, with and without their accents where people leave
them out. A word of several languages counts for each of them by its share.
"""

from __future__ import annotations

_WORDS_OF: dict[str, str] = {
    "en": """
        the of and to in is it you that was for on are with as at be this have from or had by
        but not what all were we when your can there an which their if do how each will
        about then them some her would like into has more two see could no my than been
        who its now did get come made may please help why where cannot can't don't
        didn't still does any me i am i'm just need want received sent account wallet
        money hello hi thanks thank dear send after before out our they he she so only
        because also been being back anyone someone yesterday today show shows showing
        wrong missing lost transfer password order refund update download open close
        enter confirm select choose save cancel continue""",
    "es": """
        el la los las de del que y en un una unos por con para su se lo al como más mas pero sus
        le ya o este esta sí si porque muy sin sobre también tambien me hasta hay donde
        quien desde todo nos durante todos uno les ni contra otros ese eso había mi mis
        qué que cuál cuando no hola gracias necesito quiero ayuda tengo puedo está estoy
        cuenta dinero billetera contraseña pedido hace ayer hoy fue ser son favor recibí
        recibido enviado enviar transferencia aplicación saldo cómo dónde abrir guardar
        clave tu usted ha he""",
    "pt": """
        o a os as de do da dos das que e em um uma uns por com para seu sua se no na nos nas ao
        aos como mais mas já ou este esta isso porque muito sem sobre também até há onde
        quem desde tudo não nao sim meu minha meus eu você voce vocês está estou ola olá
        obrigado obrigada preciso quero ajuda tenho posso conta dinheiro carteira senha
        pedido ontem hoje foi são favor recebi enviei enviar transferência aplicativo
        saldo pelo pela lhe tem fazer abrir salvar chave seus suas mesmo quando pra""",
    "fr": """
        le la les de des du que et en un une pour avec dans sur par plus pas ne se ce cette ces
        son sa ses il elle je vous nous ils mon ma mes votre vos est sont été être avoir
        ai a mais ou où donc qui quoi comment pourquoi bonjour merci besoin aide compte
        argent portefeuille mot passe commande hier aujourd'hui fait reçu recu envoyé
        envoyer transfert application solde très tres tout tous aux au sans sous leur y
        on d'un j'ai n'ai c'est l'application qu'il toujours ouvrir veuillez depuis clé""",
    "de": """
        der die das und in den von zu mit sich des auf für fur ist im dem nicht ein eine als
        auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie
        einem über uber so zum war haben nur oder aber vor zur bis mehr durch man sein
        wurde ich du wir ihr mein meine meinen meiner bitte danke hallo hilfe konto geld
        wallet passwort bestellung gestern heute kann kein keine wann warum wo was habe
        gesendet überweisung guten tag können ihre ihren ihrem öffnen speichern
        schlüssel adresse wurden dieser diese dieses unter""",
    "vi": """
        của và là có không được cho tôi một những các này trong với khi đã đến từ ra vào thì mà
        như người để ở về nhưng cũng nếu rồi hay sẽ phải tại bạn ví tiền chuyển khoản
        mật khẩu giúp xin chào cảm ơn đơn hàng hôm qua nay gửi nhận ứng dụng số dư sao
        bị chưa làm thế nào khoá khóa địa chỉ của bạn vui lòng toi khong duoc tien
        chuyen cua""",
    "id": """
        yang dan di itu dengan untuk tidak ini dari dalam akan pada saya juga ke karena ada
        mereka lebih sudah atau saat oleh kami kita telah bisa anda apa tetapi seperti
        bagaimana mengapa kenapa belum tolong bantu halo terima kasih akun uang dompet
        kata sandi pesanan kemarin hari masuk kirim dikirim menerima aplikasi saldo
        mohon punya bukan hilang silakan kunci gagal cara dapat harus sebuah tersebut
        ingin mau nya buka simpan alamat pilih baru""",
    "tr": """
        ve bir bu da de için icin ile olarak daha ne gibi çok cok ben sen biz siz o mi mı var
        yok ama değil degil nasıl nasil neden niye benim hesap hesabım hesabımı para
        cüzdan cuzdan cüzdanım şifre sifre sipariş siparis dün dun bugün merhaba
        teşekkürler tesekkurler lütfen lutfen yardım yardim gönderdim gonderdim gelmedi
        transfer uygulama bakiye olan oldu olduğu her kadar sonra önce hiç veya ya ki şu
        geri aldım edin adres anahtar seçin yeni açık""",
    "it": """
        il lo la gli le di del della che e è in un una per con non si come più ma anche sono ho
        hai ha mio mia miei questo questa quando perché dove ciao grazie aiuto conto
        soldi portafoglio password ordine ieri oggi inviato ricevuto vorrei posso mi ti
        ci nel nella dei delle al alla buongiorno salve ancora stato essere""",
    "nl": """
        de het een en van ik te dat die in is niet zijn op aan met voor er maar om hem dan zou
        of wat mijn men dit zo door over ze bij ook tot je mij uit der daar haar naar
        heb hoe heeft hebben deze u want nog zal me zij nu geen omdat iets worden hallo
        dank hulp geld rekening wachtwoord bestelling gisteren vandaag""",
    "pl": """
        i w nie na z do to się sie że ze jest o jak po co tak za od jego jej ja mój moje moja
        mam czy ale dla przez był było tylko już może proszę prosze dziękuję dzień dobry
        pomoc konto pieniądze portfel hasło zamówienie wczoraj dzisiaj gdzie kiedy
        dlaczego""",
}

_ENDINGS_OF: dict[str, str] = {
    "en": "ing ion ity ely est ght ess ble ful ure ive ome",
    "es": "ión cio ido ada dos dad aba ero nte ría iar nto rse",
    "pt": "ção ões ado ada ido dos dade nte ria ndo rar nto ões",
    "fr": "ion ent eur aux ais ait ées eux tre ire oir ité que",
    "de": "ung ten gen den ich eit ter ken sch cht ern sen lich",
    "id": "kan nya gan ang ran tan han lah kah asi",
    "tr": "lar ler yor dım dim tım nız niz mış miş nda nde ama eme dir dır lık lik",
    "it": "one zione ato ata are ere ito oni nte nto tto ggi",
    "nl": "ing den ijk oor eer aan ten",
    "pl": "nie ych ego ość emu owa ani ach",
}

LETTERS: dict[str, tuple[tuple[str, float], ...]] = {
    "ñ": (("es", 1.5),), "¿": (("es", 2.0),), "¡": (("es", 2.0),),
    "ã": (("pt", 1.2), ("vi", 0.3)), "õ": (("pt", 1.0), ("vi", 0.3)),
    "ç": (("pt", 0.4), ("fr", 0.4), ("tr", 0.4)),
    "ß": (("de", 2.0),), "ä": (("de", 1.0),), "ö": (("de", 0.5), ("tr", 0.5)),
    "ü": (("de", 0.5), ("tr", 0.5), ("es", 0.1)),
    "ğ": (("tr", 2.0),), "ş": (("tr", 2.0),), "ı": (("tr", 2.0),), "İ": (("tr", 2.0),),
    "ơ": (("vi", 2.0),), "ư": (("vi", 2.0),), "đ": (("vi", 2.0),), "ạ": (("vi", 2.0),),
    "ả": (("vi", 2.0),), "ấ": (("vi", 2.0),), "ầ": (("vi", 2.0),), "ế": (("vi", 2.0),),
    "ề": (("vi", 2.0),), "ệ": (("vi", 2.0),), "ị": (("vi", 2.0),), "ọ": (("vi", 2.0),),
    "ố": (("vi", 2.0),), "ồ": (("vi", 2.0),), "ộ": (("vi", 2.0),), "ớ": (("vi", 2.0),),
    "ờ": (("vi", 2.0),), "ợ": (("vi", 2.0),), "ụ": (("vi", 2.0),), "ủ": (("vi", 2.0),),
    "ứ": (("vi", 2.0),), "ừ": (("vi", 2.0),), "ử": (("vi", 2.0),), "ă": (("vi", 1.0),),
    "ậ": (("vi", 2.0),), "ẩ": (("vi", 2.0),), "ể": (("vi", 2.0),), "ắ": (("vi", 2.0),),
    "è": (("fr", 0.8), ("it", 0.8)), "ê": (("fr", 0.5), ("pt", 0.5), ("vi", 0.4)),
    "û": (("fr", 1.0),), "î": (("fr", 1.0),), "œ": (("fr", 2.0),), "ù": (("fr", 0.5), ("it", 0.7)),
    "à": (("fr", 0.6), ("it", 0.5), ("pt", 0.2), ("vi", 0.2)),
    "é": (("fr", 0.4), ("es", 0.3), ("pt", 0.3)),
    "á": (("es", 0.4), ("pt", 0.4), ("vi", 0.2)), "í": (("es", 0.6), ("pt", 0.4)),
    "ó": (("es", 0.7), ("pt", 0.2), ("pl", 0.3)), "ú": (("es", 0.5), ("pt", 0.4)),
    "ô": (("fr", 0.5), ("pt", 0.5), ("vi", 0.5)),
    "ł": (("pl", 2.0),), "ż": (("pl", 2.0),), "ę": (("pl", 2.0),), "ą": (("pl", 2.0),),
    "ś": (("pl", 2.0),), "ć": (("pl", 2.0),), "ń": (("pl", 2.0),), "ź": (("pl", 2.0),),
}  # fmt: skip
"""A letter → the languages it speaks for, with weights; counted at most three times."""


def _languages_by(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return every word of a table → the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in table.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found


WORDS = _languages_by(_WORDS_OF)
"""A common word in lower case → its languages."""

ENDINGS = _languages_by(_ENDINGS_OF)
"""The last three letters of a longer word → the languages that have many such words."""
