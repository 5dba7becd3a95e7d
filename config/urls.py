"""The table of contents: every address of the platform starts here."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tinhso.foundation.ui.urls")),
    path("tai-khoan/", include("tinhso.foundation.identity.web.urls")),
    path("console/data/", admin.site.urls),
    path("console/", include("tinhso.faces.console.web.urls")),
    path("desk/", include("tinhso.faces.desk.urls")),
    path("ioc/", include("tinhso.faces.ioc.urls")),
    path("api/", include("tinhso.faces.publicapi.urls")),
    path("", include("tinhso.faces.portal.urls")),
]

handler400 = "tinhso.foundation.ui.views.bad_request"
handler403 = "tinhso.foundation.ui.views.permission_denied"
handler404 = "tinhso.foundation.ui.views.page_not_found"
handler500 = "tinhso.foundation.ui.views.server_error"
