from django.apps import AppConfig


class IocConfig(AppConfig):
    name = "tinhso.faces.ioc"
