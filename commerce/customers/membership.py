"""Who buys for an organisation: inviting, joining, other roles and limits, leaving. Each is remembered with who did it.

Every change locks the organisation first, so that two administrators cannot remove each other at once.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commerce.customers import mail
from commerce.customers.access import AccessRefused, refuse_without
from commerce.customers.decisions import remember
from commerce.customers.models import User
from commerce.customers.organisations import MemberInvitation, Membership, Organisation, Role

VALID_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=30)
WAIT_BETWEEN = timedelta(minutes=1)
MOST_WAITING = 50
SALT = "commerce.customers.membership"


def lock(organisation_id):
    return Organisation.objects.select_for_update().get(pk=organisation_id)


def invite(organisation, email, *, role, spending_limit, by, now, reason=""):
    """Keep an invitation for an address; one that already waits gets the new role and limit and a new week.

    The mail is `send`'s, once the transaction is over. Raises AccessRefused for one who is a member, for a second
    invitation within a minute, and when fifty wait.
    """
    email = email.lower()
    with transaction.atomic():
        lock(organisation.pk)
        if Membership.objects.filter(organisation=organisation, user__email__iexact=email).exists():
            raise AccessRefused("email", _("This person is already a member."))
        waiting = MemberInvitation.objects.filter(organisation=organisation)
        earlier = waiting.filter(email__iexact=email).first()
        if earlier and now - earlier.invited_at < WAIT_BETWEEN:
            raise AccessRefused("email", _("An invitation was mailed here less than a minute ago."))
        if not earlier and waiting.count() >= MOST_WAITING:
            raise AccessRefused("email", _("Too many invitations wait for an answer. Withdraw some first."))
        offer = {"role": role, "spending_limit": spending_limit, "invited_by": by, "invited_at": now}
        invitation, _made = MemberInvitation.objects.update_or_create(
            organisation=organisation, email=email, defaults=offer
        )
        change = {"invitation": invitation.pk, "to": role}
        remember("organisation.member_invited", organisation, change, by=by, reason=reason, now=now)
    return invitation


def send(invitation):
    """Mail the link. A mail server that does not answer raises OSError; the invitation itself stands."""
    mail.membership(invitation, key=key_of(invitation), days=VALID_FOR.days).send()


def key_of(invitation):
    told = {"invitation": invitation.pk, "at": invitation.invited_at.isoformat()}
    return signing.dumps(told, salt=SALT)


def invited(key, *, now):
    """The invitation that a link belongs to; None when it is forged, a week old, replaced, withdrawn or accepted."""
    try:
        told = signing.loads(key, salt=SALT)
    except signing.BadSignature:
        return None
    found = (
        MemberInvitation.objects.select_related("organisation", "invited_by")
        .filter(pk=told["invitation"], organisation__is_active=True, invited_at__gt=now - VALID_FOR)
        .first()
    )
    return found if found and found.invited_at.isoformat() == told["at"] else None


def withdraw(invitation, *, by, now):
    with transaction.atomic():
        told = {"invitation": invitation.pk}
        if MemberInvitation.objects.filter(pk=invitation.pk).delete()[0]:
            remember("organisation.invitation_withdrawn", invitation.organisation, told, by=by, now=now)


def forget_unanswered(*, now):
    """Delete invitations that nobody has answered for a month, and with them the addresses. Returns how many."""
    return MemberInvitation.objects.filter(invited_at__lte=now - KEPT_FOR).delete()[0]


def accept(invitation, user, *, now):
    """Make the invited user a member and use the invitation up.

    Raises AccessRefused when the address is another's, the invitation is gone or the user buys for an organisation.
    """
    if user.email.lower() != invitation.email.lower():
        raise AccessRefused(None, _("The invitation is for another e-mail address."))
    with transaction.atomic():
        lock(invitation.organisation_id)
        current = MemberInvitation.objects.filter(pk=invitation.pk).select_related("organisation", "invited_by").first()
        if current is None:
            raise AccessRefused(None, _("The invitation has been withdrawn."))
        try:
            with transaction.atomic():
                member = join(current.organisation, user, current, now=now)
        except IntegrityError as error:
            raise AccessRefused(None, _("You already buy for an organisation. Leave it first.")) from error
        current.delete()
    return member


def join(organisation, user, offer, *, now):
    """Save a membership with the role and limit of `offer`, which an invitation or a form in the admin gives."""
    member = Membership.objects.create(
        organisation=organisation, user=user, role=offer.role, spending_limit=offer.spending_limit
    )
    remember(
        "organisation.member_joined", organisation, {"user": user.pk, "to": offer.role}, by=offer.invited_by, now=now
    )
    return member


def accept_as_new(invitation, user, password, *, now):
    """Save the account that the invited person makes, verified since the link came by mail, and let it join."""
    with transaction.atomic():
        user.email = invitation.email
        user.set_password(password)
        try:
            with transaction.atomic():
                user.save()
                EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        except IntegrityError as error:
            raise AccessRefused(None, _("There is already an account with this e-mail address. Log in.")) from error
        return accept(invitation, user, now=now)


def change_member(member, *, by, reason, now, **wanted):
    """Give a member another `role` or `spending_limit`; what is not named stays. Returns whether anything changed.

    Raises AccessRefused for another role without a reason, and for the last administrator's role.
    """
    with transaction.atomic():
        lock(member.organisation_id)
        member = still_a_member(member)
        if member is None:
            raise AccessRefused("role", _("This person is no longer a member."))
        before, limit_before = member.role, member.spending_limit
        role, spending_limit = wanted.get("role", before), wanted.get("spending_limit", limit_before)
        if before != role:
            refuse_without(reason)
            if before == Role.ADMINISTRATOR:
                refuse_last_administrator(member, "role")
        member.role, member.spending_limit = role, spending_limit
        member.save(update_fields=["role", "spending_limit"])
        told = {"by": by, "reason": reason, "now": now}
        if before != role:
            change = {"user": member.user_id, "from": before, "to": role}
            remember("organisation.member_role_changed", member.organisation, change, **told)
        if limit_before != spending_limit:
            change = {"user": member.user_id, "from": as_text(limit_before), "to": as_text(spending_limit)}
            remember("organisation.member_limit_changed", member.organisation, change, **told)
    return before != role or limit_before != spending_limit


def remove(member, *, by, reason, now):
    """End a membership; the account stays. A second time does nothing.

    Raises AccessRefused for the last administrator, and for another than oneself without a reason.
    """
    with transaction.atomic():
        lock(member.organisation_id)
        member = still_a_member(member)
        if member is None:
            return
        leaves = by.pk == member.user_id
        if not leaves:
            refuse_without(reason)
        if member.is_administrator:
            refuse_last_administrator(member, None)
        kind = "organisation.member_left" if leaves else "organisation.member_removed"
        change = {"user": member.user_id, "from": member.role}
        remember(kind, member.organisation, change, by=by, reason=reason, now=now)
        member.delete()


def still_a_member(member):
    return Membership.objects.select_related("organisation").filter(pk=member.pk).first()


def refuse_last_administrator(member, field):
    others = Membership.objects.filter(
        organisation=member.organisation_id, role=Role.ADMINISTRATOR, user__is_active=True
    ).exclude(pk=member.pk)
    if not others.exists():
        raise AccessRefused(field, _("Someone must run the organisation: this is its last administrator."))


def as_text(amount):
    return None if amount is None else str(amount)


def account_of(email):
    return User.objects.filter(email__iexact=email).first()
