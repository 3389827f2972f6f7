"""Django's entry for this room."""

from django.apps import AppConfig


class ClustersConfig(AppConfig):
    """The room `clusters`."""

    name = "thidua.clusters"
    label = "clusters"

    def ready(self) -> None:
        """Offer the rounds' figures for the trial of a sheet."""
        from thidua.clusters.trying import PAST
        from thidua.scoring.past import register

        register("clusters", PAST)
