"""The officials' face: it owns the prefix /desk/ and the order; the pages belong to the systems."""

from django.urls import include, path

urlpatterns = [
    path("", include("tinhso.systems.cases.web.desk")),
    path("ho-tich/", include("tinhso.systems.civilstatus.web.desk")),
]
