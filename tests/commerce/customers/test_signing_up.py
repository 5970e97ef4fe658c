"""Two sign-ups with one address at the same moment: a double click is not an error, and makes one account."""

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from commerce.customers.models import User
from tests.committing import in_threads
from tests.factories.customers import PASSWORD


def sign_up():
    return Client().post(reverse("account_signup"), {"email": "ny@example.com", "password1": PASSWORD})


def test_sign_ups_at_the_same_moment_make_one_account(committing_db):
    cache.clear()

    answers = in_threads(*[sign_up] * 6)

    assert User.objects.filter(email="ny@example.com").count() == 1
    assert {answer.status_code for answer in answers} <= {302, 429}
