"""The language of the command line: Bahasa Indonesia, unless `LANGUAGE` of the environment prefers English.

click takes its own words from gettext. `speak` gives it ours, for every command at once.
"""

import gettext
import os
from pathlib import Path

import simpul.config

LOCALE = Path(simpul.config.__file__).with_name("locale")
LANGUAGES = ("id", "en")


def chosen() -> str:
    """`id` or `en`: the first of `LANGUAGE` (`en:id`, `en_GB`) that is spoken here, else `id`."""
    wanted = (one.partition("_")[0].partition(".")[0] for one in os.environ.get("LANGUAGE", "").lower().split(":"))
    return next((one for one in wanted if one in LANGUAGES), LANGUAGES[0])


def speak() -> None:
    """From here on click says its errors and its help in the chosen language."""
    os.environ["LANGUAGE"] = chosen()
    gettext.bindtextdomain("click", LOCALE)
    gettext.textdomain("click")
