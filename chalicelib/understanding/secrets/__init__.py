"""Secrets a customer should never have sent: found in any text, and taken out of it. Pure.

Recovery phrases, private keys of many chains, keystores, card numbers, passwords, one-time codes.
What is found is told by kind and place; the value itself leaves this package only inside the text
it came in.
"""

from chalicelib.understanding.secrets.find import find_again, find_apart, find_secrets
from chalicelib.understanding.secrets.marks import redact
from chalicelib.understanding.secrets.span import SecretSpan

__all__ = ["SecretSpan", "find_again", "find_apart", "find_secrets", "redact"]
