"""No change to a plan makes the check stumble, and what it lets pass can be read by the desk (DESIGN 3)."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_plan import ours, with_file

from commandpost.plan.check import check_pack
from commandpost.plan.pack import Pack, canonical, digest, our_pack_dir
from commandpost.plan.reader import Plan
from commandpost.plan.show import overview
from commandpost.plan.source import Source, read_source

NAMES = tuple(ours().files)
PLACES = {name: [where for where in source.lines if where] for name, source in ours().files.items()}
STRANGE = (
    None,
    True,
    False,
    0,
    1,
    -1,
    10**12,
    Decimal("1.5"),
    "",
    " ",
    "I",
    "fire",
    "head_safety",
    "generic",
    "{place",
    "a + b",
    "字" * 3000,
    "..",
    [],
    {},
    [[]],
    ["fire"],
    ["fire", "fire"],
    [None],
    [{}],
    {"code": "fire"},
    {"zh": None},
    {"[key]": 1},
)
FEW = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def may_be_adopted(pack: Pack) -> bool:
    """Check a plan; what passes must be readable, shown and told apart from ours or the same."""
    faults = check_pack(pack)
    for fault in faults:
        assert fault.file in pack.files
        assert fault.what and fault.do and fault.sentence()
    if any(not fault.warning for fault in faults):
        return False
    text = canonical(pack)
    plan = Plan.from_json(json.loads(text), digest(text))
    assert len(overview(json.loads(text), plan.digest).levels) == 4
    for kind in plan.types.values():
        assert set(kind.tasks) == set(plan.groups)
        assert kind.default_level in plan.levels
        assert {threshold.metric for threshold in kind.thresholds} <= set(plan.metrics)
    return True


def at(data: Any, where: tuple[Any, ...]) -> Any:
    for step in where:
        data = data[step]
    return data


@pytest.mark.heavy
@FEW
@given(data=st.data())
def test_any_value_may_be_taken_out_or_exchanged(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    where = data.draw(st.sampled_from(PLACES[name]))
    source = Source(name, copy.deepcopy(ours().files[name].data), ours().files[name].lines)
    around, last = at(source.data, where[:-1]), where[-1]
    match data.draw(st.sampled_from(("delete", "strange", "double", "rename", "elsewhere"))):
        case "delete":
            del around[last]
        case "double" if isinstance(around, list):
            around.insert(last, copy.deepcopy(around[last]))
        case "rename" if isinstance(around, dict):
            around[data.draw(st.sampled_from(("", "x", "zh", "code", "levels")))] = around.pop(last)
        case "elsewhere":
            around[last] = copy.deepcopy(at(source.data, data.draw(st.sampled_from(PLACES[name]))))
        case _:
            around[last] = copy.deepcopy(data.draw(st.sampled_from(STRANGE)))
    may_be_adopted(with_file(name, source))


@pytest.mark.heavy
@FEW
@given(data=st.data())
def test_any_bytes_may_be_cut_or_typed_in(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    name = data.draw(st.sampled_from(NAMES))
    raw = (our_pack_dir() / name).read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    cut = data.draw(st.sampled_from((0, 1, 2, 40, len(raw))))
    typed = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from(TYPED)))
    file = tmp_path_factory.getbasetemp() / "one.yaml"
    file.write_bytes(raw[:start] + typed + raw[start + cut :])
    may_be_adopted(with_file(name, read_source(file, name)))


TYPED = (
    b"\t",
    b"\n\t- ",
    b"&a ",
    b"*a",
    b"<<: *a",
    b"!!python/name:os.system",
    b"{",
    b"]",
    b"'",
    b'"',
    b": ",
    b"- ",
    b"\n---\n",
    b"\n...\n",
    b"%YAML 9.9\n",
    b"|\n",
    b"\xff",
    b"\xe2\x80\xae",
    b"null",
    b"0x7",
    b"1e999",
    b".nan",
    "，".encode(),
)


@settings(FEW, max_examples=120)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_at_all_are_read_or_named(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(content)
    source = read_source(file, "facts.yaml")
    assert source.faults or source.data is not None


def test_our_plan_itself_may_be_adopted() -> None:
    assert may_be_adopted(ours())
    assert Path(ours().folder).is_dir()
