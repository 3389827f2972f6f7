"""Addresses of exemplars for officers; what the public reads stands in the portal, but for the pictures."""

from __future__ import annotations

from django.urls import path

from thidua.exemplars import (
    views,
    views_library,
    views_media,
    views_plans,
    views_steps,
    views_stories,
    views_tips,
)

app_name = "exemplars"
urlpatterns = [
    path("anh/<int:pk>/", views_stories.picture, name="picture"),
    path("quan-ly/", views.exemplars, name="list"),
    path("quan-ly/moi/", views.new, name="new"),
    path("quan-ly/<int:pk>/", views.exemplar, name="exemplar"),
    path("quan-ly/<int:pk>/<slug:what>/", views_steps.step_act, name="act"),
    path("quan-ly/viec/<int:pk>/bo/", views_steps.drop_task, name="drop-task"),
    path("quan-ly/minh-chung/<int:pk>/", views.evidence, name="evidence"),
    path("quan-ly/ke-hoach/", views_plans.plans, name="plans"),
    path("quan-ly/ke-hoach/moi/", views_plans.new_plan, name="new-plan"),
    path("quan-ly/ke-hoach/<int:pk>/", views_plans.plan, name="plan"),
    path("quan-ly/ke-hoach/<int:pk>/dieu-chinh/", views_plans.change_plan, name="change-plan"),
    path("quan-ly/thu-vien/", views_library.library, name="library"),
    path("quan-ly/thu-vien/<int:pk>/", views_library.model, name="model"),
    path("quan-ly/thu-vien/<int:pk>/hoc-tap/", views_library.copy, name="copy"),
    path("quan-ly/hoc-tap/<int:pk>/", views_library.result, name="result"),
    path("quan-ly/bai/", views_stories.stories, name="stories"),
    path("quan-ly/bai/<int:pk>/", views_stories.story, name="story-page"),
    path("quan-ly/bai/<int:pk>/van-ban-dong-y/", views_stories.consent, name="consent"),
    path("quan-ly/bai/<int:pk>/bo-bai/", views_media.package, name="package"),
    path("quan-ly/bai/<int:pk>/<slug:what>/", views_stories.story_act, name="story-act"),
    path("quan-ly/bai/anh/<int:pk>/bo/", views_stories.hide_picture, name="hide-picture"),
    path("quan-ly/bao-dai/", views_media.media, name="media"),
    path("quan-ly/bao-dai/<int:pk>/minh-chung/", views_media.airing_proof, name="airing-proof"),
    path("quan-ly/bao-dai/<int:pk>/<slug:what>/", views_media.airing_act, name="airing"),
    path("quan-ly/tin/", views_tips.tips, name="tips"),
    path("quan-ly/tin/<int:pk>/", views_tips.tip, name="tip"),
    path("quan-ly/tin/<int:pk>/<slug:what>/", views_tips.tip_act, name="tip-act"),
]
