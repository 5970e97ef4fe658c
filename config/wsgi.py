import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
application = get_wsgi_application()

from cms.storefront.kept import at_the_door  # noqa: E402 - its imports need the settings that the line above has read

application = at_the_door(application)
