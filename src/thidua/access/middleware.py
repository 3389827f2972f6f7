"""Puts the actor on the request: who is signed in, with the posts held on the business date."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from thidua.access.queries import actor_of
from thidua.foundation.clock import today


class ActorMiddleware:
    """`request.actor` for signed-in users (one query); None for the public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = actor_of(user.pk, user.full_name, today()) if user.is_authenticated else None
        return self.get_response(request)
