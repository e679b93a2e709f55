"""`tocsin train coder`: how the committed model was made, and how to make one of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.stages import stderr_console
from tocsin.domain import UsageError

train_app = typer.Typer(
    no_args_is_help=True, help="Make the models that Tocsin reads with.", name="train"
)


@train_app.command("coder")
def coder(
    shared: Annotated[
        Path, typer.Option("--shared", help="The folder of labelled development data.")
    ] = Path("../shared/data"),
    add: Annotated[
        list[Path] | None,
        typer.Option(
            "--add",
            help="Marked sentences of your own, in the form of `tocsin eval coding` and "
            "`tocsin annotate`. May be given more than once.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Folder for the model.", show_default="where Tocsin reads its own"
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Start of every draw.")] = 2031,
) -> None:
    """Train the coder's model, measure it on folds it has not seen, and write it with its card."""
    try:
        from tocsin.training.coder import Recipe, save, train_coder
        from tocsin.training.material import gather
        from tocsin.training.measuring import measure, write_card
    except ModuleNotFoundError as error:
        raise UsageError(
            f"training needs {error.name}, which is not installed. Install Tocsin with its extra: "
            "pip install 'tocsin[train]'"
        ) from None
    from tocsin.reading.coder.model import MODEL

    console = stderr_console()
    recipe = Recipe(seed=seed)
    trained = train_coder(gather(shared, add or ()), recipe=recipe, say=console.print)
    folder = out or MODEL
    save(trained, folder)
    scores = measure(trained, shared)
    write_card(trained, recipe, scores, folder)
    for parts, found in scores["coding"].items():
        line = ", ".join(f"{name} {value:.3f}" for name, (value, *_) in found.items())
        typer.echo(f"{parts}: {line}")
    typer.echo(f"wrote {folder / 'coder.onnx'} and {folder / 'coder.json'}")
