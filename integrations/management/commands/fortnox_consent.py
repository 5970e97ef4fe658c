import secrets
from urllib.parse import urlencode

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from integrations.errors import NotSent, SystemClosed, Unknown
from integrations.fortnox import access
from integrations.fortnox.interface import Fortnox

SCOPES = "article bookkeeping companyinformation customer invoice order payment price settings"


class Command(BaseCommand):
    help = "Have the company consent to the shop's using its books at Fortnox, and see that it works."

    def add_arguments(self, parser):
        parser.add_argument(
            "--redirect-uri", default=f"{settings.SITE_URL}/fortnox/", help="As it is registered there."
        )
        parser.add_argument("--code", default="", help="What follows code= in the address one is led to.")

    def handle(self, *, redirect_uri, code, **options):
        if not settings.FORTNOX_CLIENT_ID:
            raise CommandError("FORTNOX_CLIENT_ID is not set.")
        try:
            if code:
                access.consent(code, redirect_uri=redirect_uri)
            elif not self._is_let_in():
                return self._ask(redirect_uri)
            company = Fortnox().get("CompanyInformation", "/3/companyinformation") or {}
        except (NotSent, Unknown, SystemClosed) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The shop is let in to the books of {company.get('CompanyName', 'a company')}.")

    def _is_let_in(self):
        try:
            return bool(access.key())
        except SystemClosed:
            return False

    def _ask(self, redirect_uri):
        asked = {
            "client_id": settings.FORTNOX_CLIENT_ID,
            "redirect_uri": redirect_uri,
            "scope": SCOPES,
            "state": secrets.token_urlsafe(16),
            "access_type": "offline",
            "response_type": "code",
            "account_type": "service",
        }
        self.stdout.write("Nobody has consented. Open this as an administrator of the company, within ten minutes:")
        self.stdout.write(f"{settings.FORTNOX_AUTH_BASE}/oauth-v1/auth?{urlencode(asked)}")
        self.stdout.write("Then run this again with --code. With FORTNOX_TENANT_ID set no code is needed afterwards.")
