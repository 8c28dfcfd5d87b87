"""Rules as data: a small typed language, three-valued, with a trace. Twin: `web/knowledge/rules`."""

from .ast import Facts, Rule, RuleError, Scalar, Truth
from .clauses import is_known
from .compile import OPS, compile_rule
from .explain import TraceClause, Tracer, compile_trace, facts_named, trace

__all__ = [
    "OPS",
    "Facts",
    "Rule",
    "RuleError",
    "Scalar",
    "TraceClause",
    "Tracer",
    "Truth",
    "compile_rule",
    "compile_trace",
    "facts_named",
    "is_known",
    "trace",
]
