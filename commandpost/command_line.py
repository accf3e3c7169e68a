"""Builds the one typer command that was asked for from a function's own signature, and runs it (DESIGN 2: a command is declared once)."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from commandpost.domain.core.kinds import Parameter, parameters
from commandpost.locale.words import say

IllFormed: Any = typer.BadParameter.__base__  # click's UsageError, wherever this typer keeps its click

def called(name: str, function: Callable[..., Any], sentence: str, given: list[str], run: Callable[..., int]) -> int:
    """Read the words given by the function's parameters and run; gives the exit code, 2 for ill-formed words."""

    def body(**kwargs: Any) -> int:
        return run(**{key: value for key, value in kwargs.items() if value is not None and value != []})

    body.__signature__ = inspect.Signature([_parameter(p) for p in parameters(function)])  # type: ignore[attr-defined]
    body.__annotations__ = {p.name: _hint(p) for p in parameters(function)}
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(help=say(sentence))(body)  # type: ignore[arg-type]
    command = typer.main.get_command(app)
    try:
        done = command.main(args=given, prog_name=f"commandpost {name.replace('.', ' ').replace('_', '-')}", standalone_mode=False)
    except typer.Exit as over:
        return over.exit_code
    except IllFormed as misuse:
        print(misuse.format_message(), file=sys.stderr)
        print(say("See --help."), file=sys.stderr)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        return 130
    return int(done or 0)


def _hint(parameter: Parameter) -> Any:
    kind: Any = bool if parameter.flag else list[str] if parameter.many else str
    metavar = parameter.kind.metavar if parameter.kind else parameter.name.upper()
    if parameter.positional:
        argument = typer.Argument(metavar=metavar, show_default=False)
        return Annotated[kind if parameter.required else kind | None, argument]
    spelled = f"--{parameter.name.replace('_', '-')}"
    if parameter.flag:
        return Annotated[bool, typer.Option(spelled)]
    option = typer.Option(spelled, metavar=metavar, show_default=parameter.default is not None)
    return Annotated[kind if parameter.required else kind | None, option]


def _parameter(parameter: Parameter) -> inspect.Parameter:
    default = inspect.Parameter.empty if parameter.required else (False if parameter.flag else None if parameter.many else parameter.default)
    return inspect.Parameter(parameter.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=_hint(parameter))
