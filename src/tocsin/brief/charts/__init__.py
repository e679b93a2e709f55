"""The charts: designed once in Altair, drawn as SVG for page and print alike.

`tools/design_charts.py` holds the designs and is run when they change; what it writes to
`specs/` is Vega-Lite without data. `drawing.py` adds the data and draws.
Importing Altair takes longer than drawing everything, so a brief does not.
"""
