"""Who is said to get a mail."""

from django.utils import translation

from dtracker.accounts.models import User
from dtracker.accounts.told import told_words


def test_only_who_has_an_address_is_said_to_get_a_mail():
    minh = User(username="minh", full_name="Minh", email="minh@example.vn")
    ngoc = User(username="ngoc", full_name="Ngọc")
    with translation.override("en"):
        assert told_words([]) == ""
        assert told_words([minh]) == "A mail goes to: Minh."
        assert told_words([minh, ngoc]) == ("A mail goes to: Minh. No e-mail address, sees it after signing in: Ngọc.")
