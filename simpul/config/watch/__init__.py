"""How the system is watched from outside: log lines, figures for Prometheus, health checks. None names a person."""
