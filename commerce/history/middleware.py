"""What is changed in the admin is changed by whoever is logged in there."""

from django.urls import reverse

from commerce.changed_by import REQUEST, changed_by

READS = ("GET", "HEAD", "OPTIONS")


class ChangedInTheAdmin:
    """Stands inside what knows who asks. The path is kept without its query, which may hold what people typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in READS or not request.path_info.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        with changed_by(REQUEST, request.path_info[:200], user=request.user.pk):
            return self.get_response(request)
