"""Tasks in the admin: what changes by steps is only looked at, and who has the task open elsewhere is told."""

import pytest

from tests import cast, make

pytestmark = pytest.mark.django_db


def test_steps_are_taken_on_the_page_of_the_task_only(client):
    task = make.task(cast.hai_duong())
    client.force_login(cast.hoa())
    address = f"/admin/agreements/task/{task.pk}/change/"
    form = client.get(address).context["adminform"].form
    assert {"state", "done_on", "stop_reason", "deadline"} & set(form.fields) == set()
    elsewhere = make.unit(cast.ha_giang())
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
    empty = {f"{rows}-{each}_FORMS": 0 for rows in ("notes", "products", "reminders") for each in ("TOTAL", "INITIAL")}
    refused = client.post(address, sent | empty | {"unit": elsewhere.pk})
    assert list(refused.context["adminform"].form.errors) == ["unit"]
    response = client.post(address, sent | empty | {"person": "Lê Thị Bình", "state": "done", "deadline": "1/1/2030"})
    assert response.status_code == 302
    before = task.deadline
    task.refresh_from_db()
    assert (task.person, task.version, task.state, task.deadline) == ("Lê Thị Bình", 2, "planned", before)
