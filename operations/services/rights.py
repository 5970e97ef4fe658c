"""Who sees a service order, who approves a part of it, and who may cancel one."""

from django.db.models import Q, QuerySet

from commerce.customers.models import User
from commerce.customers.organisations import Membership, Role
from commerce.customers.shopper import organisation_of
from operations.services.catalogue import ServiceVersion
from operations.services.ordered import PartState, ServiceOrder, ServicePart

Approval = ServiceVersion.Approval
MAY_APPROVE = "services.approve_serviceorder"


def seen_by(user: User) -> QuerySet[ServiceOrder]:
    """One's own orders and those of one's company."""
    organisation = organisation_of(user)
    mine = Q(requester=user.pk)
    return ServiceOrder.objects.filter(mine | Q(organisation=organisation) if organisation else mine)


def waiting_for(user: User) -> QuerySet[ServicePart]:
    """The parts that the user is asked to approve for the company."""
    membership = getattr(user, "membership", None)
    rows = ServicePart.objects.filter(state=PartState.AWAITING, version__approval=Approval.ORGANISATION)
    if membership is None or not membership.is_administrator or not membership.organisation.is_active:
        return rows.none()
    return rows.filter(order__organisation=membership.organisation_id)


def waiting_for_owner() -> QuerySet[ServicePart]:
    """Those that Systemägare approves: also what a company's administrator would, for one who buys for no company."""
    owners = Q(version__approval=Approval.OWNER) | Q(version__approval=Approval.ORGANISATION, order__organisation=None)
    return ServicePart.objects.filter(owners, state=PartState.AWAITING)


def needs_approval(part: ServicePart, requester: User) -> bool:
    """Whether somebody else is asked: not the one who may decide it himself."""
    return part.version.approval != Approval.NONE and not may_decide(part, requester)


def may_decide(part: ServicePart, user: User) -> bool:
    if part.version.approval == Approval.ORGANISATION and part.order.organisation_id is not None:
        return administers(user, part.order.organisation_id)
    return user.has_perm(MAY_APPROVE)


def may_cancel(order: ServiceOrder, user: User) -> bool:
    """Who ordered it, and who administers the company."""
    if order.requester_id == user.pk:
        return True
    return order.organisation_id is not None and administers(user, order.organisation_id)


def administers(user: User, organisation_id: int) -> bool:
    return Membership.objects.filter(
        user=user.pk, organisation=organisation_id, organisation__is_active=True, role=Role.ADMINISTRATOR
    ).exists()


def administrators(organisation_id: int) -> QuerySet[User]:
    members = {"membership__organisation": organisation_id, "membership__role": Role.ADMINISTRATOR}
    return User.objects.filter(is_active=True, **members).order_by("pk")
