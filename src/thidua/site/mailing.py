"""Where letters go: to files in the site's folder by default, to the console, or to a mail server."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SAYS = (
    "THIDUA_MAIL phải là file, console, hoặc địa chỉ máy chủ thư dạng "
    "smtp://người_dùng:mật_khẩu@máy_chủ:587/?from=thidua@tinh.gov.vn (smtps:// nếu dùng TLS ngay từ đầu)."
)


def mail_config(value: str, home: Path) -> dict[str, Any]:
    """Django's e-mail settings for the value of THIDUA_MAIL.

    Raises SystemExit with a Vietnamese sentence for a value it does not understand; the value itself, which may
    hold a password, is never repeated.
    """
    if value in ("", "file"):
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": home / "mail",
        }
    if value == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise SystemExit(SAYS) from None
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or "@" not in sender:
        raise SystemExit(SAYS)
    direct = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if direct else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": direct,
        "EMAIL_USE_TLS": not direct,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }
