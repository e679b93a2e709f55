"""Intake: files, folders, feeds, pages and archives arrive; reports leave.

What cannot be read leaves as `Unread`, with the reason. `collect` is the
entry; `link_copies` marks reprints once all reports are there.
"""

from tocsin.intake.collect import collect
from tocsin.intake.copies import link_copies
from tocsin.intake.limits import Limits
from tocsin.intake.registry import JsonFields

__all__ = ["collect", "link_copies", "JsonFields", "Limits"]
