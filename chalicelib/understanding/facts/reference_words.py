"""The words that introduce an order number or a tracking number, in the languages written to us."""

from __future__ import annotations

# Words of letters: the one before the number, or before "no." and the like.
ORDER_WORDS = frozenset(
    """
    order orders ordernumber orderno orderid ticket case invoice reference ref booking receipt
    payment purchase pedido pedidos compra factura fatura encomenda orden nºpedido commande
    facture bestellung bestellnummer auftrag auftragsnummer rechnung rechnungsnummer bestellnr
    kaufnummer vorgangsnummer заказ заказа заказу заказом заказе заявка заявки обращения чек
    счет счёт оплаты sipariş siparis siparişim siparişimin siparişi siparisim pesanan
    pesananku faktur transaksi đơn zamówienie zamówienia ordine bestelling คำสั่งซื้อ
    ऑर्डर الطلب طلب
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
TRACKING_WORDS = frozenset(
    """
    tracking trackingnumber waybill awb parcel shipment consignment seguimiento rastreo guía
    guia rastreio rastreamento envio envío suivi colis sendungsnummer sendung paketnummer
    trackingnummer sendungsverfolgung трек трекномер накладной отслеживания посылки takip
    kargo gönderi resi pengiriman đơnvận vận
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
NUMBER_WORDS = frozenset(
    """
    no no. num num. number numbers nr nr. id ref ref. code numero número nº n° num° no° # №
    nummer numéro номер номера номером numarası numarasi numaram numaralı kodu nomor nomer
    kode số mã so ma
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
"""What stands between "order" and the number, and, in some languages, before "order"."""
LINKING_WORDS = frozenset(
    """
    is was are it es é est ist ist: это là adalah yaitu are: was: is: olan my the
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)

# What a text without spaces has before the number.
HAN_TRACKING = (
    *("快递单号", "快遞單號", "快递号", "快遞號", "物流单号", "物流單號", "物流号", "运单号"),
    *("運單號", "运单号码", "运单", "運單", "快递", "快遞", "物流", "单号快递", "追踪号", "追蹤號"),
    *(
        "追踪码",
        "追蹤碼",
        "追跡番号",
        "伝票番号",
        "送り状番号",
    ),
    *("운송장번호", "운송장", "송장번호", "송장", "택배번호", "追踪单号", "快递编号", "运单编号"),
)
HAN_ORDER = (
    *("订单号", "訂單號", "订单编号", "訂單編號", "订单号码", "訂單號碼", "订单", "訂單", "单号"),
    *(
        "單號",
        "工单",
        "工单号",
        "工單",
        "工單號",
        "支付号",
        "付款单号",
        "流水号",
        "流水號",
        "案件号",
    ),
    *(
        "编号",
        "編號",
        "交易单号",
        "订单编码",
        "注文番号",
        "ご注文番号",
        "注文",
        "注文ID",
        "オーダー番号",
    ),
    *(
        "주문번호",
        "주문",
        "주문 번호",
        "订单id",
        "订单ID",
        "受付番号",
        "問い合わせ番号",
        "お申込み番号",
        "发票号",
        "發票號",
    ),
    *("付款编号", "交易编号", "交易號", "交易号", "支付单号", "单据号", "注文id", "订单尾号"),
)
