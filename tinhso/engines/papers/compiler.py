"""One typst compiler per process: fonts are read once, pages are laid out one at a time."""

import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from .types import Paper, PaperError

FONTS = Path(__file__).resolve().parent / "fonts"
ROOT = Path(__file__).resolve().parents[2]  # templates import "/engines/papers/typst/official.typ"

_one_at_a_time = threading.Lock()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(root=str(ROOT), font_paths=fonts)


def compile_pdf(
    paper: Paper,
    data: Mapping[str, Any],
    *,
    created_at: datetime,
    part: Literal["a-2a", "a-3a"],
    root: Path | None = None,
) -> bytes:
    """Lay `paper` out as PDF. The same data and moment give the same bytes."""
    with _one_at_a_time:
        try:
            made, warnings = _compiler().compile_with_warnings(
                input=str(paper.path),
                root=str(root or _root_of(paper)),
                format="pdf",
                sys_inputs={"data": _as_json(data)},
                pdf_standards=[part, "ua-1"],
                timestamp=created_at.astimezone(UTC),
            )
        except typst.TypstError as error:
            raise PaperError(paper.name, _explain(error)) from error
    if warnings:
        raise PaperError(paper.name, "; ".join(warning.message for warning in warnings))
    assert isinstance(made, bytes)
    return made


def query_label(paper: Paper, data: Mapping[str, Any], label: str) -> list[dict[str, Any]]:
    """Return the values of the metadata that the laid-out `paper` carries under `label`."""
    with _one_at_a_time:
        compiler = typst.Compiler(
            str(paper.path),
            root=str(_root_of(paper)),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": _as_json(data)},
        )
        try:
            said = compiler.query(f"<{label}>", field="value")
        except typst.TypstError as error:
            raise PaperError(paper.name, _explain(error)) from error
    found = json.loads(said)
    assert isinstance(found, list)
    return found


def _root_of(paper: Paper) -> Path:
    return ROOT if paper.path.is_relative_to(ROOT) else paper.path.parent


def _as_json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _explain(error: typst.TypstError) -> str:
    lines = [error.message, *error.hints]
    place = next((line for line in error.diagnostic.splitlines() if "┌─" in line), "")
    if place:
        lines.append(place.replace("┌─", "at").strip())
    return "; ".join(lines)
