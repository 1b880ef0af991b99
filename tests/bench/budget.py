"""What a measured thing may cost, said beside what it did cost."""


def told(what: str, measured: float, most: float, unit: str) -> str:
    """One line of the report; "OVER" where the budget does not hold."""
    verdict = "ok" if measured <= most else "OVER"
    return f"  {what:<44}{measured:>9.1f} {unit:<8} budget {most:>6g} {unit:<8} {verdict}"
