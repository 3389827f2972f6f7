"""Django's entry for this room."""

from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    """The room `achievements`."""

    name = "thidua.achievements"
    label = "achievements"
