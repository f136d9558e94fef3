"""What the use cases need of the outside world, as protocols. Adapters are in chalicelib/aws.

Every method may raise TransientError (try later) and OperatorError (we are misconfigured); what
else it raises is said where it stands. Contract tests hold the fakes to the adapters' behaviour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.answering.compose import OutboundMail
from chalicelib.answering.notice import OutboundNotice
from chalicelib.rules import Rules
from chalicelib.services.stores import Archive, Outbox, Tickets
from chalicelib.tokens import KeyRing
from chalicelib.understanding.category.advice import Opinion

if TYPE_CHECKING:
    from chalicelib.understanding.masking import Masked


class OnCall(Protocol):
    """The people on call."""

    def notify(self, notice: OutboundNotice) -> str:
        """Hand the notice over, once, and return its id.

        Raises:
            TransientError: throttled or not reached: certainly not sent.
            OperatorError: we may not call them: certainly not sent.
            UnknownResultError: the answer was lost: it may have been sent.
        """
        ...


class Mailer(Protocol):
    """The one way out."""

    def send(self, mail: OutboundMail) -> str:
        """Hand the mail over, once, and return the SES message id (bare).

        Raises:
            TransientError: throttled: certainly not sent.
            SenderError: refused for good: certainly not sent.
            OperatorError: our account or identity may not send: certainly not sent.
            UnknownResultError: the answer was lost: it may have been sent.
        """
        ...


@dataclass(frozen=True, slots=True)
class NoOpinion:
    """No answer of use. `reason` is for operators: an error's code or type, "late", "nonsense"."""

    reason: str


class SecondOpinion(Protocol):
    """Somebody outside the desk who says what a message is about."""

    def category_of(
        self, message: Masked, choices: Mapping[str, tuple[str, ...]]
    ) -> Opinion | NoOpinion:
        """Return what it takes the message for, within three seconds; it raises nothing.

        `choices` are the categories with their subtypes. The answer may name none of them.
        """
        ...


class FeedbackQueue(Protocol):
    """The queue SES's events wait in."""

    def oldest_message_age_s(self, now: datetime) -> float:
        """Return the age of its oldest waiting message; 0 when it is empty."""
        ...


class Clock(Protocol):
    """The time, as aware UTC."""

    def now(self) -> datetime:
        """Return the present."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything a use case may reach. `jitter` returns a float in [0, 1).

    `ses_region` is where SES receives and sends, for its message ids. `second_opinion` is None
    where nobody outside is to be asked.
    """

    rules: Rules
    keys: KeyRing
    clock: Clock
    archive: Archive
    tickets: Tickets
    outbox: Outbox
    mailer: Mailer
    oncall: OnCall
    feedback: FeedbackQueue
    jitter: Callable[[], float]
    ses_region: str
    second_opinion: SecondOpinion | None = None
