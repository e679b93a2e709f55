"""Intake: files, folders, feeds, pages and archives arrive; reports leave.

What cannot be read leaves as `Unread`, with the reason. `collect` is the
entry. Which reports are reprints of others the ledger finds.
"""

from tocsin.intake.collect import collect
from tocsin.intake.limits import Limits
from tocsin.intake.registry import JsonFields

__all__ = ["collect", "JsonFields", "Limits"]
