"""Addresses of procedures, under `/thu-tuc/`."""

from django.urls import path

from . import views

app_name = "procedures"

urlpatterns = [
    path("", views.browse, name="list"),
    path("<str:code>/", views.show, name="detail"),
]
