"""Mail about quotations leaves by the outbox: once, in the customer's language, and only while it is true."""

import pytest
from django.core import mail
from django.utils import timezone

from commerce.quotations import drafting, life
from integrations import outbox
from integrations.models import Delivery
from tests.factories.catalogue import sellable
from tests.factories.quotations import drafted, pro, sent, shopper_of

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.7.2.1")]


def delivered():
    for _twice in range(2):
        outbox.deliver_due()
    assert not Delivery.objects.exclude(state=Delivery.State.DELIVERED).exists()
    return [one.subject for one in mail.outbox]


def test_a_quotation_is_mailed_in_the_customers_language():
    quotation = sent((sellable(price="100.00", page=False), 2, "50.00"), user=pro(), locale="en")

    assert delivered() == [f"Your quotation {quotation} from Lykta & Lera"]
    assert "SEK 595" in mail.outbox[0].body.replace("\N{NO-BREAK SPACE}", " ")


def test_one_that_is_withdrawn_before_its_mail_could_leave_is_only_told_of_as_withdrawn():
    quotation = sent((sellable(page=False), 2, "50.00"), user=pro())
    life.withdraw(quotation.pk, why="Fel pris", by=quotation.made_by_id, now=timezone.now())

    assert delivered() == [f"Offert {quotation} är återtagen"]
    assert "Fel pris" in mail.outbox[0].body


def test_nobody_hears_of_a_draft_that_nobody_asked_for_and_one_who_asked_hears_why_not():
    lamp, asking = sellable(page=False), pro()
    quiet = drafted((lamp, 1, None), user=pro())
    asked = drafting.request({lamp.pk: 3}, shopper=shopper_of(asking), user_id=asking.pk, now=timezone.now())
    for one in (quiet, asked):
        life.withdraw(one.pk, why="Vi säljer den inte längre", by=quiet.made_by_id, now=timezone.now())

    assert delivered() == [f"Vi har fått din offertförfrågan, {asked}", f"Om din förfrågan {asked}"]
    assert mail.outbox[1].to == [asking.email]


def test_a_version_that_is_replaced_is_told_of_by_the_new_one():
    old = sent((sellable(page=False), 2, "50.00"), user=pro())
    new = drafting.renew(old.pk, by=old.made_by_id, now=timezone.now())
    drafting.write(
        new.pk,
        [drafting.Written(variant_id=old.lines.get().variant_id, quantity=5)],
        delivery=("pall", "Pallfrakt", old.delivery_gross),
        valid_through=old.valid_through,
        terms="",
        by=old.made_by_id,
        now=timezone.now(),
    )
    life.send(new.pk, by=old.made_by_id, now=timezone.now())

    assert delivered() == [f"Din offert {new} från Lykta & Lera"]
