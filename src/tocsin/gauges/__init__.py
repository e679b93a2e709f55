"""Gauges: rows of events in, measured series out.

Arrives: `EventRow`s, the desk, the day up to which to measure and who belongs
to its blocs. Leaves: one `GaugeSeries` per gauge and subject, every value with
its interval and the events behind it; where there is no evidence, a point
without value and a note that says so.

A new gauge is one module in this package with a function under `@gauge`.
"""

import importlib
import pkgutil

from tocsin.gauges.registry import Gauge, Measured, gauge, gauges, measure

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["measure", "gauges", "gauge", "Gauge", "Measured"]
