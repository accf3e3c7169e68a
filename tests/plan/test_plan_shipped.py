"""Our own plan has no fault, says everything in both languages, and is read exactly as it was written (DESIGN 3)."""

from __future__ import annotations

import os
import shutil
import string
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from babel.messages.pofile import read_po
from site_plan import ours

from commandpost.locale import compile
from commandpost.plan import pack
from commandpost.plan.check import check_pack
from commandpost.plan.pack import our_pack_dir


def test_our_plan_has_neither_fault_nor_warning() -> None:
    assert check_pack(ours()) == []


def test_our_reading_agrees_with_a_plain_yaml_reader() -> None:
    for name, source in ours().files.items():
        plain = yaml.load((our_pack_dir() / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        assert _as_plain(source.data) == plain, name


def _as_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_as_plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def test_every_value_knows_the_line_it_stands_on() -> None:
    for name, source in ours().files.items():
        rows = (our_pack_dir() / name).read_text(encoding="utf-8").splitlines()
        for where, line in source.lines.items():
            if where and isinstance(where[-1], str):
                assert f"{where[-1]}:" in rows[line - 1].replace("'", "").replace('"', ""), (name, where, line)


def test_every_sentence_about_a_plan_has_the_same_blanks_in_chinese() -> None:
    with (Path(compile.__file__).parent / "zh_CN" / "plan.po").open("rb") as file:
        sentences = [message for message in read_po(file, locale="zh_CN") if message.id]
    assert len(sentences) > 100
    for sentence in sentences:
        assert sentence.string, sentence.id
        assert _blanks(str(sentence.string)) == _blanks(str(sentence.id)), sentence.id


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_plan_is_found_beside_a_checkout_and_inside_an_installed_package(tmp_path: Path) -> None:
    assert (our_pack_dir() / "plan.yaml").is_file()
    installed = tmp_path / "site-packages" / "commandpost"
    shutil.copytree(Path(pack.__file__).parents[1] / "plan", installed / "plan")
    shutil.copytree(Path(compile.__file__).parent, installed / "locale")
    shutil.copytree(our_pack_dir(), installed / "data" / "plan")
    (installed / "__init__.py").touch()
    code = "from commandpost.plan.pack import *; print(our_pack_dir(), len(read_folder(our_pack_dir()).faults))"
    outside = {**os.environ, "PYTHONPATH": str(installed.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=outside, cwd=tmp_path)
    assert done.stdout.split() == [str(installed / "data" / "plan"), "0"], done.stderr


def test_counts_that_people_shout_have_words_in_both_languages() -> None:
    metrics = ours().files["facts.yaml"].data["metrics"]
    for metric in metrics:
        assert ("words" in metric) == (metric["kind"] == "count"), metric["code"]
    words = {word: metric["code"] for metric in metrics for rows in metric.get("words", {}).values() for word in rows}
    for word, code in {
        "dead": "deaths",
        "死亡": "deaths",
        "seriously hurt": "serious_injuries",
        "重伤": "serious_injuries",
        "slightly hurt": "minor_injuries",
        "轻伤": "minor_injuries",
        "hurt": "injured",
        "受伤": "injured",
        "失联": "missing",
        "被困": "trapped",
        "疏散": "evacuated",
        "聚集": "gathered_persons",
        "滞留": "stranded_persons",
        "呕吐": "persons_ill",
    }.items():
        assert words[word] == code
