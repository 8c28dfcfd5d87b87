"""Links through which a place that does not use Simpul answers a request (`/r/<token>/`), and what they show."""
