from wagtail.users.views.groups import GroupViewSet


class RoleViewSet(GroupViewSet):
    pass
