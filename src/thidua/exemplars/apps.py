"""Django's entry for this room."""

from django.apps import AppConfig


class ExemplarsConfig(AppConfig):
    """The room `exemplars`."""

    name = "thidua.exemplars"
    label = "exemplars"

    def ready(self) -> None:
        """Hear of awards revoked and penalties recorded: nobody's story is told whose merit fell."""
        from thidua.achievements.news import awards_changed, facts_changed
        from thidua.exemplars.receivers import follow_awards, follow_penalties

        awards_changed.connect(follow_awards, dispatch_uid="exemplars.follow_awards")
        facts_changed.connect(follow_penalties, dispatch_uid="exemplars.follow_penalties")
