"""Page furniture: tells what stands around a report from the report.

Share bars, related links, author boxes, comment widgets, cookie banners,
stray code fences: `drop_furniture` takes them out and leaves the rest as it
was. When in doubt it keeps: a report with a leftover button can still be
read, one without its third paragraph misleads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from tocsin.domain import BlockKind
from tocsin.intake import furniture_phrases as phrases
from tocsin.intake.registry import DraftBlock

LONGEST_LINE: Final = 500
"""Code points; anything longer is prose, whatever it begins with."""

LONGEST_HEADLINE: Final = 22
"""Words of a linked headline or a title."""

TOP_BLOCKS: Final = 6
"""How far down a page the masthead, bread crumbs and byline reach."""

MOST_LAYERS: Final = 20
"""Of furniture around furniture; a page with more is made to keep us busy."""

_TABLE: Final = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})
_END_OF_SENTENCE: Final = (".", "!", "?", ":", ";", ".”", '."', ".'", ".’", "!”", "?”", ".)")


def drop_furniture(blocks: Sequence[DraftBlock]) -> tuple[DraftBlock, ...]:
    """The blocks of the report alone, in order; photo credits become captions.

    Never changes a text and never touches a table. Dropping once more
    changes nothing, unless there were more layers than `MOST_LAYERS`.
    """
    kept = tuple(block for block in blocks if block.text.strip() or block.cells)
    for _ in range(MOST_LAYERS):
        # What lay between two buttons may be gone now, and then they are a bar.
        again = _drop_once(kept)
        if again == kept:
            break
        kept = again
    return kept


def is_headline(text: str) -> bool:
    """Whether a line could be a title: short, and no full sentence.

    >>> is_headline("Arvia closes its border"), is_headline("Arvia closed its border.")
    (True, False)
    """
    text = text.strip()
    if not 0 < len(text.split()) <= LONGEST_HEADLINE:
        return False
    return text.endswith("?") or not text.endswith(_END_OF_SENTENCE)


def _drop_once(blocks: tuple[DraftBlock, ...]) -> tuple[DraftBlock, ...]:
    blocks = _after_fence(blocks)
    blocks = _before_tail(blocks)
    dropped = [False] * len(blocks)
    last_places = {_plain(block.text): index for index, block in enumerate(blocks)}
    for index, block in enumerate(blocks):
        if not dropped[index] and block.kind not in _TABLE:
            for other in _furniture_at(blocks, index, last_places):
                dropped[other] = True
    return tuple(
        _as_caption(block) for block, gone in zip(blocks, dropped, strict=True) if not gone
    )


def _after_fence(blocks: tuple[DraftBlock, ...]) -> tuple[DraftBlock, ...]:
    """Without the fence at the top and the headline of another page that got before it."""
    for index, block in enumerate(blocks[:TOP_BLOCKS]):
        if phrases.OPENING_FENCE.fullmatch(block.text):
            return blocks[index + 1 :]
        if block.kind in _TABLE or not is_headline(block.text):
            break
    return blocks


def _before_tail(blocks: tuple[DraftBlock, ...]) -> tuple[DraftBlock, ...]:
    """Cut at the first marker in the last third after which no prose comes."""
    words = [len(" ".join((block.text, *block.cells)).split()) for block in blocks]
    start = len(blocks)
    while start > 0 and _may_be_tail(blocks[start - 1]):
        start -= 1
    above = list(accumulate(words, initial=0))
    for index in range(start, len(blocks)):
        if 3 * above[index] >= 2 * above[-1] and _opens_tail(blocks, index):
            return blocks[:index]
    return blocks


def _may_be_tail(block: DraftBlock) -> bool:
    if block.kind in _TABLE:
        return False
    text = block.text.strip()
    return (
        is_headline(text)
        or text.endswith(("…", "...", "[…]", "[...]"))
        or _is_line(text)
        or _opens(block)
        or bool(phrases.APPEAL.search(text))
        or bool(phrases.AUTHOR_NOTE.search(text))
    )


def _opens(block: DraftBlock) -> bool:
    text = block.text
    return len(text) <= LONGEST_LINE and any(
        pattern.fullmatch(text)
        for pattern in (phrases.TEASERS, phrases.COMMENTS, phrases.AUTHOR_BOX)
    )


def _opens_tail(blocks: tuple[DraftBlock, ...], index: int) -> bool:
    block = blocks[index]
    if index < 1 or len(block.text) > LONGEST_LINE:
        return False
    return (
        _opens(block)
        or bool(phrases.LINES["share bar"].fullmatch(block.text))
        or _asks_reader(blocks, index)
    )


def _furniture_at(
    blocks: tuple[DraftBlock, ...], index: int, last_places: Mapping[str, int]
) -> Sequence[int]:
    """The blocks that go with the one at `index`, itself included; none if it stays.

    last_places: plain text: where it stands last.
    """
    text = blocks[index].text
    if _is_appeal(text):
        return (index,)
    if len(text) > LONGEST_LINE:
        return ()
    if phrases.LINES["contents"].fullmatch(text):
        return range(index, _end_of_contents(blocks, index, last_places))
    if phrases.TEASERS.fullmatch(text):
        return range(index, _end_of_teasers(blocks, index))
    if phrases.AUTHOR_BOX.fullmatch(text) and index >= TOP_BLOCKS:
        return range(index, _end_of_author_box(blocks, index))
    if _is_line(text) or phrases.COMMENTS.fullmatch(text) or _asks_reader(blocks, index):
        return (index,)
    if (
        _is_kicker(blocks, index)
        or _is_lone_button(blocks, index)
        or _is_bread_crumbs(blocks, index)
    ):
        return (index,)
    if index == len(blocks) - 1 and index >= 3 and phrases.CLOSING_NOTE.match(text):
        return (index,)
    return ()


def _is_line(text: str) -> bool:
    return len(text) <= LONGEST_LINE and (
        any(pattern.fullmatch(text) for pattern in phrases.LINES.values())
        or bool(phrases.FENCE.fullmatch(text))
        or bool(phrases.INLINE_TEASER.fullmatch(text))
    )


def _is_appeal(text: str) -> bool:
    return len(text.split()) <= 80 and bool(phrases.APPEAL.search(text))


def _asks_reader(blocks: tuple[DraftBlock, ...], index: int) -> bool:
    """A question to the reader and not, as in an interview, to the guest."""
    if not phrases.QUESTION.fullmatch(blocks[index].text):
        return False
    rest = blocks[index + 1 : index + 2]
    return not rest or _is_appeal(rest[0].text) or _opens(rest[0]) or _is_line(rest[0].text)


def _is_kicker(blocks: tuple[DraftBlock, ...], index: int) -> bool:
    """ "World" above a title."""
    below = blocks[index + 1 : index + 2]
    return (
        index < TOP_BLOCKS
        and bool(phrases.KICKER.fullmatch(blocks[index].text))
        and all(phrases.KICKER.fullmatch(above.text) for above in blocks[:index])
        and any(is_headline(title.text) and len(title.text.split()) > 2 for title in below)
    )


def _is_lone_button(blocks: tuple[DraftBlock, ...], index: int) -> bool:
    """A word such as "Telegram" is a button only beside others; alone it may be a heading."""
    if not phrases.NETWORK.fullmatch(blocks[index].text):
        return False
    beside = (*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2])
    return any(
        phrases.NETWORK.fullmatch(other.text) or phrases.LINES["share bar"].fullmatch(other.text)
        for other in beside
        if len(other.text) <= LONGEST_LINE
    )


def _is_bread_crumbs(blocks: tuple[DraftBlock, ...], index: int) -> bool:
    """ "Home › World › Arvia", near the top."""
    text = blocks[index].text
    steps = [step.strip() for step in phrases.CRUMB_SEPARATOR.split(text)]
    if index >= TOP_BLOCKS or len(steps) < 2 or not all(steps):
        return False
    begins_at_home = steps[0].casefold() in {"home", "news", "homepage", "front page", "start"}
    return begins_at_home or (len(steps) > 2 and all(len(step.split()) <= 3 for step in steps[:-1]))


def _end_of_contents(
    blocks: tuple[DraftBlock, ...], index: int, last_places: Mapping[str, int]
) -> int:
    """A table of contents repeats headings that come later; what does not is no part of it."""
    end = index + 1
    while end < len(blocks) and last_places[_plain(blocks[end].text)] > end:
        end += 1
    return end


def _plain(text: str) -> str:
    return phrases.NUMBERING.sub("", text).casefold().strip()


def _end_of_teasers(blocks: tuple[DraftBlock, ...], index: int) -> int:
    """Past the linked headlines below a label such as "Read also:".

    The last line before prose may be the heading of that prose: it stays if
    it is marked as a heading, or is shorter than headlines are.
    """
    end = index + 1
    while end < len(blocks) and _is_linked_headline(blocks[end]):
        end += 1
    last = end - 1
    prose_follows = end < len(blocks)
    if prose_follows and last > index + 1 and len(blocks[last].text.split()) <= 6:
        end = last
    return end


def _is_linked_headline(block: DraftBlock) -> bool:
    if block.kind in _TABLE or block.kind in (BlockKind.QUOTE, BlockKind.HEADING):
        return False
    return is_headline(block.text) or block.text.rstrip().endswith(("…", "...", "[...]", "[…]"))


def _end_of_author_box(blocks: tuple[DraftBlock, ...], index: int) -> int:
    """Past the repeated name and the notes on the author."""
    label = blocks[index].text.strip()
    end = index + 1
    while end < len(blocks) and (
        blocks[end].text.strip() == label or phrases.AUTHOR_NOTE.search(blocks[end].text)
    ):
        end += 1
    return end


def _as_caption(block: DraftBlock) -> DraftBlock:
    if block.kind in _TABLE or block.kind in (BlockKind.CAPTION, BlockKind.TITLE):
        return block
    if len(block.text) <= 250 and phrases.CREDIT.fullmatch(block.text):
        return block._replace(kind=BlockKind.CAPTION, level=0)
    return block
