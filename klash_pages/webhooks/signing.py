"""How a message is signed: HMAC-SHA256 over its id, its time and its body, in the form of Standard Webhooks.

Many languages have a library that verifies it; docs/how-to/receive-webhooks.md shows it without one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

_SECRET_PREFIX = "whsec_"  # noqa: S105 - what a secret begins with


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a message."""
    key = base64.b64decode(secret.removeprefix(_SECRET_PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers by which a receiver knows and checks a message."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secret, message_id, timestamp, body),
    }
