"""Every key and array element of a TOML file is found on its line."""

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.desk.lines import locate


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb = 2", ("b",), 2),
        ("# b = 9\n\nb = 2", ("b",), 3),
        ('a = """\nb = 7\n"""\nb = 2', ("b",), 4),
        ("a = '''\n[b]\n'''\nb = 2", ("b",), 4),
        ('a = """x""""\nb = 2', ("b",), 2),  # a multi-line string may end in a quotation mark
        ('a = "\\"#"\nb = 2', ("b",), 2),
        ("a = [\n  1, # one\n\n  2,\n]", ("a", 1), 4),
        ("a = [[1],\n[2, 3]]", ("a", 1, 1), 2),
        ("a = [ # open\n]\nb = 1", ("b",), 3),
        ("[t]\nx = 1\n[[u]]\nx = 2\n[[u]]\nx = 3", ("u", 1, "x"), 6),
        ("[[u]]\n[[u.v]]\nx = 1\n[[u]]\n[[u.v]]\nx = 2", ("u", 1, "v", 0, "x"), 6),
        ("[[u]]\n[u.v]\nx = 1", ("u", 0, "v", "x"), 3),
        ('a."b.c" = 1\na.d = 2', ("a", "b.c"), 1),
        ("a = {x = 1, y = [2,\n3]}", ("a", "y", 1), 2),
        ('[ "t" . u ]\nx = 1', ("t", "u", "x"), 2),
        ("a = 2031-04-02\nb = 1", ("b",), 2),
        ("a = 1\r\nb = 2\r\n", ("b",), 2),
    ],
)
def test_where_a_key_or_element_stands(text, path, line):
    tomllib.loads(text)  # the scanner is only ever given valid TOML
    assert locate(text)[path] == line


def paths_of(value, path=()):
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(item, (dict, list)):
            yield from paths_of(item, (*path, key))
        else:
            yield (*path, key)


scalars = st.one_of(
    st.integers(-99, 99).map(str),
    st.booleans().map(lambda value: str(value).lower()),
    st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=8).map(
        lambda value: json.dumps(value, ensure_ascii=False)
    ),
    st.sampled_from(['"""a\n[x]\n"""', "'''\n# b = 1\n'''", "'#'", "2031-04-02", "1.5e3"]),
)
keys = st.sampled_from(["a", "b", "c", '"d e"', "'f.g'", '"]"'])
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n" + ", # x\n".join(items) + "\n]"),
        st.lists(st.tuples(keys, scalars), max_size=3, unique_by=lambda pair: pair[0]).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=6,
)
pairs = st.lists(st.tuples(keys, values), max_size=4, unique_by=lambda pair: pair[0]).map(
    lambda found: "".join(f"{key} = {value}\n\n" for key, value in found)
)
documents = st.tuples(pairs, st.lists(pairs, max_size=3), pairs).map(
    lambda parts: parts[0] + "".join(f"[[t]]\n{entry}" for entry in parts[1]) + f"[u.v]\n{parts[2]}"
)


@given(documents)
def test_the_scanner_finds_exactly_what_the_parser_finds_and_in_order(text):
    lines = locate(text)
    parsed = tomllib.loads(text)
    assert set(paths_of(parsed)) | {()} == set(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
    for path, line in lines.items():
        if path and isinstance(path[-1], str) and path[-1] in text.split("\n")[line - 1]:
            continue
        assert not path or isinstance(path[-1], int), f"{path} is not on line {line}"
