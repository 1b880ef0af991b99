"""An address is put together once, for each place the product is served from."""

from django.urls import clear_script_prefix, set_script_prefix

from dtracker.formats.addresses import path_to


def test_says_what_reverse_says():
    assert path_to("indicators:series", "hai-duong", "dti-rank") == "/provinces/hai-duong/indicators/dti-rank/"
    assert path_to("home") == "/"


def test_another_place_has_other_addresses():
    assert path_to("province", "hai-duong") == "/provinces/hai-duong/"
    set_script_prefix("/dtracker/")
    try:
        assert path_to("province", "hai-duong") == "/dtracker/provinces/hai-duong/"
    finally:
        clear_script_prefix()
