"""The table of contents: every address of the platform starts here."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", include("tinhso.foundation.identity.web.urls")),
    path("console/data/", admin.site.urls),
    path("console/", include("tinhso.faces.console.web.urls")),
]
