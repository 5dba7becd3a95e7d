from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "tinhso.foundation.calendars"
