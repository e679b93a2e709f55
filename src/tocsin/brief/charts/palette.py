"""Colours by what they mean. A chart is drawn in stand-ins and coloured by the page's style sheet.

Vega-Lite knows no CSS variables, and a brief is read by day, by night and on
paper. So each meaning has a stand-in colour here that nothing else uses, and
`drawing.py` replaces it by the variable of the same name in `brief.css`.
"""

from __future__ import annotations

STAND_INS = {
    "ink": "#010101",
    "soft": "#020202",
    "rule": "#030303",
    "paper": "#040404",
    "accent": "#050505",
    "band": "#060606",
    "land": "#070707",
    "border": "#080808",
    "sea": "#090909",
    "gain": "#0a0a0a",
    "loss": "#0b0b0b",
    "present": "#0c0c0c",
    "material-conflict": "#0d0d0d",
    "verbal-conflict": "#0e0e0e",
    "verbal-cooperation": "#0f0f0f",
    "material-cooperation": "#101010",
}
