"""The platform's addresses with the vault's at their place."""

from django.urls import include, path

urlpatterns = [
    path("", include("config.urls")),
    path("", include("tinhso.engines.vault.web.citizen")),
]
handler404 = "tinhso.foundation.ui.views.page_not_found"
