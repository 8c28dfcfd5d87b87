"""FHIR R4 as the world has defined it: structure by the published definitions, run once for a session in Node."""
