"""Django's entry for this room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The room `site`."""

    name = "thidua.site"
    label = "site"
