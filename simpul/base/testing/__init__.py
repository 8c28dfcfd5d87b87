"""The testing kit: real PostgreSQL under the application role, cloned per worker from a migrated template."""
