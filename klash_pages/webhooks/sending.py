"""Sends a message to the very address that was judged, follows nothing, waits and reads only so much."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from threading import Timer
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as ConnectTimeoutError

from klash_pages.models import WebhookDelivery
from klash_pages.plumbing.outgoing_addresses import RefusedAddressError, Target, UnknownHostError, resolve

Fault = WebhookDelivery.Fault

#: Seconds: to connect, and in all, however slowly an answer trickles.
CONNECT_WITHIN = 5.0
ANSWER_WITHIN = 10.0
#: Bytes of an answer that are read, and letters that are kept.
READ_AT_MOST = 4096
KEPT_AT_MOST = 500


@dataclass(frozen=True)
class Answer:
    """What came of an attempt; no fault means that the message was delivered."""

    fault: str = ""
    status: int | None = None
    text: str = ""


class _Deadline:
    """Closes a connection when the time is up: a timeout of sockets begins anew with every byte."""

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self._socket: Any = None
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def watch(self, connected: Any) -> None:
        self._socket = connected
        self._timer.start()

    def _cut(self) -> None:
        self.has_passed = True
        with suppress(OSError):  # it may be closed already
            self._socket.shutdown(socket.SHUT_RDWR)

    def cancel(self) -> None:
        self._timer.cancel()


def post(url: str, headers: dict[str, str], body: bytes) -> Answer:
    """Send a body, and say what came of it; never raises for anything a receiver or the network does."""
    try:
        target = resolve(url)
    except RefusedAddressError:
        return Answer(Fault.ADDRESS)
    except UnknownHostError:
        return Answer(Fault.UNKNOWN_HOST)
    deadline = _Deadline(ANSWER_WITHIN)
    connection = _connection_to(target)
    try:
        return _ask(connection, target, deadline, headers, body)
    except ssl.SSLCertVerificationError:
        return Answer(Fault.CERTIFICATE)
    except NewConnectionError:  # which urllib3 counts among the timeouts
        return Answer(Fault.NO_ANSWER)
    except (TimeoutError, ConnectTimeoutError):
        return Answer(Fault.TOO_SLOW)
    except (OSError, HTTPError, HTTPException, ValueError):
        return Answer(Fault.TOO_SLOW if deadline.has_passed else Fault.NO_ANSWER)
    finally:
        deadline.cancel()
        connection.close()


def _connection_to(target: Target) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(target.address, target.port, timeout=CONNECT_WITHIN)
    # The certificate is the name's, whatever address the connection is made to.
    return HTTPSConnection(
        target.address,
        target.port,
        timeout=CONNECT_WITHIN,
        server_hostname=target.host,
        ssl_context=ssl.create_default_context(),
    )


def _ask(
    connection: HTTPConnection, target: Target, deadline: _Deadline, headers: dict[str, str], body: bytes
) -> Answer:
    connection.connect()
    connected: Any = connection.sock
    connected.settimeout(ANSWER_WITHIN)
    deadline.watch(connected)
    connection.request(
        "POST",
        target.path,
        body=body,
        headers={
            "Host": target.host_header,
            "Content-Type": "application/json",
            "User-Agent": "Klash-Webhooks",
            "Accept-Encoding": "identity",
            **headers,
        },
        preload_content=False,
        decode_content=False,
    )
    response = connection.getresponse()
    if deadline.has_passed:
        return Answer(Fault.TOO_SLOW)
    content = b""
    with suppress(OSError, HTTPError, HTTPException):  # the status decides, however the rest ends
        content = response.read(READ_AT_MOST)
    text = content.decode(errors="replace").replace("\x00", "")[:KEPT_AT_MOST]
    if 200 <= response.status < 300:
        return Answer(status=response.status, text=text)
    fault = Fault.REDIRECT if 300 <= response.status < 400 else Fault.STATUS
    return Answer(fault, response.status, text)
