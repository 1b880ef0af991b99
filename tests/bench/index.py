"""What the results of the illustrative index cost: 31 criteria over 44 units, on the database of DATABASE_URL."""

import time

import django

django.setup()

from django.db import connection  # noqa: E402  (after Django is set up)
from django.test.utils import CaptureQueriesContext  # noqa: E402

from indicators.actions.scoring_results import results_of  # noqa: E402
from indicators.models import ScoringRound  # noqa: E402
from indicators.queries.scoring import all_scored  # noqa: E402
from tests.bench.budget import told  # noqa: E402

MOST_SECONDS, MOST_QUERIES = 1, 6


def main() -> None:
    found = ScoringRound.objects.get(code="mh-cds-2025")
    with CaptureQueriesContext(connection) as queries:
        before = time.perf_counter()
        method, sheets = all_scored(found)
        results = results_of(method, sheets)
        seconds = time.perf_counter() - before
    print(f"\nIndex of {len(method.scorer.tree.scored)} criteria over {len(results)} units:")
    print(told("totals, places and grades", seconds, MOST_SECONDS, "s"))
    print(told("queries", len(queries), MOST_QUERIES, ""), flush=True)


if __name__ == "__main__":
    main()
