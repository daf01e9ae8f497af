"""django-allauth with its apps for accounts and for two factors, as its documentation sets them up: nothing is set that is not needed.

    python allauth_site.py PORT EMAIL… [--trust-the-sign-in]    (the people; the password comes in the environment, as PASSWORD)

It serves its own pages, as they are, on this machine alone, and forgets everybody when it ends.
"""

import os
import secrets
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.urls import include, path

settings.configure(
    SECRET_KEY=secrets.token_hex(32),
    # Django serves the scripts of these pages by itself in this mode alone.
    DEBUG=True,
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.humanize",
        "django.contrib.messages",
        "django.contrib.sessions",
        "django.contrib.staticfiles",
        "allauth",
        "allauth.account",
        "allauth.mfa",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]},
    }],
    # One database in memory for all of the server's threads.
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "file:people?mode=memory&cache=shared",
                           "OPTIONS": {"uri": True}}},
    AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend", "allauth.account.auth_backends.AuthenticationBackend"],
    STATIC_URL="/static/",
    ACCOUNT_LOGIN_METHODS={"email"},
    ACCOUNT_SIGNUP_FIELDS=["email*", "password1*"],
    MFA_SUPPORTED_TYPES=["totp", "webauthn", "recovery_codes"],
    # A passkey belongs to a name, and localhost is one, without TLS.
    MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True,
    # True unless somebody says otherwise: the password is asked for once more, however fresh the sign-in is.
    MFA_REAUTHENTICATION_REQUIRED="--trust-the-sign-in" not in sys.argv,
)

# Models can be imported from here on.
django.setup()

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

urlpatterns = [path("accounts/", include("allauth.urls"))]


def make_up(emails):
    """People whose addresses are proven, since a second factor may only be set up by such."""
    for email in emails:
        user = get_user_model().objects.create_user(username=email, email=email, password=os.environ["PASSWORD"])
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    make_up(email for email in sys.argv[2:] if "@" in email)
    call_command("runserver", f"localhost:{sys.argv[1]}", use_reloader=False, skip_checks=True)
