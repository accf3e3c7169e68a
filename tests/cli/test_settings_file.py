"""Issue 4, point 8: the settings file is its owner's: one line changes, the rest stays; a broken one keeps nobody from the desk."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandpost.settings import CHOICES, Fault, Settings, meant, read
from commandpost.settings_file import Strange, change, changed

OWN = """\
# our laptop in the van
theme = "dark"   # the lid faces south

what_we_invent = [1, 2,
  3]

# keys of the left-handed
[keys]
"incident.report" = "ctrl+r" # near the radio

[other]
theme = "kept"
"""


def settings(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return Settings(tmp_path, tmp_path, *read(file))


def test_one_line_changes_and_its_comment_stays() -> None:
    lines = changed(OWN, "", "theme", "night").splitlines()
    assert lines[1] == 'theme = "night"  # the lid faces south'
    assert [a for a, b in zip(OWN.splitlines(), lines, strict=True) if a != b] == [OWN.splitlines()[1]]


def test_a_new_setting_stands_in_the_head_and_a_new_key_in_its_table() -> None:
    text = changed(changed(OWN, "", "notice_seconds", "12"), "keys", "desk.jump", "g")
    said = tomllib.loads(text)
    assert said["notice_seconds"] == 12 and said["keys"]["desk.jump"] == "g" and said["other"] == {"theme": "kept"}
    assert text.index("notice_seconds") < text.index("# keys of the left-handed") < text.index("desk.jump")


def test_a_key_is_taken_out_again_and_the_first_one_makes_the_table() -> None:
    assert "incident.report" not in changed(OWN, "keys", "incident.report", None)
    assert changed("", "keys", "desk.jump", "g") == '[keys]\n"desk.jump" = "g"\n'
    assert changed("theme = 'light'", "", "theme", "dark") == 'theme = "dark"\n'


def test_windows_lines_and_mark_stay(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xef\xbb\xbf" + '# 备注\r\ntheme = "dark"\r\n'.encode())
    change(file, "", "theme", "light")
    assert file.read_bytes() == b"\xef\xbb\xbf" + '# 备注\r\ntheme = "light"\r\n'.encode()
    assert read(file) == ({"theme": "light"}, None)


@pytest.mark.parametrize(
    "text", ['theme = """\ndark"""\n', 'keys = { "desk.jump" = "g" }\n', "theme = \n", 'keys."desk.jump" = "g"\n']
)
def test_what_one_line_cannot_change_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Strange):
        change(file, "", "theme", "light") if "theme" in text else change(file, "keys", "desk.jump", "x")
    assert file.read_text(encoding="utf-8") == text and list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(OWN, encoding="utf-8")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        change(file, "", "theme", "light")
    assert file.read_text(encoding="utf-8") == OWN and list(tmp_path.iterdir()) == [file]


VALUES = {name: list(c.allowed) or ["off", "20:00-06:30", "22:15-05:00", "9", "60"] for name, c in CHOICES.items()}


@given(
    st.lists(st.sampled_from(["# theme = no", "", "x = 1", 'y = "theme = 3"', "z = [1] # [keys]",
                              '"q.r" = true', "  ", "w = '''\ntheme = 1\n'''"]), unique=True),
    st.sampled_from(["", '[keys]\n"desk.jump" = "g"\n', "[keys]\n\n[b]\ntheme = 1", "[keys] # ours\nb = 'x'"]),
    st.lists(st.tuples(st.sampled_from(sorted(CHOICES)), st.integers(0, 4)), max_size=4),
)  # fmt: skip
def test_any_change_means_exactly_itself(head: list[str], tail: str, changes: list[tuple[str, int]]) -> None:
    text = "\n".join([*head, tail])
    wanted = tomllib.loads(text)
    for name, pick in changes:
        value = VALUES[name][pick % len(VALUES[name])]
        before, text = text, changed(text, "", name, value)
        try:
            said = tomllib.loads(text)
        except ValueError:  # a text of several lines that looks like a setting: `change` refuses it
            assert "'''" in before
            return
        wanted[name] = int(value) if value.isdigit() else value
        if said != wanted:
            assert "'''" in before
            return
        assert [line for line in before.splitlines() if line.startswith("#")] == [
            line for line in text.splitlines() if line.startswith("#")
        ]


def test_a_broken_file_names_its_line_and_the_defaults_hold(tmp_path: Path) -> None:
    found = settings(tmp_path, '# ours\ntheme = "dark"\nnight = twenty\n')
    assert found.faults() == [Fault(3)] and found.chosen("theme") == "auto" and found.keys() == {}


def test_a_value_that_cannot_be_meant_names_its_line_and_the_others_hold(tmp_path: Path) -> None:
    found = settings(tmp_path, 'theme = "pink"\nlanguage = "EN"\nnotice_seconds = 2\n[keys]\n"desk.jump" = 7\n')
    assert found.faults() == [Fault(1, "theme", "pink"), Fault(3, "notice_seconds", "2"), Fault(5, "desk.jump", "7")]
    assert found.chosen("theme") == "auto" and found.chosen("language") == "en" and found.keys() == {}


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"[" * 5000, b"a = " + b"[" * 5000, b"keys = 3"])
def test_garbage_is_a_fault_and_no_fall(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(raw)
    found = Settings(tmp_path, tmp_path, *read(file))
    assert len(found.faults()) == 1 and found.chosen("night") == "off"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("20:00-6:30", "20:00-06:30"), ("20：00 — 6：30", "20:00-06:30"), ("20至6", "20:00-06:00"), ("off", "off"),
     ("20:00", None), ("20:00-20:00", None), ("25:00-06:00", None), ("20:60-06:00", None), ("at night", None), ("²0-6", None)],
)  # fmt: skip
def test_a_night_is_two_times_of_day(typed: str, kept: str | None) -> None:
    assert meant("night", typed) == kept


def test_every_default_can_be_meant() -> None:
    assert all(meant(name, choice.default) == choice.default for name, choice in CHOICES.items())
