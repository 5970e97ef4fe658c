from allauth.account.auth_backends import AuthenticationBackend

from commerce import prepared
from commerce.customers.models import User

PERMISSIONS = """
    SELECT app_label, codename
    FROM auth_permission JOIN django_content_type ON django_content_type.id = content_type_id
    WHERE auth_permission.id IN (
        SELECT permission_id FROM customers_user_user_permissions WHERE user_id = %(user)s::bigint
        UNION ALL
        SELECT permission_id FROM auth_group_permissions JOIN customers_user_groups USING (group_id)
        WHERE user_id = %(user)s::bigint
    )
"""


class MemberBackend(AuthenticationBackend):
    """Logs in by e-mail, and brings the user's level, membership and organisation along in one query a request."""

    def get_user(self, user_id):
        user = User.objects.select_related("membership__organisation").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        """The user's own and those of the roles, in one query where Django asks for each."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj=obj)
        if not hasattr(user_obj, "_perm_cache"):
            found = prepared.rows(PERMISSIONS, {"user": user_obj.pk})
            user_obj._perm_cache = {f"{app}.{name}" for app, name in found}
        return user_obj._perm_cache
