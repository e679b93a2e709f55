"""Whose host it is: the domain that somebody registered, of which all others are parts."""

from __future__ import annotations

import ipaddress
from typing import Final

# Below a country's own ending these are nobody's name but kinds of names ("co.uk", "gov.ua").
# Source: the Public Suffix List's ICANN section, its commonest second levels; a list of nine
# thousand rules would find no other press.
_KINDS: Final = (
    "ab ac asn co com ed edu firm gc gen go gob gouv gov govt gv id in info int jor k12 lg ltd med "
    "mil mod ne net news nhs nic nom or org oz parliament plc police press pro pub res sch tm tv "
    "waw web"
)


def registered_domain(host: str) -> str:
    """The part of a host that its owner registered; an address in numbers is its own.

    >>> registered_domain("feeds.kestrelpost.co.uk"), registered_domain("www.mfa.gov.ua")
    ('kestrelpost.co.uk', 'mfa.gov.ua')
    >>> registered_domain("news.kestrel.example"), registered_domain("192.0.2.1")
    ('kestrel.example', '192.0.2.1')
    """
    host = host.strip().casefold().rstrip(".")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.split(".")
        is_kind = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _KINDS.split()
        return ".".join(labels[-3 if is_kind else -2 :])
    return host
