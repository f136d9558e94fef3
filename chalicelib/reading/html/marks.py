"""How mail programs mark quotes and signatures in HTML, as data: classes, ids, names and styles.

Programs that pass a mail on prefix foreign names ("x_divRplyFwdMsg", "m_-12gmail_quote"), so
names are looked for anywhere in an attribute. All take the attribute in lower case.
"""

from __future__ import annotations

import re

# Everything inside is old.
_QUOTES = re.compile(
    r"yahoo_quoted|moz-cite-prefix|gmail_attr|tutanota_quote|skiff_quote|iosymail|isreplycontent"
    r"|ntes_not_fresh_e?mail|ntes-mailmaster-quote|mail-quote\b|\bqmbox|alimail-quote"
    r"|wemail_quote|mail_origin|xm_mail_oringinal|lark-mail-quote|history-quote-wrapper"
    r"|\breplybody|\boriginalmessage|\bhs_reply|front-(?:block)?quote|quotedreply"
    r"|messagereplysection"
)
# Holds an attribution and a blockquote, and what was written between and below blockquotes.
_CONTAINERS = re.compile(r"gmail_quote|protonmail_quote|zmail_extra")
# From here on everything is old, to the end of the page.
_REST = re.compile(
    r"divrplyfwdmsg|appendonsend|ms-outlook-mobile-reference-message"
    r"|mail-editor-reference-message-container|olk_src_body_section|_mailoriginal\b"
)
_SIGNATURES = re.compile(
    r"gmail_signature|moz-signature|applemailsignature|ms-outlook-mobile-signature"
    r"|mail-signature|protonmail_signature_block|ntes-signature|imail_signature"
    r"|divneteasemailcard|\bxm_sign|zm-_id_-sgn\b|sh-signature|messagesignaturesection"
    r"|\bsignature(?: |$)"
)
# Word's way to part the answer from the mail answered: a rule above the old mail's head.
_OUTLOOK_RULE = re.compile(
    r"border:none;border-top:(?:solid#[0-9a-f]{6}1(?:\.0)?pt|(?:1|1\.0)ptsolid#[0-9a-f]{6})"
)


def is_quote(tag: str, names: str, style: str) -> bool:
    """Return whether an element's content is old. `names`: class, id, name; `style`: no blanks."""
    if names and _QUOTES.search(names):
        return True
    # Indenting, as some editors do it, is a blockquote without a border.
    return tag == "blockquote" and "border:none" not in style and "border:0" not in style


def is_container(tag: str, names: str) -> bool:
    """Return whether an element holds quotes beside what may be new."""
    return tag != "blockquote" and bool(names and _CONTAINERS.search(names))


def begins_rest(names: str, style: str) -> bool:
    """Return whether all from this element on is old."""
    return bool(names and _REST.search(names)) or bool(_OUTLOOK_RULE.search(style))


def is_signature(names: str) -> bool:
    """Return whether an element holds a signature."""
    return bool(names and _SIGNATURES.search(names))
