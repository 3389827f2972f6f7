"""Addresses of councils and their sessions; that of a session is also in `links`."""

from __future__ import annotations

from django.urls import path

from thidua.councils import views, views_agenda, views_members, views_session

app_name = "councils"
urlpatterns = [
    path("", views.sessions, name="list"),
    path("danh-sach/", views.councils, name="councils"),
    path("lap/", views_members.found, name="found"),
    path("<int:pk>/", views.council, name="council"),
    path("<int:pk>/them-thanh-vien/", views_members.seat, name="seat"),
    path("<int:pk>/thanh-vien/<int:member>/thoi/", views_members.unseat, name="unseat"),
    path("<int:pk>/ket-thuc/", views_members.dissolve, name="dissolve"),
    path("<int:pk>/lap-phien/", views_agenda.new, name="new-session"),
    path("phien/<int:pk>/", views.session, name="session"),
    path("phien/<int:pk>/chuong-trinh/", views_agenda.change, name="agenda"),
    path("phien/<int:pk>/dien-bien/", views_session.course, name="course"),
    path("phien/<int:pk>/phieu/", views_session.votes, name="votes"),
    path("phien/<int:pk>/phieu/<int:nomination>/", views_session.vote, name="vote"),
    path("phien/<int:pk>/ket-thuc/", views_session.close, name="close"),
    path("phien/<int:pk>/huy/", views_session.cancel, name="cancel"),
    path("phien/<int:pk>/bien-ban.<str:form>", views.minutes, name="minutes"),
]
