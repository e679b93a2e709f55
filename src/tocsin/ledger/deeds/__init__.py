"""Words against deeds: what was threatened, promised or denied, and what was done after.

Arrives: readings of reports and a day. Leaves: every signal and commitment
with its outcome, the track record of each actor, swings of tone, and the
register of red lines. The rules are published in docs/deeds.md.
"""

from tocsin.ledger.deeds.following import follow_words

__all__ = ["follow_words"]
