"""The content check: `python -m simpul.knowledge.check` prints every problem and fails when there is one."""

from .content import check_content
from .problem import Problem

__all__ = ["Problem", "check_content"]
