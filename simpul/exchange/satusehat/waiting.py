"""How long to wait before the next try: twice as long each time, up to a limit, part of it by chance."""

from simpul.exchange.satusehat import content


def wait_s(failures: int, chance: float, asked: float | None = None) -> float:
    """Seconds after the given number of failures in a row (from 1). `chance` in [0, 1) spreads those who failed
    together. Where the server named a time (`asked`), never less than that."""
    limits = content.policy().limits
    whole = min(limits.longest_wait_s, limits.first_wait_s * 2.0 ** min(failures - 1, 30))
    waits = whole * (1 - limits.share_of_chance * chance)
    return max(waits, asked + limits.first_wait_s * chance) if asked is not None else waits
