"""The reader gives all of an adopted plan, as the YAML has it, and loads nothing heavy for it (DESIGN 3, R4.3)."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from commandpost.plan.pack import canonical, digest, our_pack_dir, read_folder
from commandpost.plan.reader import Plan
from commandpost.plan.show import overview


@cache
def plan() -> Plan:
    text = canonical(read_folder(our_pack_dir()))
    return Plan.from_json(json.loads(text), digest(text))


@cache
def written(file: str) -> Any:
    return yaml.load((our_pack_dir() / file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def codes(rows: Any, key: str = "code") -> list[str]:
    return [row[key] for row in rows]


def test_everything_of_the_organisation_is_reached() -> None:
    organisation, content = written("organisation.yaml"), written("plan.yaml")
    for name in ("groups", "departments", "posts", "contacts"):
        assert list(getattr(plan(), name)) == codes(organisation[name])
    assert list(plan().levels) == ["I", "II", "III", "IV"]
    assert [level.rank for level in plan().levels.values()] == [1, 2, 3, 4]
    assert codes(content["report_chain"]) == [step.code for step in plan().chain]
    assert codes(content["after_end"]) == [row.code for row in plan().after_end]
    assert plan().level_within_min == content["level_within_min"] == 5
    assert list(plan().policies) == codes(written("policies.yaml")["policies"])


def test_every_metric_threshold_rule_and_grade_is_reached() -> None:
    facts, law = written("facts.yaml"), written("law.yaml")
    assert list(plan().metrics) == codes(facts["metrics"])
    assert len(plan().common_thresholds) == len(facts["common_thresholds"]["rules"]) == 16
    for threshold, row in zip(plan().common_thresholds, facts["common_thresholds"]["rules"], strict=True):
        assert (threshold.metric, threshold.ge, threshold.level) == (row["metric"], row.get("ge"), row["level"])
        assert threshold.except_types == set(row.get("except_types", ()))
        assert threshold.source == "common_thresholds"
    assert list(plan().rules) == codes(law["statutory_rules"])
    assert set(plan().grade_tables) == set(law["legal_grades"])
    for code, table in law["legal_grades"].items():
        read = plan().grade_tables[code].tests
        assert [test.grade for test in read] == codes(table["tests"], "grade")
        for test, row in zip(read, table["tests"], strict=True):
            assert len(test.conditions) == len(row) - 2  # all but grade and en is a condition


def test_every_row_of_every_type_is_reached() -> None:
    assert list(plan().types) == written("plan.yaml")["incident_types"]
    total = 0
    for code, kind in plan().types.items():
        row = written(f"types/{code}.yaml")
        assert (list(kind.words_zh), list(kind.words_en)) == (row["words"]["zh"], row["words"]["en"])
        assert [(t.metric, t.ge, t.eq, t.level) for t in kind.thresholds] == [
            (t["metric"], t.get("ge"), t.get("eq"), t["level"]) for t in row["auto_thresholds"]
        ]
        assert {t.source for t in kind.thresholds} <= {f"incident_types.{code}.auto_thresholds"}
        assert [step.id for step in kind.first_10_min] == codes(row["first_10_min"], "id")
        assert {group: [task.id for task in tasks] for group, tasks in kind.tasks.items()} == {
            group: codes(tasks, "id") for group, tasks in row["tasks"].items()
        }
        assert [line.id for line in kind.notify] == codes(row["notify"], "id")
        assert [line.code for line in kind.closing_criteria] == codes(row["closing_criteria"])
        assert {level: [line.id for line in lines] for level, lines in kind.severity.items()} == {
            level: codes(lines, "id") for level, lines in row["severity"].items()
        }
        assert list(kind.rules) == row["statutory_rules"]
        total += sum(map(len, kind.tasks.values())) + len(kind.first_10_min) + len(kind.notify)
    assert total == 330 + 151 + 108


def test_every_field_of_a_task_step_and_notify_row_is_kept() -> None:
    within = written("plan.yaml")["within_minutes"]
    for code, kind in plan().types.items():
        row = written(f"types/{code}.yaml")
        for group, tasks in row["tasks"].items():
            for read, task in zip(kind.tasks[group], tasks, strict=True):
                assert {name: _plain(getattr(read, name)) for name in task} == task
        for step, line in zip(kind.first_10_min, row["first_10_min"], strict=True):
            assert {name: _plain(getattr(step, name)) for name in line} == line
        for told, line in zip(kind.notify, row["notify"], strict=True):
            assert told.within_minutes == within[line["within"]]
            assert told.levels == set(line["levels"])
            assert (told.contact, told.say_zh, told.say_en) == (line["contact"], line["say_zh"], line["say_en"])


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def test_a_sum_knows_its_parts_and_a_running_metric_its_unit() -> None:
    metrics = plan().metrics
    assert metrics["injured"].parts == ("serious_injuries", "minor_injuries")
    assert metrics["persons_ill"].parts == ("deaths", "serious_injuries", "minor_injuries")
    assert metrics["deaths"].parts == ()
    assert metrics["closure_hours"].minutes_per_unit == 60
    assert metrics["stranded_minutes"].minutes_per_unit == 1
    assert [option.code for option in metrics["warning_colour"].options] == ["blue", "yellow", "orange", "red"]
    assert metrics["stranded_minutes"].start_en == "Ride or ropeway stopped"
    assert metrics["deaths"].name("zh_CN") == "死亡人数"
    assert metrics["deaths"].name("en") == "Deaths"


def test_the_tests_of_a_grade_stand_in_the_metrics_own_units() -> None:
    grades = [
        [(each.metric, each.at_least, each.equipment, each.persons) for each in test.conditions]
        for test in plan().grade_tables["special_equipment"].tests
    ]
    both = {"ride", "ropeway"}
    assert ("stranded_minutes", Decimal(2880), both, 100) in grades[0]
    assert ("stranded_minutes", Decimal(1440), both, 100) in grades[1]
    assert ("stranded_minutes", Decimal(720), both, None) in grades[2]
    assert grades[3] == [
        ("deaths", Decimal(1), None, None),
        ("serious_injuries", Decimal(1), None, None),
        ("direct_loss_cny", Decimal(10000), None, None),
        ("trapped_minutes", Decimal(120), {"lift"}, None),
        ("stranded_minutes", Decimal(210), {"ropeway"}, None),
        ("stranded_minutes", Decimal(60), {"ride"}, None),
    ]
    assert str(grades[3][4][1]) == "210"
    assert plan().grade_tables["none_on_file"].tests == ()


def test_what_raises_a_rule_is_kept() -> None:
    work, equipment = plan().rules["work_safety_accident"], plan().rules["special_equipment"]
    assert [test.metric for test in work.starts_any] == ["deaths", "missing", "trapped", "injured"]
    assert work.has_starts_when
    assert work.or_confirmed_en == "Nobody hurt yet, but the danger is clear and may strike at any time"
    assert [(test.metric, test.ge, test.grade_table) for test in equipment.starts_any] == [
        (None, None, "special_equipment"),
        ("injured", Decimal(1), None),
    ]
    assert not plan().rules["mass_event"].has_starts_when
    assert plan().rules["mass_event"].grade_table is None


def test_a_kind_of_deadline_finds_its_policy_and_the_generic_one_else() -> None:
    assert plan().policy_for("statutory").code == "statutory_clock"
    assert plan().policy_for("first_step").code == "task_critical"
    assert plan().policy_for("never heard of").code == "generic"
    pace = plan().policies["statutory_clock"].levels["I"]
    assert pace.after_min == (0, 2, 5, 8)
    assert plan().policies["roll_call_unanswered"].offers_card == "own_staff_danger"


def test_the_reader_loads_neither_pydantic_nor_yaml_nor_sqlmodel() -> None:
    code = (
        "import sys\nimport commandpost.plan.reader, commandpost.plan.show\n"
        "heavy = {'pydantic', 'yaml', 'sqlmodel', 'sqlalchemy', 'typer', 'textual'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_plan_at_a_glance() -> None:
    text = canonical(read_folder(our_pack_dir()))
    seen = overview(json.loads(text), digest(text))
    assert seen.digest == digest(text)
    assert seen.revised == written("plan.yaml")["revised"]
    assert seen.counts["tasks"] == 330
    assert seen.counts["thresholds"] == 16 + 57
    assert [level.commander_post for level in seen.levels][:2] == ["leader", "deputy_leader"]
    assert [kind.code for kind in seen.types] == list(plan().types)
