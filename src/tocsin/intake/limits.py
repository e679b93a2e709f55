"""How much Tocsin takes in from one file or archive before it refuses.

An archive of a few kilobytes can unpack to terabytes. Everything that is
unpacked is therefore paid for from an `Allowance`, one per file given.
"""

from __future__ import annotations

from typing import NamedTuple

from tocsin.domain.errors import InputError

MEGABYTE = 1_000_000

MAX_FILE_BYTES = 200 * MEGABYTE
# Some 400 pages. What is longer is a database printed out, and the parser's own limit is the same.
MAX_REPORT_CHARACTERS = 1_000_000
MAX_UNPACKED_BYTES = 500 * MEGABYTE
MAX_ARCHIVE_ENTRIES = 10_000
MAX_ARCHIVE_DEPTH = 3
MAX_COMPRESSION_RATIO = 200
# Below this size a high ratio is harmless, and short repetitive files do reach it.
RATIO_MATTERS_FROM_BYTES = 10 * MEGABYTE


class Limits(NamedTuple):
    """What one file, and the archives inside it, may cost; sizes in bytes.

    report_characters: of the text of one document, page furniture and all.
    """

    file_bytes: int = MAX_FILE_BYTES
    report_characters: int = MAX_REPORT_CHARACTERS
    unpacked_bytes: int = MAX_UNPACKED_BYTES
    archive_entries: int = MAX_ARCHIVE_ENTRIES
    archive_depth: int = MAX_ARCHIVE_DEPTH
    compression_ratio: int = MAX_COMPRESSION_RATIO


class ArchiveRefused(InputError):  # noqa: N818 - named for what happened, as its siblings are
    """An archive asks for more than its allowance; nothing more of the outermost file is read.

    It ends the outermost file and not just the archive where it was noticed:
    a bomb is built of thousands of nested archives, and the reader of the
    brief wants one line about it.
    """


class Allowance:
    """What may still be unpacked from one file given; shared by all archives nested in it."""

    def __init__(self, origin: str, limits: Limits) -> None:
        self.origin = origin
        self.limits = limits
        self.unpacked = 0
        self.entries = 0

    def take(self, unpacked: int, packed: int) -> None:
        """Pay for one entry before it is unpacked; both sizes in bytes.

        Raises ArchiveRefused when it unpacks to too much in all, to too much
        for its packed size, or when there are too many entries.
        """
        self.entries += 1
        self.unpacked += unpacked
        if self.entries > self.limits.archive_entries:
            self.refuse(f"holds more than {self.limits.archive_entries:,} files")
        if self.unpacked > self.limits.unpacked_bytes:
            self.refuse(f"unpacks to more than {in_megabytes(self.limits.unpacked_bytes)}")
        most = self.limits.compression_ratio * max(packed, 1)
        if unpacked > RATIO_MATTERS_FROM_BYTES and unpacked > most:
            self.refuse(
                f"unpacks to more than {self.limits.compression_ratio} times its size, "
                "as archives made to do harm do"
            )

    def refuse(self, reason: str) -> None:
        """Raises ArchiveRefused for the file given, with this reason."""
        raise ArchiveRefused(
            self.origin,
            f"{reason}; the rest of it was not read.",
            "Unpack it if you trust it, and pass the files.",
        )


def in_megabytes(size: int) -> str:
    """A size in bytes for people.

    >>> in_megabytes(200_000_000)
    '200 MB'
    >>> in_megabytes(1_250_000)
    '1.2 MB'
    """
    megabytes = size / MEGABYTE
    return f"{megabytes:.0f} MB" if megabytes >= 10 else f"{megabytes:.1f} MB"
