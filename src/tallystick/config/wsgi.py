"""The web server's way in: all of the site is read in before anybody asks."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from tallystick.config.sweeps import keep_sweeps_short

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
application = get_wsgi_application()
# Else whoever comes first waits for every page to be read in.
_ = get_resolver().url_patterns
keep_sweeps_short()
