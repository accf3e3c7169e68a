"""Says which kinds of value a plan is written in: codes, one-line texts, minutes, exact numbers (DESIGN 3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

TEN_YEARS = 5_256_000  # in minutes: beyond it a due time is a slip of the keyboard, not a plan
A_LOT = 10**13

LINE = r"^[^\n\r\t]*[^\s][^\n\r\t]*$"
CODE = r"^[a-z0-9][a-z0-9_]*$"
LASTING = r"^[a-z0-9_]+(\.[a-z0-9_]+)+$"
MEETS = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"
STOCK = r"^[A-Z0-9][A-Z0-9-]*$"
FORMULA = r"^[a-z0-9_]+( ?\+ ?[a-z0-9_]+)+$"
HOUR = r"^([01]\d|2[0-3]):[0-5]\d$"
DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"

Text = Annotated[str, StringConstraints(pattern=LINE, max_length=2000)]
Word = Annotated[str, StringConstraints(pattern=LINE, max_length=80)]
Code = Annotated[str, StringConstraints(pattern=CODE, max_length=64)]
Lasting = Annotated[str, StringConstraints(pattern=LASTING, max_length=120)]
Meets = Annotated[str, StringConstraints(pattern=MEETS, max_length=120)]
StockCode = Annotated[str, StringConstraints(pattern=STOCK, max_length=40)]
Formula = Annotated[str, StringConstraints(pattern=FORMULA, max_length=400)]
Day = Annotated[str, StringConstraints(pattern=DAY)]
Hour = Annotated[str, StringConstraints(pattern=HOUR)]
LevelCode = Literal["I", "II", "III", "IV"]
Minutes = Annotated[int, Field(ge=0, le=TEN_YEARS)]
Positive = Annotated[int, Field(ge=1, le=TEN_YEARS)]
Equipment = Literal["lift", "ride", "ropeway"]


def _whole(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


Number = Annotated[Decimal, BeforeValidator(_whole), Field(ge=0, le=A_LOT)]
AboveZero = Annotated[Decimal, BeforeValidator(_whole), Field(gt=0, le=A_LOT)]


class Row(BaseModel):
    """Anything written as fields: nothing is turned into something else, no unknown field passes."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Coded(Row):
    """A named thing: a lasting code and its name in both languages."""

    code: Code
    zh: Text
    en: Text


class LastingRow(Row):
    """A sentence with a lasting code, in both languages."""

    id: Lasting
    zh: Text
    en: Text


class BothNames(Row):
    """A sentence in both languages."""

    zh: Text
    en: Text
