"""How many people of a group other offices say there are, beside how many we know: `known`, `beside` (queries)."""

from simpul.exchange.denominators.queries import Beside, Said, beside, known

__all__ = ["Beside", "Said", "beside", "known"]
