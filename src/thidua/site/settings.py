"""Django settings. Everything that differs between machines comes from `THIDUA_…` and `DATABASE_URL`.

THIDUA_HOME       where the embedded database, uploads and the secret key live (default: ./var)
DATABASE_URL      postgres://…; without it SQLite in THIDUA_HOME
THIDUA_DEMO       "1" marks a site with sample people; business date fixed by THIDUA_TODAY
THIDUA_TODAY      yyyy-mm-dd: the business date instead of the real one (demo and tests only)
THIDUA_HOSTS      comma-separated host names the site answers to (default: loopback)
THIDUA_BASE_URL   the public address, for links and QR codes in papers
THIDUA_PROVINCE   the province as the page head names it (default: tỉnh Đắk Nông)
THIDUA_MAIL       file (default: letters as files in THIDUA_HOME/mail), console, or smtp://…?from=…
THIDUA_HTTPS      "1" when a proxy in front speaks HTTPS: secure cookies, HSTS
"""

from __future__ import annotations

import os
from pathlib import Path

from thidua.site.database import database_config
from thidua.site.mailing import mail_config
from thidua.site.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("THIDUA_HOME", "var")).resolve()

SECRET_KEY = os.environ.get("THIDUA_SECRET_KEY") or secret_key(HOME)
DEBUG = os.environ.get("THIDUA_DEBUG") == "1"
HTTPS = os.environ.get("THIDUA_HTTPS") == "1"
PROVINCE = os.environ.get("THIDUA_PROVINCE", "tỉnh Đắk Nông")
DEMO = os.environ.get("THIDUA_DEMO") == "1"
TODAY = os.environ.get("THIDUA_TODAY") or None
BASE_URL = os.environ.get("THIDUA_BASE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = os.environ.get("THIDUA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

ROOMS = [
    "foundation",
    "organisation",
    "access",
    "achievements",
    "directives",
    "duties",
    "targets",
    "movements",
    "scoring",
    "clusters",
    "registrations",
    "exemplars",
    "eligibility",
    "nominations",
    "councils",
    "decisions",
    "insight",
    "portal",
    "site",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    *[f"thidua.{room}" for room in ROOMS],
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "thidua.foundation.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "thidua.access.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "thidua.site.urls"
WSGI_APPLICATION = "thidua.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "thidua.site.context.site",
            ],
            "builtins": ["thidua.foundation.templatetags.ui"],
        },
    }
]

DATABASES = {"default": database_config(HOME)}
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "access/locked.html"
AXES_VERBOSE = False
LOGIN_URL = "access:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "access:login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "vi"
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["thidua.site.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing folder
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

DEFAULT_FROM_EMAIL = "thidua@localhost"
globals().update(mail_config(os.environ.get("THIDUA_MAIL", ""), HOME))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"thidua": {"level": "INFO"}},
}
