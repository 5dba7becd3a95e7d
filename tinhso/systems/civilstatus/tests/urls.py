"""The platform's addresses with the register's at their place."""

from django.urls import include, path

urlpatterns = [
    path("", include("config.urls")),
    path("desk/ho-tich/", include("tinhso.systems.civilstatus.web.desk")),
]
handler404 = "tinhso.foundation.ui.views.page_not_found"
