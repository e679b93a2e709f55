"""`make` uses a .venv as it is only where it runs this checkout's code on the Python asked for."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def fits(checkout: Path, python: str = sys.executable) -> bool:
    asked = subprocess.run(
        ["sh", checkout / "requirements" / "install", "fits"],
        env={**os.environ, "PYTHON": python}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return asked.stdout == "yes\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout set up in a folder with a blank in its name, without what it stands on."""
    folder = tmp_path / "my desk"
    (folder / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "requirements" / "install", folder / "requirements")
    (folder / "src" / "tocsin").mkdir(parents=True)
    (folder / "src" / "tocsin" / "__init__.py").touch()
    venv.create(folder / ".venv", symlinks=True)
    (packages(folder) / "tocsin.pth").write_text(str(folder / "src"))
    return folder


def packages(folder: Path) -> Path:
    base = str(folder / ".venv")
    return Path(sysconfig.get_path("purelib", "venv", vars={"base": base}))


def test_a_venv_of_this_checkout_and_this_python_is_used(checkout):
    assert fits(checkout)


def test_one_is_made_where_there_is_none(checkout):
    shutil.rmtree(checkout / ".venv")
    assert not fits(checkout)


def test_one_whose_installation_was_broken_off_is_made_anew(checkout):
    (packages(checkout) / "tocsin.pth").unlink()
    assert not fits(checkout)


def test_one_that_was_copied_with_its_checkout_would_run_the_other_code(checkout, tmp_path):
    copy = shutil.copytree(checkout, tmp_path / "copy", symlinks=True)
    assert not fits(copy)
    assert fits(checkout)


def test_one_whose_checkout_was_moved_finds_no_code(checkout, tmp_path):
    assert not fits(checkout.rename(tmp_path / "elsewhere"))


def test_one_of_another_python_is_made_anew(checkout, tmp_path):
    other = tmp_path / "python3.99"
    other.write_text("#!/bin/sh\necho 3 99\n")
    other.chmod(0o755)
    assert not fits(checkout, str(other))


def test_what_no_python_is_gets_no_venv(checkout):
    (checkout / ".venv" / "bin" / "python").unlink()
    assert not fits(checkout, "no-such-python")
