"""Messages go to public addresses by https, whatever a name or a number tries."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from klash_pages.checks import check_webhook_networks
from klash_pages.plumbing.outgoing_addresses import (
    RefusedAddressError,
    Target,
    UnknownHostError,
    check_url,
    is_allowed,
    resolve,
)

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # what clouds tell about their machines
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",  # 6to4 around 127.0.0.1
    "64:ff9b::7f00:1",  # NAT64 around 127.0.0.1
    "64:ff9b::a9fe:a9fe",  # NAT64 around 169.254.169.254
]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """A name server of our own."""
    table: dict[str, list[str]] = {}

    def look_up(host: str, port: int, **_kwargs: Any) -> list[Any]:
        if host not in table:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in table[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return table


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_in_every_writing(address: str, names: dict[str, list[str]]) -> None:
    assert not is_allowed(ipaddress.ip_address(address))
    names["inside.example"] = [address]
    with pytest.raises(RefusedAddressError):
        resolve("https://inside.example/")


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_allowed(ipaddress.ip_address(address))


@given(st.ip_addresses())
def test_no_address_that_is_not_global_is_allowed(address: Any) -> None:
    if is_allowed(address):
        assert address.is_global or address.ipv4_mapped


def test_a_setting_names_the_private_networks_that_are_allowed(settings: Any) -> None:
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = ["10.1.0.0/16"]
    assert is_allowed(ipaddress.ip_address("10.1.2.3"))
    assert is_allowed(ipaddress.ip_address("::ffff:10.1.2.3"))
    assert not is_allowed(ipaddress.ip_address("10.2.2.3"))
    assert not is_allowed(ipaddress.ip_address("127.0.0.1"))


def test_a_name_is_resolved_to_the_address_that_was_judged(names: dict[str, list[str]]) -> None:
    names["hooks.example"] = ["93.184.216.34"]
    assert resolve("https://hooks.example/å?b=c") == Target(
        "https", "hooks.example", "93.184.216.34", 443, "/%C3%A5?b=c"
    )
    assert resolve("https://hooks.example:8443").host_header == "hooks.example:8443"


def test_a_name_with_one_private_address_among_public_ones_is_refused(names: dict[str, list[str]]) -> None:
    names["both.example"] = ["93.184.216.34", "127.0.0.1"]
    with pytest.raises(RefusedAddressError):
        resolve("https://both.example/")


def test_a_number_that_a_name_server_takes_for_an_address_is_judged_as_one(settings: Any) -> None:
    for host in ("2130706433", "0x7f.1", "127.1"):
        with pytest.raises((RefusedAddressError, UnknownHostError)):
            resolve(f"https://{host}/")


def test_without_encryption_nothing_leaves_the_machine(names: dict[str, list[str]], settings: Any) -> None:
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = ["127.0.0.0/8", "10.0.0.0/8"]
    names |= {"localhost": ["127.0.0.1"], "inside.example": ["10.0.0.1"], "outside.example": ["93.184.216.34"]}
    assert resolve("http://localhost:9/").address == "127.0.0.1"
    for host in ("inside.example", "outside.example"):
        with pytest.raises(RefusedAddressError):
            resolve(f"http://{host}/")


def test_an_unknown_name_is_said_to_be_unknown(names: dict[str, list[str]]) -> None:
    with pytest.raises(UnknownHostError):
        resolve("https://nowhere.example/")


@pytest.mark.parametrize(
    "url",
    [
        "http://receiver.example/",
        "ftp://receiver.example/",
        "file:///etc/passwd",
        "https://user:password@receiver.example/",
        "https://user@receiver.example/",
        "https:///path",
        "https://receiver.example:99999/",
        "https://[::1/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://localhost/",
        "http://localhost/",
    ],
)
def test_an_editor_is_told_at_once_what_can_never_work(url: str) -> None:
    with pytest.raises(ValidationError):
        check_url(url)


def test_an_editor_may_write_https_and_where_the_setting_allows_the_loopback(settings: Any) -> None:
    check_url("https://receiver.example/hook?a=b")
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    check_url("http://127.0.0.1:8001/")
    check_url("http://localhost:8001/")


def test_a_network_that_cannot_be_read_is_named_by_the_checks(settings: Any) -> None:
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = ["10.0.0.0/8", "10.0.0.1/8"]
    [error] = check_webhook_networks()
    assert error.id == "klash_pages.E001"
    assert "10.0.0.1/8" in error.msg
