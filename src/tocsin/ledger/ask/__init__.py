"""Ask: a question and readings arrive; quotations with standing and grade leave.

`ask` says what the readings say to a question, or that they do not say. `search_terms` gives the
words by which a store finds the reports worth reading for it. `write_prose` lets a language model
put the quotations into sentences and strikes out what they do not support.
"""

from tocsin.ledger.ask.answering import ask
from tocsin.ledger.ask.question import search_terms
from tocsin.ledger.ask.writing import write_prose

__all__ = ["ask", "search_terms", "write_prose"]
