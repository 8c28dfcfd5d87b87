"""Open days, visits, findings, doses, pregnancies, due lists."""
