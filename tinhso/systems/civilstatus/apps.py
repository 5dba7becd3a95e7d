from django.apps import AppConfig


class CivilstatusConfig(AppConfig):
    name = "tinhso.systems.civilstatus"
