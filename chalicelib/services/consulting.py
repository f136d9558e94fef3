"""What a message is about; where our own judgement is unsure, somebody outside is asked as well.

Only about a new ticket, since what joins one has its queue; only for a human who may be answered;
and once for a message, however many brands it is for. A message that was taken in before has its
ticket already and is not asked about; when deliveries overlap, or the desk fails before it commits,
it may be asked about again. No answer changes nothing but a metric.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.desk.proof import silence_reason
from chalicelib.reading.message import InboundMessage, Kind
from chalicelib.services.ports import NoOpinion, Ports, SecondOpinion
from chalicelib.services.takers import Taker
from chalicelib.ticket_number import TicketNumber
from chalicelib.understanding.category.advice import Opinion, checked
from chalicelib.understanding.findings import Understanding
from chalicelib.understanding.understand import understand


class Consulted(StrEnum):
    """What came of asking."""

    DECIDED = "decided"
    UNDECIDED = "undecided"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Consultation:
    """Somebody was asked. `reason` says why there was no answer of use, "" when there was one."""

    outcome: Consulted
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message is about; `consulted` is None when we alone said so."""

    understanding: Understanding
    consulted: Consultation | None = None


def understand_for(
    inbound: InboundMessage,
    takers: tuple[Taker, ...],
    numbers: Mapping[str, TicketNumber],
    ports: Ports,
) -> Mapping[str, Understood]:
    """Return what a guarded message is about, by brand.

    Args:
        inbound: the message, without secrets.
        takers: the brands that take it in.
        numbers: the ticket it belongs to in each brand, or would open.
        ports: the outside world.

    Raises:
        TransientError: storage is not to be had.
    """
    alone = {t.brand.id: understand(inbound, t.brand, ports.rules) for t in takers}
    understood = {id_: Understood(understanding) for id_, understanding in alone.items()}
    if ports.second_opinion is None or not _may_ask(inbound):
        return understood
    unsure = [taker for taker in takers if alone[taker.brand.id].unsure]
    new = [taker for taker in unsure if ports.tickets.find(numbers[taker.brand.id]) is None]
    if not new:
        return understood
    answer = _ask(ports.second_opinion, inbound, ports)
    heard = {t.brand.id: _heard(alone[t.brand.id], answer, inbound, t, ports) for t in new}
    return {**understood, **heard}


def _may_ask(inbound: InboundMessage) -> bool:
    return inbound.kind is Kind.HUMAN and silence_reason(inbound.verdicts) is None


def _ask(outside: SecondOpinion, inbound: InboundMessage, ports: Ports) -> Opinion | NoOpinion:
    from chalicelib.understanding.masking import mask  # nobody else needs it

    choices = {id_: category.subtypes for id_, category in ports.rules.categories.items()}
    answer = outside.category_of(mask(inbound), choices)
    if isinstance(answer, NoOpinion):
        return answer
    return checked(answer, ports.rules) or NoOpinion("no category of ours")


def _heard(
    alone: Understanding,
    answer: Opinion | NoOpinion,
    inbound: InboundMessage,
    taker: Taker,
    ports: Ports,
) -> Understood:
    if isinstance(answer, NoOpinion):
        return Understood(alone, Consultation(Consulted.FAILED, answer.reason))
    together = understand(inbound, taker.brand, ports.rules, advised=answer)
    outcome = Consulted.UNDECIDED if together.unsure else Consulted.DECIDED
    return Understood(together, Consultation(outcome))
