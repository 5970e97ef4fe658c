"""The owner's register of users: find, invite, edit, disable; every decision is remembered with its reason."""

import re
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commerce.customers.access import AccessRefused, access_of, change_access
from commerce.customers.models import Level, User
from commerce.events.models import Event
from config.roles import UTVECKLARE
from tests.committing import in_threads
from tests.factories.customers import PASSWORD, TOTPDeviceFactory, UserFactory, logged_in, owner, verified

pytestmark = [pytest.mark.krav("4.2.2")]
INDEX = "/admin/users/"


def edit(user):
    return f"/admin/users/edit/{user.pk}/"


def form_for(user, **changes):
    access = access_of(user)
    values = {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "phone": user.phone,
        "level": access.level,
        "roles": sorted(access.roles),
        "is_active": "on" if access.is_active else "",
        "reason": "asked for by mail",
        **changes,
    }
    return {name: value for name, value in values.items() if value not in ("", None)}


def told(user):
    events = Event.objects.filter(subject=f"user:{user.pk}").order_by("id")
    return [(event.kind, event.payload) for event in events]


# --- Finding ---


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "query", "found"),
    [
        ("everyone", {}, {"agare", "anna", "pro", "off"}),
        ("by name", {"q": "Ahlström"}, {"anna"}),
        ("by address", {"q": "anna@"}, {"anna"}),
        ("by level", {"level": "pro"}, {"pro"}),
        ("inactive", {"is_active": "false"}, {"off"}),
        ("by role", {"group": "Systemägare"}, {"agare"}),
        ("none", {"q": "ingen alls"}, set()),
    ],
)
def test_the_owner_finds_users(case, query, found):
    me = owner(email="agare@example.com")
    UserFactory(email="anna@example.com", first_name="Anna", last_name="Ahlström")
    UserFactory(email="pro@example.com", level_id=Level.PRO)
    UserFactory(email="off@example.com", is_active=False)
    if "group" in query:
        query = {"group": Group.objects.get(name=query["group"]).pk}

    answer = verified(me).get(INDEX, query)

    assert {user.email.split("@")[0] for user in answer.context["object_list"]} == found


@pytest.mark.django_db
def test_the_list_asks_as_often_for_many_users_as_for_few(django_assert_max_num_queries):
    browser = verified(owner())
    UserFactory.create_batch(2, roles=["Redaktör"])
    browser.get(INDEX)
    with django_assert_max_num_queries(60) as few:
        browser.get(INDEX)

    UserFactory.create_batch(15, roles=["Redaktör"])

    with django_assert_max_num_queries(len(few)):
        browser.get(INDEX)


@pytest.mark.django_db
@pytest.mark.krav("4.2.1")
def test_the_list_is_exported_without_formulas():
    me = owner(email="agare@example.com")
    UserFactory(email="x@example.com", first_name="=1+1", last_name="@SUM", level_id=Level.PRO, roles=["Redaktör"])

    answer = verified(me).get(INDEX, {"export": "csv", "q": "x@example.com"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")

    heading, line = text.strip().splitlines()
    assert heading.count(";") == line.count(";") == 7
    assert line.split(";")[:6] == ["x@example.com", "'=1+1", "'@SUM", "Pro", "Redaktör", str(_("yes"))]


@pytest.mark.django_db
@pytest.mark.krav("4.2.1")
def test_the_list_is_exported_as_a_workbook():
    answer = verified(owner()).get(INDEX, {"export": "xlsx"})

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"PK")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["Utvecklare", "Redaktör", "Importredaktör"])
def test_only_an_owner_reaches_the_users(role):
    other = UserFactory(email="other@example.com")
    browser = verified(UserFactory(roles=[role]))

    answers = [
        browser.get(INDEX),
        browser.get(edit(other)),
        browser.get("/admin/users/new/"),
        browser.get("/admin/groups/"),
        browser.get(f"/admin/users/history/{other.pk}/"),
        browser.get(INDEX, {"export": "csv"}),
        browser.post(edit(other), form_for(other, level="premium")),
        browser.post("/admin/users/new/", form_for(other, email="made@example.com")),
    ]

    other.refresh_from_db()
    assert {answer.status_code for answer in answers} == {302}
    assert other.level_id == "user"
    assert not User.objects.filter(email="made@example.com").exists()
    assert not Event.objects.exists()


# --- Editing ---


@pytest.mark.django_db
def test_a_new_level_is_remembered_with_who_and_why():
    me, customer = owner(), UserFactory()

    verified(me).post(edit(customer), form_for(customer, level="pro", reason="Signed a framework agreement"))

    customer.refresh_from_db()
    assert customer.level_id == "pro"
    assert told(customer) == [
        ("customer.level_changed", {"from": "user", "to": "pro", "by": me.pk, "reason": "Signed a framework agreement"})
    ]


@pytest.mark.django_db
def test_new_roles_are_remembered_with_who_and_why():
    me, editor = owner(), UserFactory(roles=["Redaktör"])

    verified(me).post(edit(editor), form_for(editor, roles=["Importredaktör", "Redaktör"], reason="Covers for Rut"))

    assert set(editor.groups.values_list("name", flat=True)) == {"Redaktör", "Importredaktör"}
    assert told(editor) == [
        (
            "customer.roles_changed",
            {"from": ["Redaktör"], "to": ["Importredaktör", "Redaktör"], "by": me.pk, "reason": "Covers for Rut"},
        )
    ]


@pytest.mark.django_db
def test_without_a_reason_nothing_changes():
    customer = UserFactory()

    answer = verified(owner()).post(edit(customer), form_for(customer, level="pro", first_name="New", reason=""))

    customer.refresh_from_db()
    assert answer.status_code == 200
    assert answer.context["form"].errors["reason"]
    assert (customer.level_id, customer.first_name) == ("user", "Siv")
    assert told(customer) == []


@pytest.mark.django_db
def test_a_new_name_needs_no_reason():
    customer = UserFactory()

    verified(owner()).post(edit(customer), form_for(customer, first_name="New", reason=""))

    customer.refresh_from_db()
    assert customer.first_name == "New"
    assert told(customer) == []


@pytest.mark.django_db
def test_a_disabled_user_is_out_at_once_and_cannot_log_in_again(client):
    customer = UserFactory()
    session = logged_in(customer)

    verified(owner()).post(edit(customer), form_for(customer, is_active="", reason="Fraud"))
    client.post(reverse("account_login"), {"login": customer.email, "password": PASSWORD})

    assert session.get(reverse("account_home")).status_code == 302
    assert "_auth_user_id" not in client.session
    assert [kind for kind, _ in told(customer)] == ["customer.disabled"]


@pytest.mark.django_db
def test_a_user_who_is_enabled_again_logs_in(client):
    customer = UserFactory(is_active=False)

    verified(owner()).post(edit(customer), form_for(customer, is_active="on", reason="A mistake"))
    client.post(reverse("account_login"), {"login": customer.email, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(customer.pk)
    assert [kind for kind, _ in told(customer)] == ["customer.enabled"]


@pytest.mark.django_db
def test_a_new_address_must_be_verified_and_the_old_one_no_longer_logs_in(client):
    customer = UserFactory(email="old@example.com")

    verified(owner()).post(edit(customer), form_for(customer, email="NEW@example.com", reason="Changed employer"))
    client.post(reverse("account_login"), {"login": "old@example.com", "password": PASSWORD})

    customer.refresh_from_db()
    assert customer.email == "new@example.com"
    assert list(EmailAddress.objects.filter(user=customer).values_list("email", "verified", "primary")) == [
        ("new@example.com", False, True)
    ]
    assert "_auth_user_id" not in client.session
    assert [kind for kind, _ in told(customer)] == ["customer.address_changed"]
    assert "new@example.com" not in str(told(customer))


@pytest.mark.django_db
def test_an_address_that_is_taken_is_refused_in_words():
    UserFactory(email="taken@example.com")
    customer = UserFactory(email="mine@example.com")

    answer = verified(owner()).post(edit(customer), form_for(customer, email="Taken@example.com"))

    assert answer.status_code == 200
    assert _("There is already an account with this e-mail address.") in str(answer.context["form"].errors)


@pytest.mark.django_db
def test_that_a_lost_second_factor_be_removed_is_asked_for_where_the_user_is():
    colleague = owner()
    desk = verified(owner())
    TOTPDeviceFactory(user=colleague)

    desk.post(edit(colleague), form_for(colleague, reset_second_factor="on", reason="Lost the phone"))

    assert colleague.totpdevice_set.exists()
    assert colleague.resets.get().reason == "Lost the phone"
    assert (
        reverse("second_factor_reset", args=[colleague.resets.get().pk]) in desk.get(edit(colleague)).content.decode()
    )
    assert [kind for kind, _ in told(colleague)] == ["customer.second_factor_reset_asked"]


@pytest.mark.django_db
def test_nobody_removes_their_own_second_factor_here():
    me = owner()
    browser = verified(me)

    browser.post(edit(me), form_for(me, reset_second_factor="on"))

    assert me.totpdevice_set.exists()


@pytest.mark.django_db
def test_the_page_of_a_user_tells_earlier_decisions():
    me, customer = owner(first_name="Åsa", last_name="Ägarsson"), UserFactory()
    browser = verified(me)
    browser.post(edit(customer), form_for(customer, level="pro", reason="Signed an agreement"))

    page = browser.get(edit(customer)).content.decode()

    assert "Signed an agreement" in page
    assert "Åsa Ägarsson" in page
    assert "user → pro" in page


# --- Not locking oneself out ---


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "change", "field"),
    [
        ("disabling oneself", {"is_active": ""}, "is_active"),
        ("dropping one's own role", {"roles": []}, "roles"),
    ],
)
@pytest.mark.parametrize("others", [0, 1])
def test_an_owner_does_not_lock_themselves_out(case, change, field, others):
    me = owner()
    for _number in range(others):
        owner()

    answer = verified(me).post(edit(me), form_for(me, **change))

    me.refresh_from_db()
    assert answer.context["form"].errors[field]
    assert me.is_active
    assert access_of(me).roles == {"Systemägare"}
    assert told(me) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("case", "wanted"), [("role", {"roles": frozenset()}), ("disabled", {"is_active": False})])
def test_the_last_active_owner_stays(case, wanted):
    last, technician = owner(), UserFactory(is_superuser=True)
    owner(is_active=False)
    access = type(access_of(last))(**{**vars_of(last), **wanted})

    with pytest.raises(AccessRefused, match=re.escape(_("Someone must own the shop: this is the last active owner."))):
        change_access(last, access, by=technician, reason="why not", now=timezone.now())

    last.refresh_from_db()
    assert last.is_active
    assert access_of(last).roles == {"Systemägare"}


def vars_of(user):
    access = access_of(user)
    return {"level": access.level, "roles": access.roles, "is_active": access.is_active}


@pytest.mark.django_db
def test_an_owner_disables_another_owner():
    me, other = owner(), owner()

    verified(me).post(edit(other), form_for(other, is_active="", reason="Has left"))

    other.refresh_from_db()
    assert not other.is_active


def test_two_owners_who_remove_each_other_at_once_leave_one(committing_db):
    first, second = owner(), owner()

    def remove(user, by):
        access = type(access_of(user))(**{**vars_of(user), "roles": frozenset()})
        return change_access(user, access, by=by, reason="a quarrel", now=timezone.now())

    results = in_threads(partial(remove, first, second), partial(remove, second, first))

    assert User.objects.filter(groups__name="Systemägare", is_active=True).count() == 1
    assert sorted(isinstance(result, AccessRefused) for result in results) == [False, True]


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_wagtails_bulk_actions_do_not_go_round_the_rules(action):
    me, customer = owner(), UserFactory()
    browser = verified(me)
    form = {"mark_as_active": "False", "role": Group.objects.get(name="Systemägare").pk}

    answer = browser.post(f"/admin/bulk/customers/user/{action}/?id={customer.pk}&id={me.pk}", form)

    assert answer.status_code == 404
    assert User.objects.filter(pk__in=[me.pk, customer.pk], is_active=True).count() == 2
    assert not customer.groups.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "superuser"])
def test_people_are_not_deleted(who):
    me = owner() if who == "owner" else UserFactory(is_superuser=True)
    customer = UserFactory()

    verified(me).post(f"/admin/users/delete/{customer.pk}/")

    assert User.objects.filter(pk=customer.pk).exists()


@pytest.mark.django_db
def test_roles_are_shown_and_not_edited():
    browser = verified(owner())
    group = Group.objects.get(name="Utvecklare")

    page = browser.get("/admin/groups/")
    browser.post("/admin/groups/new/", {"name": "Allmakt"})
    browser.post(f"/admin/groups/edit/{group.pk}/", {"name": "Allmakt"})
    browser.post(f"/admin/groups/delete/{group.pk}/")

    assert {row.name for row in page.context["object_list"]} == {
        "Systemägare",
        "Utvecklare",
        "Orderhandläggare",
        "Redaktör",
        "Importredaktör",
        "Prissättare",
    }
    assert str(UTVECKLARE.description) in page.content.decode()
    assert not Group.objects.filter(name="Allmakt").exists()
    assert Group.objects.filter(pk=group.pk).exists()


# --- Inviting ---


@pytest.mark.django_db
def test_an_invited_user_has_no_password_and_a_mail():
    me = owner()
    form = {
        "email": "Ny@Example.com",
        "first_name": "Ny",
        "last_name": "Nyman",
        "level": "premium",
        "roles": ["Redaktör"],
        "reason": "New editor",
    }

    verified(me).post("/admin/users/new/", form)

    user = User.objects.get(email="ny@example.com")
    assert not user.has_usable_password()
    assert user.level_id == "premium"
    assert list(user.groups.values_list("name", flat=True)) == ["Redaktör"]
    assert not EmailAddress.objects.get(user=user).verified
    assert [message.to for message in mail.outbox] == [["ny@example.com"]]
    assert told(user) == [
        ("customer.invited", {"level": "premium", "roles": ["Redaktör"], "by": me.pk, "reason": "New editor"})
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["email", "reason", "level"])
def test_an_incomplete_invitation_makes_no_user(missing):
    form = {"email": "ny@example.com", "first_name": "Ny", "level": "pro", "reason": "New editor"}
    browser = verified(owner())
    before = User.objects.count()

    answer = browser.post("/admin/users/new/", {**form, missing: ""})

    assert answer.context["form"].errors[missing]
    assert User.objects.count() == before
    assert mail.outbox == []


@pytest.mark.django_db
def test_an_invitation_is_sent_again_on_request():
    user = UserFactory(verified_address=False)
    user.set_unusable_password()
    user.save()

    verified(owner()).post(edit(user), form_for(user, send_invitation="on", reason=""))

    assert [message.to for message in mail.outbox] == [[user.email]]


@pytest.mark.django_db
def test_a_user_with_a_password_is_not_invited_again():
    user = UserFactory()

    verified(owner()).post(edit(user), form_for(user, send_invitation="on", reason=""))

    assert mail.outbox == []


@pytest.mark.django_db
def test_a_mail_server_that_does_not_answer_leaves_the_invitation_standing(monkeypatch):
    def unreachable(self, *args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", unreachable)
    form = {"email": "ny@example.com", "level": "user", "reason": "New customer"}

    answer = verified(owner()).post("/admin/users/new/", form, follow=True)

    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert User.objects.filter(email="ny@example.com").exists()


@pytest.mark.django_db
def test_the_second_factor_of_an_invited_owner_is_their_own():
    me = owner()
    device = TOTPDeviceFactory(user=me)
    form = {"email": "ny@example.com", "level": "user", "roles": ["Systemägare"], "reason": "Second owner"}

    verified(me).post("/admin/users/new/", form)

    assert not User.objects.get(email="ny@example.com").totpdevice_set.exists()
    assert device.user == me
