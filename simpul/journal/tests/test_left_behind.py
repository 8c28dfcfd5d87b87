"""What a restore leaves behind: counted while the former database can be asked, said from when to when in any case."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from simpul.base import clock, database, ids
from simpul.base.testing import databases
from simpul.cli import backup as command
from simpul.journal import epoch
from simpul.journal.actions.append import Draft, append
from simpul.journal.backup import left_behind, make, restore, tools
from simpul.journal.models import ServerEpoch
from simpul.journal.testing import Phone, Place
from simpul.registry.models import Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lost(here: Place, phone: Phone, private: Path, tmp_path: Path) -> Iterator[restore.Restored]:
    """A phone and two posts' staff have typed after the backup; then it is restored."""
    typed(here, 0, "sebelum cadangan")
    make.to_file(tmp_path / "a.age")
    phone.push([phone.person("dari HP")])
    typed(here, 0, "satu")
    typed(here, 1, "dua")
    append(here.posts[1], [registered("salinan dari server")], here.kaders[0], trusted=True)
    done = restore.restore(tmp_path / "a.age", private, replace=tools.present())
    yield done
    database.drop_database(databases.root_url(), done.put_away)


def registered(name: str) -> Draft:
    return Draft("person.registered", str(ids.uuid7()), {"name": name})


def typed(here: Place, post: int, name: str) -> None:
    append(here.posts[post], [registered(name)], here.officer)


def page(client: Client, language: str = "id") -> str:
    client.cookies["django_language"] = language
    return client.get("/operator/").content.decode()


def sign_in(client: Client) -> None:
    """As an operator."""
    kit.sign_in(client, kit.account("operator.baru", Assignment.Role.OPERATOR))


def test_entries_of_staff_are_counted_those_of_phones_and_of_the_server_are_not(lost: restore.Restored) -> None:
    assert lost.lost.entries == 2
    assert lost.lost.until is not None and lost.lost.until > lost.manifest.moment
    told = ServerEpoch.objects.get(pk=epoch.current())
    assert (told.reason, told.office_lost, told.former_until) == (epoch.BACKUP, 2, lost.lost.until)
    assert told.backup_made_at == lost.manifest.moment


def test_the_operator_reads_it_in_both_languages(lost: restore.Restored, client: Client) -> None:
    sign_in(client)
    text = page(client)
    assert "dari cadangan" in text and "halaman puskesmas antara" in text and "Jumlahnya 2 catatan." in text
    text = page(client, "en")
    assert "from the backup of" in text and "It is 2 entries." in text and "cadangan " not in text


def test_without_a_former_database_nobody_claims_to_know(lost: restore.Restored, client: Client) -> None:
    assert left_behind.count(lost.manifest, "never_was") == (None, None)
    epoch.begin(epoch.BACKUP, backup_made_at=lost.manifest.moment)
    sign_in(client)
    assert "Jumlahnya tidak diketahui" in page(client)


def test_a_database_found_older_is_told_in_both_languages(client: Client, here: Place) -> None:
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        epoch.begin(epoch.FOUND)
    sign_in(client)
    assert "lebih tua" in page(client)
    assert "older than the one that was here" in page(client, "en")


def test_the_command_says_how_many_and_from_when_to_when(
    here: Place, phone: Phone, private: Path, tmp_path: Path
) -> None:
    made = make.to_file(tmp_path / "a.age")
    typed(here, 0, "satu")
    said = CliRunner().invoke(
        command.restore, [str(tmp_path / "a.age"), "--key", str(private), "--replace", tools.present()]
    )
    assert said.exit_code == 0, said.output
    assert "1 catatan, antara" in said.output and clock.iso(made.moment) in said.output
    away = next(word for word in said.output.split() if "_before_" in word).strip(".")
    database.drop_database(databases.root_url(), away)
