"""The environment decides, once; what is missing is named; a developer's machine makes its own keys and keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.settings import DATABASE_URL, Settings, SettingsError, is_safe_address, with_development_keys

SECRET = "ab" * 32
KEYS = {"SECRET_KEY": SECRET, "SEAL_KEYS": "k1:key"}
SIGN_ON = {
    "OIDC_ISSUER": "https://sign-on.example",
    "OIDC_CLIENT_ID": "desk",
    "OIDC_CLIENT_SECRET": "told-to-us-alone",
    "PUBLIC_URL": "https://tell.example",
}


def test_a_service_needs_its_keys_and_nothing_else() -> None:
    assert Settings.from_environ(KEYS) == Settings(
        council="northshire",
        database_url="sqlite:///instance/wdyt.db",
        secret=bytes.fromhex(SECRET),
        seal_keys="k1:key",
        proxies=0,
    )


def test_the_environment_has_the_last_word() -> None:
    environ = {"COUNCIL": "eastborough", "DATABASE_URL": "postgresql:///wdyt", "PROXIES": "2"}
    settings = Settings.from_environ({**KEYS, **environ, "HOME": "nowhere"})
    assert (settings.council, settings.database_url) == ("eastborough", "postgresql:///wdyt")
    assert settings.proxies == 2


@pytest.mark.parametrize("name", ["COUNCIL", "DATABASE_URL", "PROXIES", "OIDC_ISSUER", "OIDC_CLIENT_SECRET"])
def test_an_empty_variable_is_one_that_is_not_set(name: str) -> None:
    assert Settings.from_environ({**KEYS, name: ""}) == Settings.from_environ(KEYS)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param(
            {"SECRET_KEY": ""}, "SECRET_KEY is not set: expected at least 64 hexadecimal digits", id="no secret"
        ),
        pytest.param({"SECRET_KEY": "secret"}, "SECRET_KEY cannot be read: expected", id="a secret in words"),
        pytest.param({"SECRET_KEY": "ab" * 31}, "SECRET_KEY is too short: expected", id="31 bytes"),
        pytest.param({"SEAL_KEYS": ""}, "SEAL_KEYS is not set: expected key ids and keys", id="no sealing keys"),
        pytest.param({"PROXIES": "-1"}, "PROXIES is '-1': expected a whole number", id="less than no proxy"),
        pytest.param({"PROXIES": "1.5"}, "PROXIES is '1.5': expected a whole number", id="half a proxy"),
    ],
)
def test_what_is_missing_or_wrong_is_named_with_what_was_expected(changes: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environ({**KEYS, **changes})
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("left_out", [name for name in SIGN_ON if name.startswith("OIDC_")])
def test_single_sign_on_is_set_whole_or_not_at_all(left_out: str) -> None:
    whole = Settings.from_environ({**KEYS, **SIGN_ON})
    assert (whole.oidc_issuer, whole.oidc_client_id) == (SIGN_ON["OIDC_ISSUER"], "desk")
    assert (whole.oidc_client_secret, whole.oidc_timeout_seconds) == ("told-to-us-alone", 10)
    with pytest.raises(SettingsError) as error:
        Settings.from_environ({**KEYS, **SIGN_ON, left_out: ""})
    assert str(error.value).startswith(f"{left_out} is not set: expected all of OIDC_ISSUER, OIDC_CLIENT_ID, ")


@pytest.mark.parametrize(
    ("public_url", "said"),
    [("", "is not set"), ("http://tell.example", "is 'http://tell.example'"), ("tell.example", "is 'tell.example'")],
)
def test_with_single_sign_on_there_is_a_safe_address_to_come_back_to(public_url: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environ({**KEYS, **SIGN_ON, "PUBLIC_URL": public_url})
    assert str(error.value).startswith(f"PUBLIC_URL {said}: expected where people come back to from OIDC_ISSUER")


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        pytest.param("https://sign-on.example/tenant/v2.0", True, id="https"),
        pytest.param("http://localhost:9400", True, id="this machine by name"),
        pytest.param("http://127.0.0.1:9400", True, id="this machine by number"),
        pytest.param("http://[::1]:9400", True, id="this machine by the longer number"),
        pytest.param("http://127.0.0.2:9400", True, id="this machine by another number"),
        pytest.param("http://sign-on.example", False, id="http"),
        pytest.param("http://localhost.example", False, id="a name that begins like this machine"),
        pytest.param("http://localhost@sign-on.example", False, id="this machine as the name of a user"),
        pytest.param("https://us:password@sign-on.example", False, id="with a password that would be shown"),
        pytest.param("ftp://localhost", False, id="another way"),
        pytest.param("sign-on.example", False, id="no way"),
        pytest.param("https://", False, id="no host"),
        pytest.param("https://[sign-on", False, id="half a number"),
    ],
)
def test_people_sign_in_only_where_nobody_on_the_way_can_read(url: str, is_safe: bool) -> None:
    assert is_safe_address(url) is is_safe
    environ = {**KEYS, **SIGN_ON, "OIDC_ISSUER": url}
    if is_safe:
        assert Settings.from_environ(environ).oidc_issuer == url
    else:
        with pytest.raises(SettingsError, match=r"^OIDC_ISSUER is .*: expected an address with https$"):
            Settings.from_environ(environ)


def test_no_secret_is_shown() -> None:
    settings = Settings.from_environ({**KEYS, **SIGN_ON})
    assert SIGN_ON["OIDC_CLIENT_SECRET"] not in repr(settings)
    assert SECRET not in repr(settings) and repr(settings.secret) not in repr(settings)
    assert "k1:key" not in repr(settings)
    with pytest.raises(SettingsError) as error:
        Settings.from_environ({**KEYS, "SECRET_KEY": "not-so-secret"})
    assert "not-so-secret" not in str(error.value)


# ── A developer's machine ────────────────────────────────────────────────────────────────────────────────────────────


def test_keys_are_made_once_beside_the_database_and_for_its_owner_alone(tmp_path: Path) -> None:
    environ = {"DATABASE_URL": f"sqlite:///{tmp_path}/new/wdyt.db"}
    first = with_development_keys(environ, KEYS)
    kept = tmp_path / "new" / "development.keys"
    assert {name: first[name] for name in (*KEYS, *environ)} == {**KEYS, **environ}
    assert kept.stat().st_mode & 0o777 == 0o600

    other = {"SECRET_KEY": "cd" * 32, "SEAL_KEYS": "k2:other"}
    assert with_development_keys(environ, other) == first


def test_keys_with_an_equals_sign_come_back_whole(tmp_path: Path) -> None:
    environ = {"DATABASE_URL": f"sqlite:///{tmp_path}/wdyt.db"}
    padded = {**KEYS, "SEAL_KEYS": "k1:a2V5a2V5a2V5a2U="}
    with_development_keys(environ, padded)
    assert with_development_keys(environ, KEYS)["SEAL_KEYS"] == padded["SEAL_KEYS"]


def test_an_environment_with_keys_needs_no_file(tmp_path: Path) -> None:
    environ = {**KEYS, "DATABASE_URL": f"sqlite:///{tmp_path}/wdyt.db"}
    assert with_development_keys(environ, {"SECRET_KEY": "x", "SEAL_KEYS": "y"}) == environ
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left_out", KEYS)
def test_an_environment_with_one_key_is_told_which_is_missing(tmp_path: Path, left_out: str) -> None:
    one_key = {name: value for name, value in KEYS.items() if name != left_out}
    assert_nothing_is_made({**one_key, "DATABASE_URL": f"sqlite:///{tmp_path}/wdyt.db"}, tmp_path, left_out)


@pytest.mark.parametrize("address", ["postgresql:///wdyt", "postgresql+psycopg://sql.example/wdyt"])
@pytest.mark.parametrize("left_out", [{"SECRET_KEY"}, {"SEAL_KEYS"}, {"SECRET_KEY", "SEAL_KEYS"}], ids=sorted)
def test_a_councils_database_has_no_keys_made_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, left_out: set[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    given = {name: value for name, value in KEYS.items() if name not in left_out}
    assert_nothing_is_made({**given, "DATABASE_URL": address}, tmp_path, min(left_out, key=list(KEYS).index))


def assert_nothing_is_made(environ: dict[str, str], folder: Path, missing: str) -> None:
    left_alone = with_development_keys(environ, KEYS)
    assert left_alone == environ
    with pytest.raises(SettingsError, match=f"^{missing} is not set"):
        Settings.from_environ(left_alone)
    assert list(folder.iterdir()) == []


def test_emails_are_files_beside_the_database_until_there_is_a_mail_server(tmp_path: Path) -> None:
    environ = {"DATABASE_URL": f"sqlite:///{tmp_path}/wdyt.db", "PORT": "9000"}
    settings = Settings.from_environ(with_development_keys(environ, KEYS))
    assert (settings.mail_url, settings.public_url) == (f"file:{tmp_path}/mail", "http://localhost:9000")
    served = with_development_keys({**environ, "MAIL_URL": "smtp://localhost:2525"}, KEYS)
    assert served["MAIL_URL"] == "smtp://localhost:2525"


def test_a_service_with_keys_of_its_own_never_turns_emails_into_files() -> None:
    assert "MAIL_URL" not in with_development_keys(KEYS, KEYS)


@pytest.mark.parametrize("address", ["", DATABASE_URL])
def test_the_usual_database_has_its_keys_in_the_instance_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with_development_keys({"DATABASE_URL": address}, KEYS)
    assert (tmp_path / "instance" / "development.keys").exists()
