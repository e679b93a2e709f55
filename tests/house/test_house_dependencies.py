"""What Tocsin stands on may be used with it, and is locked."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Used as libraries, unchanged: these ask for nothing that Apache-2.0 forbids.
ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|MPL|Mozilla|PSF|Python Software Foundation|Unlicense|Zlib|HPND"
    r"|CC0|LGPL|Lesser General Public|0BSD|PSFL)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(
    r"(?<!L)(?<!Lesser )\b(?:A?GPL|(?:Affero )?GNU General Public)", re.IGNORECASE
)

SEEN_BY_HAND: dict[str, str] = {}
"""Distributions whose metadata does not name a licence: what their files say."""


def runtime() -> list[str]:
    """Every distribution that an installation without extras brings in."""
    waiting = [Requirement(text) for text in PROJECT["dependencies"]]
    names: dict[str, None] = {}
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in names or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue
        names[name] = None
        for text in installed.requires or ():
            below = Requirement(text)
            extras = requirement.extras or {""}
            if not below.marker or any(below.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(Requirement(text.partition(";")[0]))
    return sorted(names)


def licence_of(name: str) -> str:
    metadata = distribution(name).metadata
    classifiers = [text for text in metadata.get_all("Classifier") or () if "License ::" in text]
    stated = metadata.get("License-Expression") or metadata.get("License") or ""
    return "; ".join([stated[:200], *classifiers]).strip("; ") or SEEN_BY_HAND.get(name, "")


@pytest.mark.parametrize("name", runtime())
def test_its_licence_goes_with_ours(name):
    licence = licence_of(name)
    assert ALLOWED.search(licence), f"{name}: {licence or 'names no licence'}"
    assert not FORBIDDEN.search(licence) or re.search(r"\bOR\b", licence), f"{name}: {licence}"


TRAINING = "src/tocsin/training/"
"""The one room that may ask for what only the extra `train` brings."""


def imported() -> set[tuple[str, str]]:
    """Top-level packages that our code imports, ours and Python's own left out, each with the
    first file that does, and the first one outside `training`."""
    found: dict[tuple[str, bool], str] = {}
    for path in sorted((ROOT / "src").rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            else:
                continue
            for name in names:
                found.setdefault((name.partition(".")[0], where.startswith(TRAINING)), where)
    ours = sys.stdlib_module_names | {"tocsin"}
    return {(name, where) for (name, _), where in found.items() if name not in ours}


def asked_for(where: str) -> set[str]:
    texts = list(PROJECT["dependencies"])
    if where.startswith(TRAINING):
        texts += PROJECT["optional-dependencies"]["train"]
    return {canonicalize_name(Requirement(text).name) for text in texts}


# Come with a package that is asked for, and are as public as it.
BROUGHT_ALONG: dict[str, str] = {"starlette": "fastapi"}


@pytest.mark.parametrize(("package", "where"), sorted(imported()))
def test_what_the_code_imports_is_asked_for(package, where):
    providers = packages_distributions().get(package, [package])
    wanted = {canonicalize_name(name) for name in (*providers, BROUGHT_ALONG.get(package, ""))}
    assert wanted & asked_for(where), f"{where} imports {package}; pyproject.toml does not ask"


def locked(name: str) -> dict[str, set[str]]:
    """Versions by distribution, from a lock file; several where platforms or Pythons differ."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    versions: dict[str, set[str]] = {}
    for found in re.finditer(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE):
        versions.setdefault(canonicalize_name(found[1]), set()).add(found[2])
    return versions


BUILD = [
    line
    for line in (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# PyTorch comes in a build of its own for every kind of machine, so `train` is not locked.
EXTRAS = [
    text
    for name, group in PROJECT["optional-dependencies"].items()
    for text in group
    if name != "train"
]


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("runtime.txt", PROJECT["dependencies"] + BUILD),
        ("test.txt", PROJECT["dependencies"] + EXTRAS + BUILD),
    ],
)
def test_the_lock_has_all_that_the_project_asks_for(lock, requirements):
    versions = locked(lock)
    for text in requirements:
        wanted = Requirement(text)
        found = versions.get(canonicalize_name(wanted.name), set())
        assert found, f"{lock} lacks {text}; run: make lock"
        assert all(wanted.specifier.contains(version) for version in found), f"{text}: {found}"


@pytest.mark.parametrize("lock", ["runtime.txt", "test.txt"])
def test_every_locked_version_has_a_hash(lock):
    entries = (ROOT / "requirements" / lock).read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(entries):
        if re.match(r"[A-Za-z0-9]", line):
            assert line.endswith("\\"), line
            assert entries[number + 1].strip().startswith("--hash=sha256:"), line


def test_what_runs_is_locked_to_the_same_versions_as_what_is_tested():
    tested = locked("test.txt")
    for name, versions in locked("runtime.txt").items():
        assert versions == tested[name], name
