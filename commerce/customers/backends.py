from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission

from commerce.customers.models import User


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
            own = Permission.objects.filter(user=user_obj).order_by()
            of_roles = Permission.objects.filter(group__user=user_obj).order_by()
            names = ("content_type__app_label", "codename")
            found = own.values_list(*names).union(of_roles.values_list(*names))
            user_obj._perm_cache = {f"{app}.{name}" for app, name in found}
        return user_obj._perm_cache
