import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
application = get_wsgi_application()

# Their imports need the settings that the line above has read.
from cms.storefront.kept import at_the_door  # noqa: E402
from config.disturbance import told_at_the_door  # noqa: E402
from config.hanging import unless_it_hangs  # noqa: E402
from operations.monitoring.door import measured  # noqa: E402
from operations.monitoring.live import alive  # noqa: E402

application = alive(measured(told_at_the_door(unless_it_hangs(at_the_door(application)))))
