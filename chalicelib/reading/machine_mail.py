"""Who wrote: a person or a machine, and by what sign. Only people are answered (RFC 3834 §2).

Signs are tried from the strongest to the weakest: our own address, report formats (RFC 5965,
RFC 3464, RFC 8098), headers machines set, the sender's name, the subject, the first words, an
empty envelope sender. `Auto-Submitted: no` is what a person's mail may carry (RFC 3834 §5).

A customer taken for a machine waits in vain, a machine taken for a customer gets one mail: a
word both may write counts only where a second sign agrees. A reason is built of this module's
own words; nothing a sender wrote stands in it, so it may be logged and shown.
"""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.reading.machines import phrases, words
from chalicelib.reading.machines.evidence import Evidence, MachineVerdict, Sign
from chalicelib.reading.machines.list_mail import list_sign
from chalicelib.reading.message import Contact, Kind
from chalicelib.reading.structure.addresses import parse_contacts
from chalicelib.reading.structure.headers import decode_value
from chalicelib.reading.structure.mime_tree import header, walk

_TEXT_WINDOW = 4000


def judge(evidence: Evidence) -> MachineVerdict:
    """Return who wrote, by the first sign that speaks."""
    for look in _LOOKS:
        verdict = look(evidence)
        if verdict is not None:
            return verdict
    return MachineVerdict(Kind.HUMAN)


def _own(evidence: Evidence) -> MachineVerdict | None:
    """Our mail has our Reply-To; a form or a group that writes in our name gives the customer's."""
    if not _is_ours(evidence, evidence.sender):
        return None
    answer_to = parse_contacts(header(evidence.message, "reply-to"), [])
    if answer_to and not any(_is_ours(evidence, one) for one in answer_to):
        return None
    return MachineVerdict(Kind.OWN, Sign.OWN_MAILBOX)


def _is_ours(evidence: Evidence, contact: Contact | None) -> bool:
    local, _, domain = contact.address.key.rpartition("@") if contact else ("", "", "")
    return f"{local.partition('+')[0]}@{domain}" in evidence.own_addresses


def _report(evidence: Evidence) -> MachineVerdict | None:
    """RFC 6522: the container names the report, or one of its parts is one."""
    types = {leaf.part.media_type() for leaf in walk(evidence.message)}
    report = evidence.message.parameters().get("report-type", "").lower()
    if report == "feedback-report" or "message/feedback-report" in types:
        return MachineVerdict(Kind.COMPLAINT, Sign.REPORT, "rfc5965")
    if report in words.RECEIPT_REPORTS or "message/disposition-notification" in types:
        return MachineVerdict(Kind.AUTO_REPLY, Sign.REPORT, "rfc8098")
    if report == "delivery-status" or types & words.STATUS_TYPES:
        return MachineVerdict(Kind.BOUNCE, Sign.REPORT, "rfc3464")
    return None


def _bounce_headers(evidence: Evidence) -> MachineVerdict | None:
    for name in words.BOUNCE_HEADERS:
        if header(evidence.message, name):
            return MachineVerdict(Kind.BOUNCE, Sign.HEADER, name)
    content_class = header(evidence.message, "content-class")
    if words.BOUNCE_CLASS.search(content_class):
        return MachineVerdict(Kind.BOUNCE, Sign.HEADER, "content-class")
    if words.RECEIPT_CLASS.search(content_class):
        return MachineVerdict(Kind.AUTO_REPLY, Sign.HEADER, "content-class")
    return None


def _complaint(evidence: Evidence) -> MachineVerdict | None:
    """Feedback loops older than RFC 5965 say it in the subject and enclose the mail."""
    if phrases.COMPLAINT_SUBJECT.match(evidence.subject):
        return MachineVerdict(Kind.COMPLAINT, Sign.SUBJECT, "complaint")
    box = evidence.sender.address.local.lower() if evidence.sender else ""
    weak = phrases.WEAK_COMPLAINT_SUBJECT.match(evidence.subject)
    if weak and box in words.FEEDBACK_BOXES and _encloses_mail(evidence):
        return MachineVerdict(Kind.COMPLAINT, Sign.SUBJECT, "complaint")
    return None


def _encloses_mail(evidence: Evidence) -> bool:
    return any(leaf.part.media_type() in words.ENCLOSED for leaf in walk(evidence.message))


def _system_sender(evidence: Evidence) -> MachineVerdict | None:
    """A mail system signs: a bounce, unless its subject says it answers for somebody."""
    if not _is_from_system(evidence):
        return None
    return _auto_subject(evidence) or MachineVerdict(Kind.BOUNCE, Sign.SYSTEM_SENDER)


def _is_from_system(evidence: Evidence) -> bool:
    # In From any system's name counts; behind it only a mailer's, since services that carry
    # people's mail put a box for bounces there.
    sender = decode_value(header(evidence.message, "from")[:500], [])
    behind = (header(evidence.message, "sender"), evidence.mail_from or "")
    if words.SYSTEM_SENDER.search(sender) or any(words.MAILER.search(one[:500]) for one in behind):
        return True
    named = any(words.POSTMASTER.search(one[:500]) for one in (sender, *behind))
    return named and not _is_postmaster_in_person(evidence)


def _is_postmaster_in_person(evidence: Evidence) -> bool:
    """Small firms' people write from that box: under their name, and not about a delivery."""
    name = evidence.sender.name if evidence.sender else ""
    named = bool(name and evidence.mail_from) and not words.POSTMASTER.search(name)
    return named and not (
        phrases.WEAK_BOUNCE_SUBJECT.match(evidence.subject)
        or phrases.BOUNCE_SUBJECT.match(evidence.subject)
        or phrases.BOUNCE_TEXT.search(evidence.text[:_TEXT_WINDOW])
        or phrases.DIAGNOSTIC.search(evidence.text[:_TEXT_WINDOW])
        or _encloses_mail(evidence)
    )


def _bounce_subject(evidence: Evidence) -> MachineVerdict | None:
    if phrases.BOUNCE_SUBJECT.match(evidence.subject):
        return MachineVerdict(Kind.BOUNCE, Sign.SUBJECT, "bounce")
    is_nobodys = evidence.sender is None or evidence.is_null
    weak = phrases.WEAK_BOUNCE_SUBJECT.match(evidence.subject)
    if not is_nobodys and not weak:
        return None  # before the text is searched, which takes longer
    text = evidence.new_text[:_TEXT_WINDOW]
    says_so = phrases.BOUNCE_TEXT.search(text)
    if is_nobodys and (says_so or phrases.DIAGNOSTIC.search(text)):
        return MachineVerdict(Kind.BOUNCE, Sign.TEXT, "bounce")
    if not weak:
        return None
    agrees = (says_so and phrases.DIAGNOSTIC.search(text)) or _encloses_mail(evidence)
    if is_nobodys or agrees or _takes_no_replies(evidence):
        return MachineVerdict(Kind.BOUNCE, Sign.SUBJECT, "bounce")
    return None


def _auto_headers(evidence: Evidence) -> MachineVerdict | None:
    submitted = header(evidence.message, "auto-submitted").strip().lower().partition(";")[0]
    keyword = submitted.partition("(")[0].strip().partition(" ")[0]
    if keyword == "auto-replied":
        return MachineVerdict(Kind.AUTO_REPLY, Sign.AUTO_SUBMITTED, keyword)
    for name, value in evidence.message.raw_items():
        lowered = name.lower()
        listed = lowered in words.REPLY_HEADERS
        marks = listed or ("auto" in lowered and words.AUTO_HEADER.fullmatch(lowered))
        if marks and str(value).strip().lower() not in words.DENIALS:
            return MachineVerdict(Kind.AUTO_REPLY, Sign.HEADER, lowered if listed else "x-auto")
    if header(evidence.message, "delivered-to").strip().lower() == "autoresponder":
        return MachineVerdict(Kind.AUTO_REPLY, Sign.HEADER, "delivered-to")
    return _auto_subject(evidence) or _auto_generated(evidence, keyword)


def _auto_subject(evidence: Evidence) -> MachineVerdict | None:
    weak = phrases.WEAK_AUTO_REPLY_SUBJECT.match(evidence.subject)
    corroborated = evidence.is_answer or evidence.is_null
    if phrases.AUTO_REPLY_SUBJECT.match(evidence.subject) or (weak and corroborated):
        return MachineVerdict(Kind.AUTO_REPLY, Sign.SUBJECT, "auto_reply")
    return None


def _auto_generated(evidence: Evidence, keyword: str) -> MachineVerdict | None:
    if keyword not in words.DENIALS and keyword != words.FORWARDED:
        kind = Kind.AUTO_REPLY if header(evidence.message, "in-reply-to") else Kind.BULK
        detail = keyword if keyword in words.SUBMITTED else "other"
        return MachineVerdict(kind, Sign.AUTO_SUBMITTED, detail)
    precedence = header(evidence.message, "precedence").strip().lower()
    if precedence in ("auto_reply", "auto-reply"):
        return MachineVerdict(Kind.AUTO_REPLY, Sign.PRECEDENCE, "auto_reply")
    return None


def _list(evidence: Evidence) -> MachineVerdict | None:
    found = list_sign(evidence.message, evidence.own_addresses)
    if found is None:
        return None
    sign = Sign.PRECEDENCE if found.is_precedence else Sign.HEADER
    return MachineVerdict(found.kind, sign, found.name)


def _suppressing(evidence: Evidence) -> MachineVerdict | None:
    """MS-OXCMAIL: a program that wants no answer at all is one itself.

    Exchange adds the narrower words to people's mail as well, when it passes through a group.
    """
    wanted = header(evidence.message, "x-auto-response-suppress").lower()
    narrow = any(word in wanted for word in ("oof", "autoreply"))
    by_hand = any(header(evidence.message, name) for name in words.CLIENT_HEADERS)
    if "all" in wanted or (narrow and not by_hand):
        return MachineVerdict(Kind.BULK, Sign.HEADER, "x-auto-response-suppress")
    return None


def _takes_no_replies(evidence: Evidence) -> bool:
    """Return whether nobody reads the box, and the mail names no other one to answer to."""
    answer_to = parse_contacts(header(evidence.message, "reply-to"), [])
    sender = answer_to[0] if answer_to else evidence.sender
    return bool(sender and words.NO_REPLY.fullmatch(sender.address.local.lower()))


def _no_reply(evidence: Evidence) -> MachineVerdict | None:
    if not _takes_no_replies(evidence):
        return None
    text = evidence.text[:_TEXT_WINDOW]
    event = phrases.SES_EVENT.search(text)
    if event:
        kind = Kind.COMPLAINT if event[1] == "Complaint" else Kind.BOUNCE
        return MachineVerdict(kind, Sign.PROVIDER_EVENT, kind.value)
    if phrases.BOUNCE_TEXT.search(text):
        return MachineVerdict(Kind.BOUNCE, Sign.NO_REPLY, "bounce")
    return MachineVerdict(Kind.BULK, Sign.NO_REPLY)


def _calendar(evidence: Evidence) -> MachineVerdict | None:
    """RFC 5546 §3.2.3: a click on "accept". What its sender adds in words is a person's."""
    if evidence.new_text.strip():
        return None
    answers = any(
        leaf.part.media_type() == "text/calendar"
        and leaf.part.parameters().get("method", "").lower() == "reply"
        for leaf in walk(evidence.message)
    )
    if answers:
        return MachineVerdict(Kind.AUTO_REPLY, Sign.CALENDAR, "reply")
    return None


def _words(evidence: Evidence) -> MachineVerdict | None:
    """The first words of programs that set no header and keep the subject as it was."""
    text = evidence.new_text[:_TEXT_WINDOW].lstrip()
    if phrases.VACATION_TEXT.match(text):
        return MachineVerdict(Kind.AUTO_REPLY, Sign.TEXT, "auto_reply")
    if phrases.SELF_DECLARED.match(text) and phrases.NOT_TO_BE_ANSWERED.search(text):
        return MachineVerdict(Kind.AUTO_REPLY, Sign.TEXT, "auto_reply")
    return None


def _challenge(evidence: Evidence) -> MachineVerdict | None:
    domain = evidence.sender.address.domain if evidence.sender else ""
    if words.CHALLENGERS.fullmatch(domain):
        return MachineVerdict(Kind.AUTO_REPLY, Sign.CHALLENGE, "service")
    if evidence.is_answer and phrases.CHALLENGE_TEXT.search(evidence.new_text[:_TEXT_WINDOW]):
        return MachineVerdict(Kind.AUTO_REPLY, Sign.CHALLENGE, "text")
    return None


def _null_sender(evidence: Evidence) -> MachineVerdict | None:
    if not evidence.is_null:
        return None
    return MachineVerdict(Kind.BOUNCE, Sign.NULL_SENDER)


_LOOKS: tuple[Callable[[Evidence], MachineVerdict | None], ...] = (
    _own,
    _report,
    _bounce_headers,
    _complaint,
    _system_sender,
    _bounce_subject,
    _auto_headers,
    _list,
    _suppressing,
    _no_reply,
    _calendar,
    _words,
    _challenge,
    _null_sender,
)
