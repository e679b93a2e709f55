"""Bytes to clean text: encoding found, mojibake repaired, invisible characters removed."""

from __future__ import annotations

import codecs
import re
import unicodedata
from html import unescape

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark begins the same way.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Names that pages give for what is in truth their Windows superset (WHATWG Encoding, 4.2).
SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}

# surrogateescape leaves byte 0x80+n as U+DC80+n; read those bytes as Windows does.
STRAY_BYTES = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or "�" for byte in range(0x80, 0x100)
}

# A UTF-8 lead byte (as cp1252 shows it) before what a continuation byte may look like.
MOJIBAKE = re.compile(
    "[ÂÃÅÄËÐÑâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ`'\"]|ï¿½|[\u0080-\u009f]|[ﬀ-ﬆ]|[！-～]"
)

# What ftfy cannot undo: a dash or quote whose last byte was then "straightened" to ASCII.
STRAIGHTENED = {'â€"': "—", "â€'": "’", "â€`": "‘", "â€\x9d": "”", "â€\x9c": "“"}

INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of these bytes; never fails.

    declared: the character set that a server or page states; it is believed
    only where the bytes are neither marked nor valid UTF-8, because pages
    misstate it more often than bytes are UTF-8 by accident.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if looks_like_utf16(data):
        big_endian = data[::2].count(0) > data[1::2].count(0)
        return data.decode("utf-16-be" if big_endian else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(data, declared)


def looks_like_utf16(data: bytes) -> bool:
    """Whether every other byte is nearly always zero, as in Latin letters as UTF-16."""
    head = data[:4096]
    if len(head) < 4 or 0 not in head:
        return False
    even, odd = head[::2], head[1::2]
    zeros = sorted((even.count(0) / len(even), odd.count(0) / len(odd)))
    return zeros[1] > 0.7 and zeros[0] < 0.05


def clean(text: str) -> str:
    r"""Text as its author meant it: NFC, line breaks as "\n", nothing invisible.

    Mojibake is undone, also where it happened twice; typographic quotation
    marks and dashes stay.

    >>> clean("Arvia\u2019s co\xadnvoy\r\nleft")
    'Arvia’s convoy\nleft'
    """
    if not text.isascii() and MOJIBAKE.search(text):
        text = _repair(text)
    if "&" in text and "<" not in text:
        text = unescape(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = INVISIBLE.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _decode_damaged(data: bytes, declared: str | None) -> str:
    """Text of bytes that are not valid UTF-8."""
    damaged = data.decode("utf-8", "surrogateescape")
    stray = sum(1 for character in damaged if 0xDC80 <= ord(character) <= 0xDCFF)
    sound = sum(1 for character in damaged if ord(character) > 0x7F) - stray
    if sound > stray:
        # UTF-8 with a few bytes of something else pasted in.
        return damaged.translate(STRAY_BYTES)
    if declared:
        try:
            name = codecs.lookup(declared).name
            return data.decode(SUPERSETS.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
    if stray < 0.1 * len(data):
        # Mostly ASCII with a few quotation marks or accents: cp1252, as nearly all such files.
        return damaged.translate(STRAY_BYTES)
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def _repair(text: str) -> str:
    """Undo mojibake; ftfy is imported only here because most text needs none."""
    from ftfy import TextFixerConfig, fix_text

    repaired = fix_text(text, TextFixerConfig(uncurl_quotes=False, unescape_html=False))
    for broken, meant in STRAIGHTENED.items():
        repaired = repaired.replace(broken, meant)
    return repaired
