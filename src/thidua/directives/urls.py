"""Addresses of the documents."""

from __future__ import annotations

from django.urls import path

from thidua.directives import views, views_clauses, views_outgoing, views_sending

app_name = "directives"
urlpatterns = [
    path("", views.documents, name="list"),
    path("moi/", views.new, name="new"),
    path("ban-quet/<int:pk>/", views.scan, name="scan"),
    path("di/", views_outgoing.documents, name="outgoing"),
    path("di/moi/", views_outgoing.new, name="outgoing-new"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/tep/<int:file_id>/", views.download, name="file"),
    path("gui-den/", views_sending.received, name="received"),
    path("<int:pk>/gui/", views_sending.distribute, name="distribute"),
    path("<int:pk>/nhac/", views_sending.remind, name="remind"),
    path("<int:pk>/da-nhan/<int:dispatch_pk>/", views_sending.acknowledge, name="acknowledge"),
    path("<int:pk>/vao-so/<int:dispatch_pk>/", views_sending.take_over, name="take-over"),
    path("<int:pk>/noi-dung/chap-nhan/", views_clauses.accept, name="clauses-accept"),
    path("<int:pk>/noi-dung/moi/", views_clauses.add, name="clause-add"),
    path("<int:pk>/noi-dung/<int:clause_pk>/", views_clauses.clause, name="clause"),
    path("<int:pk>/noi-dung/<int:clause_pk>/tach/", views_clauses.split, name="clause-split"),
    path("<int:pk>/noi-dung/<int:clause_pk>/gop/", views_clauses.merge, name="clause-merge"),
    path("<int:pk>/noi-dung/<int:clause_pk>/khong-giao/", views_clauses.set_aside, name="clause-aside"),
    path("<int:pk>/noi-dung/<int:clause_pk>/xem-lai/", views_clauses.reopen, name="clause-reopen"),
]
