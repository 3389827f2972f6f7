"""Addresses of the duties."""

from __future__ import annotations

from django.urls import path

from thidua.duties import views, views_acts, views_giving, views_papers

app_name = "duties"
urlpatterns = [
    path("", views.duties, name="list"),
    path("chap-nhan/", views_giving.bulk_accept, name="bulk-accept"),
    path("qua-han/", views_papers.late, name="late"),
    path("van-ban/<int:pk>/", views.document, name="document"),
    path("van-ban/<int:pk>/giao/", views_giving.issue, name="issue"),
    path("van-ban/<int:pk>/giao-cac-noi-dung/", views_giving.issue_accepted, name="issue-accepted"),
    path("van-ban/<int:pk>/bao-cao/", views_papers.draft, name="draft-report"),
    path("bao-cao/<int:pk>/", views_papers.report, name="report"),
    path("bao-cao/<int:pk>/<str:point>/<str:figure>/", views_papers.figure, name="figure"),
    path("bao-cao/<int:pk>.<str:form>", views_papers.report_file, name="report-file"),
    path("bao-cao/<int:pk>/vao-so/", views_papers.number_report, name="number-report"),
    path("don-doc/<int:unit>/<int:to>/", views_papers.urge, name="urge"),
    path("cong-van/<int:pk>/", views_papers.letter, name="letter"),
    path("cong-van/<int:pk>.<str:form>", views_papers.letter_file, name="letter-file"),
    path("cong-van/<int:pk>/vao-so/", views_papers.number_letter, name="number-letter"),
    path("gia-han/<int:pk>/", views_giving.rule_extension, name="rule-extension"),
    path("<int:pk>/", views.duty, name="duty"),
    path("<int:pk>/tep/<int:file>/", views.proof, name="proof"),
    path("<int:pk>/nhan/", views_acts.acknowledge, name="acknowledge"),
    path("<int:pk>/tien-do/", views_acts.progress, name="report-progress"),
    path("<int:pk>/giao-tiep/", views_acts.pass_down, name="pass-down"),
    path("<int:pk>/xin-gia-han/", views_acts.ask_extension, name="ask-extension"),
    path("<int:pk>/chap-nhan/", views_giving.accept, name="accept"),
    path("<int:pk>/tra-lai/", views_giving.return_back, name="return-back"),
    path("<int:pk>/bao-cao-ket-qua/", views_papers.report_back, name="report-back"),
    path("<int:pk>/rut/", views_giving.withdraw, name="withdraw"),
    path("<int:pk>/ke-thua/", views_giving.hand_over, name="hand-over"),
]
