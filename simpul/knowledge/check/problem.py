"""What the content check says: which file, where in it, what is wrong, what to do."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One fault in the content. `path` is the place inside the file, for one `rules[3].when.fact`."""

    file: str
    path: str
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path or 'whole file'}: {self.what} {self.do}"
