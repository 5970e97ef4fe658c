from django.urls import include, path
from django.utils.translation import pgettext_lazy

from commerce.customers import mfa_views, organisation_views, passkey_views, views

urlpatterns = [
    path("", views.home, name="account_home"),
    path(pgettext_lazy("address", "details/"), views.profile, name="account_profile"),
    path(pgettext_lazy("address", "addresses/new/"), views.add_address, name="address_add"),
    path(pgettext_lazy("address", "addresses/<int:pk>/"), views.edit_address, name="address_edit"),
    path(pgettext_lazy("address", "addresses/<int:pk>/first/"), views.begin_with_address, name="address_begin_with"),
    path(pgettext_lazy("address", "addresses/<int:pk>/remove/"), views.delete_address, name="address_delete"),
    path(pgettext_lazy("address", "invitation/<str:key>/"), views.accept_invitation, name="account_invitation"),
    path(pgettext_lazy("address", "two-step/"), mfa_views.verify, name="otp_verify"),
    path(pgettext_lazy("address", "two-step/set-up/"), mfa_views.enrol, name="otp_enrol"),
    path(pgettext_lazy("address", "two-step/set-up/code/"), mfa_views.send_code, name="otp_send_code"),
    path(pgettext_lazy("address", "two-step/recovery-codes/"), mfa_views.recovery_codes, name="otp_recovery"),
    path(pgettext_lazy("address", "two-step/passkeys/offer/"), passkey_views.offer, name="passkey_offer"),
    path(pgettext_lazy("address", "two-step/passkeys/add/"), passkey_views.add, name="passkey_add"),
    path(pgettext_lazy("address", "two-step/passkeys/ask/"), passkey_views.ask, name="passkey_ask"),
    path(pgettext_lazy("address", "two-step/passkeys/prove/"), passkey_views.prove, name="passkey_prove"),
    path(pgettext_lazy("address", "two-step/passkeys/<int:pk>/remove/"), passkey_views.remove, name="passkey_remove"),
    path(
        pgettext_lazy("address", "company/"),
        include(
            [
                path("", organisation_views.home, name="organisation_home"),
                path(pgettext_lazy("address", "details/"), organisation_views.details, name="organisation_details"),
                path(pgettext_lazy("address", "invite/"), organisation_views.invite, name="organisation_invite"),
                path(pgettext_lazy("address", "leave/"), organisation_views.leave, name="organisation_leave"),
                path(
                    pgettext_lazy("address", "members/<int:pk>/"),
                    organisation_views.edit_member,
                    name="organisation_member",
                ),
                path(
                    pgettext_lazy("address", "members/<int:pk>/remove/"),
                    organisation_views.remove_member,
                    name="organisation_member_remove",
                ),
                path(
                    pgettext_lazy("address", "invitations/<int:pk>/send/"),
                    organisation_views.invite_again,
                    name="organisation_invite_again",
                ),
                path(
                    pgettext_lazy("address", "invitations/<int:pk>/withdraw/"),
                    organisation_views.withdraw,
                    name="organisation_withdraw",
                ),
                path(
                    pgettext_lazy("address", "invitation/<str:key>/"),
                    organisation_views.invitation,
                    name="organisation_invitation",
                ),
            ]
        ),
    ),
]
