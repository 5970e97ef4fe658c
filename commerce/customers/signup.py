"""What the shop decides about allauth's sign-up and mail."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.shortcuts import redirect

from commerce.customers.models import User


class AccountAdapter(DefaultAccountAdapter):
    def clean_email(self, email):
        """Refuse an address that a user's row cannot hold: allauth would store its first 254 characters."""
        MaxLengthValidator(User._meta.get_field("email").max_length)(email)
        return super().clean_email(email)

    def save_user(self, request, user, form, commit=True):
        """Save the new user; the second of two sign-ups at the same moment is told what the first was told."""
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit=commit)
        except IntegrityError:
            raise ImmediateHttpResponse(redirect("account_email_verification_sent")) from None
