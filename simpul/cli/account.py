"""`simpul account`: the first operator of a new installation, and a way back in."""

import click


@click.group()
def account() -> None:
    """Buat akun pertama, atau setel ulang kata sandi."""


@account.command("operator")
@click.argument("username")
@click.option("--name", prompt="Nama", help="Nama lengkap.")
@click.password_option(prompt="Kata sandi")
def operator(username: str, name: str, password: str) -> None:
    """Buat operator USERNAME. Faktor kedua dipasang saat masuk pertama kali."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from simpul.registry.models import Account, Assignment

    if Account.objects.filter(username=username.lower()).exists():
        raise click.ClickException(f"Nama pengguna {username!r} sudah ada. Pilih yang lain.")
    try:
        validate_password(password)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from None
    made = Account.objects.create_user(username, password, name=name)
    Assignment.objects.create(account=made, role=Assignment.Role.OPERATOR)
    click.echo(f"Operator {username} dibuat.")
