from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tinhso.systems.cases"
