"""The content check: `python -m simpul.knowledge.check` prints every problem and fails when there is one.

With `--to-verify` it lists what the content marks as still to be checked against the originals.
"""

from .content import check_content
from .problem import Problem
from .unverified import unverified

__all__ = ["Problem", "check_content", "unverified"]
