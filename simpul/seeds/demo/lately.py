"""What posts did in the last weeks beside open days: visits at home, questions, growth paths, tools, codes."""

from datetime import date, timedelta
from random import Random

from simpul.care.parents.codes import ALPHABET, LENGTH, code_hash, last_day
from simpul.seeds.demo import asked, home, paths, tools
from simpul.seeds.demo.neighbours import Resident, residents
from simpul.seeds.demo.place import Place
from simpul.seeds.demo.visits import Post

STAGES = {0: ("new", "feeding", "reviewed", "recovered"), 3: ("feeding", "recovered"), 5: ("reviewed",)}
"""Posts with children on a growth path."""
VISITING = 0.7
"""Of the visits at home, how many the posts after the first one made."""
ASKED = {0: 1, 2: 5, 5: 12}
"""Post → days since its kaders asked questions at home. The first with a fitting adult asks the treating team."""
GIVEN = timedelta(days=1)
CODE_POST = 0


def live(posts: list[Post], place: Place, today: date) -> None:
    """Add to the diaries. Dice of their own and after everything else: nobody's life changes."""
    is_asked = False
    for number, life in enumerate(posts):
        random, people = Random(f"lately {number}"), residents(life.diary.deeds)
        home.visit(life.diary, random, people, place.officers[0], today, VISITING if number else 1)
        tools.try_out(life.diary, random, number, today)
        paths.help_children(life, random, place.officers[1], today, STAGES.get(number, ()))
        if number in ASKED:
            day = today - timedelta(days=ASKED[number])
            mind = not is_asked
            is_asked |= asked.ask(life.diary, random, people, place.puskesmas, day, mind=mind)
        if number == CODE_POST:
            _give_codes(life, random, people, today)


def parents_code() -> str:
    """The code that opens a child's page to the demo's visitor, once."""
    random = Random("parents")
    return "".join(random.choice(ALPHABET) for _ in range(LENGTH))


def _give_codes(life: Post, random: Random, people: list[Resident], today: date) -> None:
    """One code given yesterday, and one long over that the parents used or lost."""
    children = [one for one in people if 12 <= one.months(today) < 40]
    if len(children) < 2:
        return
    lost = "".join(random.choice(ALPHABET) for _ in range(LENGTH))
    for child, code, day in zip(
        random.sample(children, 2), (parents_code(), lost), (today - GIVEN, today - 30 * GIVEN), strict=True
    ):
        data = {"hash": code_hash(code), "expires_on": last_day(day).isoformat()}
        life.diary.write(max(day, child.since), "parent.code", child.id, data, hour=11.4)
