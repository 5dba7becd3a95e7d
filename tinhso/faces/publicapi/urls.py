from django.urls import include, path

from .api import api
from .docs import show

pages = [path("docs", show, name="docs")]

urlpatterns = [path("", include((pages, "publicapi"))), path("", api.urls)]
