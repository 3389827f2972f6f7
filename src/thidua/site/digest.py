"""The day's summary by e-mail: one letter a person and day, never one per matter."""

from __future__ import annotations

import logging
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.template.loader import render_to_string

from thidua.access.models import User
from thidua.access.queries import actor_of
from thidua.foundation.notices import unread_count
from thidua.site.desk import desk_of

log = logging.getLogger(__name__)

SHOWN = 20
"""How many matters a letter names; the desk has the rest."""


class NotSent(Exception):
    """The mail server did not take some letters; the message says how many."""


def send_digests(today: date) -> int:
    """Send today's summary to whoever asked for one and has something waiting; returns how many went out.

    Each person is marked when the letter is handed over, so a run that broke off goes on where it stood.
    Raises NotSent when the server refused some.
    """
    wants = User.objects.filter(Q(mailed_on=None) | Q(mailed_on__lt=today), daily_mail=True, is_active=True)
    sent = refused = 0
    connection = get_connection()
    for user in wants.exclude(email="").order_by("pk").iterator(chunk_size=200):
        letter = letter_for(user, today)
        if letter is not None:
            letter.connection = connection
            try:
                sent += letter.send()
            except (SMTPException, OSError):
                log.exception("the mail server did not take the summary for user %s", user.pk)
                refused += 1
                continue
        User.objects.filter(pk=user.pk).update(mailed_on=today)
    if refused:
        raise NotSent(f"{refused} thư chưa gửi được")
    return sent


def letter_for(user: User, today: date) -> EmailMessage | None:
    """The summary of one person's desk; None when nothing waits."""
    actor = actor_of(user.pk, user.full_name, today)
    items = desk_of(actor).items
    news = unread_count(actor)
    if not items and not news:
        return None
    late = sum(item.due is not None and item.due < today for item in items)
    subject = f"Thi đua {today:%d/%m/%Y}: {len(items)} việc đang chờ"
    if late:
        subject += f", {late} việc quá hạn"
    context = {
        "user": user,
        "today": today,
        "items": items[:SHOWN],
        "more": max(0, len(items) - SHOWN),
        "news": news,
        "base": settings.BASE_URL,
    }
    return EmailMessage(subject, render_to_string("site/digest.txt", context), to=[user.email])
