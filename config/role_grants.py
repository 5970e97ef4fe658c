"""Makes the groups of the database agree with `config/roles.py`: adds what is missing, takes away what is gone."""

from fnmatch import fnmatchcase

from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)

from config.roles import REMOVED_ROLES, REVIEW, ROLES, WHOLE_TREE

WAGTAILS_REVIEW = "Moderators approval"


class UnknownPermission(Exception):
    """A role names a permission that no installed app has."""


def apply_roles(roles=ROLES):
    """Give every role exactly what it lists, in one transaction. Running it again changes nothing.

    Raises UnknownPermission before anything is changed. Members of a role are never touched.
    """
    known = {f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")}
    wanted = {role: named(role, known) for role in roles}
    with transaction.atomic():
        Group.objects.filter(name__in=REMOVED_ROLES).delete()
        for role, permissions in wanted.items():
            group, _ = Group.objects.get_or_create(name=role.name)
            group.permissions.set(permissions)
            grant_pages(group, role, known)
            grant_files(group, role, known)
        assign_review(roles)


def apply_when_migrated(sender, *, using, **kwargs):
    """Received at the end of `migrate`. A database that is only part of the way there has nothing to grant yet."""
    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        apply_roles()


def named(role, known):
    """The permissions that a role lists, less those it withholds."""
    granted, withheld = matching(role, role.permissions, known), matching(role, role.withheld, known)
    return [known[name] for name in sorted(granted - withheld)]


def matching(role, patterns, known):
    names = set()
    for pattern in patterns:
        found = {name for name in known if fnmatchcase(name, pattern)}
        if not found:
            raise UnknownPermission(f"{role.name} names {pattern}, and no permission is called that")
        names |= found
    return names


def grant_pages(group, role, known):
    depth = 1 if role.pages_from == WHOLE_TREE else 2
    permissions = [known[name] for action in role.pages for name in matching(role, [page_action(action)], known)]
    wanted = {(page, permission.pk) for page in pages_at(depth) for permission in permissions}
    held = {(row.page_id, row.permission_id): row.pk for row in group.page_permissions.all()}
    group.page_permissions.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=permission)
        for page, permission in sorted(wanted - held.keys())
    )


def page_action(action):
    return f"wagtailcore.{action}_page"


def pages_at(depth):
    return list(Page.objects.filter(depth=depth).values_list("pk", flat=True))


def grant_files(group, role, known):
    permissions = [known[name] for name in matching(role, role.files, known)]
    roots = Collection.objects.filter(depth=1).values_list("pk", flat=True)
    wanted = {(root, permission.pk) for root in roots for permission in permissions}
    held = {(row.collection_id, row.permission_id): row.pk for row in group.collection_permissions.all()}
    group.collection_permissions.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection_id=root, permission_id=permission)
        for root, permission in sorted(wanted - held.keys())
    )


def assign_review(roles):
    """Let the reviewing roles approve in Wagtail's ready-made workflow. Once removed, it stays so."""
    Workflow.objects.filter(name=WAGTAILS_REVIEW).update(name=REVIEW)
    GroupApprovalTask.objects.filter(name=WAGTAILS_REVIEW).update(name=REVIEW)
    reviewers = Group.objects.filter(name__in=[role.name for role in roles if role.reviews_pages])
    for task in GroupApprovalTask.objects.filter(name=REVIEW):
        task.groups.set(reviewers)
