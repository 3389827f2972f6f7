"""Django's entry for this room."""

from django.apps import AppConfig


class ExemplarsConfig(AppConfig):
    """The room `exemplars`."""

    name = "thidua.exemplars"
    label = "exemplars"

    def ready(self) -> None:
        """Hear of awards revoked: nobody's story is told whose merit fell."""
        from thidua.achievements.news import awards_changed
        from thidua.exemplars.receivers import follow_awards

        awards_changed.connect(follow_awards, dispatch_uid="exemplars.follow_awards")
