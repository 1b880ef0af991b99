"""Figures: where they are shown."""

import pytest

from tests import cast, make

pytestmark = pytest.mark.django_db


def test_the_address_of_a_figure_is_the_page_of_its_series(client):
    figure = make.published(make.indicator(), cast.hai_duong(), "2025-Q1", "61.4").figure
    assert figure.get_absolute_url() == "/provinces/hai-duong/indicators/ho-so-tinh/"
    assert client.get(figure.get_absolute_url()).status_code == 200


def test_that_of_a_figure_of_the_whole_country_is_the_page_of_its_indicator(client):
    figure = make.published(make.indicator(), None, "2025-Q1", "61.4").figure
    assert figure.get_absolute_url() == "/indicators/ho-so-tinh/"
    assert client.get(figure.get_absolute_url()).status_code == 200
