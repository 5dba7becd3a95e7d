from django.urls import path

from . import styleguide, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.metrics, name="metrics"),
    path("ui/", styleguide.show, name="styleguide"),
    path("ui/<slug:surface>/", styleguide.show, name="styleguide_surface"),
]
