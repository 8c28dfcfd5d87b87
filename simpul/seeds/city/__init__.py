"""The city: the real kelurahan of Kota Tangerang, 1,102 posts, two years of invented life, errors as in the field."""

from simpul.seeds.city.planting import POSTS, plant

__all__ = ["POSTS", "plant"]
