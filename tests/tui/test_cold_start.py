"""DESIGN 5: nothing but textual and the standard library before the first paint; nothing heavy before the rows stand."""

from __future__ import annotations

import subprocess
import sys
import textwrap

HEAVY = {
    "sqlmodel",
    "pydantic",
    "sqlalchemy",
    "apscheduler",
    "typer",
    "yaml",
    "alembic",
    "plyer",
    "qrcode",
    "pydantic_settings",
}
FIRST = {"textual", "rich", "commandpost", "markdown_it", "mdurl", "pygments", "typing_extensions", "platformdirs"}


def in_a_fresh_interpreter(program: str) -> set[str]:
    """Run it and give the top-level modules it prints."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_first_paint_loads_textual_and_nothing_foreign() -> None:
    loaded = in_a_fresh_interpreter(
        """
        import sys
        from commandpost.tui.app import DeskApp

        class Probe(DeskApp):
            async def _begin(self):
                self.loaded = {name.partition(".")[0] for name in sys.modules}
                self.exit(0)

        app = Probe(None)
        app.run(headless=True)
        print(*app.loaded)
        """
    )
    foreign = loaded - set(sys.stdlib_module_names) - FIRST
    assert not {name for name in foreign if not name.startswith("_")}, foreign
    assert not loaded & HEAVY


def test_the_door_to_the_screen_loads_nothing_foreign() -> None:
    loaded = in_a_fresh_interpreter(
        """
        import sys
        import commandpost.cli
        from commandpost.tui_opener import Opening
        print(*{name.partition(".")[0] for name in sys.modules})
        """
    )
    assert not loaded & HEAVY and "textual" not in loaded


def test_the_rows_stand_before_anything_heavy_is_loaded() -> None:
    loaded = in_a_fresh_interpreter(
        """
        import sys
        from pathlib import Path
        from tests.tui.fake_desk import FakeDesk, FakeOpener
        from commandpost.tui.app import DeskApp
        import commandpost.desk

        from commandpost.tui.parts.opening import Opening

        def shown(self):
            assert app.screen.pane_here.table.count == 4
            app.loaded = {name.partition(".")[0] for name in sys.modules}
            app.exit(0)

        Opening._rows_shown = shown
        app = DeskApp(FakeOpener(FakeDesk().furnish()))
        app.run(headless=True)
        print(*app.loaded)
        """
    )
    assert not loaded & HEAVY


def test_a_fault_of_the_screen_is_one_line_and_its_traceback_is_for_the_log_file() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(
                """
                import functools, logging
                logging.getLogger("commandpost").addHandler(logging.FileHandler("/dev/null"))
                logging.getLogger("commandpost").propagate = False
                from tests.tui.fake_desk import FakeDesk, FakeOpener
                from commandpost.tui.app import DeskApp, run
                from commandpost.tui.parts.opening import Opening

                def fall(self):
                    secret = "a guest's name"
                    raise RuntimeError("fell")

                Opening._rows_shown = fall
                DeskApp.run = functools.partialmethod(DeskApp.run, headless=True)
                raise SystemExit(run(FakeOpener(FakeDesk().furnish()), "en"))
                """
            ),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip().endswith("Start it again; the log file has the details."), done.stderr
    assert "Traceback" not in done.stderr + done.stdout and "guest" not in done.stderr + done.stdout
