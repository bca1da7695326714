"""The door for waitress and gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from tequio.web.idle import watch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.web.settings")
application = get_wsgi_application()
watch()
