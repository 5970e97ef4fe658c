from allauth.account.auth_backends import AuthenticationBackend

from commerce.customers.models import User


class MemberBackend(AuthenticationBackend):
    """Logs in by e-mail, and brings the user's level, membership and organisation along in one query a request."""

    def get_user(self, user_id):
        user = User.objects.select_related("membership__organisation").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
