"""Roles as data: after a migrate the database holds exactly what config/roles.py lists."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from config.role_grants import UnknownPermission, apply_roles, apply_when_migrated
from config.roles import IMPORTREDAKTOR, REDAKTOR, ROLES, SYSTEMAGARE, UTVECKLARE
from tests.factories.customers import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.3")]


def held(name):
    permissions = Permission.objects.filter(group__name=name).select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in permissions}


def everything():
    """Every grant as rows, with their own numbers: equal before and after means that nothing was rewritten."""
    return [
        sorted(Group.objects.values_list("pk", "name")),
        sorted(Group.permissions.through.objects.values_list("pk", "group_id", "permission_id")),
        sorted(GroupPagePermission.objects.values_list("pk", "group_id", "page_id", "permission_id")),
        sorted(GroupCollectionPermission.objects.values_list("pk", "group_id", "collection_id", "permission_id")),
        sorted(GroupApprovalTask.groups.through.objects.values_list("pk", "group_id")),
    ]


def test_migrate_has_made_the_roles_and_removed_wagtails():
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Systemägare",
        "Utvecklare",
        "Orderhandläggare",
        "Redaktör",
        "Importredaktör",
        "Prissättare",
    }


def test_applying_twice_changes_nothing():
    before = everything()

    call_command("apply_roles", verbosity=0)

    assert everything() == before


def test_a_permission_that_a_role_no_longer_lists_disappears():
    less = replace(
        REDAKTOR,
        permissions=("wagtailadmin.access_admin",),
        withheld=(),
        pages=("add",),
        files=("wagtailimages.add_image",),
    )

    apply_roles([less])

    group = Group.objects.get(name="Redaktör")
    assert held("Redaktör") == {"wagtailadmin.access_admin"}
    assert set(group.page_permissions.values_list("permission__codename", flat=True)) == {"add_page"}
    assert set(group.collection_permissions.values_list("permission__codename", flat=True)) == {"add_image"}


def test_a_permission_given_by_hand_disappears():
    Group.objects.get(name="Utvecklare").permissions.add(Permission.objects.get(codename="change_user"))

    apply_roles()

    assert "customers.change_user" not in held("Utvecklare")


def test_members_keep_their_role():
    user = UserFactory(roles=["Redaktör"])

    apply_roles()

    assert list(user.groups.values_list("name", flat=True)) == ["Redaktör"]


@pytest.mark.parametrize("field", ["permissions", "withheld", "files"])
def test_an_unknown_permission_is_an_error_and_changes_nothing(field):
    before = everything()
    wrong = replace(UTVECKLARE, **{field: ("catalogue.fly_product",)})

    with pytest.raises(UnknownPermission, match=r"Utvecklare names catalogue\.fly_product"):
        apply_roles([SYSTEMAGARE, wrong])

    assert everything() == before


def test_the_owner_may_do_everything_but_what_nobody_should():
    permissions = held("Systemägare")

    assert {
        "wagtailadmin.access_admin",
        "customers.change_user",
        "customers.add_user",
        "orders.change_order",
        "catalogue.delete_product",
        "pricing.change_price",
        "integrations.view_delivery",
    } <= permissions
    assert not {name for name in permissions if name.startswith(("otp_", "sessions."))}
    assert (
        not {"auth.change_group", "customers.delete_user", "events.change_event", "orders.delete_order"} & permissions
    )


def test_the_developer_sees_technical_pages_and_no_customer_data():
    permissions = held("Utvecklare")

    assert "integrations.view_delivery" in permissions
    assert {name.split(".")[0] for name in permissions} == {"wagtailadmin", "integrations", "inventory"}
    assert {name.split(".")[1].split("_")[0] for name in permissions} == {"access", "view"}
    assert not Group.objects.get(name="Utvecklare").page_permissions.exists()


@pytest.mark.parametrize(
    ("role", "depth", "actions"),
    [
        (SYSTEMAGARE, 1, {"add", "change", "publish", "bulk_delete", "lock", "unlock"}),
        (REDAKTOR, 2, {"add", "change", "publish", "bulk_delete", "lock", "unlock"}),
        (IMPORTREDAKTOR, 2, {"add", "change"}),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_pages_are_granted_on_the_start_pages_of_both_languages(role, depth, actions):
    granted = GroupPagePermission.objects.filter(group__name=role.name)

    assert set(granted.values_list("page_id", flat=True)) == {page.pk for page in Page.objects.filter(depth=depth)}
    assert {name.removesuffix("_page") for name in granted.values_list("permission__codename", flat=True)} == actions


def test_no_editor_touches_customers_prices_or_orders():
    for role in (REDAKTOR, IMPORTREDAKTOR):
        permissions = held(role.name)
        assert not {name for name in permissions if name.startswith(("customers.", "orders.", "auth.", "events."))}
        changing = {name for name in permissions if name.startswith(("catalogue.", "pricing.", "stock."))}
        assert {name for name in changing if ".view_" not in name} == set()


def test_owners_and_editors_review_what_others_submit():
    task = GroupApprovalTask.objects.get()

    assert {group.name for group in task.groups.all()} == {"Systemägare", "Redaktör"}
    assert list(Workflow.objects.values_list("name", "active")) == [("Granskning", True)]


def test_a_review_that_the_owner_has_removed_stays_removed():
    Workflow.objects.update(active=False)
    GroupApprovalTask.objects.update(active=False)

    apply_roles()

    assert not Workflow.objects.filter(active=True).exists()
    assert not GroupApprovalTask.objects.filter(active=True).exists()


def test_every_role_is_described_for_the_owner():
    assert [role.name for role in ROLES if not str(role.description)] == []


def test_a_database_that_is_only_part_of_the_way_there_is_left_alone(monkeypatch):
    Group.objects.get(name="Utvecklare").permissions.clear()
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [("customers", "0001_initial")])

    apply_when_migrated(sender=None, using="default")

    assert held("Utvecklare") == set()


def test_the_end_of_a_migrate_applies_the_roles():
    Group.objects.get(name="Utvecklare").permissions.clear()

    call_command("migrate", verbosity=0)

    assert "wagtailadmin.access_admin" in held("Utvecklare")
