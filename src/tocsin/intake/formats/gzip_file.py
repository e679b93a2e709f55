"""Gzip: a .gz of anything that Tocsin reads."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tocsin.domain.errors import InputError
from tocsin.intake.limits import RATIO_MATTERS_FROM_BYTES
from tocsin.intake.registry import IntakeOptions, RawItem, importer

CHUNK_BYTES = 1 << 20
GZIP_WINDOW = 31  # tells zlib to expect gzip's own header


@importer("gzip", label="gzip", suffixes=(".gz",), content_types=())
def read_gzip(item: RawItem, options: IntakeOptions) -> Iterator[RawItem]:
    """The same item unpacked, under the same name."""
    try:
        data = _unpack(item, options)
    except zlib.error as error:
        raise InputError(item.origin, "is a damaged gzip file.", "Get it again.") from error
    yield item._replace(data=data, content_type=None)


def _unpack(item: RawItem, options: IntakeOptions) -> bytes:
    """All members of a gzip file; raises before more is unpacked than allowed."""
    unpacked = bytearray()
    rest = item.data
    while rest.strip(b"\0"):  # tape drives pad with zeros
        member = zlib.decompressobj(GZIP_WINDOW)
        while not member.eof:
            before = len(unpacked)
            unpacked += member.decompress(rest, CHUNK_BYTES)
            rest = member.unconsumed_tail
            _check_size(len(unpacked), item, options)
            if not rest and not member.eof and len(unpacked) == before:
                raise InputError(item.origin, "is a truncated gzip file.", "Get it again.")
        rest = member.unused_data
    options.allowance.take(len(unpacked), len(item.data))
    return bytes(unpacked)


def _check_size(unpacked: int, item: RawItem, options: IntakeOptions) -> None:
    limits = options.limits
    is_bomb = unpacked > RATIO_MATTERS_FROM_BYTES and unpacked > limits.compression_ratio * len(
        item.data
    )
    if is_bomb or unpacked >= limits.file_bytes:
        # Refused as far as it was unpacked; how much more there is nobody needs to know.
        options.allowance.take(unpacked, len(item.data))
        options.allowance.refuse("unpacks to more than is read at once")
