"""The site's own pages: desk, notices, ledger, jobs, health."""

from __future__ import annotations

from django.urls import path

from thidua.site import reminders, views

app_name = "site"
urlpatterns = [
    path("ban-lam-viec/", views.desk, name="desk"),
    path("thong-bao/<int:pk>/", views.notice, name="notice"),
    path("thong-bao/da-doc/", views.notices_read, name="notices-read"),
    path("lich/", reminders.calendar_page, name="calendar"),
    path("lich/<str:token>.ics", reminders.feed, name="feed"),
    path("nhac-viec/", reminders.reminders, name="reminders"),
    path("nhac-viec/lich/<int:post>/", reminders.open_feed, name="open-feed"),
    path("nhac-viec/lich/<int:post>/dong/", reminders.close_feed, name="close-feed"),
    path("nhat-ky/", views.ledger, name="ledger"),
    path("tien-do/<int:pk>/", views.job, name="job"),
    path("suc-khoe/", views.health, name="health"),
]
