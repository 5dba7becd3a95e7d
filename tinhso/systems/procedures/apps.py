from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "tinhso.systems.procedures"
