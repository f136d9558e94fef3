"""The keys of the single table: the only place where they are built and taken apart.

No I/O and no item contents live here. `→` is a Query, all else is a GetItem or a write by key.

    what is asked                          index  partition                     sort
    ─────────────────────────────────────  ─────  ────────────────────────────  ────────────────────
    a ticket's head                        table  T#<number>                    HEAD
    → its messages and history, by time    table  T#<number>                    HIST#… to MSG#…
    a message, written once                table  T#<number>                    MSG#<at>#<id>
    a history entry, written once          table  T#<number>                    HIST#<at>#<id>
    an outbox entry                        table  T#<number>                    OUT#<entry id>
    was this message taken in before       table  D#<dedupe key>                DEDUPE
    tickets that know a message id         table  R#<brand>#<id's digest>       REF
    what was recorded of a raw object      table  O#<bucket and key's digest>   RAW
    the verdict on a message without work  table  V#<dedupe key>                VERDICT
    tickets known by a fact                table  F#<brand>#<fact's digest>     FACT
    → mails due until a time               due    DUE#<shard>                   <due at>
    → raw objects that hold a secret       due    DIRTY                         <noted at>
    → a queue in one status, urgent first  queue  Q#<brand>#<queue>#<status>    <rank>#<at>#<number>

Free text inside a key is escaped ("%" → "%25", "#" → "%23"), so that two different values never
share a key. Digests are SHA-256, cut to 160 bits. Times are fixed-width ISO 8601 in UTC, so their
order as text is their order in time.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from chalicelib.desk.outbox import EntryId, ticket_of
from chalicelib.desk.ticket import Ticket
from chalicelib.errors import OperatorError
from chalicelib.reading.message import RawObject
from chalicelib.reading.threads import indexed_id
from chalicelib.ticket_number import TicketNumber
from chalicelib.understanding.findings import Priority

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

DUE_INDEX = "due"
QUEUE_INDEX = "queue"

DUE_SHARDS = 4
"""Partitions of the due index. Each takes 1,000 writes a second; `tick` asks each once."""

DIRTY_PARTITION = "DIRTY"
"""The partition of the due index in which raw objects wait that are not cleansed yet."""

THREAD_FROM, THREAD_TO = "HIST#", "MSG$"
"""Sort keys between these are a ticket's history and messages ("$" follows "#")."""

_URGENCY = {priority: str(rank) for rank, priority in enumerate(Priority)}


class ItemKind(StrEnum):
    """What an item is, told from its key."""

    HEAD = "HEAD"
    MESSAGE = "MSG"
    HISTORY = "HIST"
    OUTBOX = "OUT"
    DEDUPE = "DEDUPE"
    REFERENCE = "REF"
    RAW = "RAW"
    VERDICT = "VERDICT"
    FACT = "FACT"


_PREFIX = {
    ItemKind.DEDUPE: "D",
    ItemKind.REFERENCE: "R",
    ItemKind.RAW: "O",
    ItemKind.VERDICT: "V",
    ItemKind.FACT: "F",
}


@dataclass(frozen=True, slots=True)
class Key:
    """The primary key of one item."""

    pk: str
    sk: str

    def attributes(self) -> dict[str, AttributeValueTypeDef]:
        """Return the key as the low-level client wants it."""
        return {"pk": {"S": self.pk}, "sk": {"S": self.sk}}


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("#", "%23")


def _unescaped(text: str) -> str:
    return text.replace("%23", "#").replace("%25", "%")


def _digest(*parts: str) -> str:
    """Return 160 bits of SHA-256 over length-prefixed parts, as 40 hex characters."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        sha.update(len(data).to_bytes(4, "big") + data)
    return sha.hexdigest()[:40]


def time_text(at: datetime) -> str:
    """Return an aware time as "2026-07-30T01:02:03.000004Z": 27 characters, UTC.

    Raises:
        OperatorError: the time is naive; a naive time must never reach the table.
    """
    if at.tzinfo is None:
        raise OperatorError("a time without a zone cannot be stored")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_time(text: str) -> datetime:
    """Return the time `time_text` wrote, aware UTC."""
    return datetime.fromisoformat(text)


def ticket_partition(number: TicketNumber) -> str:
    """Return the partition that holds everything of one ticket."""
    return f"T#{_escaped(number)}"


def head(number: TicketNumber) -> Key:
    """Return the key of a ticket's head."""
    return Key(ticket_partition(number), ItemKind.HEAD)


def message(number: TicketNumber, *, at: datetime, id_: str) -> Key:
    """Return the key of one message of a ticket."""
    return Key(ticket_partition(number), f"{ItemKind.MESSAGE}#{time_text(at)}#{_escaped(id_)}")


def history(number: TicketNumber, *, at: datetime, id_: str) -> Key:
    """Return the key of one history entry of a ticket."""
    return Key(ticket_partition(number), f"{ItemKind.HISTORY}#{time_text(at)}#{_escaped(id_)}")


def outbox(entry: EntryId) -> Key:
    """Return the key of an outbox entry; its ticket is part of its id.

    Raises:
        ValueError: the id is not one of ours.
    """
    return Key(ticket_partition(ticket_of(entry)), f"{ItemKind.OUTBOX}#{_escaped(entry)}")


def dedupe(dedupe_key: str) -> Key:
    """Return the key under which a message is taken in only once."""
    return Key(f"D#{_escaped(dedupe_key)}", ItemKind.DEDUPE)


def verdict(dedupe_key: str) -> Key:
    """Return the key of what was decided on a message nobody shall work on."""
    return Key(f"V#{_escaped(dedupe_key)}", ItemKind.VERDICT)


def raw_marker(raw: RawObject) -> Key:
    """Return the key of the note that a raw object was taken care of."""
    return Key(f"O#{_digest(raw.bucket, raw.key)}", ItemKind.RAW)


def reference(brand: str, message_id: str) -> Key:
    """Return the key of the tickets of a brand that know a message id, in any spelling of it."""
    return Key(f"R#{_escaped(brand)}#{_digest(indexed_id(message_id))}", ItemKind.REFERENCE)


def fact(brand: str, digest: str) -> Key:
    """Return the key of the tickets of a brand that are known by a fact."""
    return Key(f"F#{_escaped(brand)}#{_escaped(digest[:40])}", ItemKind.FACT)


def queue_key(ticket: Ticket) -> tuple[str, str]:
    """Return partition and sort key of a head in the queue index: urgent first, then oldest."""
    urgency = f"{_URGENCY[ticket.priority]}#{time_text(ticket.created_at)}"
    partition = queue_partition(ticket.brand, ticket.queue, ticket.status)
    return partition, f"{urgency}#{_escaped(ticket.number)}"


def queue_partition(brand: str, queue: str, status: str) -> str:
    """Return the partition of the queue index for one queue in one status."""
    return "#".join(("Q", _escaped(brand), _escaped(queue), _escaped(status)))


def due_shard(number: TicketNumber) -> str:
    """Return the partition of the due index a ticket's mails wait in."""
    return due_partition(zlib.crc32(number.encode()) % DUE_SHARDS)


def due_partition(shard: int) -> str:
    """Return the name of one partition of the due index, 0 ≤ shard < DUE_SHARDS."""
    return f"DUE#{shard}"


def parse(key: Key) -> tuple[ItemKind, tuple[str, ...]]:
    """Return what an item is and the parts its key was built from, times as text.

    Raises:
        OperatorError: no function here built this key.
    """
    sort, *rest = key.sk.split("#")
    prefix, *parts = key.pk.split("#")
    try:
        kind = ItemKind(sort)
    except ValueError as err:
        raise OperatorError(f"unknown sort key {sort[:10]!r} in the table") from err
    if prefix != _PREFIX.get(kind, "T") or not parts:
        raise OperatorError(f"a {kind} item stands in a partition {prefix[:10]!r}")
    return kind, tuple(_unescaped(part) for part in (*parts, *rest))


def key_of(item: Mapping[str, AttributeValueTypeDef]) -> Key:
    """Return the key of an item as read.

    Raises:
        OperatorError: the item has no such key.
    """
    try:
        return Key(item["pk"]["S"], item["sk"]["S"])
    except KeyError as err:
        raise OperatorError("an item of the table has no key") from err
