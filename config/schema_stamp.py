"""What the database should look like, as one short word that is cheap to compute and to compare.

`migrate` takes seconds even when it has nothing to do. The stamp says whether it has: it covers every migration of the
project, the pinned packages (theirs come with the version) and what is applied after `migrate`. No Django is imported.
"""

import ast
import hashlib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
APPLIED_AFTER_MIGRATE = ["config/roles.py", "config/role_grants.py"]
PINS = ["requirements.txt", "constraints.txt"]


def fingerprint() -> str:
    """Twelve letters that change when a migration, a pin, an installed app or a role does."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.relative_to(PROJECT).as_posix().encode())
        digest.update(path.read_bytes())
    digest.update(_installed_apps().encode())
    return digest.hexdigest()[:12]


def parts() -> dict[str, str]:
    """What each migration, pin and installed app is, by name, as a short word. A database that was made of some of the
    same parts is an earlier state of what these make."""
    own = [path for path in _files() if path.relative_to(PROJECT).as_posix() not in APPLIED_AFTER_MIGRATE]
    files = {path.relative_to(PROJECT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:8] for path in own}
    return files | {f"app {name}": "" for name in ast.literal_eval(_installed_apps())}


def of_database(cursor) -> str:
    """The stamp that this database should carry: the fingerprint, and which migrations it says it has had."""
    cursor.execute("SELECT to_regclass('django_migrations')")
    if cursor.fetchone()[0] is None:
        return "empty"
    cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM django_migrations")
    count, last = cursor.fetchone()
    return f"schema {fingerprint()} {count} {last}"


def matches(cursor) -> bool:
    """Whether `migrate` has nothing to do here."""
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()")
    return cursor.fetchone()[0] == of_database(cursor)


def write(cursor) -> None:
    """Remember, as the database's comment, that everything has been applied."""
    stamp = of_database(cursor)
    cursor.execute("SELECT quote_ident(current_database())")
    name = cursor.fetchone()[0]
    cursor.execute(f"COMMENT ON DATABASE {name} IS '{stamp}'")


def _files() -> list[Path]:
    listed = [PROJECT / name for name in PINS + APPLIED_AFTER_MIGRATE]
    migrations = [
        path
        for app in PROJECT.iterdir()
        if app.is_dir() and not app.name.startswith(".")
        for path in app.glob("**/migrations/*.py")
    ]
    return sorted(path for path in listed + migrations if path.exists())


def _installed_apps() -> str:
    settings = ast.parse((PROJECT / "config/settings/base.py").read_text(encoding="utf-8"))
    for statement in settings.body:
        if isinstance(statement, ast.Assign) and "INSTALLED_APPS" in map(ast.unparse, statement.targets):
            return ast.unparse(statement.value)
    raise LookupError("config/settings/base.py assigns no INSTALLED_APPS")
