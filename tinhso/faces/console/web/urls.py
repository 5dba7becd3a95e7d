"""Addresses under /console/: the operators' pages and Django's admin, which shows the data."""

from django.urls import path

from . import views

app_name = "console"
urlpatterns = [
    path("", views.home, name="home"),
    path("viec-hong/", views.dead_letters, name="dead_letters"),
    path("viec-hong/<str:kind>/<int:pk>/lam-lai/", views.retry, name="retry"),
    path("thong-bao/", views.notices, name="notices"),
    path("he-thong-khac/", views.peers, name="peers"),
    path("dong-ho/", views.time_machine, name="clock"),
    path("du-lieu/", views.data, name="data"),
]
