"""Django's entry for this room."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The room `organisation`."""

    name = "thidua.organisation"
    label = "organisation"
