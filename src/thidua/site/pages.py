"""The site's own pages: desk, notices, ledger, jobs, health."""

from __future__ import annotations

from django.urls import path

from thidua.site import views

app_name = "site"
urlpatterns = [
    path("ban-lam-viec/", views.desk, name="desk"),
    path("thong-bao/<int:pk>/", views.notice, name="notice"),
    path("thong-bao/da-doc/", views.notices_read, name="notices-read"),
    path("nhat-ky/", views.ledger, name="ledger"),
    path("tien-do/<int:pk>/", views.job, name="job"),
    path("suc-khoe/", views.health, name="health"),
]
