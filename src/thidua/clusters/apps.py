"""Django's entry for this room."""

from django.apps import AppConfig


class ClustersConfig(AppConfig):
    """The room `clusters`."""

    name = "thidua.clusters"
    label = "clusters"

    def ready(self) -> None:
        """Offer the rounds' figures for the trial of a sheet, and what the rooms below know against units."""
        from thidua.clusters import feeds
        from thidua.clusters.counting import COUNTERS, WITHIN
        from thidua.clusters.trying import PAST
        from thidua.scoring import past

        past.register("clusters", PAST)
        for name, counter in COUNTERS.items():
            feeds.register(name, counter)
        for name, within in WITHIN.items():
            feeds.register_within(name, within)
