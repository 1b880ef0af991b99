"""Two admins at the same moment: neither body goes under the other while that one goes under it."""

import pytest
from django.test import Client

from agreements.models import Body
from tests import cast, make
from tests.indicators.races.start import done, together

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_two_bodies_put_under_each_other_at_once():
    place, hoa = cast.hai_duong(), cast.hoa()
    bodies = [make.body(place), make.body(place)]

    def put(body: Body, under: Body):
        client = Client()
        client.force_login(hoa)
        page = f"/admin/agreements/body/{body.pk}/change/"
        sent = {"province": place.pk, "name_vi": "Tổ", "kind": body.kind, "scope": body.scope, "parent": under.pk}
        rows = {f"{each}-{count}_FORMS": 0 for each in ("members", "keepers") for count in ("TOTAL", "INITIAL")}
        return lambda: client.post(page, sent | rows).status_code

    first, second = bodies
    answers = together(put(first, second), put(second, first))
    assert sorted(done(answers)) == [200, 302]
    assert Body.objects.filter(parent=None).count() == 1
