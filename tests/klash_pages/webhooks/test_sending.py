"""What goes over the wire: one request to one address, in limited time, with a limited answer."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import Any

import pytest

from klash_pages.webhooks import sending, signing
from klash_pages.webhooks.sending import Answer, Fault, post
from tests.receiving import Receiver


def test_a_message_arrives_as_it_was_sent(receiver: Receiver) -> None:
    receiver.answer = b"thanks"
    receiver.status = 200
    assert post(receiver.url, {"webhook-id": "1"}, "å".encode()) == Answer(status=200, text="thanks")
    [request] = receiver.received
    assert request.path == "/hook?from=klash"
    assert request.body.decode() == "å"
    assert request.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["webhook-id"] == "1"


@pytest.mark.parametrize("status", [400, 404, 410, 500, 503])
def test_a_refusal_is_a_fault(receiver: Receiver, status: int) -> None:
    receiver.status, receiver.answer = status, b"no\x00\xff"
    assert post(receiver.url, {}, b"") == Answer(Fault.STATUS, status, "no\N{REPLACEMENT CHARACTER}")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(receiver: Receiver, status: int) -> None:
    receiver.status, receiver.headers = status, {"Location": receiver.url}
    assert post(receiver.url, {}, b"").fault == Fault.REDIRECT
    assert len(receiver.received) == 1


def test_a_long_answer_is_read_and_kept_in_part(receiver: Receiver) -> None:
    receiver.status, receiver.answer = 200, b"a" * 10_000_000
    assert post(receiver.url, {}, b"").text == "a" * sending.KEPT_AT_MOST


def _serve_once(answer: bytes, seen: list[bytes], pause: float = 0) -> int:
    """Accept one connection, keep what comes, send this, byte by byte if there is a pause; return the port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError), listener, listener.accept()[0] as connection:
            seen.append(connection.recv(65536))
            for byte in answer if pause else ():
                connection.sendall(bytes([byte]))
                time.sleep(pause)
            connection.sendall(b"" if pause else answer)

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])


@pytest.mark.parametrize(
    ("head", "expected"),
    [(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1000, Answer(Fault.TOO_SLOW)), (b"HTTP/1.1 200 OK\r\n\r\n", Answer("", 200))],
)
def test_however_slowly_a_receiver_answers_it_is_over_in_time(
    settings: Any, monkeypatch: pytest.MonkeyPatch, head: bytes, expected: Answer
) -> None:
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    monkeypatch.setattr(sending, "ANSWER_WITHIN", 0.4)
    port = _serve_once(head + b"a" * 1000, [], pause=0.01)
    before = time.monotonic()
    answer = post(f"http://127.0.0.1:{port}/", {}, b"")
    assert (answer.fault, answer.status) == (expected.fault, expected.status)
    assert time.monotonic() - before < 2


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 \r\n\r\n"])
def test_a_broken_answer_is_no_answer(settings: Any, answer: bytes) -> None:
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    assert post(f"http://127.0.0.1:{_serve_once(answer, [])}/", {}, b"").fault == Fault.NO_ANSWER


def test_a_closed_port_is_no_answer(settings: Any) -> None:
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert post(f"http://127.0.0.1:{port}/", {}, b"").fault == Fault.NO_ANSWER


def test_a_private_address_is_never_connected_to(receiver: Receiver, settings: Any) -> None:
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = []
    assert post(receiver.url, {}, b"").fault == Fault.ADDRESS
    assert receiver.received == []


def test_a_name_that_answers_differently_the_second_time_leads_nowhere_else(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = ["127.0.0.1/32"]
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, *args: Any, **kwargs: Any) -> Any:
        if host == "rebinding.example":
            asked.append(host)
            return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *args, **kwargs)
        return real(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    seen: list[bytes] = []
    port = _serve_once(b"", seen)
    post(f"https://rebinding.example:{port}/", {}, b"")
    assert asked == ["rebinding.example"]
    # The greeting of the encrypted connection names the host, whose certificate it wants, not the number.
    assert b"rebinding.example" in seen[0]


def test_a_message_is_signed_over_its_number_its_time_and_its_body() -> None:
    # The example of the Standard Webhooks specification.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    signature = signing.sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
