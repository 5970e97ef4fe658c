import pytest
from django.urls import reverse

from commerce.orders.models import Order
from tests.factories.catalogue import sellable
from tests.factories.orders import placed

pytestmark = pytest.mark.django_db


def test_a_customer_sees_his_own_orders_and_nobody_elses(client, django_user_model):
    me, stranger = (django_user_model.objects.create(email=f"{name}@example.se") for name in ("me", "stranger"))
    variant = sellable(price="100.00", page=False)
    mine, foreign = placed(variant, total="149.00"), placed(variant, total="149.00")
    Order.objects.filter(pk=mine.pk).update(user=me)
    Order.objects.filter(pk=foreign.pk).update(user=stranger)
    client.force_login(me)

    page = client.get(reverse("account_orders")).content.decode()

    assert mine.number in page
    assert foreign.number not in page


def test_a_visitor_is_asked_to_log_in(client):
    answer = client.get(reverse("account_orders"))

    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))
