"""The least that could paint and write: Textual with one widget, and sqlmodel imported before it."""

import sqlmodel  # noqa: F401
from textual.app import App
from textual.widgets import Static


class Bare(App):
    def compose(self):
        yield Static("painted")


Bare().run()
