"""Addresses of movements; those of one movement are also in `links`."""

from __future__ import annotations

from django.urls import path

from thidua.movements import views, views_acts, views_reviews

app_name = "movements"
urlpatterns = [
    path("", views.movements, name="list"),
    path("soan/", views_acts.new, name="new"),
    path("<int:pk>/", views.movement, name="movement"),
    path("<int:pk>/nhiem-vu/", views.tasks, name="tasks"),
    path("<int:pk>/tham-gia/", views.branch, name="branch"),
    path("<int:pk>/so-ket/", views.reviews, name="reviews"),
    path("<int:pk>/sua/", views_acts.edit, name="edit"),
    path("<int:pk>/phat-dong/", views_acts.launch, name="launch"),
    path("<int:pk>/dang-ky/", views_acts.join, name="join"),
    path("<int:pk>/giao-viec/", views_acts.add_task, name="add-task"),
    path("<int:pk>/nhiem-vu/<int:task>/", views_acts.finish_task, name="finish-task"),
    path("<int:pk>/dat-lich/", views_reviews.plan, name="plan-review"),
    path("<int:pk>/ket-thuc/", views_acts.close, name="close"),
    path("ky/<int:review>/", views_reviews.hold, name="hold"),
    path("ky/<int:review>/sua/", views_reviews.correct, name="correct"),
    path("ky/<int:review>/de-nghi/", views_reviews.propose, name="propose"),
]
