from django.apps import AppConfig


class PublicApiConfig(AppConfig):
    name = "tinhso.faces.publicapi"
