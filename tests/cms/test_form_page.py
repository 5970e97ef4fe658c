"""A form page: asked, agreed to, kept here, told by mail once, forgotten in time; machines are thanked and dropped."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from cms.form_pages import privacy, receiving
from cms.form_pages.models import FormField, FormSent
from cms.pages.form import FormPage
from commerce.customers.person import Person
from commerce.events.models import Event
from integrations.targets.forms import send_form
from tests.factories.catalogue import home_page
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1"), pytest.mark.law("L19")]

ASKED = {"vad_heter_du": "Åsa", "e_post": "asa@example.se", "vad_galler_det": "Glasyr", "agreed": "on"}
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def page():
    made = FormPage(
        title="Fråga verkstaden",
        slug="fraga",
        receiver="verkstad@example.se",
        privacy="Vi svarar dig och tar bort det efter 30 dagar.",
        thanks="<p>Vi svarar i morgon.</p>",
        keep_days=30,
        locale=Locale.objects.get(language_code="sv"),
    )
    made.form_fields = [
        FormField(label="Vad heter du", field_type="singleline", required=True, sort_order=0),
        FormField(label="E-post", field_type="email", required=True, sort_order=1),
        FormField(label="Vad gäller det", field_type="dropdown", choices="Glasyr,Lera", required=True, sort_order=2),
    ]
    home_page().add_child(instance=made)
    return FormPage.objects.get(pk=made.pk)


def send(page, **answers):
    return Client(headers=SAME).post(f"/formular/{page.pk}/", {**ASKED, **answers})


def test_the_page_is_kept_like_others_and_sets_no_cookie(page):
    answer = Client().get(page.url)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Vad heter du" in answer.content.decode()


def test_what_is_sent_is_kept_and_told_to_the_receiver_once(page):
    answer = send(page)

    assert answer.status_code == 302
    assert "Vi svarar i morgon." in Client().get(answer.url).content.decode()
    sent = FormSent.objects.get()
    assert sent.form_data == {"vad_heter_du": "Åsa", "e_post": "asa@example.se", "vad_galler_det": "Glasyr"}
    assert sent.agreed == page.privacy
    event = Event.objects.get(kind="form.sent")
    assert "asa" not in str(event.payload)
    for _time in range(2):
        send_form(event)
    [letter] = mail.outbox
    assert (letter.to, letter.reply_to) == (["verkstad@example.se"], ["asa@example.se"])
    assert "Vad gäller det: Glasyr" in letter.body


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"e_post": "åsa"}, "E-post"),
        ({"vad_heter_du": ""}, "Vad heter du"),
        ({"vad_galler_det": "Glas"}, "Vad gäller det"),
        ({"agreed": ""}, "Kryssa i att du godkänner, annars får vi inte spara det."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(page, wrong, said):
    answer = send(page, **wrong)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert ("Åsa" in answer.content.decode()) == ("vad_heter_du" not in wrong)
    assert not FormSent.objects.exists()


def test_a_machine_is_thanked_and_nothing_is_kept(page):
    answer = send(page, web_address="https://spam.example")

    assert answer.status_code == 302
    assert not FormSent.objects.exists()
    assert not Event.objects.filter(kind="form.sent").exists()


def test_other_sites_and_floods_are_refused(page):
    assert Client(headers={"Sec-Fetch-Site": "cross-site"}).post(f"/formular/{page.pk}/", ASKED).status_code == 403
    assert not FormSent.objects.exists()

    codes = [send(page).status_code for _time in range(11)]

    assert codes == [302] * 10 + [422]
    assert FormSent.objects.count() == 10


def test_a_person_is_handed_out_and_forgotten(page):
    send(page)
    send(page, e_post="nils@example.se")
    person = Person(email="asa@example.se")

    [told] = privacy.export(person)["forms"]
    assert told["answers"]["vad_heter_du"] == "Åsa"
    assert privacy.forget(person, timezone.now()) == {"forms": 1}
    assert privacy.forget(person, timezone.now()) == {"forms": 0}
    assert FormSent.objects.get().form_data["e_post"] == "nils@example.se"


def test_it_is_forgotten_when_the_page_says_so(page):
    send(page)

    assert receiving.forget_old(now=timezone.now() + timedelta(days=29)) == 0
    assert receiving.forget_old(now=timezone.now() + timedelta(days=31)) == 1


def test_editors_read_what_was_sent(page):
    send(page)

    shown = verified(owner()).get(f"/admin/forms/submissions/{page.pk}/").content.decode()

    assert "asa@example.se" in shown
    assert "Vi svarar dig och tar bort det efter 30 dagar." in shown


def test_a_draft_has_no_door(page):
    page.unpublish()

    assert send(page).status_code == 404
