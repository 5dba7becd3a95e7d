"""The citizens' face: home and the pages about the site; all else belongs to the systems."""

from django.urls import include, path

from . import views

pages = [
    path("", views.home, name="home"),
    path("huong-dan/", views.help_page, name="help"),
    path("kha-nang-tiep-can/", views.accessibility, name="accessibility"),
    path("du-lieu-ca-nhan/", views.privacy, name="privacy"),
]

urlpatterns = [
    path("", include((pages, "portal"))),
    path("thu-tuc/", include("tinhso.systems.procedures.web.urls")),
    path("", include("tinhso.systems.cases.web.citizen")),
    path("", include("tinhso.engines.vault.web.citizen")),
]
