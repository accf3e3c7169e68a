"""R4.3, DESIGN 4: the board says what is late, what comes next and what is going on, at every size and in both languages."""

from __future__ import annotations

import pytest

from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import sitting

RULE = "─" * 120


async def test_the_board_as_the_eye_meets_it() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        await seat.see("26-0003", "Guard 12")
        shown = seat.lines()
        assert shown[:-1] == [
            " Harbour Mall · Desk A · Lin Wei  I 0   II orange 1   III yellow 1   IV 0   level not set 1     LATE 1  ready  14:07:42",
            " LATE 0:03:10  report to dist… 26-0007 │ NEXT 0:04:00  level to be na… 26-0008 │ 0:11:05  2 h limit 26-0009",
            " 4 open · 1 late " + "─" * 83 + " most urgent first ─",
            " No.      Level       What          Where         State       Elapsed Command    Next ↑                    Last word",
            "▌26-0007  II orange   Fire          2F food court responding  0:42:10 Chen Hao…  report to distr… −0:03:10 14:06 check…",
            " 26-0009  III yellow  Lift entrapm… Lift B3       responding  0:42:10 Chen Hao…  2 h limit         0:11:05 14:06 check…",
            " 26-0008  unset, IV?  Customer fall Gate 4        reported    0:42:10            level to be named 0:04:00 14:06 check…",
            " 26-0003  unset       Crowd crush   Hall 1        after the…          Chen Hao…                            14:06 check…",
            *[""] * 11,
            RULE,
            " 26-0007 Fire · 2F food court   II orange   since 13:25",
            "   #1 14:05 Guard 12, radio         2F food court",
            *[""] * 13,
        ]
        assert (
            " l log entry  Enter open " in shown[-1]
            and " w which  O sort " in shown[-1]
            and shown[-1].endswith("? help")
        )


async def test_the_board_in_chinese() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk, language="zh_CN") as seat:
        await seat.see("26-0003", "Guard 12")
        shown = seat.lines()
        assert (
            shown[0].startswith(" Harbour Mall · A 台 · Lin Wei") and "II 橙 1" in shown[0] and "未定级 1" in shown[0]
        )
        assert shown[1].startswith(" 超时 0:03:10  report to dist")
        assert shown[2].startswith(" 未结束 4 起 · 超时 1 起 ─") and shown[2].endswith(" 最急的在前 ─")
        assert "编号" in shown[3] and "下一步 ↑" in shown[3]
        assert shown[4].startswith("▌26-0007  II 橙") and "−0:03:10" in shown[4]
        assert "未定，拟IV" in shown[6]
        assert " l 记事  回车 打开 " in shown[-1] and " w 筛选  O 排序 " in shown[-1] and shown[-1].endswith("? 帮助")


async def test_a_small_screen_keeps_the_columns_that_matter() -> None:
    async with sitting(FakeDesk().furnish(), size=(80, 24)) as seat:
        await seat.see("26-0003")
        shown = seat.lines()
        assert shown[2] == " 4 open · 1 late " + "─" * 43 + " most urgent first ─"
        assert shown[3] == " No.      Level       What           Where          Next ↑"
        assert shown[4] == "▌26-0007  II orange   Fire           2F food court  report to distric… −0:03:10"
        assert len(shown) == 24 and "Guard 12" not in seat.text()
        assert (
            shown[0].startswith(" Harbour Mall ")
            and "II orange 1  III yellow 1" in shown[0]
            and shown[0].endswith("14:07:42")
        )


async def test_a_wide_screen_uses_the_room() -> None:
    async with sitting(FakeDesk().furnish(), size=(200, 50)) as seat:
        await seat.see("26-0003", "Guard 12")
        row = seat.chosen()
        assert (
            "Chen Hao (deputy leader)" in row
            and "report to district bureau" in row
            and "checking the ceiling void" in row
        )
        assert "Since" in seat.lines()[3] and " 13:25 " in row, "more columns"
        await seat.see("1 due · 0 done", "LATE 0:03:10", "→ leading group")
        below = next(line for line in seat.lines() if "Guard 12" in line)
        assert "│" in below, "what it owes stands beside its newest words"


async def test_the_level_that_nobody_set_is_said_in_words() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        await seat.see("26-0008")
        await seat.press("down", "down")
        await seat.see("26-0008 Customer fall · Gate 4   level not set, suggested IV blue")


async def test_the_lower_part_follows_the_cursor() -> None:
    desk = FakeDesk().furnish()
    desk.logs["26-0009"] = [desk.entry(str(n), f"word {n}", by="Zhou") for n in range(1, 20)]
    async with sitting(desk) as seat:
        await seat.see("26-0009")
        await seat.press("down")
        await seat.see("#19", "word 19")
        shown = seat.text()
        assert shown.index("word 19") < shown.index("word 18"), "newest first"
        assert seat.chosen().startswith("▌26-0009")


async def test_an_empty_board_says_what_to_do_and_names_only_keys_that_exist() -> None:
    async with sitting(FakeDesk()) as seat:
        await seat.see("No incident is open.", "n report one in a line", "Nothing is due.")
        await seat.press("n")
        await seat.see("report ▸")


async def test_seconds_run_and_what_is_due_becomes_late() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.see("26-0008")
        desk.clock.put(desk.clock.now().replace(minute=11, second=43))
        await seat.see("14:11:43", "−0:00:01")
        late = next(line for line in seat.lines() if line.startswith(" 26-0008"))
        assert "level to be nam… −0:00:01" in late and "0:46:11" in late
        assert seat.lines()[1].startswith(
            " LATE 0:07:11  report to dist… 26-0007 │ LATE 0:00:01  level to be na… 26-0008"
        )


async def test_what_another_process_writes_appears() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.see("26-0008")
        desk.row("26-0011", "Power failure", "B1")
        desk.others_wrote = True
        await seat.see("26-0011", "Power failure")


async def test_the_language_changes_while_one_looks() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        await seat.see("Last word")
        await seat.press("ctrl+l")
        await seat.see("最新记事", "就绪", "回车 打开")
        await seat.press("ctrl+l")
        await seat.see("Last word", "Enter open")


async def test_an_exercise_is_said_on_every_page() -> None:
    desk = FakeDesk().furnish()
    desk.exercise = True
    async with sitting(desk) as seat:
        await seat.see("演练 EXERCISE")
        await seat.press("enter")
        await seat.see("report chain", "演练 EXERCISE")


async def test_words_of_a_stranger_cannot_steer_the_terminal() -> None:
    desk = FakeDesk().furnish()
    desk.row("26-0012", "Fire \x1b[31m", "Gate\u202e 7\x07", last_word="one\ntwo\tthree")
    async with sitting(desk, size=(200, 50)) as seat:
        await seat.see("26-0012", "one two three")
        row = next(line for line in seat.lines() if "26-0012" in line)
        assert "\x1b" not in row and "\x07" not in row and "\u202e" not in row


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_no_line_is_ever_wider_than_the_screen(language: str, size: tuple[int, int]) -> None:
    from rich.cells import cell_len

    desk = FakeDesk().furnish()
    desk.row(
        "26-0013",
        "顾客摔伤或受伤以及其他很长的类型名称",
        "三楼东侧美食广场靠近四号扶梯的位置",
        last_word="现场有多名顾客围观" * 9,
    )
    async with sitting(desk, size=size, language=language) as seat:
        await seat.see("26-0013")
        assert {cell_len(line) for line in seat.lines()} <= set(range(size[0] + 1))
        assert len(seat.lines()) == size[1]
