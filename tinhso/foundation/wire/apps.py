from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "tinhso.foundation.wire"
