"""Small trees of criteria for the tests of the engine."""

from decimal import Decimal

from indicators.scoring.enums import Formula, Rescale
from indicators.scoring.tree import Criterion, Rules

HUNDRED = Decimal(100)


def rules(**fields) -> Rules:
    return Rules(**({"total": HUNDRED, "decimals": 2} | fields))


def group(number: str, maximum, parent: str | None = None, **fields) -> Criterion:
    return Criterion(number, Decimal(maximum), parent, **fields)


def leaf(number: str, maximum, parent: str | None = None, formula=Formula.POINTS, **fields) -> Criterion:
    return Criterion(number, Decimal(maximum), parent, formula=formula, **fields)


TWO_GROUPS = [
    group("1", 60),
    leaf("1.1", 40, "1"),
    leaf("1.2", 20, "1", kinds=frozenset({"department"})),
    group("2", 40),
    leaf("2.1", 30, "2", Formula.PROPORTIONAL, parameters="0; 90"),
    leaf("2.2", 10, "2", Formula.YES_NO, needs_evidence=True),
    leaf("B", 5, None, Formula.BONUS, parameters="2"),
    leaf("M", 10, None, Formula.MINUS, parameters="1"),
]
ALL_RESCALES = list(Rescale)
