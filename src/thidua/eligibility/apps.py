"""Django's entry for this room."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """The room `eligibility`."""

    name = "thidua.eligibility"
    label = "eligibility"

    def ready(self) -> None:
        """Give the register's pages what checks know of its records."""
        from thidua.achievements.beside import give
        from thidua.eligibility.beside import source

        give(source)
