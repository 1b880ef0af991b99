"""Whether this process can serve: for machines, without a word of what is inside."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


def problem() -> str | None:
    """What keeps the product from serving: "database", "migrations", or None."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "database"
    return "migrations" if pending else None


@never_cache
@require_safe
def healthz(request):
    """200 {"status": "ok"}, or 503 with the reason in one word."""
    if found := problem():
        return JsonResponse({"status": "unavailable", "reason": found}, status=503)
    return JsonResponse({"status": "ok"})
