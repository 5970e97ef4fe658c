"""Two at the desk who write the same draft: nobody's words are lost without his knowing."""

from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.quotations import drafting
from commerce.quotations.drafting import Written, WrittenMeanwhile
from commerce.quotations.models import Quotation
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.customers import owner, verified
from tests.factories.orders import delivery_method
from tests.factories.quotations import at_desk, drafted, pro, written

pytestmark = pytest.mark.krav("4.1.2")


@pytest.fixture
def draft(db):
    delivery_method()
    return drafted((sellable(sku="LAMP", price="100.00", stock=90), 7, None), user=pro())


def pieces(draft):
    return draft.lines.get().quantity


def said(quantity, seen, **head):
    return written(("LAMP", quantity, "", ""), kept=1, seen=seen, **head)


def test_the_second_is_told_and_may_replace_what_the_first_wrote(draft):
    first, second = owner(), verified(owner())
    verified(first).post(at_desk(draft, "write"), said("8", seen=1))

    refused = second.post(at_desk(draft, "write"), said("9", seen=1, terms="Mina villkor"))

    assert refused.status_code == 422
    assert f"{first.email} har sparat offerten" in refused.content.decode()
    assert "Mina villkor" in refused.content.decode()
    assert pieces(draft) == 8
    assert second.post(at_desk(draft, "write"), said("9", seen=refused.context["seen"])).status_code == 302
    assert pieces(draft) == 9


def test_a_row_that_is_put_right_in_between_does_not_make_him_one_who_has_seen(draft):
    desk = verified(owner())
    desk.post(at_desk(draft, "write"), said("8", seen=1))

    wrong = desk.post(at_desk(draft, "write"), said("många", seen=1))
    again = desk.post(at_desk(draft, "write"), said("9", seen=wrong.context["seen"]))

    assert (again.status_code, pieces(draft)) == (422, 8)


def test_what_somebody_has_written_in_is_looked_at_before_it_is_sent(draft):
    desk = verified(owner())
    desk.post(at_desk(draft, "write"), said("8", seen=1))

    answer = desk.post(at_desk(draft, "send"), {"seen": 1}, follow=True)

    assert "Titta på den och skicka den sedan." in answer.content.decode()
    assert Quotation.objects.get().state == "draft"
    assert desk.post(at_desk(draft, "send")).status_code == 400
    desk.post(at_desk(draft, "send"), {"seen": 2})
    assert Quotation.objects.get().state == "sent"


def test_of_ten_who_save_at_once_one_has_saved(committing_db):
    lamp = sellable(price="100.00", page=False)
    draft = drafted((lamp, 1, None))
    told = {"delivery": ("pall", "Pallfrakt", Decimal(0)), "valid_through": None, "terms": ""}

    def write(quantity):
        lines = [Written(variant_id=lamp.pk, quantity=quantity)]
        drafting.write(draft.pk, lines, **told, seen=1, by=draft.made_by_id, now=timezone.now())
        return quantity

    results = in_threads(*[lambda quantity=quantity: write(quantity) for quantity in range(2, 12)])

    [saved] = [one for one in results if isinstance(one, int)]
    assert [type(one) for one in results if one != saved] == [WrittenMeanwhile] * 9
    assert (pieces(draft), Quotation.objects.get().edition) == (saved, 2)
