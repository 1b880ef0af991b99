"""Tasks in the admin: what changes by steps is only looked at, and who has the task open elsewhere is told."""

import pytest

from tests import cast, make

pytestmark = pytest.mark.django_db


def test_a_head_of_a_group_sees_all_its_tasks(client):
    place = cast.hai_duong()
    group, quang = make.body(place), cast.quang(cast.ha_giang())
    client.force_login(cast.hoa())
    sent = {"body": group.pk, "user": quang.pk, "role": "head"}
    refused = client.post("/admin/agreements/taskkeeper/add/", sent)
    assert list(refused.context["adminform"].form.errors) == ["user"]
    assert client.post("/admin/agreements/taskkeeper/add/", sent | {"user": cast.nam(place).pk}).status_code == 302
    assert [(each.user.username, each.role) for each in group.keepers.all()] == [("nam", "head")]


def test_a_group_has_one_head_and_gets_another_in_one_step(client):
    place = cast.hai_duong()
    group, lan, nam = make.body(place), cast.lan(place), cast.nam(place)
    client.force_login(cast.hoa())

    def send(*keepers: tuple):
        """(user, role, row that is there) of each keeper on the page of the group."""
        stored = sum(1 for *_about, row in keepers if row)
        sent = {"province": place.pk, "name_vi": "Tổ", "kind": group.kind, "scope": group.scope}
        sent |= {"members-TOTAL_FORMS": 0, "members-INITIAL_FORMS": 0}
        sent |= {"keepers-TOTAL_FORMS": len(keepers), "keepers-INITIAL_FORMS": stored}
        for number, (user, role, row) in enumerate(keepers):
            fields = {"user": user.pk, "role": role, "body": group.pk, "id": row.pk if row else ""}
            sent |= {f"keepers-{number}-{name}": value for name, value in fields.items()}
        return client.post(f"/admin/agreements/body/{group.pk}/change/", sent).status_code

    def keepers() -> list[tuple]:
        return list(group.keepers.order_by("pk").values_list("user__username", "role"))

    assert send((lan, "head", None), (nam, "head", None)) == 200
    assert send((lan, "secretary", None), (nam, "head", None)) == 302
    first, second = group.keepers.order_by("pk")
    assert send((lan, "head", first), (nam, "secretary", second)) == 302
    assert keepers() == [("lan", "head"), ("nam", "secretary")]
    assert send((nam, "head", None)) == 200


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
    refused = client.post(address, sent | empty | {"starts_on": "25/3/0026"})
    assert list(refused.context["adminform"].form.errors) == ["starts_on"]
    # What does not fit together on its page does not fit here.
    theirs = make.programme(make.agreement(task.province))
    wrong = {"agreement": make.agreement(task.province, "hd-vnpt").pk, "programme": theirs.pk}
    for field, change in (("programme", wrong), ("starts_on", {"starts_on": "1/1/2027"})):
        refused = client.post(address, sent | empty | change)
        assert list(refused.context["adminform"].form.errors) == [field]
    assert client.post(address, sent | empty | {"programme": theirs.pk}).status_code == 302
    task.refresh_from_db()
    assert task.agreement == theirs.agreement
    response = client.post(address, sent | empty | {"person": "Lê Thị Bình", "state": "done", "deadline": "1/1/2030"})
    assert response.status_code == 302
    before = task.deadline
    task.refresh_from_db()
    assert (task.person, task.version, task.state, task.deadline) == ("Lê Thị Bình", 3, "planned", before)
