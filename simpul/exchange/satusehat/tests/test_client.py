"""What the line makes of answers: waits, refusals, and words that are never kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.exchange.private_files import PrivateFileError
from simpul.exchange.satusehat import connections as book
from simpul.exchange.satusehat import content, words
from simpul.exchange.satusehat.answers import is_crowded, refusal, retry_after
from simpul.exchange.satusehat.waiting import wait_s

NOW = datetime(2026, 3, 10, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7", 7), ("Tue, 10 Mar 2026 01:00:30 GMT", 30), ("Tue, 10 Mar 2026 00:00:00 GMT", 0), ("soon", None), ("", None)],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(said: str, seconds: float | None) -> None:
    assert retry_after(said, NOW) == seconds


def test_the_gateways_own_words_for_too_many_are_known() -> None:
    assert is_crowded(500, {"fault": {"detail": {"errorcode": "policies.ratelimit.QuotaViolation"}}})
    assert is_crowded(429, None) and not is_crowded(500, {"fault": "x"}) and not is_crowded(200, [])


def outcome(code: str, text: str = "", path: str = "Observation.code") -> Any:
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"code": code, "details": {"text": text}, "expression": [path]}],
    }


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, outcome("processing", "Resource cannot be accessed due to business rule"), "business_rule"),
        (400, outcome("duplicate"), "duplicate"),
        (400, outcome("value"), "structure"),
        (422, None, "structure"),
        (403, {"fault": {"faultstring": "no"}}, "refused"),
        (400, [], "structure"),
    ],
)
def test_refusals_have_a_reason_with_words(status: int, body: Any, code: str) -> None:
    found = refusal(status, body)
    assert found.code == code and words.why(found.code, "id").repair


@given(
    st.integers(300, 499), st.recursive(st.none() | st.text(), lambda e: st.lists(e) | st.dictionaries(st.text(), e))
)
def test_no_answer_breaks_the_reading_of_it(status: int, body: Any) -> None:
    assert refusal(status, body).code in ("business_rule", "duplicate", "structure", "refused")


@given(st.text(), st.text())
def test_nothing_that_the_server_says_is_kept_but_a_code_and_a_path(code: str, path: str) -> None:
    detail = refusal(400, outcome(code, "Aisyah 3171065009250001", path)).detail
    assert "Aisyah" not in detail and len(detail) < 120
    assert set(detail) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.[]- ")


@given(st.integers(1, 500), st.floats(0, 0.999), st.none() | st.floats(0, 9_999))
def test_waits_grow_to_a_limit_and_are_never_shorter_than_asked(
    failures: int, chance: float, asked: float | None
) -> None:
    limits = content.policy().limits
    waits = wait_s(failures, chance, asked)
    assert waits >= limits.first_wait_s * (1 - limits.share_of_chance)
    assert waits <= max(limits.longest_wait_s, (asked or 0) + limits.first_wait_s)
    assert asked is None or waits >= asked


def test_waits_double() -> None:
    assert [wait_s(number, 0) for number in (1, 2, 3, 4)] == [30, 60, 120, 240]


ONE = """{"connections": [{"puskesmas": "5b0f7f2e-0000-7000-8000-000000000002", "client_id": "a", "client_secret": "s",
"organization": "1000000001", "since": "2026-01-01"%s}%s]}"""


def written(tmp_path: Path, settings: Any, text: str, mode: int = 0o600) -> None:
    file = tmp_path / "satusehat.json"
    file.write_text(text)
    file.chmod(mode)
    settings.SATUSEHAT = str(file)


def test_without_a_file_nothing_is_switched_on(settings: Any) -> None:
    settings.SATUSEHAT = ""
    assert book.connections() == {}


def test_a_connection_is_read_and_never_shows_its_secret(tmp_path: Path, settings: Any) -> None:
    written(tmp_path, settings, ONE % ("", ""))
    [line] = book.connections().values()
    assert line.where.fhir.startswith("https://api-satusehat-stg.") and not line.mental_health
    assert line.consent == "granted" and "client_secret" not in repr(line)


@pytest.mark.parametrize(
    ("text", "mode", "says"),
    [
        (ONE % ("", ""), 0o644, "chmod 600"),
        (ONE % (', "environment": "elsewhere"', ""), 0o600, "sandbox or production"),
        (ONE % (', "surprise": 1', ""), 0o600, "surprise"),
        ("{", 0o600, "truncated"),
        (
            ONE
            % (
                "",
                ', {"puskesmas": "5b0f7f2e-0000-7000-8000-000000000009", "client_id": "a", "client_secret": "s",'
                '"organization": "1000000002", "since": "2026-01-01"}',
            ),
            0o600,
            "share one client_id",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, settings: Any, text: str, mode: int, says: str) -> None:
    written(tmp_path, settings, text, mode)
    with pytest.raises(PrivateFileError, match=says):
        book.connections()


def test_every_reason_that_code_gives_has_words() -> None:
    for code in ("no_consent", "no_birth_date", "no_nik", "not_found", "credentials", "erased", "too_many_tries"):
        assert words.why(code, "id").what and words.why(code, "en").repair
