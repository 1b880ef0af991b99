"""Agreements in the admin: what two rows of one page cannot both say."""

import pytest

from tests import cast, make

pytestmark = pytest.mark.django_db


def test_an_agreement_ends_once(client):
    agreement = make.agreement(cast.hai_duong())
    client.force_login(cast.hoa())
    address = f"/admin/agreements/agreement/{agreement.pk}/change/"
    form = client.get(address).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
    sent |= {f"programmes-{each}_FORMS": 0 for each in ("TOTAL", "INITIAL")}

    def send(*days: str) -> list[dict]:
        stored = agreement.changes.count()
        rows = sent | {"changes-TOTAL_FORMS": stored + len(days), "changes-INITIAL_FORMS": stored}
        for number, row in enumerate(agreement.changes.all()):
            fields = {"id": row.pk, "step": row.step, "on": row.on, "reason_vi": row.reason_vi}
            rows |= {f"changes-{number}-{name}": value for name, value in fields.items()}
        for number, day in enumerate(days, start=stored):
            fields = {"step": "ended", "on": day, "reason_vi": "Đối tác rút"}
            rows |= {f"changes-{number}-{name}": value for name, value in fields.items()}
        response = client.post(address, rows)
        return [] if response.status_code == 302 else response.context["inline_admin_formsets"][0].formset.errors

    assert [list(each) for each in send("1/1/2026", "2/1/2026")] == [[], ["step"]]
    assert (send("1/1/2026"), agreement.changes.count()) == ([], 1)
    assert [list(each) for each in send("2/1/2026")] == [[], ["step"]]
