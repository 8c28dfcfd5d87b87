"""The path of a child whose growth needs help: confirmed, seen by a doctor, fed, weighed each week, closed."""
