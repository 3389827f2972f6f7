"""Django's entry for this room."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """The room `eligibility`."""

    name = "thidua.eligibility"
    label = "eligibility"
