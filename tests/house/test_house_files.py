"""Files stay readable, and say nothing about the machine they were written on."""

import re
import subprocess
from pathlib import Path

import pytest

import tocsin

ROOT = Path(__file__).parents[2]
MOST_LINES = {"src": 400, "docs": 400, "benchmarks": 400, "tests": 600}
"""By folder; tests are tables, which read quicker than code."""

LONGER_WITH_REASON: dict[str, str] = {
    "tests/intake/test_intake_fetch.py": "one local server stands behind all its cases",
}
"""Path from the root: why it may be longer."""

# Put together here, so that this file does not find itself.
REGISTRY_HOSTS = re.compile(r"py" r"pi\.org|python" r"hosted\.|npm" r"js\.|anaconda" r"\.org")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:ro" r"ot|ho" r"me|op" r"t|wo" r"rk|Us" r"ers)/\w")

python_files = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in MOST_LINES
    for path in (ROOT / folder).rglob("*.py")
)


def tracked() -> list[Path]:
    """Files under version control; all of them in a source archive, which has none."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def matches(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # an image or an archive
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: {match[0]}")
    return found


def is_too_long(name: str) -> bool:
    lines = (ROOT / name).read_text(encoding="utf-8").count("\n")
    return lines > MOST_LINES[name.partition("/")[0]]


@pytest.mark.parametrize("name", python_files)
def test_a_file_can_be_read_in_one_go(name):
    assert not is_too_long(name) or name in LONGER_WITH_REASON, f"{name} is too long"


def test_every_exception_still_exists_and_is_still_needed():
    for name in LONGER_WITH_REASON:
        assert is_too_long(name), name


def test_no_file_names_a_package_registry():
    assert matches(REGISTRY_HOSTS) == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    assert matches(MACHINE_PATHS) == []


@pytest.mark.parametrize("name", [name for name in python_files if name.startswith("src/")])
def test_every_module_says_what_it_is(name):
    code = (ROOT / name).read_text(encoding="utf-8").lstrip()
    assert not code or code.startswith('"""'), f"{name} has no docstring"


@pytest.mark.parametrize("name", [name for name in python_files if name.startswith("src/")])
def test_names_are_those_of_the_field(name):
    assert not re.search(r"(?:^|/)(?:utils?|helpers?|common|misc|manager)\b", name), name


def test_the_changelog_knows_the_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{tocsin.__version__}]" in changelog
