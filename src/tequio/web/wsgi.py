"""The door for waitress and gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from tequio.web.idle import watch

# Whatever is written is for the account of the server alone.
os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.web.settings")
application = get_wsgi_application()
watch()
