"""What customers and screens talk about, by language: nouns, verbs, adjectives. Data, no behaviour.

Money, wallets, apps, orders and complaints in the forms people meet them in. Together with the
small words these are also what the table of trigrams is made from, so words that show how a
language is spelled are worth more here than rare ones.
"""

from __future__ import annotations

TERMS: dict[str, str] = {
    "en": """
        account address amount available balance bank buy sell cancel cancelled card cards
        change choose close code confirm confirmation connect connected connection contact
        continue copy create created currency customer date dark delete deposit description
        details device disable enable display done edit empty enter error exchange expired
        export import failed failure fee fees file files find finish fingerprint forgot
        forgotten forward funds gift height hide show shows history home hour hours identity
        incorrect information input install installed invalid key keys language later learn
        light limit list load loading local lock locked unlock lost manage maximum minimum
        message minute minutes money missing name network new next note notice number old open
        order orders output page paste pay paid payment pending phone phrase picture possible
        previous price primary privacy private problem profile provider public purchase rate
        read ready receive receiving recent recipient recover recovery redeem refresh refund
        remember remote remove rename repeat reply report request required rescan reset restart
        restore result save saved scan screen search second security select send sending sent
        server service session settings setup shape share sign signature silent since slow fast
        source speed start status stop store stored success successful supported switch sync
        synchronization tap template terms text theme time title together total trade tracking
        parcel delivery shipping transaction transactions transfer transferred trust turn type
        unavailable unable unconfirmed understand unknown update updated upgrade use used user
        using value verify version view voucher wait waiting warning website welcome withdraw
        withdrawal word words work working wrong write year copied custom default device's
        enough estimated existing generate group holding insufficient label latest leave lower
        market matches mine mode months newer option options originally pair payments percent
        place power previously prompt protect proceed quantity question quickly recommended
        refused reject rejected room safe scheduled seen shown spend spending steal stolen
        stuck subscription successfully switched theirs trading twice underlying unsupported
        upload username weeks whole wish allow allowed attempt authentication automatically
        background below above bottom box button claim comment company complaint crashed
        damaged debit credit explain feature hacked happen hidden hold issue item keyboard
        insert sweep frozen freeze unspent control sort letters digits characters contain
        contains at least match matching correct field format approve approved authenticate
        camera photo gallery receipt anonymous donate donation merchants merchant redeemed tip
        tips balances battery automatic fastest remaining blocks alphabetical permission
        permissions granted denied subscribe lookup path index derivation verified signing
        burned nearby tapping swipe scroll press pressed entering providers estimate choosing
        creating restoring connecting syncing buying selling seeds nodes names themes minimize
        accept accepted decline declined agree agreement policy conditions prevent preventing
        sharing spends cannot proceeding ensure making tweak tweaks advanced general others
        additional filters filter rates reconnect reason reasons replace replaced crashes
        crashing crash freezes bug bugs closes opens stops works logged""",
    "es": """
        cuenta cuentas dirección direcciones cantidad importe monto disponible saldo banco
        comprar compra vender venta cancelar cancelado tarjeta tarjetas cambiar cambio elegir
        elija elige cerrar código clave claves confirmar confirmación conectar conexión
        conectado contacto continuar copiar copia copiado crear creado creando moneda monedas
        divisa cliente fecha oscuro oscura claro claridad borrar eliminar depósito descripción
        detalles dispositivo desactivar activar habilitar deshabilitar mostrar ocultar hecho
        editar vacío ingresar ingrese introduzca introducir error intercambio caducado vencido
        exportar importar falló fallido fallo comisión comisiones tarifa archivo archivos
        buscar encontrar encontrado terminar huella olvidé olvidado reenviar fondos regalo
        altura historial inicio hora horas identidad incorrecto incorrecta información instalar
        inválido inválida idioma más tarde aprende límite lista cargar cargando bloquear
        bloqueado desbloquear perdido perdida administrar gestionar máximo mínimo mensaje
        minutos dinero falta faltan nombre red redes nuevo nueva nuevos siguiente próximo nota
        número viejo abrir abre abierto pedido pedidos página pegar pagar pago pagos pagado
        pendiente teléfono frase semilla imagen posible anterior precio primario principal
        privacidad privado privada problema perfil proveedor público pública tasa leer leído
        listo recibir reciba reciente destinatario recuperar recuperación canjear actualizar
        actualización reembolso devolución recordar remoto quitar renombrar repetir informe
        solicitud solicitar requerido necesario reiniciar restablecer restaurar restauración
        resultado guardar guardado escanear pantalla segundo segundos seguridad seleccionar
        selecciona seleccione enviar envíe enviado enviando servicio servidor sesión ajustes
        configuración compartir firmar firma silencioso lento rápido fuente velocidad empezar
        comenzar comience estado parar detener tienda éxito exitoso soporte sincronizar
        sincronización toque tocar términos condiciones texto tema tiempo título total
        seguimiento paquete entrega transacción transacciones transferencia transferir
        confianza tipo desconocido utilizar usar usado usuario uso valor verificar verifique
        verificación versión ver advertencia sitio bienvenido bienvenida retirar retiro palabra
        palabras funciona trabajar trabajo escribir escriba año contraseña billetera billeteras
        monedero cartera nodo nodos bloque bloques rojo azul verde blanco negro amarillo
        naranja morado aplicación aplicaciones teclado activado plantilla respaldo ahorrar
        orden ordenar botón permitir carpeta correo electrónico aviso bajo alto medio actual
        completo agregar añadir cuidado dueño propia pegue asegúrese libreta simple estimado
        mensual semanas meses robado robaron estafa reclamo queja factura cobro cobraron
        llegado devuelvan respuesta insertar barrer congelado congelar gastar gastado letras
        dígitos caracteres contener contiene menos coincide coinciden correcto campo formato
        aprobar aprobado autenticar autenticación cámara foto galería recibo anónimo donar
        donación comerciante comerciantes propina batería automático automática restante
        restantes alfabético permiso permisos concedido denegado suscribirse ruta índice
        verificado cercano pulsar presione presiona deslizar ingresando proveedores estimación
        restaurando comprando aceptar aceptado rechazar acuerdo política evitar asegurar
        avanzado avanzada general otras adicional filtros motivo razón reemplazar reproducir
        disminuir reducción cuando pérdida obtener obtenga tenga haya puedas podrá quieres
        deseas segura funcionar cargo puesto escrito ningún ninguna poder prepago débito
        crédito regalos encabezado nivel cierra sola solo congela colgada entra carga noticias
        novedad novedades robó perdió""",
    "pt": """
        conta contas endereço endereços quantidade quantia valor montante disponível saldo
        banco comprar compra vender venda cancelar cancelado cartão cartões alterar altere
        mudar troca trocar escolher escolha fechar código chave chaves confirmar confirmação
        conectar conexão conectado ligação contato contacto continuar copiar cópia copiado
        criar criado criando moeda moedas cliente data escuro escura claro apagar excluir
        eliminar depósito descrição detalhes dispositivo desativar ativar habilitar desabilitar
        mostrar exibir ocultar feito editar vazio inserir insira digite introduza erro câmbio
        expirado exportar importar falhou falha taxa taxas arquivo arquivos ficheiro procurar
        buscar encontrar encontrado terminar esqueci esquecida encaminhar fundos presente
        altura histórico início hora horas identidade incorreto incorreta informação
        informações instalar inválido inválida idioma mais tarde saiba limite lista carregar
        carregando bloquear bloqueado desbloquear perdido perdida gerenciar gerir máximo mínimo
        mensagem minutos dinheiro falta nome rede redes novo nova novos próximo seguinte nota
        número velho antigo abrir abra aberto pedido pedidos página colar pagar pagamento
        pagamentos pago pendente telefone frase semente sementes imagem possível anterior preço
        primário principal privacidade privado privada problema perfil provedor público pública
        ler leitura pronto receber recebimento recente destinatário recuperar recuperação
        resgatar atualizar atualização reembolso devolução lembrar lembre remoto remover
        renomear repetir relatório solicitação solicitar necessário reiniciar redefinir
        restaurar restauração resultado salvar salvo guardar escanear digitalizar tela ecrã
        segundo segundos segurança selecionar selecione selecionado selecionada par enviar
        envie enviado enviando serviço servidor sessão configurações configuração definições
        compartilhar partilhar assinar assinatura silencioso lento rápido fonte velocidade
        começar iniciar estado parar loja sucesso suporte sincronizar sincronização toque tocar
        termos condições texto tema tempo título total rastreamento pacote entrega transação
        transações transferência transferir confiança tipo desconhecido utilizar usar usado
        usuário utilizador uso verificar verifique verificação versão ver aviso site bem-vindo
        retirar saque sacar palavra palavras funciona trabalhar trabalho escrever ano senha
        carteira carteiras nó nós bloco blocos vermelho azul verde branco preto amarelo laranja
        roxo aplicativo aplicação teclado modelo opção opções disponíveis adicionar definir
        e-mail correio baixo alto médio atual completo cuidado próprio simples estimado mensal
        semanas meses troque roubado roubaram golpe reclamação fatura cobrança cobraram chegada
        devolvam resposta nenhum nenhuma varrer congelado congelar gastar gasto letras dígitos
        caracteres conter contém menos corresponde corresponder correto campo formato aprovar
        aprovado autenticar autenticação câmera foto galeria recibo anônimo doar doação
        comerciante comerciantes gorjeta bateria automático automática restante restantes
        alfabética permissão permissões concedida negada caminho índice verificado pressione
        deslizar inserindo provedores estimativa restaurando comprando aceitar aceito recusar
        acordo política evitar garantir avançado avançada geral outras adicional filtros motivo
        razão substituir reproduzir diminuir redução perda obter obtenha tenha haja possa
        poderá deseja quer segura funcionar escrito escreva poder débito crédito presentes
        cabeçalho nível criada certifique conexões sozinho sozinha abre trava travado travando
        entra carrega fechando novidade novidades caindo sumiram""",
    "fr": """
        compte comptes adresse adresses montant quantité disponible solde banque acheter achat
        vendre vente annuler annulé carte cartes changer modifier changement choisir choisissez
        fermer code clé clés confirmer confirmation connecter connexion connecté contacter
        continuer copier copie copié créer créé création monnaie pièce devise client date
        sombre clair supprimer effacer dépôt description détails appareil désactiver activer
        afficher affichage masquer cacher terminé éditer vide entrer entrez saisir saisissez
        erreur échange échanger expiré exporter importer échec échoué frais fichier fichiers
        rechercher trouver trouvé terminer empreinte oublié transférer fonds cadeau cadeaux
        hauteur historique accueil heure heures identité incorrect incorrecte information
        informations installer invalide langue tard savoir limite liste charger chargement
        local verrouiller verrouillé déverrouiller perdu perdue gérer gestion maximum minimum
        maximale minimale message minutes argent manque nom réseau nouveau nouvelle nouveaux
        suivant prochain note numéro ancien ouvrir ouvrez ouvert commande commandes sortie page
        coller payer payé paiement paiements attente téléphone phrase graine image possible
        précédent prix principal confidentialité privé privée problème profil fournisseur
        public publique taux lire lecture prêt recevoir reçu récent destinataire récupérer
        récupération actualiser mise jour remboursement rembourser rappeler distant retirer
        supprimé renommer répéter rapport demande demander requis nécessaire obligatoire
        redémarrer réinitialiser restaurer restauration résultat enregistrer sauvegarde
        sauvegarder scanner analyser écran seconde secondes sécurité sélectionner sélectionnez
        envoyer envoyez envoyé envoi service serveur session paramètres réglages configuration
        partager signer signature silencieux lent rapide source vitesse commencer démarrer
        statut état arrêter magasin succès réussi réussie support synchroniser synchronisation
        appuyer appuyez conditions texte thème temps titre total suivi colis livraison
        transaction transactions virement confiance type inconnu utiliser utilisé utilisateur
        utilisation valeur vérifier vérifiez vérification version voir avertissement attention
        site bienvenue retrait mot mots passe fonctionne travailler écrire année portefeuille
        portefeuilles nœud nœuds noeud bloc blocs rouge bleu vert blanc noir jaune orange
        violet application clavier modèle ajouter définir courriel dossier champ bas haut moyen
        actuel complet propre simple estimé mensuel semaines mois volé volée arnaque
        réclamation plainte facture débité arrivée réponse bouton autoriser permettre devez
        êtes sûr assurez gardez élevé faible lumineux chaque insérer balayer gelé geler
        dépenser dépensé lettres chiffres caractères contenir contient moins correspond
        correspondent correct champs format approuver approuvé authentifier authentification
        caméra photo galerie anonyme donner don faire marchand marchands pourboire batterie
        automatique restant restants alphabétique permission autorisation accordée refusée
        refusé abonner chemin index vérifié proche touchez glisser fournisseurs estimation
        envoyant accepter accepté décliner accord politique éviter assurer avancé avancée
        général autres supplémentaire filtres raison remplacer diminuer réduction perte obtenir
        obtenez ayez puisse voulez souhaitez sécurisé écrit prépayée débit crédit niveau
        connexions depuis afin lequel laquelle générer généré partir plus valable lien ferme
        plante bloque nouvelles rendez volés marche attends""",
    "de": """
        konto konten adresse adressen betrag menge verfügbar guthaben saldo bank kaufen kauf
        gekauft verkaufen abbrechen abgebrochen karte karten ändern geändert wechseln wählen
        auswählen ausgewählt schließen geschlossen code bestätigen bestätigung bestätigt
        verbinden verbunden verbindung kontakt weiter fortfahren kopieren kopiert kopie
        erstellen erstellt neue neuen neuer neues neu währung münze münzen kunde datum dunkel
        dunkles hell helles löschen gelöscht einzahlung beschreibung einzelheiten details gerät
        geräte deaktivieren aktivieren anzeigen angezeigt ausblenden fertig bearbeiten leer
        eingeben geben ein fehler fehlerhaft tausch tauschen börse abgelaufen exportieren
        importieren fehlgeschlagen gebühr gebühren datei dateien suchen finden gefunden beenden
        fingerabdruck vergessen weiterleiten geld geschenk geschenkkarte höhe verlauf
        startseite stunde stunden identität falsch falsche information informationen
        installieren installiert ungültig ungültige schlüssel sprache später erfahren grenze
        liste laden lädt lokal sperren gesperrt entsperren verwalten maximal minimal maximum
        minimum nachricht minuten fehlt name netzwerk netz nächste nächster hinweis notiz
        nummer alt alte alten öffnen offen bestellung bestellungen ausgabe seite einfügen
        bezahlen zahlen gezahlt zahlung zahlungen ausstehend telefon satz phrase bild möglich
        vorherige preis primär haupt datenschutz privat privater private problem probleme
        profil anbieter öffentlich öffentlicher kurs lesen gelesen bereit empfangen empfang
        erhalten kürzlich empfänger wiederherstellen wiederherstellung einlösen aktualisieren
        aktualisierung erstattung rückerstattung merken entfernt entfernen umbenennen
        wiederholen bericht anfrage anfordern erforderlich benötigt neustart neustarten
        zurücksetzen ergebnis speichern gespeichert sichern sicherung datensicherung scannen
        bildschirm sekunde sekunden sicherheit sicher senden gesendet geschickt schicken dienst
        sitzung einstellungen einstellung einrichten teilen unterschreiben unterschrift
        signatur stille langsam schnell quelle geschwindigkeit starten beginnen status zustand
        stoppen erfolg erfolgreich unterstützung unterstützt synchronisieren synchronisierung
        tippen bedingungen text thema design zeit titel gesamt sendungsverfolgung paket
        lieferung transaktion transaktionen überweisung überweisen überwiesen vertrauen typ art
        unbekannt verwenden verwendet benutzen benutzer nutzer nutzung wert überprüfen
        überprüfung prüfen version ansicht ansehen warnung warten webseite willkommen abheben
        auszahlung wort wörter funktioniert arbeiten schreiben aufschreiben jahr passwort
        kennwort geldbörse brieftasche knoten block blöcke rot blau grün weiß schwarz gelb
        anwendung tastatur vorlage hinzufügen festlegen ordner feld niedrig hoch mittel aktuell
        vollständig eigene eigenen einfach geschätzt monatlich wochen monate gestohlen betrug
        beschwerde rechnung abgebucht antwort angekommen schaltfläche erlauben zugriff
        automatisch umschalten herunterladen heruntergeladen anmelden abmelden einsetzen
        überweist eingefroren einfrieren ausgeben ausgegeben buchstaben ziffern zeichen
        enthalten enthält mindestens übereinstimmen stimmt richtig korrekt format genehmigen
        genehmigt authentifizieren authentifizierung kamera foto galerie beleg quittung anonym
        spenden spende händler trinkgeld batterie akku automatische verbleibend verbleibende
        alphabetisch berechtigung berechtigungen erteilt verweigert abgelehnt ablehnen
        abonnieren pfad verzeichnis verifiziert drücken wischen schätzung erstellung sendet
        akzeptieren akzeptiert zustimmen vereinbarung richtlinie verhindern sicherstellen
        erweitert erweiterte allgemein andere weitere zusätzlich zusätzliche filter grund
        ersetzen verringern verlust bekommen möchten sollten sicherer geschrieben prepaid
        lastschrift kredit geschenke überschrift ebene verbindungen generieren generiert gültig
        verknüpfung löscht stellen bestehende vorhanden wiederhergestellt angegeben mögliche
        löschung gruppe stürzt friert hängt neuigkeiten geklaut warte""",
    "vi": """
        tài khoản địa chỉ số tiền lượng sẵn dư ngân hàng mua bán hủy huỷ thẻ thay đổi chọn đóng
        mã khóa khoá xác nhận kết nối liên hệ tiếp tục sao chép tạo mới loại khách ngày tối
        sáng xóa xoá nạp mô tả chi tiết thiết bị tắt bật hiển thị hiện ẩn xong chỉnh sửa trống
        nhập lỗi trao hết hạn xuất thất bại phí tệp tin tập tìm kiếm hoàn thành vân tay quên
        chuyển quỹ quà tặng chiều cao lịch sử trang chủ giờ danh tính sai thông cài đặt hợp lệ
        ngôn ngữ sau hiểu giới sách tải cục bộ mở mất quản lý đa thiểu nhắn phút thiếu tên mạng
        cũ kế ghi chú đơn dán trả thanh toán chờ điện thoại cụm từ hạt giống hình ảnh thể trước
        giá chính riêng tư cá nhân vấn đề hồ sơ nhà cung cấp công khai tỷ tỉ đọc gần đây người
        khôi phục làm cập nhật nhớ xa gỡ bỏ lặp báo cáo yêu cầu bắt buộc khởi động lại quả lưu
        trữ quét màn giây bảo an toàn dịch vụ máy phiên chia sẻ ký chữ im lặng chậm nhanh nguồn
        tốc độ đầu trạng thái dừng cửa hỗ trợ đồng hóa chạm điều thời gian tiêu tổng cộng theo
        dõi gói giao tưởng kiểu biết dụng trị kiểm tra bản xem cảnh web chào mừng rút hoạt viết
        năm mật khẩu ví nút khối đỏ xanh trắng đen vàng cam tím ứng bàn phím mẫu thêm thư mục
        thấp trung bình tại đầy đủ giản ước tháng tuần trộm lừa đảo khiếu nại lời nhấn phép
        truy tự thế cặp sàn dự phòng phần mềm cứng tuỳ thống thực chuyen khoan tien dich mat
        khau tai dia ung dung vi rut nap chèn băng chứa nhất khớp đúng trường định dạng phê
        duyệt biên lai quyên góp thương gia boa pin còn bảng cái quyền chối đăng đường dẫn minh
        vuốt chấp ý thỏa thuận tránh đảm nâng chung bổ sung lọc giảm được muốn nợ tín nhóm dữ
        liệu lên không chưa vừa tồn vượt quá treo đơ văng thoát tức""",
    "id": """
        akun rekening alamat jumlah tersedia saldo beli membeli pembelian jual menjual batal
        batalkan dibatalkan kartu ubah mengubah perubahan ganti pilih memilih dipilih tutup
        menutup kode kunci konfirmasi hubungkan terhubung sambungan koneksi kontak lanjut
        lanjutkan salin disalin menyalin buat membuat dibuat mata uang koin pelanggan tanggal
        gelap terang hapus menghapus setoran deskripsi rincian detail perangkat nonaktifkan
        aktifkan mengaktifkan tampilkan menampilkan sembunyikan selesai sunting kosong masukkan
        memasukkan kesalahan tukar penukaran pertukaran kedaluwarsa kadaluarsa ekspor impor
        gagal kegagalan biaya berkas file cari mencari ditemukan menemukan sidik jari lupa
        teruskan dana hadiah tinggi ketinggian riwayat beranda jam identitas informasi pasang
        instal tidak valid bahasa nanti pelajari batas daftar muat memuat lokal terkunci buka
        membuka kelola mengelola maksimum minimum maksimal minimal pesan menit kurang nama
        jaringan baru berikutnya selanjutnya catatan nomor lama pesanan keluaran halaman tempel
        bayar membayar dibayar pembayaran tertunda telepon frasa benih gambar mungkin
        sebelumnya harga utama privasi pribadi masalah profil penyedia publik nilai baca
        membaca siap terima menerima diterima penerima terbaru pulihkan memulihkan pemulihan
        tukarkan segarkan perbarui pembaruan pengembalian kembalikan ingat mengingat jarak jauh
        ulangi ulang laporan permintaan meminta diperlukan dibutuhkan mulai memulai setel atur
        pengaturan hasil simpan menyimpan disimpan pindai memindai layar detik keamanan aman
        kirim mengirim dikirim pengiriman layanan sesi bagikan membagikan tanda tangan tangani
        diam lambat cepat sumber kecepatan status berhenti toko berhasil sukses dukungan
        didukung sinkronkan menyinkronkan sinkronisasi ketuk syarat ketentuan teks tema waktu
        judul pelacakan paket transaksi transfer kepercayaan percaya jenis tipe diketahui
        gunakan menggunakan digunakan pengguna penggunaan verifikasi versi lihat melihat
        peringatan tunggu menunggu situs datang tarik penarikan kata sandi bekerja berfungsi
        tulis menulis tahun dompet simpul blok merah biru hijau putih hitam kuning aplikasi
        papan ketik templat tambah tambahkan menambahkan surel folder bidang rendah sedang saat
        lengkap sendiri sederhana perkiraan bulanan minggu bulan dicuri penipuan keluhan
        tagihan faktur balasan tombol izinkan akses otomatis cadangan mencadangkan pengurangan
        mengakses debit kredit terjadi memerlukan silakan penting kehilangan penukar pasangan
        sambungkan menghubungi hubungi sisipkan menyapu bekukan dibekukan habiskan menghabiskan
        huruf angka karakter berisi mengandung setidaknya cocok sesuai format setujui
        menyetujui disetujui otentikasi autentikasi kamera foto galeri anonim donasi sumbangan
        pedagang tip baterai tersisa sisa abjad izin diberikan ditolak berlangganan jalur
        indeks terverifikasi dekat tekan geser mengirimkan tolak menolak persetujuan perjanjian
        kebijakan mencegah pastikan lanjutan umum lainnya tambahan saring alasan mengganti
        menggantikan mengurangi penurunan kerugian mendapatkan ingin menginginkan ditulis
        tingkat grup kelompok data dapat melebihi sinkron memasang membutuhkan pembagian
        penjual pengirim kirimkan pengisian mengisi menandatangani memindahkan pemindaian
        pembacaan penyimpanan kabar kabarnya lemot macet error nyangkut tertipu ditipu""",
    "tr": """
        hesap hesabım hesabı hesaplar hesabınız adres adresi adresini adresler tutar miktar
        mevcut bakiye bakiyesi banka satın al alın almak alma sat satış iptal edildi et kart
        kartı kartlar değiştir değiştirmek değişiklik seç seçin seçili kapat kapalı kod kodu
        onayla onay onaylandı bağlan bağlanmak bağlı bağlantı bağlantısı iletişim devam kopyala
        kopyalandı kopya oluştur oluşturun oluşturuldu oluşturuluyor para birimi parası müşteri
        tarih koyu açık sil silmek yatırma açıklama detaylar ayrıntılar cihaz cihazı devre dışı
        bırak etkinleştir göster gösteriliyor gizle tamam tamamlandı düzenle boş gir girin
        giriş hata hatası takas borsa süresi doldu dışa içe aktar aktarım başarısız ücret
        ücreti ücretleri dosya dosyası ara bul bulunamadı bulundu bitir parmak izi unuttum ilet
        fon hediye yükseklik geçmiş geçmişi anasayfa saat kimlik yanlış bilgi bilgileri
        bilgiler yükle yüklemek yükleniyor geçersiz anahtar anahtarı anahtarları dil daha sonra
        öğren limit sınır liste yerel kilit kilitle kilidini kayıp yönet maksimum minimum mesaj
        mesajı dakika eksik ad adı ağ ağı yeni sonraki ileri not numara numarası eski aç açın
        sipariş siparişim siparişi çıktı sayfa yapıştır öde ödeme ödemesi ödendi bekliyor
        bekleyen telefon ifade ifadesi tohum tohumu tohumları resim mümkün önceki fiyat
        birincil ana gizlilik gizli özel sorun sorunu profil sağlayıcı genel kur oran oku hazır
        alındı yakın alıcı kurtar kurtarma geri kullan yenile güncelle güncelleme iade hatırla
        uzak kaldır yeniden adlandır tekrar rapor istek talep gerekli gerekir başlat sıfırla
        sonuç kaydet kaydedildi tara tarama ekran saniye güvenlik güvenli gönder gönderildi
        gönderin gönderme hizmet sunucu oturum ayarlar ayarları ayar paylaş imza imzala sessiz
        yavaş hızlı kaynak hız başla durum durumu durdur mağaza başarılı başarıyla destek
        desteklenmiyor senkronize senkronizasyon dokun şartlar koşullar metin tema zaman başlık
        toplam takip kargo paket teslimat işlem işlemi işlemler işlemin transfer havale güven
        tür türü bilinmeyen bilinmiyor kullanıcı kullanım kullanılamıyor kullanılabilir değer
        doğrula doğrulama sürüm görüntüle uyarı bekle bekleyin site hoş geldiniz çek çekme
        kelime kelimeler çalışıyor çalış yaz yıl şifre şifresi şifremi parola parolası cüzdan
        cüzdanı cüzdana cüzdanım cüzdanlar düğüm düğümü blok bloklar kırmızı mavi yeşil beyaz
        siyah sarı uygulama uygulaması klavye şablon ekle klasör alan alanı düşük yüksek orta
        güncel tam kendi basit tahmini aylık hafta ay çalındı dolandırıldım şikayet fatura
        çekildi cevap düğme izin erişim otomatik yedekle yedekleme lütfen yazdığınızdan emin
        olun olacak istiyor musunuz tercih kasa senin doğru sahip üzerinde henüz ekleyin süpür
        dondur dondurulmuş harca harcanan harf harfler rakam karakter karakterler içermeli
        içerir en az eşleşmiyor eşleşme biçim biçimi onaylayın doğrulaması kamera fotoğraf
        galeri makbuz anonim bağış bağışla tüccar bahşiş pil batarya kalan kaldı alfabetik izni
        izinler verildi reddedildi reddet abone yol dizin doğrulandı basın kaydır sağlayıcılar
        tahmin oluşturma gönderiliyor kabul anlaşma politika önlemek önle gelişmiş diğer ek
        filtre filtreler sebep nedeni değiştirin azalt azaltma elde istediğinizden isterseniz
        güvenle yazılı yazın ön ödemeli kredi hediyeler düzey seviye grup veri veriler aşıyor
        yüklenemedi yapılamadı alınamadı oluşturulamadı bulunmuyor olmalı olmalıdır yapın
        yapmak kullanın kullanarak kullanılır seçenek seçenekleri listesi cüzdanınız
        cüzdanınızı tohumunuzu paranızı gösterin yükleme yükleyin taşı silin taraması donuyor
        kapanıyor açılmıyor çöküyor gelişme haber takıldı""",
    "it": """
        conto indirizzo importo disponibile saldo acquista vendi annulla carta cambia scegli chiudi
        codice conferma connessione contatto continua copia crea valuta cliente data elimina
        dettagli dispositivo disattiva attiva mostra nascondi modifica inserisci errore scambio
        esporta importa commissione cerca trovato dimenticato fondi cronologia installa chiave
        lingua blocca sblocca gestisci messaggio denaro soldi nome rete nuovo nuova prossimo numero
        apri ordine pagina incolla paga pagamento telefono frase prezzo privacy problema ricevi
        ripristina aggiorna rimborso rimuovi richiesta salva schermo sicurezza seleziona invia
        inviato ricevuto servizio impostazioni condividi firma stato assistenza portafoglio
        password transazione verifica versione visualizza attendi benvenuto preleva
        parola parole""",
    "nl": """
        rekening adres bedrag beschikbaar saldo kopen verkopen annuleren kaart wijzigen kies
        sluiten bevestigen bevestiging verbinding doorgaan kopiëren maken munt klant datum
        verwijderen gegevens apparaat uitschakelen inschakelen tonen verbergen bewerken leeg
        invoeren fout uitwisseling mislukt kosten bestand zoeken gevonden vergeten geschiedenis
        installeren sleutel taal later vergrendelen beheren bericht geld naam netwerk nieuw nieuwe
        volgende nummer openen bestelling bladzijde plakken betalen betaling telefoon prijs
        ontvangen herstellen bijwerken terugbetaling verzoek opslaan scherm veiligheid beveiliging
        selecteer verzenden verstuurd instellingen delen handtekening wachtwoord portemonnee
        transactie gebruiken gebruiker controleren versie bekijken wachten welkom woord woorden""",
    "pl": """
        konto adres kwota dostępne saldo kup kupić sprzedaj anuluj karta karty zmień wybierz
        zamknij kod potwierdź połączenie kontakt kontynuuj kopiuj utwórz waluta klient data usuń
        szczegóły urządzenie wyłącz włącz pokaż ukryj edytuj pusty wprowadź błąd wymiana nieudane
        opłata plik szukaj znaleziono zapomniałem historia zainstaluj klucz język zablokuj
        zarządzaj wiadomość pieniądze nazwa sieć nowy nowe następny numer otwórz zamówienie strona
        wklej zapłać płatność telefon cena odbierz przywróć aktualizuj zwrot żądanie zapisz ekran
        bezpieczeństwo wyślij wysłano ustawienia udostępnij podpis portfel hasło transakcja użyj
        sprawdź wersja czekaj witamy słowo słowa""",
}
"""A language → its terms, lower case, joined by white space."""
