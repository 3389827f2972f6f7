"""Django's entry for this room."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The room `duties`."""

    name = "thidua.duties"
    label = "duties"

    def ready(self) -> None:
        """Hear when a clause is about to be looked at again."""
        from thidua.directives.news import clause_reopening
        from thidua.duties.receivers import keep_clause

        clause_reopening.connect(keep_clause, dispatch_uid="duties.keep_clause")
