"""Templates by name: every app's `papers/*.typ` is found when Django starts."""

from pathlib import Path

from django.apps import apps

from tinhso.foundation.kernel.registry import Registry

from .types import Paper

papers: Registry[Paper] = Registry("paper")


def register_paper(name: str, path: Path) -> Paper:
    """Make the template at `path` known as `name`; saying the same twice is harmless."""
    paper = Paper(name=name, path=Path(path).resolve())
    if papers.find(name) == paper:
        return papers[name]
    return papers.register(name, paper)


def register_found_papers() -> None:
    """Register `<app>/papers/birth_certificate.typ` of every app as "birth-certificate".

    A name that starts with "_" is a part that other templates import.
    """
    for config in apps.get_app_configs():
        if not config.name.startswith("tinhso."):
            continue
        for path in sorted(Path(config.path).glob("papers/*.typ")):
            if not path.stem.startswith("_"):
                register_paper(path.stem.replace("_", "-"), path)
