"""Out: an assessment becomes files of one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tocsin.domain import Assessment, Correction, Reading
from tocsin.exchange.registry import Holdings, form_of
from tocsin.exchange.sorting import by_report


class Exported(NamedTuple):
    """What an export made. files: their bytes by name; names have no folders. folder: whether
    they are several by design, and so need a folder of their own."""

    form: str
    files: Mapping[str, bytes]
    folder: bool


def export(
    assessment: Assessment,
    form: str,
    *,
    readings: Sequence[Reading] | None = None,
    corrections: Sequence[Correction] = (),
) -> Exported:
    """The assessment in a form: "claimreview", "ftm", "parquet", "plover", "polecat", "stix"
    or "tocsin".

    readings: those it was made of, where they are at hand; they say how often
    each report names whom, which an assessment does not. The same input gives
    the same bytes. Raises UsageError for an unknown form, listing those there
    are.
    """
    chosen = form_of(form)
    if readings is None:
        readings = by_report(assessment)
    holdings = Holdings(assessment, tuple(readings), tuple(corrections))
    return Exported(chosen.name, chosen.write(holdings), chosen.folder)
