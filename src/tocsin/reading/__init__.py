"""Reading: reports in; statements, events, signals, posture and predictions out.

`read` parses each report, links its noun phrases to actors, and runs the
registered extractors over it. Every item cites the words it rests on.
"""

from tocsin.reading.parallel import read

__all__ = ["read"]
