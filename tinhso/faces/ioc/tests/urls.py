"""Only the leaders' face and the sign-in pages, so that this room is tested by itself."""

from django.urls import include, path

urlpatterns = [
    path("ioc/", include("tinhso.faces.ioc.urls")),
    path("tai-khoan/", include("tinhso.foundation.identity.web.urls")),
]
