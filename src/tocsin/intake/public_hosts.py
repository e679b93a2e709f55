"""Which hosts may be fetched from: those with an address on the public internet.

An address in a report, a feed or a redirect is written by strangers. Were it
followed anywhere, it could read the user's router, a neighbour's printer or
the credentials that cloud machines keep at 169.254.169.254.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any, Final

from tocsin.domain.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Beyond what `is_global` leaves out, which differs from one Python to the next.
_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # carrier-grade NAT, and one cloud's metadata at 100.100.100.200
        "168.63.129.16/32",  # the host's own services as seen from a machine in Azure
        "192.0.0.0/24",  # protocol assignments, Oracle's metadata among them
        "192.88.99.0/24",  # 6to4 relays
        "2001::/23",  # Teredo and others that carry an IPv4 address inside
        "2002::/16",  # 6to4, likewise
        "3fff::/20",  # documentation
    )
)
# All other IPv6 is mapped or translated IPv4, private, link-local or unassigned.
_GLOBAL_UNICAST: Final = ipaddress.ip_network("2000::/3")


def is_public(address: Address) -> bool:
    """Whether anybody on the internet may reach this address.

    >>> is_public(ipaddress.ip_address("9.9.9.9"))
    True
    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1"))
    False
    """
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    if any(address in network for network in _NOT_PUBLIC if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class PublicHosts:
    """Turns host names into addresses that may be connected to.

    allows: decides about one address. resolve: as `socket.getaddrinfo`; it
    also undoes the ways of hiding an address in a name (2130706433, 0x7f.1,
    0177.0.0.1), so that what is judged is what is connected to.
    """

    def __init__(
        self,
        allows: Callable[[Address], bool] = is_public,
        resolve: Callable[..., list[Any]] = socket.getaddrinfo,
    ) -> None:
        self._allows = allows
        self._resolve = resolve

    def addresses(self, host: str, port: int, *, origin: str) -> tuple[str, ...]:
        """The permitted addresses of a host, in the resolver's order; never empty.

        Connect to one of these and not to `host`: a name may mean another
        machine when it is asked for again.
        Raises InputError where there is none.
        """
        try:
            answers = self._resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise InputError(
                origin,
                f"the host {host} cannot be found.",
                "Check the address and your connection.",
            ) from error
        found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        permitted = tuple(address for address in found if self._may_connect(address))
        if not permitted:
            raise InputError(
                origin,
                f"leads to {host} ({', '.join(found)}), which is no public address.",
                "Save the page and pass the file.",
            )
        return permitted

    def _may_connect(self, address: str) -> bool:
        try:
            return self._allows(ipaddress.ip_address(address))
        except ValueError:  # an address with a scope, such as fe80::1%eth0, is a local one
            return False
