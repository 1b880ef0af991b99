"""Documents in the admin: their day and province cannot be changed so that targets vanish."""

from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.models import Document
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(client):
    client.force_login(cast.hoa())
    client.cookies["django_language"] = "en"
    found = make.document("nghi-quyet-1")
    make.target(make.indicator(), cast.hai_duong(), "80", "2025-Q4", document=found)
    return found


def send(client, paper, **changes) -> dict[str, list[str]]:
    """What is refused when the form is sent with these changes."""
    address = f"/admin/indicators/document/{paper.pk}/change/"
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    sent = {name: f"{each:%d/%m/%Y}" if hasattr(each, "strftime") else each for name, each in values.items()}
    sent = {name: each for name, each in sent.items() if each is not None}
    response = client.post(address, sent | changes)
    return dict(response.context["adminform"].form.errors) if response.status_code == 200 else {}


def test_targets_do_not_vanish_behind_a_day_that_has_not_come(client, paper):
    tomorrow = timezone.localdate() + timedelta(days=1)
    day = f"{tomorrow.day}/{tomorrow.month}/{tomorrow.year}"
    told = f"{day} has not come yet: the target that this document sets would vanish until then."
    assert send(client, paper, issued_on=day) == {"issued_on": [told]}
    assert send(client, paper, issued_on="01/02/2021") == {}
    assert send(client, make.document("khac"), issued_on=day) == {}


def test_a_document_stays_with_the_province_of_its_targets(client, paper):
    hai_duong = paper.targets.get().province
    assert send(client, paper, province=cast.ha_giang().pk) == {
        "province": ["This document sets targets of Hai Duong."]
    }
    assert send(client, paper, province=hai_duong.pk) == {}
    make.target(make.indicator("ca-nuoc"), None, "20", "2025-Q4", document=paper)
    Document.objects.update(province=None)
    assert send(client, paper, province=hai_duong.pk) == {
        "province": ["This document sets targets of the whole country."]
    }
