"""Keeping the log: what is refused, and what said twice is done once."""

import pytest

from agreements.actions import log
from agreements.actions.refusals import NothingChanged
from agreements.enums import LogKind
from agreements.models import Conclusion
from indicators.actions.refusals import Faulty
from tests import cast, make

pytestmark = pytest.mark.django_db


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.thu = cast.thu(self.place)
        self.event = make.event(self.place)
        self.first = Conclusion.objects.create(event=self.event, order=1, text="Mở lớp")
        self.second = Conclusion.objects.create(event=self.event, order=2, text="Mở lớp nữa")

    def assign(self, which: Conclusion, **fields):
        return log.assign(conclusion=which, fields={"work_vi": "Mở lớp"} | fields, by=self.thu)


def test_what_stands_there_already_is_no_change(made):
    found = make.obstacle(made.place, owner="Sở Nội vụ")
    seen = found.history.latest().history_id
    with pytest.raises(NothingChanged):
        log.handle(entry=found, fields={"owner": "Sở Nội vụ"}, seen=seen, by=made.thu)


def test_the_same_entry_is_added_once_and_the_same_words_about_another_agreement_are_another(made):
    fields = {"text_vi": "Thiếu kinh phí", "category_vi": "tài chính", "agreement": make.agreement(made.place)}
    add = {"kind": LogKind.OBSTACLE, "province": made.place, "by": made.thu}
    first = log.add(fields=fields, **add)
    assert log.add(fields=fields, **add) == first
    second = log.add(fields=fields | {"agreement": None, "category_vi": "ngân sách"}, **add)
    assert (second == first, second.category_vi) == (False, "ngân sách")


def test_an_entry_names_no_agreement_of_another_province(made):
    other = make.agreement(cast.ha_giang(), "hg-fpt")
    with pytest.raises(Faulty) as refused:
        log.add(kind=LogKind.OBSTACLE, province=made.place, fields={"text_vi": "x", "agreement": other}, by=made.thu)
    assert [field for field, _sentence in refused.value.faults] == ["agreement"]


def test_a_conclusion_says_something(made):
    with pytest.raises(Faulty):
        log.conclude(event=made.event, text="  ", by=made.thu)


def test_a_conclusion_becomes_one_task_and_a_task_comes_of_one_conclusion(made):
    task = made.assign(made.first)
    assert made.assign(made.first, work_vi="Khác") == task
    with pytest.raises(Faulty) as refused:
        made.assign(made.second)
    assert [field for field, _sentence in refused.value.faults] == ["work_vi"]
    made.second.refresh_from_db()
    assert made.second.task is None
