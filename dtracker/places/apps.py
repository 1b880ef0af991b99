from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "dtracker.places"
    label = "places"
    verbose_name = _("Provinces and units")
    readers_see = True
