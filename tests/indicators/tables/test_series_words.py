"""The words around the figures of one series."""

import pytest
from django.utils import timezone

from indicators.models import Figure
from tests import cast, make

pytestmark = pytest.mark.django_db
PAGE = "/provinces/hai-duong/indicators/{}/"


def page_of(client, indicator) -> str:
    client.cookies["django_language"] = "en"
    return client.get(PAGE.format(indicator.code)).content.decode()


@pytest.mark.parametrize("reason", ["Kỳ này không thu thập", "Kỳ này không thu thập."])
def test_the_sentence_about_the_chart_ends_in_one_full_stop(client, reason):
    made, place = make.indicator(), cast.hai_duong()
    make.published(made, place, "2024-Q4", 80)
    make.published(made, place, "2025-Q1", None, no_data_reason=reason)
    assert ": No figure: Kỳ này không thu thập. <a" in page_of(client, made)


def test_the_number_of_pieces_of_evidence_is_seen_without_unfolding(client):
    made, place = make.indicator(), cast.hai_duong()
    minh = cast.minh(place)
    for period, proofs in (("2024-Q3", 0), ("2024-Q4", 1), ("2025-Q1", 2)):
        figure = make.published(made, place, period, 80, quote="Nguyên văn").figure
        for number in range(proofs):
            make.evidence_file(figure, f"{number}.pdf")
        Figure.objects.filter(pk=figure.pk).update(published_at=timezone.now(), published_by=minh)
    page = page_of(client, made)
    told = [part.split("</summary>")[0] for part in page.split("<summary>Source and notes")[1:]]
    assert [("2 pieces of evidence" in each, "1 piece of evidence" in each) for each in told] == [
        (True, False),
        (False, True),
        (False, False),
    ]
