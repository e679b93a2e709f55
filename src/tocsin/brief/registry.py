"""Which forms a brief can take; a form is one file with one decorated function."""

from __future__ import annotations

from collections.abc import Callable

from tocsin.domain import Assessment, UsageError

Renderer = Callable[[Assessment], str]

_RENDERERS: dict[str, Renderer] = {}


def renderer(form: str) -> Callable[[Renderer], Renderer]:
    """Register a function that writes an assessment in one form."""

    def register(write: Renderer) -> Renderer:
        _RENDERERS[form] = write
        return write

    return register


def forms() -> tuple[str, ...]:
    """The forms there are, in alphabetical order."""
    return tuple(sorted(_RENDERERS))


def renderer_for(form: str) -> Renderer:
    """The renderer of a form.

    Raises UsageError for a form that does not exist, listing those that do.
    """
    try:
        return _RENDERERS[form]
    except KeyError:
        raise UsageError(f"unknown form {form!r}; there are: {', '.join(forms())}") from None
