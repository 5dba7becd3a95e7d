"""What is said: both languages whole, every code a sentence, the form's words the registers'."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from tests import words
from tinhso.engines.sources.codes import ETHNIC_GROUPS
from tinhso.foundation.kernel.sentences import all_messages

ROOT = words.BASE / "tinhso"
CODE = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")
# What takes the code of a sentence besides the refusals.
SAYERS = {"Problem", "Sentence", "Step", "add_to_timeline", "note", "notify", "record", "say"}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_sentence_is_said_whole_in_both_languages(language: str) -> None:
    assert words.list_unsaid(language) == []


def test_each_catalogue_says_which_language_it_is() -> None:
    heads = {language: words.catalogue_path(language).read_text() for language in words.LANGUAGES}
    for language, text in heads.items():
        assert f'"Language: {language}\\n"' in text
        assert "#, fuzzy" not in text
    assert '"Plural-Forms: nplurals=1; plural=0;\\n"' in heads["vi"]


def test_both_catalogues_have_the_same_sentences() -> None:
    vi, en = (
        {words.forms_of(m.id)[0] for m in words.sentences(words.read_catalogue(language))}
        for language in words.LANGUAGES
    )
    assert vi == en


@pytest.mark.parametrize(
    ("text", "names"),
    [("%(at)s and {name}", {"at", "name"}), ("100 %", set()), ("200%% text", set())],
)
def test_places_of_a_sentence_are_found(text: str, names: set[str]) -> None:
    assert words.places_of(text) == names


def test_each_code_that_is_said_or_refused_has_a_sentence() -> None:
    known = all_messages()
    unknown = [f"{where}: {code}" for code, where in codes_in_code() if code not in known]
    assert unknown == []


def test_the_scan_finds_refusals_timelines_and_the_journal() -> None:
    found = {code for code, _ in codes_in_code()}
    assert {"cases.not_yours", "cases.submitted", "vault.item_downloaded"} <= found
    assert len(found) > 100


def test_the_form_and_the_population_register_know_the_same_ethnic_groups() -> None:
    form = json.loads((ROOT / "systems/procedures/data/1.001193/form.json").read_text())
    lists = [
        {option["value"] for option in field["options"]}
        for page in form["pages"]
        for field in page.get("fields", [])
        if field["path"].endswith("ethnicity") and "options" in field
    ]
    assert lists
    for values in lists:
        assert values == set(ETHNIC_GROUPS.values())


def codes_in_code() -> Iterator[tuple[str, str]]:
    """Yield each literal code handed to a refusal or to something that says it, and where."""
    rooms = {config.label for config in apps.get_app_configs()} | {"kernel"}
    sayers = SAYERS | refusal_names()
    for path, tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = (
                call.func.attr
                if isinstance(call.func, ast.Attribute)
                else getattr(call.func, "id", "")
            )
            if name not in sayers:
                continue
            for argument in call.args:
                for code in literals(argument):
                    if CODE.fullmatch(code) and code.split(".")[0] in rooms:
                        yield code, f"{path.relative_to(ROOT)}:{call.lineno}"


def literals(node: ast.expr) -> Iterator[str]:
    """Yield the strings that `node` may be, not those inside an f-string or a further call."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def refusal_names() -> set[str]:
    """Return `Refusal` and the names of what inherits it anywhere in the code."""
    names = {"Refusal"}
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    while more := {name for name, of in bases.items() if of & names} - names:
        names |= more
    return names


@cache
def trees() -> list[tuple[Path, ast.Module]]:
    return [
        (path, ast.parse(path.read_text()))
        for path in sorted(ROOT.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
    ]
