from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "tinhso.faces.console"
