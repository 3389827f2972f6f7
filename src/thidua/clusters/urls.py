"""Addresses of clusters, rounds and sheets."""

from __future__ import annotations

from django.urls import path, re_path

from thidua.clusters import views, views_activities, views_papers, views_round, views_sheet

app_name = "clusters"
urlpatterns = [
    path("", views.clusters, name="list"),
    path("moi/", views.new, name="new"),
    path("<int:pk>/", views.cluster, name="cluster"),
    path("<int:pk>/thanh-vien/", views.add_member, name="add-member"),
    path("<int:pk>/ban-giao/", views.hand_over, name="hand-over"),
    path("<int:pk>/dot-moi/", views.new_round, name="new-round"),
    path("thanh-vien/<int:pk>/vi-tri/", views.place, name="place"),
    path("thanh-vien/<int:pk>/so-nguoi/", views.staff, name="staff"),
    path("thanh-vien/<int:pk>/thoi/", views.end_member, name="end-member"),
    path("<int:pk>/hoat-dong-moi/", views_activities.new, name="new-activity"),
    path("hoat-dong/<int:pk>/", views_activities.activity, name="activity"),
    path("hoat-dong/<int:pk>/sua/", views_activities.change, name="change-activity"),
    path("hoat-dong/<int:pk>/huy/", views_activities.call_off, name="call-off"),
    path("hoat-dong/<int:pk>/diem-danh/", views_activities.attendance, name="attendance"),
    path("<int:pk>/van-ban-moi/", views_papers.add, name="add-paper"),
    path("van-ban/<int:pk>/", views_papers.download, name="paper-file"),
    path("van-ban/<int:pk>/rut/", views_papers.withdraw, name="withdraw-paper"),
    re_path(r"^(?P<pk>\d{1,9})/danh-sach\.(?P<form>pdf|docx)$", views_papers.roster, name="roster"),
    path("dot/<int:pk>/", views_round.round_, name="round"),
    path("dot/<int:pk>/tiep/", views_round.go_on, name="go-on"),
    path("dot/<int:pk>/lui/", views_round.go_back, name="go-back"),
    path("dot/<int:pk>/dem-lai/", views_round.refresh, name="refresh"),
    path("dot/<int:pk>/hop/", views_round.meeting, name="meeting"),
    path("dot/<int:pk>/cong-bo/", views_round.publish, name="publish"),
    path("dot/<int:pk>/de-nghi/", views_round.propose, name="propose"),
    path("dot/<int:pk>/ket-qua/", views_round.results, name="results"),
    re_path(
        r"^dot/(?P<pk>\d{1,9})/(?P<which>bien-ban|to-trinh)\.(?P<form>pdf|docx)$",
        views_round.paper,
        name="paper",
    ),
    path("bang/<int:pk>/", views_sheet.sheet, name="sheet"),
    path("bang/<int:pk>/cham/", views_sheet.scores, name="scores"),
    path("bang/<int:pk>/gui/", views_sheet.send, name="send"),
    path("bang/<int:pk>/y-kien/", views_sheet.object_to, name="object"),
    path("y-kien/<int:pk>/", views_sheet.rule, name="rule"),
    path("bang/<int:pk>/diem-tru/", views_sheet.add_case, name="add-case"),
    path("diem-tru/<int:pk>/rut/", views_sheet.withdraw_case, name="withdraw-case"),
    path("bang/<int:pk>/ra/", views_sheet.take_out, name="take-out"),
    path("bang/<int:pk>/minh-chung/", views_sheet.add_proof, name="add-proof"),
    path("bang/<int:pk>/minh-chung/<int:file>/", views_sheet.proof, name="proof"),
]
