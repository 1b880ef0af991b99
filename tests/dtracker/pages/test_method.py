import pytest

from indicators.enums import Status

pytestmark = pytest.mark.django_db


def test_every_status_and_the_thresholds_in_force_are_printed(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # which version this is
        response = client.get("/method/")
    page = response.content.decode()
    assert [status for status in Status if f"st-{status.value} " not in page] == []
    assert response.context["cut_offs"]["on_track"] == "0,95"
    assert response.context["cut_offs"]["speed_up"] == "0,60"
