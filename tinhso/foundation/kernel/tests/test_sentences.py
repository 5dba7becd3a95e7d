from django.utils import translation

from tinhso.foundation.kernel.sentences import all_messages, say


def test_a_code_is_said_in_the_readers_language() -> None:
    with translation.override("en"):
        assert say("kernel.not_found") == "We could not find that."


def test_an_unknown_code_is_shown_as_it_is_and_breaks_nothing() -> None:
    assert say("nobody.knows", {"x": 1}) == "nobody.knows"


def test_moments_and_dates_are_said_as_offices_write_them() -> None:
    with translation.override("en"):
        said = say("cases.accepted", {"due_at": "2026-08-13T10:00:00+00:00"})
    assert said.endswith("17:00 13/08/2026")


def test_every_code_names_its_app() -> None:
    from django.apps import apps

    labels = {config.label for config in apps.get_app_configs()}
    assert [code for code in all_messages() if code.split(".")[0] not in labels] == []
