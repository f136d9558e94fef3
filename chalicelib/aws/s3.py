"""The archive of raw mails in S3. Objects are written by SES; here they are only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.aws.failures import error_code, translated
from chalicelib.services.ports import MissingRawError, RawMail

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

    from chalicelib.reading.message import RawObject


class S3Archive:
    """ports.Archive over S3.

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
        return RawMail(content=content, etag=answer["ETag"], size_bytes=len(content))
