from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "tinhso.foundation.directory"
