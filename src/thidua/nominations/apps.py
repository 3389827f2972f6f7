"""Django's entry for this room."""

from django.apps import AppConfig


class NominationsConfig(AppConfig):
    """The room `nominations`."""

    name = "thidua.nominations"
    label = "nominations"

    def ready(self) -> None:
        """Listen to news of the record: open nominations are checked again when facts change; say which are open,
        which were returned, and what became of those that other rooms asked for."""
        from thidua.achievements.news import facts_changed
        from thidua.achievements.putting_forward import give_outcomes, put_forward
        from thidua.clusters import feeds
        from thidua.eligibility.standings import give_under_way
        from thidua.nominations.queries.became import what_became
        from thidua.nominations.queries.returned import returned_from_above_system
        from thidua.nominations.queries.under_way import under_way
        from thidua.nominations.receivers import check_again, make_drafts

        give_outcomes(what_became)
        give_under_way(under_way)
        feeds.register("returned", returned_from_above_system)

        facts_changed.connect(check_again, dispatch_uid="nominations.check_again")
        put_forward.connect(make_drafts, dispatch_uid="nominations.make_drafts")
