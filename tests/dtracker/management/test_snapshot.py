from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from indicators.models import Snapshot
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return make.target(make.indicator(), cast.hai_duong(), 80, code="ho-so-2025")


def run(*options: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("snapshot", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_all_targets_are_kept_as_of_today(target):
    assert run() == "1 target was judged.\n"
    assert Snapshot.objects.get().judged_on == timezone.localdate()
    assert run("--check") == "1 snapshot is true.\n"


def test_a_start_on_the_same_day_does_not_judge_again(target):
    run()
    kept = Snapshot.objects.values_list("pk", "lacking")
    Snapshot.objects.update(lacking="7")
    assert run("--if-old") == ""
    assert [lacking for _pk, lacking in kept.all()] == ["7"]
    Snapshot.objects.update(judged_on=timezone.localdate() - timedelta(days=1))
    assert run("--if-old") == "1 target was judged.\n"


def test_what_is_not_true_is_named(target):
    run()
    Snapshot.objects.update(status="met")
    with pytest.raises(CommandError, match="1 snapshot says something else than judging anew"):
        run("--check")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("snapshot", "--check", stderr=out)
    assert out.getvalue() == "ho-so-2025: status\n"
    run()
    assert run("--check") == "1 snapshot is true.\n"
