"""Django's entry for this room."""

from django.apps import AppConfig


class ClustersConfig(AppConfig):
    """The room `clusters`."""

    name = "thidua.clusters"
    label = "clusters"
