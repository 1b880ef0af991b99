from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from dtracker.accounts import access
from dtracker.accounts.models import Membership
from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


@pytest.fixture
def ha_giang():
    return cast.ha_giang()


def test_an_officer_enters_figures_at_home_only(hai_duong, ha_giang):
    lan = cast.lan(hai_duong)
    assert access.can(lan, Permission.FIGURE_ENTER, province=hai_duong)
    assert not access.can(lan, Permission.FIGURE_ENTER, province=ha_giang)
    assert not access.can(lan, Permission.FIGURE_ENTER)
    assert not access.can(lan, Permission.FIGURE_REVIEW, province=hai_duong)


def test_national_people_may_everywhere(hai_duong):
    hoa = cast.hoa()
    assert access.can(hoa, Permission.TARGET_REVISE, province=hai_duong)
    assert access.can(hoa, Permission.TARGET_REVISE)
    assert list(access.provinces_for(hoa, Permission.TARGET_REVISE)) == [hai_duong]
    assert access.own_provinces(hoa) == []


def test_require_names_what_is_missing(hai_duong):
    with pytest.raises(access.NotAllowed):
        access.require(cast.nam(hai_duong), Permission.FIGURE_ENTER, province=hai_duong)
    access.require(cast.lan(hai_duong), Permission.FIGURE_ENTER, province=hai_duong)


def test_a_membership_counts_from_its_first_to_its_last_day(hai_duong):
    today = timezone.localdate()
    lan = cast.lan(hai_duong)
    lan.memberships.update(since=today, until=today)
    assert access.can_anywhere(lan, Permission.FIGURE_ENTER)
    over = cast.quang(hai_duong)
    over.memberships.update(until=today - timedelta(days=1))
    assert not access.can_anywhere(over, Permission.FIGURE_ENTER)
    coming = cast.minh(hai_duong)
    coming.memberships.update(since=today + timedelta(days=1))
    assert access.memberships_of(coming) == []


def test_a_switched_off_account_may_nothing(hai_duong):
    lan = cast.lan(hai_duong)
    lan.is_active = False
    assert access.memberships_of(lan) == []
    assert not access.can_anywhere(lan, Permission.FIGURE_ENTER)


def test_a_visitor_may_nothing(hai_duong):
    assert not access.can(AnonymousUser(), Permission.DRAFT_READ, province=hai_duong)
    assert access.own_provinces(AnonymousUser()) == []


def test_own_provinces_come_once_and_in_official_order(hai_duong, ha_giang):
    lan = cast.lan(hai_duong)
    for place in (ha_giang, hai_duong):
        Membership.objects.create(user=lan, role=Role.READER, province=place)
    assert access.own_provinces(lan) == [ha_giang, hai_duong]
    assert list(access.provinces_for(lan, Permission.FIGURE_ENTER)) == [hai_duong]


def test_memberships_are_read_once(hai_duong, django_assert_num_queries):
    lan = cast.lan(hai_duong)
    with django_assert_num_queries(1):
        for permission in Permission:
            access.can(lan, permission, province=hai_duong)


def test_who_is_an_admin(hai_duong):
    assert access.is_admin(cast.hoa())
    assert access.is_admin(cast.person("khanh", Role.ADMIN, hai_duong))
    assert not access.is_admin(cast.lan(hai_duong))


def test_every_permission_is_granted_by_some_role():
    assert frozenset().union(*PERMISSIONS.values()) == frozenset(Permission)
    assert set(PERMISSIONS) == set(Role)


def test_membership_reads_as_a_sentence(hai_duong):
    lan = cast.lan(hai_duong)
    assert str(lan.memberships.get()) == "Lan · Cán bộ nhập liệu · Hải Dương"


def test_a_membership_with_a_unit_gives_its_permissions_for_that_unit_only(hai_duong):
    unit, other = make.unit(hai_duong), make.unit(hai_duong, "so-y-te-hd")
    tam = cast.person("tam", None)
    Membership.objects.create(user=tam, role=Role.OFFICER, province=hai_duong, unit=unit)
    for permission in PERMISSIONS[Role.OFFICER]:
        may = [access.can(tam, permission, province=hai_duong, unit=each) for each in (unit, other, None)]
        assert (permission, may) == (permission, [True, False, False])
    assert list(access.provinces_with(tam, Permission.TASK_READ)) == [hai_duong]
    assert not access.provinces_for(tam, Permission.DRAFT_READ).exists()
    assert list(access.units_for(tam, Permission.DRAFT_READ)) == [unit]
    assert not access.provinces_for(tam, Permission.TASK_READ).exists()


def test_who_holds_a_permission_for_the_province_holds_it_for_its_units(hai_duong, ha_giang):
    unit, elsewhere = make.unit(hai_duong), make.unit(ha_giang, "so-tttt-hg")
    lan = cast.lan(hai_duong)
    may = [access.can(lan, Permission.FIGURE_ENTER, province=each.province, unit=each) for each in (unit, elsewhere)]
    assert may == [True, False]
    assert list(access.units_for(lan, Permission.FIGURE_ENTER)) == [unit]
    assert access.units_for(cast.hoa(), Permission.FIGURE_ENTER).count() == 2
