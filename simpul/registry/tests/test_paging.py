"""Long lists come in pages, and the search reaches what is not on the first."""

import pytest
from django.test import Client

from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.tests.kit import account, sign_in, world

MANY = 130


@pytest.fixture
def operator(client: Client) -> Client:
    """An operator of the whole system, with many accounts and units."""
    here = world()
    Account.objects.bulk_create(
        Account(username=f"baris{n:03}", name=f"Baris {n:03}", password="!") for n in range(MANY)
    )
    Unit.objects.bulk_create(
        Unit(kind=Unit.Kind.POST, name=f"Posyandu Baris {n:03}", area=here.puskesmas.area) for n in range(MANY)
    )
    return sign_in(client, account("pelayan", Assignment.Role.OPERATOR))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/operator/akun/", "/operator/unit/"])
def test_a_long_list_has_pages_and_every_row_stands_on_one(operator: Client, path: str) -> None:
    pages = [operator.get(path, {"hal": n}).content.decode() for n in (1, 2)]
    assert "Baris 000" in pages[0] and "Baris 129" not in pages[0]
    assert "Baris 129" in pages[1] and "Baris 000" not in pages[1]
    assert "hal=2" in pages[0] and "hal=1" in pages[1]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/operator/akun/", "/operator/unit/"])
def test_the_search_looks_at_all_pages_and_keeps_its_words(operator: Client, path: str) -> None:
    found = operator.get(path, {"q": "baris 129"}).content.decode()
    assert "Baris 129" in found and "Baris 128" not in found
    assert "q=baris&amp;hal=2" in operator.get(path, {"q": "baris"}).content.decode()


@pytest.mark.django_db
def test_a_page_that_does_not_exist_is_the_last(operator: Client) -> None:
    assert "Baris 129" in operator.get("/operator/akun/", {"hal": "999"}).content.decode()
    assert "Baris 000" in operator.get("/operator/akun/", {"hal": "x"}).content.decode()
