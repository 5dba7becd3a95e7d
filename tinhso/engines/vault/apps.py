from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "tinhso.engines.vault"
