"""App configuration of the journal room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "simpul.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the application may only add to; register the journal's own kinds and parts."""
        from simpul.base.database import append_only
        from simpul.journal import own_kinds
        from simpul.journal.alerts import held, machine, phones
        from simpul.journal.alerts.sources import register
        from simpul.journal.leaving import work_of
        from simpul.registry.leaving import before_leaving

        own_kinds.register()
        before_leaving(work_of)
        register(phones.CODES, phones.look)
        register(held.CODES, held.look)
        register(machine.CODES, machine.look, machine=True)
        append_only("journal_entry")
        append_only("journal_depositrecord")
        append_only("journal_publishedkey")
        append_only("journal_unopened")
        append_only("journal_redaction")
        append_only("journal_backuprun")
        append_only("journal_auditrun")
        append_only("journal_serverepoch")
