"""Words before a release: both languages complete, in step with the code, in good form.

`python -m tests.words` checks; `python -m tests.words --write` (`make messages`) extracts
sentences into `locale/`, keeps what is translated and leaves new sentences empty for a
translator. Extraction needs GNU gettext; without it that part of the check is skipped.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

BASE = Path(__file__).resolve().parent.parent
LANGUAGES = ("vi", "en")
TOOLS = ("xgettext", "msgmerge", "msgcat", "msgen", "msgfmt")
IGNORED = ("tests", "sims", "docs", "frontend", "node_modules", ".venv", "var")
PLACE = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)\}")


def catalogue_path(language: str, base: Path = BASE) -> Path:
    return base / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str, base: Path = BASE) -> Catalog:
    with catalogue_path(language, base).open("rb") as file:
        return read_po(file, locale=language)


def sentences(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms_of(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the singular and plural forms of a sentence, none when it is not translated."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def places_of(text: str) -> set[str]:
    """Return the names of the %(name)s and {name} places of a sentence."""
    return {first or second for first, second in PLACE.findall(text)}


def list_unsaid(language: str) -> list[str]:
    """Return the sentences that are missing, fuzzy or have other places than the original."""
    wrong = []
    for message in sentences(read_catalogue(language)):
        asked, said = forms_of(message.id), forms_of(message.string)
        if message.fuzzy or not said or not all(said):
            wrong.append(f"{language}: not translated: {asked[0]!r}")
        elif any(places_of(form) != places_of(asked[-1]) for form in said):
            wrong.append(f"{language}: other places than the original: {asked[0]!r}")
    return wrong


def list_ids(base: Path) -> set[tuple[str, str]]:
    return {(m.context or "", forms_of(m.id)[0]) for m in sentences(read_catalogue("vi", base))}


def has_gettext() -> bool:
    return all(shutil.which(tool) for tool in TOOLS)


def list_behind() -> list[str]:
    """Extract a copy of the code and return where its sentences and the catalogue differ."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        leave = shutil.ignore_patterns("__pycache__", "static", "tests", "*.ttf", "*.otf")
        for name in ("config", "tinhso", "locale"):
            shutil.copytree(BASE / name, copy / name, ignore=leave)
        # By its path, not as a module: another `tests` on the way would write into its own tree.
        (copy / "tests").mkdir()
        shutil.copy(__file__, copy / "tests" / "words.py")
        subprocess.run(
            [sys.executable, str(copy / "tests" / "words.py"), "--write"],
            cwd=copy,
            check=True,
            env={**os.environ, "PYTHONPATH": str(copy)},
        )
        said, kept = list_ids(copy), list_ids(BASE)
    return [
        f"not in the catalogue (make messages): {name!r}" for _, name in sorted(said - kept)
    ] + [f"no longer in the code (make messages): {name!r}" for _, name in sorted(kept - said)]


def list_malformed() -> list[str]:
    """Return what msgfmt says of the files."""
    found = []
    for language in LANGUAGES:
        done = subprocess.run(
            ["msgfmt", "--check", "-o", os.devnull, str(catalogue_path(language))],
            capture_output=True,
            text=True,
            check=False,
        )
        found += done.stderr.splitlines()
    return found


def write() -> None:
    """Extract every sentence into `locale/`, sorted; English says what the code says."""
    os.environ["TINHSO_TESTING"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.chdir(BASE)
    import django
    from django.core.management import call_command
    from django.core.management.commands import makemessages

    class Extract(makemessages.Command):
        # A sentence that resembles another is not its translation.
        msgmerge_options = ["-q", "--backup=none", "--update", "--no-fuzzy-matching"]

    django.setup()
    call_command(
        Extract(),
        locale=list(LANGUAGES),
        no_wrap=True,
        no_obsolete=True,
        no_location=True,
        ignore_patterns=list(IGNORED),
        verbosity=0,
    )
    for language in LANGUAGES:
        path = str(catalogue_path(language))
        if language == "en":
            subprocess.run(["msgen", "--no-wrap", "-o", path, path], check=True)
        subprocess.run(["msgcat", "--sort-output", "--no-wrap", "-o", path, path], check=True)
        text = Path(path).read_text()
        # The day of extraction would change the file when no sentence did.
        Path(path).write_text(re.sub(r'^"POT-Creation-Date:.*\n', "", text, flags=re.MULTILINE))


def main(arguments: list[str]) -> int:
    """Return 1 and name the sentences when a language is not complete or behind the code."""
    if "--write" in arguments:
        if not has_gettext():
            sys.stderr.write("GNU gettext is needed: apt-get install gettext\n")
            return 1
        write()
        return 0
    wrong = [line for language in LANGUAGES for line in list_unsaid(language)]
    if has_gettext():
        wrong += list_malformed() + list_behind()
    else:
        sys.stderr.write("Words: GNU gettext is not here, extraction is not compared.\n")
    for line in wrong:
        sys.stderr.write(line + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
