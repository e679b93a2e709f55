"""Exchange: what was read, in the forms that others use, and back.

An assessment arrives and files leave (`export`); a file or folder arrives and
readings and corrections leave, or the reason why a part of it could not be
read (`import_bundle`). What each form can and cannot hold: docs/exchange.md.
"""

from tocsin.exchange.excerpts import Excerpt
from tocsin.exchange.exporting import Exported, export
from tocsin.exchange.importing import import_bundle
from tocsin.exchange.registry import Arrived, Form, forms
from tocsin.exchange.sorting import by_report

__all__ = [
    "export",
    "import_bundle",
    "Exported",
    "Arrived",
    "Excerpt",
    "Form",
    "forms",
    "by_report",
]
