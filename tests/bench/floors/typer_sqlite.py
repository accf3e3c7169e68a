"""What a question on the command line is measured against: Python, typer and sqlite3 imported, nothing done."""

import sqlite3  # noqa: F401

import typer  # noqa: F401
