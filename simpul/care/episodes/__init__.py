"""Pregnancies as episodes, births and deaths: what the puskesmas reads of them."""
