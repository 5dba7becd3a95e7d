from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tinhso.foundation.ui"
