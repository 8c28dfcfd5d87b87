"""Which place can really help: units that offer a service, ranked, each with its reasons in words."""
