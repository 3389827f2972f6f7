"""Django's entry for this room."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """The room `eligibility`."""

    name = "thidua.eligibility"
    label = "eligibility"

    def ready(self) -> None:
        """Give the register's pages what checks know of its records, and hear of awards revoked and given back."""
        from thidua.achievements.beside import give
        from thidua.achievements.news import awards_changed
        from thidua.eligibility.beside import source
        from thidua.eligibility.foresight import consequences
        from thidua.eligibility.queries import proposal
        from thidua.eligibility.receivers import follow_awards

        give(source, consequences, proposal)
        awards_changed.connect(follow_awards, dispatch_uid="eligibility.follow_awards")
