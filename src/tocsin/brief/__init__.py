"""The brief: an assessment arrives, a page for a reader leaves.

`compose` writes it as HTML (one file that asks nothing of any network),
Markdown or JSON. Every line about the world carries a footnote with the exact
quotation in its paragraph. `warm` starts the chart engine early, in a thread,
where a caller has something else to do meanwhile.
"""

from tocsin.brief import html, json_form, markdown  # noqa: F401  (each registers its form)
from tocsin.brief.charts.drawing import warm
from tocsin.brief.json_form import schema
from tocsin.brief.registry import forms, renderer, renderer_for
from tocsin.domain import Assessment

__all__ = ["compose", "warm", "forms", "renderer", "schema"]


def compose(assessment: Assessment, *, form: str = "html") -> str:
    """The brief of an assessment, in one form: "html", "md" or "json".

    Raises UsageError for an unknown form, listing those there are.
    """
    return renderer_for(form)(assessment)
