"""One settings file, from the environment. Defaults suit a laptop; `check --deploy` guards."""

import os
import secrets
from pathlib import Path

from config.env import envbool, envint, envsecret
from tinhso.foundation.kernel import logs

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("TINHSO_HOME", BASE_DIR / "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)

DEMO = envbool("TINHSO_DEMO", default=False)
TESTING = envbool("TINHSO_TESTING", default=False)
DEBUG = envbool("TINHSO_DEBUG", default=False)
TIME_MACHINE = DEMO or TESTING
CLOCK_FILE = HOME / "clock.json"


def _secret_key() -> str:
    if said := envsecret("TINHSO_SECRET_KEY"):
        return said
    kept = HOME / "secret-key"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(50))
        kept.chmod(0o600)
    return kept.read_text()


SECRET_KEY = _secret_key()
PORT = envint("PORT", default=8000)
SITE_URL = os.environ.get("TINHSO_SITE_URL", f"http://127.0.0.1:{PORT}")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = os.environ.get("TINHSO_HOSTS", "127.0.0.1,localhost,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    # foundation
    "tinhso.foundation.kernel",
    "tinhso.foundation.calendars",
    "tinhso.foundation.outbox",
    "tinhso.foundation.wire",
    "tinhso.foundation.audit",
    "tinhso.foundation.files",
    "tinhso.foundation.directory",
    "tinhso.foundation.identity",
    "tinhso.foundation.ui",
    # engines
    "tinhso.engines.papers",
    "tinhso.engines.forms",
    "tinhso.engines.workflow",
    "tinhso.engines.notifications",
    "tinhso.engines.indicators",
    "tinhso.engines.sources",
    "tinhso.engines.signing",
    "tinhso.engines.vault",
    # systems
    "tinhso.systems.procedures",
    "tinhso.systems.civilstatus",
    "tinhso.systems.cases",
    # faces
    "tinhso.faces.portal",
    "tinhso.faces.desk",
    "tinhso.faces.ioc",
    "tinhso.faces.publicapi",
    "tinhso.faces.console",
    # others' work
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "tinhso.foundation.ui.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tinhso.foundation.ui.middleware.CspMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tinhso.foundation.identity.middleware.IdentityMiddleware",
    "tinhso.foundation.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tinhso.foundation.ui.context.frame",
            ],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    if url.startswith(("postgres://", "postgresql://")):
        from urllib.parse import parse_qsl, unquote, urlsplit

        parts = urlsplit(url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": url.removeprefix("sqlite:///") if url else HOME / "tinhso.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-32000;",
        },
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

AUTH_USER_MODEL = "identity.Account"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns when it is missing
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CSRF_FAILURE_VIEW = "tinhso.foundation.ui.views.csrf_failure"
TRUSTED_PROXIES = envint("TINHSO_TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
METRICS_TOKEN = envsecret("TINHSO_METRICS_TOKEN")
EMBLEM_URL = os.environ.get("TINHSO_EMBLEM_URL", "")  # the province's own choice; empty by default
FILES_ROOT = HOME / "files"
MAX_UPLOAD_BYTES = envint("TINHSO_MAX_UPLOAD_BYTES", default=10 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_SSL_REDIRECT = False  # the proxy in front does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None

# Peers: every other system we speak to, by the name that `wire.client` takes.
# A simulated peer is one of `sims/`; pages that show its answers say so.
SIMULATORS_URL = (
    os.environ.get("TINHSO_SIMULATORS_URL", "http://127.0.0.1:8100") if (DEMO or TESTING) else ""
)
PEERS: dict[str, dict[str, object]] = {
    name: {
        "url": os.environ.get(
            f"TINHSO_PEER_{name.upper()}_URL", f"{SIMULATORS_URL}/{name}" if SIMULATORS_URL else ""
        ),
        "secret": envsecret(
            f"TINHSO_PEER_{name.upper()}_SECRET", default="demo-secret" if SIMULATORS_URL else ""
        ),
        "simulated": bool(SIMULATORS_URL) and f"TINHSO_PEER_{name.upper()}_URL" not in os.environ,
    }
    for name in ("population", "civilstatus", "vneid", "ca", "tsa", "messages")
}

# Identity: citizens through VNeID only, officials with a password or passkey and a second factor.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if TESTING
    else "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "identity:home"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_NAME = "tinhso_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
ACCOUNT_ADAPTER = "tinhso.foundation.identity.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# Wrong passwords are counted by identity.lockout; these hold a whole address back.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "60/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_FORMS = {"login": "tinhso.foundation.identity.web.forms.SignInForm"}
SOCIALACCOUNT_ADAPTER = "tinhso.foundation.identity.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "vneid",
                "name": "VNeID",
                "client_id": os.environ.get("TINHSO_VNEID_CLIENT_ID", "tinhso"),
                "secret": PEERS["vneid"]["secret"],
                "settings": {
                    "server_url": PEERS["vneid"]["url"],
                    "scope": ["openid"],
                    "uid_field": "sub",
                    "token_auth_method": "client_secret_post",
                },
            }
        ],
    }
}
MFA_ADAPTER = "tinhso.foundation.identity.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "TỉnhSố"
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # browsers take http://localhost only
MFA_FORMS = {
    "authenticate": "tinhso.foundation.identity.web.forms.SecondFactorForm",
    "reauthenticate": "tinhso.foundation.identity.web.forms.SecondFactorAgainForm",
    "activate_totp": "tinhso.foundation.identity.web.forms.ActivateTotpForm",
}

# Reads of the population register are licensed per procedure and per officer (CV 761/VPCP-KSTT).
# Purposes of a read, or their first word, and the procedure whose licence covers them.
POPULATION_LICENCES = {"birth_registration": "1.001193"}
POPULATION_OFFICER = os.environ.get("TINHSO_POPULATION_OFFICER", "CDVC-H99")

PROVINCE = {"code": "H99", "name": {"vi": "An Bình", "en": "An Binh"}}

# Signing: keys in a PKCS#11 token, or (demo, development) in encrypted files.
SIGNING_PKCS11 = {
    "module": os.environ.get("TINHSO_PKCS11_MODULE", ""),
    "token": os.environ.get("TINHSO_PKCS11_TOKEN", "tinhso"),
    "pin": envsecret("TINHSO_PKCS11_PIN"),
}
SIGNING_KEYS = HOME / "keys"
SIGNING_KEY_PASSWORD = envsecret(
    "TINHSO_KEY_PASSWORD", default="demo-key-password" if DEMO or TESTING else ""
)
SIGNING_TRUST = HOME / "trust"  # *.crt: roots whose signatures we believe, PEM
FONTS_ROOT = BASE_DIR / "tinhso" / "engines" / "papers" / "fonts"

LOGGING_CONFIG = None
logs.configure(pretty=DEBUG or DEMO, level=os.environ.get("TINHSO_LOG_LEVEL", "INFO"))
