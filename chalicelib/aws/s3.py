"""The archive of raw mails in S3: SES writes them; here they are read, and overwritten cleansed.

What a cleansed object keeps of the first one lies in its metadata (headers, so ASCII only and
2 kB at the most): `identity`, `received-at`, `recipients`. Their presence is what tells that an
object was cleansed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from botocore.exceptions import ClientError

from chalicelib.aws.failures import error_code, translated
from chalicelib.reading.message import parse_address
from chalicelib.services.stores import ChangedRawError, MissingRawError, Origin, RawMail

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

    from chalicelib.reading.message import RawObject

_CHANGED = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"})
_MAX_RECIPIENTS_CHARS = 1_500  # S3 takes 2 kB of metadata in all


class S3Archive:
    """stores.Archive over S3.

    The role needs s3:ListBucket besides s3:GetObject: without it S3 answers a missing object with
    "access denied", which is indistinguishable from our misconfiguration.
    """

    def __init__(self, client: S3Client) -> None:
        self._client = client

    def fetch(self, raw: RawObject) -> RawMail:
        """Return the whole object; SES delivers up to 40 MB.

        Raises:
            MissingRawError: there is no such object.
        """
        with translated(f"GetObject {raw.bucket}"):
            try:
                answer = self._client.get_object(Bucket=raw.bucket, Key=raw.key)
            except ClientError as err:
                if error_code(err) != "NoSuchKey":
                    raise
                raise MissingRawError(f"no such object in {raw.bucket}") from err
            content = answer["Body"].read()
        return RawMail(
            content=content,
            etag=answer["ETag"],
            size_bytes=len(content),
            origin=_origin(answer["Metadata"]),
        )

    def replace(self, raw: RawObject, content: bytes, *, etag: str, origin: Origin) -> None:
        """Overwrite an object in place, if it still is the one that was read.

        S3 answers 412 when it is another one, 409 when somebody writes it at this moment.

        Raises:
            ChangedRawError: it is another one by now, or gone; nothing was written.
        """
        with translated(f"PutObject {raw.bucket}"):
            try:
                self._client.put_object(
                    Bucket=raw.bucket,
                    Key=raw.key,
                    Body=content,
                    IfMatch=etag,
                    ContentType="message/rfc822",
                    Metadata=_metadata(origin),
                )
            except ClientError as err:
                if error_code(err) not in _CHANGED:
                    raise
                raise ChangedRawError(f"another object in {raw.bucket}") from err


def _metadata(origin: Origin) -> dict[str, str]:
    recipients = ""
    for recipient in origin.recipients:
        longer = f"{recipients},{quote(str(recipient), safe='@')}".lstrip(",")
        if len(longer) > _MAX_RECIPIENTS_CHARS:
            break
        recipients = longer
    return {
        "identity": origin.identity,
        "received-at": origin.received_at.isoformat(),
        "recipients": recipients,
    }


def _origin(metadata: Mapping[str, str]) -> Origin | None:
    """Return what `_metadata` wrote, None for an object that SES wrote."""
    if not {"identity", "received-at"} <= metadata.keys():
        return None
    found = (parse_address(unquote(one)) for one in metadata.get("recipients", "").split(","))
    return Origin(
        identity=metadata["identity"],
        received_at=datetime.fromisoformat(metadata["received-at"]),
        recipients=tuple(address for address in found if address),
    )
