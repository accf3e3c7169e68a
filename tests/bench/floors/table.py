"""The least that a Textual list can be: a DataTable of a hundred rows, nine columns, a cursor."""

from textual.app import App
from textual.widgets import DataTable

COLUMNS = ("No.", "Level", "What", "Where", "State", "Elapsed", "Command", "Next", "Last word")


class Bare(App):
    def compose(self):
        yield DataTable(cursor_type="row")

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns(*COLUMNS)
        for number in range(1, 101):
            table.add_row(
                f"row-{number:04d}", "II orange", "Fire", "2F food court", "responding", "0:42:10", "Chen Hao", "report to bureau −0:03:10",
                "14:06 fire out",
            )  # fmt: skip


Bare().run()
