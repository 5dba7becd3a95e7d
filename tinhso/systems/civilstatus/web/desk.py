"""Addresses of the register for officials: the desk's face includes them under its prefix."""

from django.urls import path

from . import views

app_name = "civilstatus_desk"
urlpatterns = [
    path("", views.show_register, name="register"),
    path("cho/<uuid:uid>/hoi-lai", views.ask_again, name="ask-again"),
    path("<uuid:uid>/", views.show_entry, name="entry"),
]
