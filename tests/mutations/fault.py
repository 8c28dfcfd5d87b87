"""A planted fault: one small change of the source, and the test that must turn red by it."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Fault:
    """`find` stands once in `file` and becomes `replace`. `test`: a pytest id, or `file.test.ts::title` for Vitest."""

    name: str
    file: str
    find: str
    replace: str
    test: str

    def applied(self, root: Path = ROOT) -> str:
        """The changed source. Raises ValueError when `find` does not stand there exactly once."""
        source = (root / self.file).read_text(encoding="utf-8")
        if source.count(self.find) != 1:
            raise ValueError(f"{self.name}: its place in {self.file} was found {source.count(self.find)} times")
        return source.replace(self.find, self.replace)

    @property
    def in_typescript(self) -> bool:
        """Whether Vitest runs its test."""
        return ".test.ts::" in self.test

    def test_exists(self, root: Path = ROOT) -> bool:
        """Whether the test that should notice it is there by that name."""
        file, _, name = self.test.partition("::")
        text = (root / file).read_text(encoding="utf-8")
        return (f'it("{name}"' in text or f"it('{name}'" in text) if self.in_typescript else f"def {name}(" in text
