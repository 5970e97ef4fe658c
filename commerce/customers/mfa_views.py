"""The pages of two-step log-in: prove a second factor, set one up, renew the recovery codes."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commerce.customers import enrolment, mfa, passkeys
from commerce.customers.forms import EmailCodeForm, TokenForm, TokenOrRecoveryForm

PROVED_AT = "mailbox_proved_at"  # in the session: when this browser showed that its user reads the mailbox
PROOF_LASTS = timedelta(minutes=30)
REFUSED = 403


def for_staff(view):
    """Signed-in people with a way into the admin; others have nothing that a second factor would protect."""
    return never_cache(login_required(permission_required(mfa.ACCESS_ADMIN, raise_exception=True)(view)))


@for_staff
def verify(request):
    if request.user.is_verified():
        return redirect(mfa.wanted_page(request))
    if not mfa.has_second_factor(request.user):
        return redirect(step("otp_enrol", request))
    form = TokenOrRecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if mfa.verify(request, form.cleaned_data["token"]):
            return redirect(mfa.wanted_page(request))
        form.add_error("token", _("That code is not right, or has been used. Wait a moment and try the next one."))
    return answer(request, "verify", form, passkeys=passkeys.of(request.user))


@for_staff
def enrol(request):
    """Set up the first device, or, in a verified session, a new one in place of the old."""
    if not request.user.is_verified():
        if mfa.has_second_factor(request.user):
            return redirect(step("otp_verify", request))
        if not has_proved_mailbox(request):
            return prove_mailbox(request)
    form = TokenForm(request.POST if "token" in request.POST else None)
    if form.is_bound and form.is_valid():
        confirmed = enrolment.confirm(request.user, form.cleaned_data["token"])
        if confirmed:
            device, codes = confirmed
            request.session.pop(PROVED_AT, None)
            mfa.open_session(request, device)
            return show_codes(request, codes, new=True)
        form.add_error("token", _("That code is not right. Wait for the next one in the app and try again."))
    device = enrolment.waiting_device(request.user)
    return answer(request, "enrol", form, qr=enrolment.qr_svg(device), secret=enrolment.secret_text(device))


def prove_mailbox(request):
    """Ask for the mailed code; a password alone must not be enough to choose the second factor."""
    form = EmailCodeForm(request.POST if "code" in request.POST else None)
    if form.is_bound and form.is_valid():
        now = timezone.now()
        if enrolment.check_code(request.user, form.cleaned_data["code"], now=now):
            request.session[PROVED_AT] = now.timestamp()
            return redirect(step("otp_enrol", request))
        form.add_error("code", _("That code is not right, or no longer works. Ask for a new one if it does not help."))
    sent = enrolment.code_is_sent(request.user, now=timezone.now())
    return answer(request, "email_code", form, sent=sent)


@for_staff
@require_POST
def send_code(request):
    if mfa.has_second_factor(request.user):
        return redirect(step("otp_verify", request))
    try:
        if not enrolment.send_code(request.user, now=timezone.now()):
            messages.warning(request, _("A code was mailed less than a minute ago. Look in your mailbox first."))
    except OSError:
        messages.error(request, _("The code could not be mailed. Try again in a moment."))
    return redirect(step("otp_enrol", request))


@for_staff
def recovery_codes(request):
    """How many are left, and ten new ones on request. Only for a verified session."""
    if not request.user.is_verified():
        return redirect(f"{reverse('otp_verify')}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        return show_codes(request, enrolment.renew_recovery_codes(request.user), new=False)
    told = {"left": enrolment.recovery_codes_left(request.user), "passkeys": passkeys.of(request.user)}
    return render(request, "account/otp/recovery.html", told)


def show_codes(request, codes, *, new):
    context = {"codes": codes, "new": new, "next": mfa.wanted_page(request)}
    return render(request, "account/otp/codes.html", context)


def has_proved_mailbox(request):
    proved_at = request.session.get(PROVED_AT, 0)
    return timezone.now().timestamp() - proved_at < PROOF_LASTS.total_seconds()


def answer(request, page, form, **context):
    context = {"form": form, "next": mfa.wanted_page(request), **context}
    return render(request, f"account/otp/{page}.html", context, status=REFUSED if form.errors else 200)


def step(name, request):
    return f"{reverse(name)}?{urlencode({'next': mfa.wanted_page(request)})}"
