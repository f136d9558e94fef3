"""The header names machines are known by, and how they name themselves in From, as data.

Subjects and sentences are in machine_phrases.py.
"""

from __future__ import annotations

import re

RECEIPT_REPORTS = frozenset({"disposition-notification"})
STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
ENCLOSED = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"})
BOUNCE_HEADERS = (
    "x-failed-recipients",
    "x-ms-exchange-message-is-ndr",
    "x-mailer-daemon-error",
)
BOUNCE_CLASS = re.compile(r"urn:content-class(?:es)?:(?:dsn|ndr)", re.IGNORECASE)
RECEIPT_CLASS = re.compile(r"urn:content-class(?:es)?:mdn", re.IGNORECASE)
REPLY_HEADERS = frozenset(
    {
        "autoresponder",
        "x-autoreply-from",
        "x-mail-autoreply",
        "x-fc-machinegenerated",
        "x-vacation",
        "x-boxbe",
        "x-tmda-confirm",
        "x-challenge-response",
        "x-spamarrest-noauth",
        "x-ask-auth",
    }
)
# Any other name that says so; the mail may have written anything before the word.
AUTO_HEADER = re.compile(
    r"x-(?:.*-)?auto-?(?:reply|replied|respond|response|responder|answer|generated)(?:-from|ed)?"
)
DENIALS = frozenset({"", "no", "none", "false", "0"})
SUBMITTED = frozenset({"auto-replied", "auto-generated", "auto-notified"})
# A person's mail, sent on by their own rule (RFC 2156 knows the word).
FORWARDED = "auto-forwarded"
LIST_HEADERS = ("list-id", "list-post", "mailing-list", "x-mailing-list", "x-mailman-version",
                "x-mlserver", "x-ml-name")  # fmt: skip
UNSUBSCRIBE = "list-unsubscribe"
BULK_HEADERS = ("x-cron-env", "x-campaign", "x-campaignid", "x-mc-user",
                "x-csa-complaints")  # fmt: skip
# What the programs people write with put in; Outlook and Exchange give the thread's index.
CLIENT_HEADERS = ("user-agent", "x-mailer", "thread-index", "x-originating-ip")

SYSTEM_SENDER = re.compile(
    r"(?<![a-z0-9])(?:mailer-?daemon|mail-?daemon|mdaemon|mail-?deliver"
    r"|mail delivery (?:sub)?system|bounces?@|delivery-?(?:failure|status))"
    r"|邮件系统|郵件系統|系统退信|系統退信",
    re.IGNORECASE,
)
POSTMASTER = re.compile(
    r"(?<![a-z0-9])(?:postmaster|post_master|mail administrator)", re.IGNORECASE
)
MAILER = re.compile(r"(?<![a-z0-9])(?:mailer-?daemon|mdaemon)@", re.IGNORECASE)
NO_REPLY = re.compile(
    r"(?:do[-_.]?)?not?[-_.]?repl(?:y|ies)(?:[-_.+\d].*)?|donotreply.*|do-not-reply.*"
    r"|noresponder?|no[-_.]responder?|na?o[-_.]?responda|nao[-_.]?responder|nicht[-_.]?antworten"
    r"|ne[-_.]?pas[-_.]?repondre|non[-_.]?rispondere"
)
CHALLENGERS = re.compile(
    r"(?<![a-z0-9.-])(?:[a-z0-9-]{1,40}\.){0,3}(?:boxbe\.com|spamarrest\.com|mailblocks\.com"
    r"|bluebottle\.com|sanebox\.com)$"
)
FEEDBACK_BOXES = frozenset(
    {"abuse", "fbl", "feedbackloop", "feedback", "scomp", "staff", "complaints", "complaint",
     "fbl-no-reply", "noreply-fbl"}
)  # fmt: skip
