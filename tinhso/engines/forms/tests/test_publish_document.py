import pytest

from tinhso.engines.forms import services
from tinhso.engines.forms.documents import check_document
from tinhso.foundation.kernel.refusals import Invalid

from .factories import birth_document, publish_small, small_document

pytestmark = pytest.mark.django_db


def test_the_birth_form_can_be_published() -> None:
    assert check_document(birth_document()) == []
    assert services.publish_document(birth_document()).version == 1


def test_the_same_document_again_makes_no_new_version() -> None:
    assert publish_small().pk == publish_small().pk
    changed = small_document()
    changed["title"] = {"vi": "Khác", "en": "Other"}
    assert services.publish_document(changed).version == 2


def test_a_question_that_the_schema_does_not_know_is_refused() -> None:
    document = small_document()
    document["pages"][0]["fields"][0]["path"] = "nome"
    with pytest.raises(Invalid) as refusal:
        services.publish_document(document)
    said = [problem.params["why"] for problem in refusal.value.problems]
    assert "nome is asked but not in the schema" in said
    assert "name is in the schema but never asked" in said


def test_a_question_asked_twice_is_refused() -> None:
    document = small_document()
    document["pages"][1]["fields"].append(document["pages"][0]["fields"][0])
    assert "name is asked twice" in check_document(document)


def test_a_label_in_one_language_only_is_refused() -> None:
    document = small_document()
    document["pages"][0]["fields"][0]["label"] = {"vi": "Tên"}
    assert check_document(document) == ["field name has no label in en"]


def test_a_rule_that_cannot_be_read_is_refused() -> None:
    document = small_document()
    document["pages"][2]["show_if"] = {"eqals": [1, 1]}
    assert check_document(document) == ["page spouse: unknown operator eqals"]


def test_garbage_is_refused_in_words() -> None:
    assert check_document({})
    assert check_document({"code": "x", "title": 1, "schema": {}, "sections": [], "pages": [1]})
