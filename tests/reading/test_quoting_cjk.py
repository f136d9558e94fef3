"""New text of replies as Chinese, Japanese and Korean programs really quote (M15).

Each case: what the client wrote, and what a reader of the ticket should see as new.
"""

from __future__ import annotations

import pytest

from chalicelib.reading.quoting import views_of

CASES: dict[str, tuple[str, str]] = {
    "gmail_hans": (
        "好的，我把交易哈希发给您。\n"
        "\n"
        "Demo 客服 <support@desk.example> 于2026年11月2日周一 10:05写道：\n"
        "\n"
        "> 您好，\n"
        "> 请提供交易哈希。\n",
        "好的，我把交易哈希发给您。",
    ),
    "gmail_hans_flat": (
        "好的，我把交易哈希发给您。\n"
        "\n"
        "Demo 客服 <support@desk.example> 于2026年11月2日周一 10:05写道：\n"
        "您好，\n"
        "请提供交易哈希。\n",
        "好的，我把交易哈希发给您。",
    ),
    "gmail_hans_two": (
        "已经收到，谢谢！\n"
        "\n"
        "Demo 客服 <support@desk.example>\n"
        "于2026年11月2日周一 10:05写道：\n"
        "\n"
        "> 请查收。\n",
        "已经收到，谢谢！",
    ),
    "gmail_hant": (
        "我已經重新安裝了。\n"
        "\n"
        "Demo 客服 <support@desk.example> 於 2026年11月2日 週一 上午10:05寫道：\n"
        "\n"
        "> 請重新安裝。\n",
        "我已經重新安裝了。",
    ),
    "apple_hans": (
        "收到，我今晚试试。\n"
        "\n"
        "> 在 2026年11月2日，上午10:05，Demo 客服 <support@desk.example> 写道：\n"
        "> \n"
        "> 请更新到最新版本。\n",
        "收到，我今晚试试。",
    ),
    "apple_hans_unq": (
        "收到，我今晚试试。\n"
        "\n"
        "在 2026年11月2日，上午10:05，Demo 客服 <support@desk.example> 写道：\n"
        "\n"
        "请更新到最新版本。\n",
        "收到，我今晚试试。",
    ),
    "apple_hant": (
        "地址沒有錯。\n"
        "\n"
        "> Demo 客服 <support@desk.example> 於 2026年11月2日 上午10:05 寫道：\n"
        "> \n"
        "> 請確認地址。\n",
        "地址沒有錯。",
    ),
    "ios_hans": (
        "还没到账。\n"
        "\n"
        "发自我的 iPhone\n"
        "\n"
        "> 在 2026年11月2日，10:05，Demo 客服 <support@desk.example> 写道：\n"
        "> \n"
        "> 到账了吗？\n",
        "还没到账。",
    ),
    "qq": (
        "我换了手机，现在看不到资产。\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "------------------ 原始邮件 ------------------\n"
        '发件人: "Demo 客服"<support@desk.example>;\n'
        "发送时间: 2026年11月2日(星期一) 上午10:05\n"
        '收件人: "王芳"<wang.fang@customer.example>;\n'
        "主题: 回复：资产不见了\n"
        "\n"
        "您好，请说明……\n",
        "我换了手机，现在看不到资产。",
    ),
    "qq_nbsp": (
        "我换了手机。\n"
        "\n"
        "\n"
        "------------------\xa0原始邮件\xa0------------------\n"
        '发件人:\xa0"Demo 客服"<support@desk.example>;\n'
        "发送时间:\xa02026年11月2日(星期一) 上午10:05\n"
        '收件人:\xa0"王芳"<wang.fang@customer.example>;\n'
        "主题:\xa0资产不见了\n"
        "\n"
        "您好\n",
        "我换了手机。",
    ),
    "qq_phone": (
        "还是不行\n"
        "\n"
        "\n"
        "\n"
        "---原始邮件---\n"
        '发件人: "Demo 客服"<support@desk.example>\n'
        "发送时间: 2026年11月2日(周一) 上午10:05\n"
        '收件人: "王芳"<wang.fang@customer.example>;\n'
        "主题: Re: 登录失败\n"
        "\n"
        "请重试\n",
        "还是不行",
    ),
    "qq_name_line": (
        "还是不行\n"
        "\n"
        "\n"
        "\n"
        "王芳\n"
        "wang.fang@customer.example\n"
        "\n"
        "\n"
        "\n"
        "&nbsp;\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "------------------&nbsp;原始邮件&nbsp;------------------\n"
        '发件人:&nbsp;"Demo 客服"<support@desk.example>;\n'
        "发送时间:&nbsp;2026年11月2日\n"
        '收件人:&nbsp;"王芳"<a@b.example>;\n'
        "\n"
        "您好",
        "还是不行",
    ),
    "foxmail": (
        "附件是截图。\n"
        "\n"
        "\n"
        "\n"
        "wang.fang@customer.example\n"
        " \n"
        "发件人： Demo 客服\n"
        "发送时间： 2026-11-02 10:05\n"
        "收件人： wang.fang\n"
        "主题： 回复: 转账问题\n"
        "您好，请提供截图。\n",
        "附件是截图。",
    ),
    "163": (
        "请问什么时候处理？\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "\n"
        '在 2026-11-02 10:05:00，"Demo 客服" <support@desk.example> 写道：\n'
        "\n"
        "您好，我们正在处理。\n",
        "请问什么时候处理？",
    ),
    "163_at": (
        "请问什么时候处理？\n"
        "\n"
        "\n"
        'At 2026-11-02 10:05:00, "Demo" <support@desk.example> wrote:\n'
        ">您好，我们正在处理。\n",
        "请问什么时候处理？",
    ),
    "163_app": (
        "订单号 20261102001\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "---- 回复的原邮件 ----\n"
        "| 发件人 | Demo 客服<support@desk.example> |\n"
        "| 发送日期 | 2026年11月2日 10:05 |\n"
        "| 收件人 | 王芳<wang.fang@customer.example> |\n"
        "| 主题 | 订单查询 |\n"
        "您好\n",
        "订单号 20261102001",
    ),
    "163_app2": (
        "订单号 20261102001\n"
        "| |\n"
        "王芳\n"
        "|\n"
        "|\n"
        "邮箱：wang.fang@customer.example\n"
        "|\n"
        "---- 回复的原邮件 ----\n"
        "| 发件人 | Demo 客服<support@desk.example> |\n"
        "您好\n",
        "订单号 20261102001",
    ),
    "aliyun": (
        "好的，谢谢。\n"
        "\n"
        "\n"
        "------------------------------------------------------------------\n"
        "发件人：Demo 客服 <support@desk.example>\n"
        "发送时间：2026年11月2日(星期一) 10:05\n"
        "收件人：王芳 <wang.fang@customer.example>\n"
        "主\u3000题：Re: 账户问题\n"
        "\n"
        "您好\n",
        "好的，谢谢。",
    ),
    "sina": (
        "已解决\n"
        "\n"
        "\n"
        "----- 原始邮件 -----\n"
        '发件人："Demo 客服" <support@desk.example>\n'
        '收件人："wang.fang" <wang.fang@customer.example>\n'
        "主题：Re: 问题\n"
        "日期：2026年11月02日 10点05分\n"
        "\n"
        "您好\n",
        "已解决",
    ),
    "outlook_hans": (
        "请看附件。\n"
        "\n"
        "发件人: Demo 客服 <support@desk.example>\n"
        "发送时间: 2026年11月2日 10:05\n"
        "收件人: 王芳 <wang.fang@customer.example>\n"
        "主题: Re: 转账\n"
        "\n"
        "您好，\n",
        "请看附件。",
    ),
    "outlook_hans_rule": (
        "请看附件。\n"
        "\n"
        "________________________________\n"
        "发件人: Demo 客服 <support@desk.example>\n"
        "发送时间: 2026年11月2日 10:05\n"
        "收件人: 王芳 <wang.fang@customer.example>\n"
        "主题: Re: 转账\n"
        "\n"
        "您好，\n",
        "请看附件。",
    ),
    "outlook_old": (
        "请看附件。\n"
        "\n"
        "-----邮件原件-----\n"
        "发件人: Demo 客服 [mailto:support@desk.example] \n"
        "发送时间: 2026年11月2日 10:05\n"
        "收件人: 王芳\n"
        "主题: Re: 转账\n"
        "\n"
        "您好，\n",
        "请看附件。",
    ),
    "outlook_hant": (
        "請看附件。\n"
        "\n"
        "寄件者: Demo 客服 <support@desk.example>\n"
        "寄件日期: 2026年11月2日 上午 10:05\n"
        "收件者: 王芳 <wang.fang@customer.example>\n"
        "主旨: Re: 轉帳\n"
        "\n"
        "您好，\n",
        "請看附件。",
    ),
    "outlook_hant2": (
        "請看附件。\n"
        "\n"
        "從: Demo 客服 <support@desk.example>\n"
        "寄件日期: 2026年11月2日 10:05\n"
        "至: 王芳\n"
        "主旨: Re: 轉帳\n"
        "\n"
        "您好\n",
        "請看附件。",
    ),
    "outlook_mobile": (
        "还没有收到。\n"
        "\n"
        "获取 Outlook for iOS<https://aka.ms/o0ukef>\n"
        "________________________________\n"
        "发件人: Demo 客服 <support@desk.example>\n"
        "发送时间: Monday, November 2, 2026 10:05:00 AM\n"
        "收件人: 王芳\n"
        "主题: Re: 退款\n"
        "\n"
        "您好\n",
        "还没有收到。",
    ),
    "yahoo_tw": (
        "謝謝，已經看到了。\n"
        "\n"
        "    Demo 客服 <support@desk.example> 於 2026年11月2日 週一 上午10:05 寫道：\n"
        "\n"
        " 您好，\n",
        "謝謝，已經看到了。",
    ),
    "yahoo_tw2": (
        "謝謝\n"
        "\n"
        "    在 2026年11月2日 星期一 上午10:05:00 [GMT+8]， Demo 客服"
        "<support@desk.example> 寫道： \n"
        " \n"
        " 您好\n",
        "謝謝",
    ),
    "huawei": (
        "可以了\n"
        "\n"
        "\n"
        "发自我的华为手机\n"
        "\n"
        "\n"
        "-------- 原始邮件 --------\n"
        "发件人： Demo 客服 <support@desk.example>\n"
        "日期： 2026年11月2日周一 10:05\n"
        "收件人： wang.fang@customer.example\n"
        "主 题： Re: 登录\n"
        "您好\n",
        "可以了",
    ),
    "xiaomi": (
        "可以了\n\n在 Demo 客服 <support@desk.example>，2026年11月2日 上午10:05写道：\n\n您好\n",
        "可以了",
    ),
    "wecom": (
        "确认无误。\n"
        "\n"
        "\n"
        "\n"
        "------------------ Original ------------------\n"
        'From:  "Demo 客服"<support@desk.example>;\n'
        "Date:  Mon, Nov 2, 2026 10:05 AM\n"
        'To:  "王芳"<wang.fang@customer.example>;\n'
        "Subject:  Re: 对账\n"
        "\n"
        "您好\n",
        "确认无误。",
    ),
    "dingtalk": (
        "确认无误。\n"
        "\n"
        "\n"
        "------------------------------------------------------------------\n"
        "发件人：Demo 客服<support@desk.example>\n"
        "日\u3000期：2026年11月02日 10:05:00\n"
        "收件人：王芳<wang.fang@customer.example>\n"
        "主\u3000题：Re: 对账\n"
        "\n"
        "您好\n",
        "确认无误。",
    ),
    "dingtalk2": (
        "确认无误。\n"
        "\n"
        "来自钉钉专属商务邮箱\n"
        "------------------------------------------------------------------\n"
        "发件人：Demo 客服<support@desk.example>\n"
        "日\u3000期：2026年11月02日 10:05:00\n"
        "收件人：王芳<wang.fang@customer.example>\n"
        "主\u3000题：Re: 对账\n"
        "\n"
        "您好\n",
        "确认无误。",
    ),
    "netease_phone": (
        "我再试试\n"
        "\n"
        "\n"
        "发自我的网易邮箱手机智能版\n"
        "\n"
        "\n"
        "在 2026-11-02 10:05:00，Demo <support@desk.example> 写道：\n"
        "\n"
        "您好\n",
        "我再试试",
    ),
    "netease_master": (
        "我再试试\n"
        "\n"
        "\n"
        "发自我的小米手机\n"
        "\n"
        "\n"
        "在 Demo 客服 <support@desk.example>，2026年11月2日 10:05写道：\n"
        "\n"
        "您好\n",
        "我再试试",
    ),
    "sig": (
        "请帮我查一下\n\n--\n王芳\n产品部\n电话 123\n",
        "请帮我查一下",
    ),
    "inline": (
        "Demo 客服 <support@desk.example> 于2026年11月2日周一 10:05写道：\n"
        "\n"
        "> 用的什么链？\n"
        "\n"
        "TRON。\n"
        "\n"
        "> 金额多少？\n"
        "\n"
        "100 USDT。\n",
        "TRON。\n\n\n100 USDT。",
    ),
    "hanjin": (
        "客服您好：\n转账地址：TXYZ\n金额：100 USDT\n时间：2026年11月2日 10:05\n请帮忙查询。\n",
        "客服您好：\n转账地址：TXYZ\n金额：100 USDT\n时间：2026年11月2日 10:05\n请帮忙查询。",
    ),
    "fwd": (
        "请看下面这封邮件是不是你们发的\n"
        "\n"
        "---------- Forwarded message ---------\n"
        "发件人： Fake <fake@evil.example>\n"
        "Date: 2026年11月2日周一 10:05\n"
        "Subject: 钱包升级\n"
        "To: <wang.fang@customer.example>\n"
        "\n"
        "请点击链接\n",
        "请看下面这封邮件是不是你们发的\n"
        "\n"
        "---------- Forwarded message ---------\n"
        "发件人： Fake <fake@evil.example>\n"
        "Date: 2026年11月2日周一 10:05\n"
        "Subject: 钱包升级\n"
        "To: <wang.fang@customer.example>\n"
        "\n"
        "请点击链接",
    ),
    "fwd_qq": (
        "是真的吗\n"
        "\n"
        "\n"
        "------------------ 转发邮件信息 ------------------\n"
        "发件人：x\n"
        "主题：y\n"
        "\n"
        "请点击链接\n",
        "是真的吗\n"
        "\n"
        "\n"
        "------------------ 转发邮件信息 ------------------\n"
        "发件人：x\n"
        "主题：y\n"
        "\n"
        "请点击链接",
    ),
    "fwd_qq2": (
        "是真的吗\n\n---------- 转发的邮件 ----------\n发件人：x\n\n请点击链接\n",
        "是真的吗\n\n---------- 转发的邮件 ----------\n发件人：x\n\n请点击链接",
    ),
    "my_written": (
        "上周你们的客服在电话里写道：\n不需要手续费。\n但是扣了。\n",
        "上周你们的客服在电话里写道：\n不需要手续费。\n但是扣了。",
    ),
    "ja": (
        "ありがとうございます。\n"
        "\n"
        "2026年11月2日(月) 10:05 Demo サポート <support@desk.example>:\n"
        "\n"
        "> ご確認ください。\n",
        "ありがとうございます。",
    ),
    "ja_outlook": (
        "承知しました。\n"
        "\n"
        "差出人: Demo <support@desk.example>\n"
        "送信日時: 2026年11月2日 10:05\n"
        "宛先: 田中\n"
        "件名: Re: 送金\n"
        "\n"
        "お世話に\n",
        "承知しました。",
    ),
    "ko": (
        "확인했습니다.\n"
        "\n"
        "2026년 11월 2일 (월) 오전 10:05, Demo <support@desk.example>님이 작성:\n"
        "\n"
        "> 확인 부탁드립니다.\n",
        "확인했습니다.",
    ),
    "ko_outlook": (
        "확인했습니다.\n"
        "\n"
        "보낸 사람: Demo <support@desk.example>\n"
        "보낸 날짜: 2026년 11월 2일\n"
        "받는 사람: Kim\n"
        "제목: Re: 송금\n"
        "\n"
        "안녕\n",
        "확인했습니다.",
    ),
}


@pytest.mark.parametrize("client", CASES)
def test_views_of_shows_only_the_new_text_when_a_client_quotes(client: str) -> None:
    """Marks of quoting go, what the writer wrote stays."""
    text, expected = CASES[client]

    assert views_of(text).reply == expected
