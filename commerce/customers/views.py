"""The customer's own pages: who they are, where they live, and the first password of an invited user."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from commerce.customers import addresses, invitation
from commerce.customers.forms import AddressForm, PasswordForm, ProfileForm
from commerce.customers.may import Function, may
from commerce.customers.mfa import ACCESS_ADMIN, has_second_factor
from commerce.customers.models import Address, User
from commerce.customers.shopper import organisation_of


@never_cache
@login_required
def home(request):
    user = User.objects.select_related("level", "membership__organisation__level").get(pk=request.user.pk)
    organisation = organisation_of(user)
    works_here = request.user.has_perm(ACCESS_ADMIN)
    context = {
        "customer": user,
        "organisation": organisation,
        "level": organisation.level if organisation else user.level,
        "addresses": addresses.of(user),
        "may_keep": may(request.shopper.level, Function.LISTS),
        "may_ask": may(request.shopper.level, Function.QUOTATION),
        "may_quick_order": may(request.shopper.level, Function.QUICK_ORDER),
        "works_here": works_here,
        "has_second_factor": works_here and has_second_factor(user),
    }
    return render(request, "account/home.html", context)


@never_cache
@login_required
def profile(request):
    return saved_or_shown(request, ProfileForm, request.user, _("Your details"), done=_("Your details are saved."))


@never_cache
@login_required
def add_address(request):
    names = {"first_name": request.user.first_name, "last_name": request.user.last_name}
    address = Address(user=request.user, **names)
    return saved_or_shown(request, AddressForm, address, _("New address"), done=_("The address is saved."))


@never_cache
@login_required
def edit_address(request, pk):
    address = get_object_or_404(request.user.addresses, pk=pk)
    return saved_or_shown(request, AddressForm, address, _("Edit address"), done=_("The address is saved."))


@never_cache
@login_required
def delete_address(request, pk):
    address = get_object_or_404(request.user.addresses, pk=pk)
    if request.method == "POST":
        addresses.remove(address)
        messages.success(request, _("The address is removed."))
        return redirect("account_home")
    return render(request, "account/address_delete.html", {"address": address})


@require_POST
@login_required
def begin_with_address(request, pk):
    addresses.begin_with(get_object_or_404(request.user.addresses, pk=pk))
    messages.success(request, _("The checkout begins with that address."))
    return redirect("account_home")


def saved_or_shown(request, form_class, instance, title, *, done):
    form = form_class(request.POST or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, done)
        return redirect("account_home")
    return render(request, "account/details_form.html", {"form": form, "title": title})


@never_cache
@sensitive_post_parameters("password")
def accept_invitation(request, key):
    """Choose the first password. A link that does not work says so, and what to do."""
    user = invitation.invited(key)
    if user is None:
        return render(request, "account/invitation_over.html", status=410)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        invitation.accept(user, form.cleaned_data["password"])
        messages.success(request, _("Your password is saved. Log in with it."))
        return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form, "customer": user})
