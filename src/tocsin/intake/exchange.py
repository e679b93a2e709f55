"""One HTTP request and its answer, within limits of size, time and place.

Imported only when something is fetched.
"""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import certifi
import httpcore

from tocsin.domain.errors import InputError
from tocsin.intake.limits import in_megabytes
from tocsin.intake.public_hosts import PublicHosts

if TYPE_CHECKING:
    import httpx

ENCODINGS: Final = {
    "": 0,
    "identity": 0,
    "gzip": zlib.MAX_WBITS | 16,
    "x-gzip": zlib.MAX_WBITS | 16,
}
ENCODINGS["deflate"] = zlib.MAX_WBITS
"""Content encodings that are undone, and the window bits that say so to zlib; 0: nothing to do."""

MEDIA: Final = ("image/", "video/", "audio/", "font/", "model/", "text/css", "text/javascript")
"""Content types without a word to read in them."""

SECONDS_PER_ADDRESS: Final = 5.0
"""How long one of several addresses of a host may keep us waiting."""


class Deadline:
    """When patience ends. clock: seconds, going forward, as `time.monotonic`."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = clock() + seconds

    def extend(self, seconds: float) -> None:
        """Allow for time that we ourselves chose to wait."""
        self._until += seconds

    def left(self) -> float:
        """Seconds left; raises httpcore.ReadTimeout when there are none."""
        left = self._until - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left


class Answer(NamedTuple):
    """What a server sent.

    headers: names in small letters, the last of equal names. body: unpacked;
    empty unless the status is 2xx.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(
    url: httpx.URL,
    headers: Mapping[str, str],
    *,
    origin: str,
    hosts: PublicHosts,
    deadline: Deadline,
    body_bytes: int,
) -> Answer:
    """GET one address, follow nothing.

    origin: what the user asked for, for messages. body_bytes: the most that
    the body may have, packed as well as unpacked.
    Raises InputError where there is no connection, no permitted address, no
    answer in time, or an answer that is too big, damaged or not text.
    """
    backend = _PublicBackend(hosts, deadline, origin)
    trust = _trust() if url.scheme == "https" else None
    try:
        with (
            httpcore.ConnectionPool(ssl_context=trust, network_backend=backend) as pool,
            pool.stream("GET", str(url), headers=list(headers.items())) as response,
        ):
            stated = {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in response.headers
            }
            body = b""
            if 200 <= response.status < 300:
                _refuse_media(origin, stated.get("content-type", ""))
                body = _read_body(response.iter_stream(), stated, origin, body_bytes)
            return Answer(response.status, stated, body)
    except httpcore.TimeoutException as error:
        raise InputError(
            origin, f"{url.host} did not answer in time.", "Try again later."
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise InputError(
            origin,
            f"the connection to {url.host} failed ({_in_short(error)}).",
            "Check the address and your connection.",
        ) from error


@cache
def _trust() -> ssl.SSLContext:
    """The authorities of this machine, and those that browsers trust: bare machines have none."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


def _refuse_media(origin: str, content_type: str) -> None:
    if content_type.strip().lower().startswith(MEDIA):
        raise InputError(origin, f"is {content_type.split(';')[0].strip()}, which is not read.")


def _read_body(
    chunks: Iterable[bytes], headers: Mapping[str, str], origin: str, body_bytes: int
) -> bytes:
    too_big = InputError(
        origin,
        f"is larger than the {in_megabytes(body_bytes)} that are fetched at once.",
        "Download it and pass the file.",
    )
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > body_bytes:
        raise too_big
    body = bytearray()
    for piece in _unpack(_at_most(chunks, body_bytes, too_big), headers, origin, body_bytes):
        body += piece
        if len(body) > body_bytes:
            raise too_big
    return bytes(body)


def _at_most(chunks: Iterable[bytes], size: int, too_big: InputError) -> Iterator[bytes]:
    for chunk in chunks:
        size -= len(chunk)
        if size < 0:
            raise too_big
        yield chunk


def _unpack(
    chunks: Iterable[bytes], headers: Mapping[str, str], origin: str, body_bytes: int
) -> Iterator[bytes]:
    """Undo the content encoding, never more than `body_bytes` + 1 in one piece."""
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise InputError(origin, f"is sent in an encoding that is not read ({encoding[:20]}).")
    if not ENCODINGS[encoding]:
        yield from chunks
        return
    unpacker = zlib.decompressobj(ENCODINGS[encoding])
    raw_deflate_possible = encoding == "deflate"
    empty = True
    try:
        for chunk in chunks:
            # Some servers send "deflate" without the zlib header that the standard asks for.
            if raw_deflate_possible and chunk and chunk[0] & 0x0F != zlib.DEFLATED:
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            raw_deflate_possible = raw_deflate_possible and not chunk
            empty = empty and not chunk
            yield unpacker.decompress(chunk, body_bytes + 1)
    except zlib.error as error:
        raise InputError(origin, "arrives damaged.", "Try again later.") from error
    if not unpacker.eof and not empty:
        raise InputError(origin, "arrives cut off.", "Try again later.")


def _in_short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


class _Stream(httpcore.NetworkStream):
    """A connection whose every step must end before the deadline.

    The limits of the library hold for one step each: a server that sends a
    byte a second keeps within them for ever.
    """

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        data = self._stream.read(max_bytes, self._deadline.left())
        self._deadline.left()
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _PublicBackend(httpcore.NetworkBackend):
    """Connects to the very address that was judged public.

    The name of the host stays in the Host header and in the TLS handshake,
    which the library takes from the request.
    """

    def __init__(self, hosts: PublicHosts, deadline: Deadline, origin: str) -> None:
        self._hosts = hosts
        self._deadline = deadline
        self._origin = origin
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        *others, last = self._hosts.addresses(host, port, origin=self._origin)
        for address in others:
            patience = min(self._deadline.left(), SECONDS_PER_ADDRESS)
            try:
                stream = self._backend.connect_tcp(
                    address, port, patience, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return _Stream(stream, self._deadline)
        stream = self._backend.connect_tcp(
            last, port, self._deadline.left(), local_address, socket_options
        )
        return _Stream(stream, self._deadline)
