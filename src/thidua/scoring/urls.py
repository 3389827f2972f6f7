"""Addresses of score sheets."""

from __future__ import annotations

from django.urls import path, register_converter

from thidua.scoring import views, views_edit, views_trial


class NodeKind:
    """A group or a criterion, as an address names it."""

    regex = "nhom|tieu-chi"

    def to_python(self, value: str) -> str:
        """The word itself."""
        return value

    def to_url(self, value: str) -> str:
        """The word itself."""
        return value


register_converter(NodeKind, "score_node")

app_name = "scoring"
urlpatterns = [
    path("", views.sheets, name="list"),
    path("moi/", views.new, name="new"),
    path("<int:pk>/", views.sheet, name="sheet"),
    path("<int:pk>/chep/", views.copy, name="copy"),
    path("<int:pk>/ap-dung/", views.adopt, name="adopt"),
    path("<int:pk>/thay-doi/", views.changes, name="changes"),
    path("<int:pk>/chay-thu/", views_trial.trial, name="trial"),
    path("<int:pk>/chay-thu/mau.xlsx", views_trial.template, name="trial-template"),
    path("<int:pk>/chung/", views_edit.head, name="head"),
    path("<int:pk>/<score_node:kind>/", views_edit.node, name="new-node"),
    path("<int:pk>/<score_node:kind>/<path:code>/sua/", views_edit.node, name="node"),
    path("<int:pk>/chuyen/<path:code>/", views_edit.move, name="move"),
    path("<int:pk>/bo/<path:code>/", views_edit.drop, name="drop"),
]
