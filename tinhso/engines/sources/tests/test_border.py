"""The border itself: hostile answers, capitals, and that there is no second way to the register."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tinhso
from tinhso.engines.sources import population, services, soap
from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.wire.testing import mount

ROOT = Path(tinhso.__file__).parent
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><x>&b;</x></e:Body>'
    b"</e:Envelope>"
)


def answering(body: bytes) -> Callable[..., Iterable[bytes]]:
    def app(_environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [body]

    return app


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"{}", b"<html>", b"<a/>", BOMB], ids=str)
def test_an_answer_that_is_no_soap_is_no_answer(body: bytes) -> None:
    with mount("population", answering(body)), pytest.raises(Unavailable):
        services.look_up_person(
            Who(account="a", kind="official"),
            "099196000017",
            subject=Subject(kind="draft", uid="d"),
            purpose="birth_registration.prefill",
        )


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("TRẦN THỊ QUỲNH NHƯ", "Trần Thị Quỳnh Như"),
        ("Y-MOAN ÊBAN", "Y-Moan Êban"),
        ("Nguyễn văn A", "Nguyễn văn A"),
        ("", ""),
    ],
)
def test_capitals_are_read_as_names(shouted: str, said: str) -> None:
    assert population.proper_case(shouted) == said


@given(st.text(max_size=40))
def test_a_name_goes_out_in_plain_capitals(name: str) -> None:
    plain = population.plain_name(name)
    assert plain.isascii()
    assert plain == plain.upper()
    assert not any(c.isspace() for c in plain)


@given(st.dictionaries(st.sampled_from("ABCDE"), st.text("abcđ<>&\"' ", max_size=20), max_size=5))
def test_whatever_is_typed_stays_text_in_the_envelope(fields: dict[str, str]) -> None:
    content = soap.unpack(soap.pack("urn:x", "Ask", fields), peer="population")
    assert {name: content.findtext(f"{{urn:x}}{name}") or "" for name in fields} == fields


def test_only_this_room_speaks_to_the_population_register() -> None:
    found = set()
    for path in ROOT.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _is_way_out(node):
                found |= {(path, arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
    speakers = {path.parent.name for path, peer in found if peer == "population"}
    assert speakers <= {"sources"}
    assert 'PEER: Final = "population"' in (ROOT / "engines/sources/population.py").read_text()


def test_nobody_passes_the_journal_by() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if "tests" not in path.parts
        and any(word in path.read_text() for word in ("ask_person(", "ask_match("))
    }
    assert users == {"engines/sources/population.py", "engines/sources/services.py"}


def _is_way_out(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in {"client", "transport_for", "session_for"}
