"""Imports run down the house and never in a circle."""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("tocsin", exclude_type_checking_imports=True, cache_dir=None)


def test_imports_run_down_the_house(capsys):
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_module_comes_back_to_itself(graph):
    imports = {
        module: sorted(graph.find_modules_directly_imported_by(module)) for module in graph.modules
    }
    # A package that lists its modules and a module that asks its package are not a circle in
    # Python's eyes unless one needs a name of the other while loading; rooms' lists are excepted.
    for package in [name for name in imports if (ROOT / "src" / Path(*name.split("."))).is_dir()]:
        imports[package] = [name for name in imports[package] if not name.startswith(package + ".")]
    try:
        tuple(TopologicalSorter(imports).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("room", ["domain", "desk", "knowledge"])
def test_the_lower_rooms_ask_for_no_heavy_library(room):
    """What every command imports must not cost what only some need."""
    import subprocess
    import sys

    script = (
        f"import sys, tocsin.{room}\n"
        "heavy = {'spacy', 'numpy', 'altair', 'trafilatura', 'onnxruntime', 'httpx', 'pycountry'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []
