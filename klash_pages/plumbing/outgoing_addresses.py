"""Where a message may be sent: to public addresses by https, and to private networks only where a setting names them.

A name is resolved once and the connection is made to the very address that was judged, so that a name which answers
differently the next time leads nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

Address = IPv4Address | IPv6Address

#: Addresses of IPv4 as a translating gateway writes them; it would lead to the IPv4 address inside.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedAddressError(Exception):
    """Nothing is sent to this address."""


class UnknownHostError(Exception):
    """The name has no address."""


@dataclass(frozen=True)
class Target:
    """Where a connection goes, and what is asked there."""

    scheme: str
    host: str
    address: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """The name as the receiver knows itself."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _default_port(self.scheme) else f"{name}:{self.port}"


def _default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _unwrap(address: Address) -> Address:
    """Return the address that is really reached."""
    if isinstance(address, IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if inner is None and address in _NAT64:
        inner = IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address


def is_allowed(address: Address) -> bool:
    """Whether messages may go to an address: it is public, or a setting names its network."""
    real = _unwrap(address)
    if real.is_global and not real.is_multicast and not real.is_reserved:
        return True
    networks: list[str] = getattr(settings, "KLASH_PAGES_WEBHOOK_NETWORKS", [])
    return any(real in ipaddress.ip_network(network) for network in networks)


def _split(url: str) -> SplitResult:
    """Return the parts of an address, or refuse one that no program should be given."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedAddressError from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password or port == 0:
        raise RefusedAddressError
    return parts


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def check_url(url: str) -> None:
    """Check an address as far as that is possible without asking the network.

    Raises:
        ValidationError: it is not encrypted, holds a password, or names a private network.
    """
    try:
        parts = _split(url)
    except RefusedAddressError as error:
        raise ValidationError(_("Write an address that begins with https:// and holds no user name.")) from error
    host = parts.hostname or ""
    literal = _literal(host)
    is_loopback = host == "localhost" or (literal is not None and _unwrap(literal).is_loopback)
    if parts.scheme == "http" and not is_loopback:
        raise ValidationError(_("Write an address that begins with https:// and holds no user name."))
    judged = ipaddress.ip_address("127.0.0.1") if host == "localhost" else literal
    if judged is not None and not is_allowed(judged):
        raise ValidationError(_("The address belongs to a private network, to which nothing is sent."))


def resolve(url: str) -> Target:
    """Find out where an address leads, and judge it.

    Raises:
        RefusedAddressError: one of the addresses of the name is not allowed, or it is not encrypted.
        UnknownHostError: the name has no address.
    """
    parts = _split(url)
    port = parts.port or _default_port(parts.scheme)
    try:
        host = (parts.hostname or "").encode("idna").decode()
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHostError from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses:
        raise UnknownHostError
    # All of them: a name that leads both outside and inside is no honest name.
    if not all(is_allowed(address) for address in addresses):
        raise RefusedAddressError
    if parts.scheme == "http" and not all(_unwrap(address).is_loopback for address in addresses):
        raise RefusedAddressError
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, str(addresses[0]), port, iri_to_uri(path) or "/")
