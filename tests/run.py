"""`make test`: everything this machine can run, and one line for what it cannot and why.

SQLite always. PostgreSQL as well when a server answers (TINHSO_TEST_POSTGRES names it,
else the local socket and 127.0.0.1 are tried). Browser tests when Chromium is there.
"""

import os
import shutil
import subprocess
import sys
import tempfile

CANDIDATES = (
    "postgres://postgres@127.0.0.1/postgres",
    "postgres://127.0.0.1/postgres",
)


def find_postgres() -> str:
    """Return the URL of a PostgreSQL server that takes us, "" when there is none."""
    import psycopg

    said = os.environ.get("TINHSO_TEST_POSTGRES")
    for url in (said,) if said else CANDIDATES:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.Error:
            continue
        return url
    return ""


def find_chromium() -> str:
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    return ""


def run(label: str, *arguments: str, database: str = "") -> int:
    with tempfile.TemporaryDirectory(prefix="tinhso-test-") as home:
        environment = {**os.environ, "TINHSO_TESTING": "1", "TINHSO_HOME": home}
        environment.pop("DATABASE_URL", None)
        if database:
            environment["DATABASE_URL"] = database
        sys.stdout.write(f"\n== {label}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", "pytest", "-q", *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    chosen = sys.argv[1:]
    workers = ("-n", str(min(4, os.cpu_count() or 1)))
    postgres, chromium = find_postgres(), find_chromium()
    codes = [run("SQLite", "-m", "not browser", *workers, *chosen)]
    if postgres:
        codes.append(run("PostgreSQL", "-m", "not browser", *workers, *chosen, database=postgres))
    if chromium and not chosen:
        codes.append(run("Browser, SQLite", "-m", "browser", "tests"))
        if postgres:
            codes.append(run("Browser, PostgreSQL", "-m", "browser", "tests", database=postgres))
    skipped = [
        *([] if postgres else ["PostgreSQL (no server answers; set TINHSO_TEST_POSTGRES)"]),
        *([] if chromium else ["browser journeys (no Chromium; apt-get install chromium)"]),
        *([] if shutil.which("softhsm2-util") else ["SoftHSM2 (apt-get install softhsm2)"]),
        *([] if shutil.which("pdfsig") else ["pdfsig (apt-get install poppler-utils)"]),
    ]
    sys.stdout.write("\nSkipped: " + ("; ".join(skipped) if skipped else "nothing") + "\n")
    bad = [code for code in codes if code not in (0, 5)]
    return bad[0] if bad else 0


if __name__ == "__main__":
    sys.exit(main())
