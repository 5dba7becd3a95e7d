"""The leaders' face, under /ioc/: the wall, its refresh, and the records behind each figure."""

from django.urls import path

from . import views

app_name = "ioc"

urlpatterns = [
    path("", views.wall, name="wall"),
    path("bang/", views.board, name="board"),
    path("don-vi/", views.agencies, name="agencies"),
    path("so-lieu/<str:code>/", views.figure, name="figure"),
]
