"""What a printed page says about the figures on it."""

import re

import pytest

from tests import cast

pytestmark = pytest.mark.django_db
PRINTED = re.compile(r'<div class="print-head">.*?<span>(.*?)</span>\s*</div>', re.DOTALL)


def printed(client, address):
    found = PRINTED.search(client.get(address).content.decode())[1]
    return re.sub(r"<.*?>", "", found).partition(" · ")[2]


def test_pages_of_readers_hold_published_figures_only(client):
    assert printed(client, "/") == "chỉ gồm số liệu đã công bố · trang này: /"


def test_pages_of_work_say_that_figures_are_not_published_yet(client):
    client.force_login(cast.lan(cast.hai_duong()))
    assert printed(client, "/entry/") == "gồm cả số liệu chưa công bố · trang này: /entry/"
