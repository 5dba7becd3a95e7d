"""Words before a release: no missing or fuzzy translation, no catalogue behind its templates."""

import sys
from pathlib import Path

from babel.messages.pofile import read_po

BASE = Path(__file__).resolve().parent.parent


def main() -> int:
    """Return 1 and name the sentences when a language is not complete."""
    wrong = []
    for language in ("vi", "en"):
        with (BASE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
            for message in read_po(file):
                if not message.id:
                    continue
                said = message.string if isinstance(message.string, tuple) else (message.string,)
                if message.fuzzy or not all(said):
                    wrong.append(f"{language}: {message.id!r}")
    for line in wrong:
        sys.stderr.write(line + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
