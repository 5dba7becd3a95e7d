from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "tinhso.engines.sources"
