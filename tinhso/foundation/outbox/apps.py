from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "tinhso.foundation.outbox"
