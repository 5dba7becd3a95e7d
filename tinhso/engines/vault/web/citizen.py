"""Addresses of the vault and of the public check, for the citizen's face."""

from django.urls import path

from . import views

app_name = "vault"
urlpatterns = [
    path("kho/", views.show_vault, name="list"),
    path("kho/<uuid:uid>/", views.show_item, name="item"),
    path("kho/<uuid:uid>/tai-ve", views.download_item, name="download"),
    path("xac-minh/", views.ask_code, name="verify"),
    path("xac-minh/tep", views.check_file, name="verify-file"),
    path("xac-minh/<str:code>", views.show_public, name="public"),
]
