"""The least that a Textual program can be: one widget, painted."""

from textual.app import App
from textual.widgets import Static


class Bare(App):
    def compose(self):
        yield Static("painted")


Bare().run()
