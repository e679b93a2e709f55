"""Alerts: what the desk wants to be told at once.

An assessment and the rules of a desk arrive, alerts leave: each with a key by which the ledger
knows whether it was told already, a line that carries its own caution, and the words it rests
on. `deliver` takes one of them to one channel. Which ones are new and what was sent when is
the ledger's business; `watch` joins the two.

A new sort of alert is one function under `@rule` in `rules`.
"""

import importlib
import pkgutil

from tocsin.alerts import rules
from tocsin.alerts.channels import Post, deliver
from tocsin.alerts.registry import raise_alerts, sorts

for _module in pkgutil.iter_modules(rules.__path__):
    importlib.import_module(f"{rules.__name__}.{_module.name}")

__all__ = ["raise_alerts", "deliver", "Post", "sorts"]
