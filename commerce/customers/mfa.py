"""The gate of the admin: who has proved a second factor, who must, and where those who have not are sent.

django-otp holds the devices and says whether a session is verified; this module decides what that means here.
"""

import re

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_otp import DEVICE_ID_SESSION_KEY, verify_token
from django_otp import login as remember_device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from commerce import prepared
from commerce.customers import sessions

ACCESS_ADMIN = "wagtailadmin.access_admin"
# In the session, in seconds since 1970.
FACTOR_PROVED_AT, ADMIN_USED_AT = "second_factor_proved_at", "admin_used_at"
USED_EVERY = 5 * 60  # seconds
GUARDED_ACCOUNT_PAGES = {"account_email"}  # whoever changes the address receives the code of a first enrolment

ITS_OWN_PAGES = {
    *("otp_verify", "otp_enrol", "otp_recovery"),
    *("passkey_offer", "passkey_add", "passkey_ask", "passkey_prove", "passkey_remove"),
}

HAS_A_DEVICE = "SELECT EXISTS (SELECT FROM otp_totp_totpdevice WHERE user_id = %s::bigint AND confirmed)"
HAS_ONE_OF_THE_ROLES = """
    SELECT EXISTS (
        SELECT FROM customers_user_groups JOIN auth_group ON auth_group.id = group_id
        WHERE user_id = %s::bigint AND name = ANY(%s::text[])
    )
"""


def must_have_second_factor(user):
    """Whether one of the user's roles demands it."""
    demanding = [role.name for role in settings.ROLES if role.needs_second_factor]
    return user.is_superuser or prepared.rows(HAS_ONE_OF_THE_ROLES, [user.pk, demanding])[0][0]


def has_second_factor(user):
    return prepared.rows(HAS_A_DEVICE, [user.pk])[0][0]


def next_step(user):
    """The name of the page where the user proves or sets up a second factor; None when nothing more is needed."""
    if user.is_verified():
        return None
    if has_second_factor(user):
        return "otp_verify"
    return "otp_enrol" if must_have_second_factor(user) else None


def device_for(user, token):
    """The device a token belongs to, chosen by its shape, so that a mistyped code never blocks a recovery code."""
    kind = TOTPDevice if re.fullmatch(r"[0-9]{6}", token) else StaticDevice
    return kind.objects.filter(user=user, confirmed=True).order_by("pk").first()


def verify(request, token):
    """Mark the session as verified if the token is right and unused. After a wrong one django-otp makes it wait."""
    device = device_for(request.user, token)
    verified = device and verify_token(request.user, device.persistent_id, token)
    if verified:
        open_session(request, verified)
    return bool(verified)


def open_session(request, device):
    """From here on the session may enter the admin: a new session key, and a shorter life."""
    before = request.session.session_key
    request.session.cycle_key()
    sessions.goes_on_as(before, request.session.session_key)
    request.session.set_expiry(settings.SECOND_FACTOR_SESSION_AGE)
    remember_device(request, device)
    now = timezone.now().timestamp()
    request.session[FACTOR_PROVED_AT] = request.session[ADMIN_USED_AT] = now


def has_run_out(session, now):
    """Whether a proof of the second factor is too old, or the admin has not been used for too long.

    A proof from before there were limits has no moment; it has run out. Source: NIST SP 800-63B-4, 2.2.3 (AAL2).
    """
    proved, used = session.get(FACTOR_PROVED_AT, 0), session.get(ADMIN_USED_AT, 0)
    return (
        now.timestamp() - proved >= settings.SECOND_FACTOR_SESSION_AGE
        or now.timestamp() - used >= settings.SECOND_FACTOR_IDLE_AGE
    )


def use(session, now):
    """Remember that the admin is in use, once in a while: each time is a row written."""
    if now.timestamp() - session[ADMIN_USED_AT] >= USED_EVERY:
        session[ADMIN_USED_AT] = now.timestamp()
        sessions.seen(session.session_key, now)


def wanted_page(request):
    """Where the user was going; the admin's first page when that is not an address of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else reverse("wagtailadmin_home")


class SecondFactorMiddleware:
    """Lets nothing under the admin be reached without a log-in, the right to enter, and a second factor where demanded.

    It looks at the address, not at the view, so that no preview, chooser or API under the admin can be forgotten.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        guarded = request.path.startswith(self.admin)
        return (guarded and self.refusal(request)) or self.get_response(request)

    @cached_property
    def admin(self):
        """The admin's address, looked up once: every request asks."""
        return reverse("wagtailadmin_home")

    @cached_property
    def by_itself(self):
        """Where an editor that lies open asks by itself, whether or not anybody sits there."""
        return f"{self.admin}editing-sessions/"

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if name in GUARDED_ACCOUNT_PAGES and request.user.is_authenticated:
            self.keep_limits(request)
            return self.detour(request)
        if name in ITS_OWN_PAGES:
            self.keep_limits(request)
        return None

    def refusal(self, request):
        is_login = request.path == reverse("wagtailadmin_login")
        if request.user.is_anonymous:
            if is_script(request):
                raise PermissionDenied
            return redirect_to_login(wanted_page(request) if is_login else destination(request))
        if not request.user.has_perm(ACCESS_ADMIN):
            raise PermissionDenied
        self.keep_limits(request)
        return self.detour(request) or (redirect(wanted_page(request)) if is_login else None)

    def keep_limits(self, request):
        """A session that has run out keeps the log-in of the shop, and must prove the second factor again."""
        if DEVICE_ID_SESSION_KEY not in request.session:
            return
        now = timezone.now()
        if has_run_out(request.session, now):
            del request.session[DEVICE_ID_SESSION_KEY]
            request.user.otp_device = None
        elif not request.path.startswith(self.by_itself):
            use(request.session, now)

    def detour(self, request):
        step = next_step(request.user)
        if step is None:
            return None
        if is_script(request):
            raise PermissionDenied
        return redirect(f"{reverse(step)}?{urlencode({'next': destination(request)})}")


def destination(request):
    """The address to come back to: what was asked for, or the admin's first page after a form that went nowhere."""
    return request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")


def is_script(request):
    return request.headers.get("x-requested-with") == "XMLHttpRequest"
