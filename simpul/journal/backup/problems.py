"""What can go wrong with a backup, in words for a person in a hurry."""


class BackupProblem(Exception):
    """Raised with the sentence to show. `code` is stable."""

    def __init__(self, code: str, words: str) -> None:
        """`words`: Bahasa Indonesia, what happened and what to do."""
        super().__init__(words)
        self.code = code
