"""Faults of the server."""

from tests.mutations.fault import Fault

PUSH, PULL = "tests/protocol/test_push.py", "tests/protocol/test_pull.py"
RACES, WAITS = "tests/protocol/test_races.py", "tests/protocol/test_waiting_merging.py"
NAMED = "tests/protocol/test_regressions.py"
PLACE = "simpul/journal/receive/place.py"

REBUILDING = "simpul/care/tests/test_rebuilding.py"
SERVER = [
    Fault(
        "the cursor follows time instead of the place",
        "simpul/journal/reading.py",
        '.order_by("seq").values_list(*_HEAD)[:limit]',
        '.order_by("happened_at", "seq").values_list(*_HEAD)[:limit]',
        f"{NAMED}::test_times_that_are_equal_or_run_backwards_skip_nothing",
    ),
    Fault(
        "a page that is full ends the pull",
        "simpul/journal/actions/pull.py",
        "    has_more = any(cursors[post] < last[post] for post in cursors)\n",
        "    has_more = False\n",
        f"{PULL}::test_page_cap_lower_than_client_limit_still_drains",
    ),
    Fault(
        "the token runs ahead of the page",
        "simpul/journal/actions/pull.py",
        "    cursors.update({page.post: page.seq for page in pages})\n",
        "    cursors.update({page.post: last[page.post] for page in pages})\n",
        f"{PULL}::test_any_limit_drains",
    ),
    Fault(
        "places are drawn from a sequence: late commits are skipped, and there are gaps",
        "simpul/journal/receive/store.py",
        "    return {str(post): seq for post, seq in found}\n",
        "    posts = [str(post) for post, _ in found]\n"
        "    [drawn] = tables.execute(\"SELECT nextval('journal_place')\", []).fetchall()\n"
        "    return dict.fromkeys(posts, drawn[0])\n",
        f"{RACES}::test_late_commit_is_not_skipped",
    ),
    Fault(
        "the scope is not asked at the pull",
        "simpul/journal/actions/pull.py",
        "    ceilings = _carried(scope.ceilings, asked.carry)\n",
        "    ceilings = {**dict.fromkeys(held, 'K1'), **scope.ceilings}\n",
        f"{PULL}::test_nothing_more_comes_of_a_post_that_was_lost",
    ),
    Fault(
        "a second body under the same id passes for the first",
        "simpul/journal/receive/known.py",
        "if first is not None and first.hash == item.hash:",
        "if first is not None:",
        f"{PUSH}::test_same_id_with_another_body_never_replaces",
    ),
    Fault(
        "one faulty entry hides the other 499",
        PLACE,
        "            if len(items) == 1:\n                log.exception",
        "            if items:\n                log.exception",
        f"{PUSH}::test_an_entry_that_the_database_refuses_stands_alone",
    ),
    Fault(
        "what must wait is dropped",
        PLACE,
        "        self._waiting.append(row)\n",
        "",
        f"{WAITS}::test_an_entry_waits_for_what_it_names",
    ),
    Fault(
        "the clock of a phone decides",
        "simpul/journal/merge.py",
        "    return by in entry.after or by in entry.followed\n",
        "    return by in entry.after or by in entry.followed or entry.happened > clock.now()\n",
        f"{NAMED}::test_a_wrong_clock_wins_nothing_that_its_author_had_not_seen",
    ),
    Fault(
        "a push that nobody signed is taken",
        "simpul/journal/api.py",
        "    if not verify(bytes(caller.device.public_key), sent.signature, message):\n",
        "    if sent.signature is None:\n",
        "tests/protocol/test_requests.py::test_a_batch_signed_by_another_key",
    ),
    Fault(
        "what a revoked phone brings is placed without review",
        "simpul/journal/escrow/placing.py",
        "            item.reason = reasons.DEPOSITED\n",
        "            pass\n",
        "tests/protocol/test_deposit_revoked.py::test_a_revoked_phone_is_shown_the_way_and_deposits_for_review",
    ),
    Fault(
        "after a restore nothing is asked for",
        "simpul/journal/actions/offer.py",
        "(item.id, item.hash) not in held]",
        "(item.id, item.hash) not in held and False]",
        "tests/protocol/test_offer.py::test_only_what_the_server_lacks_is_asked_for",
    ),
    Fault(
        "a restored database goes on with its old epoch",
        "simpul/journal/backup/restore.py",
        "begun = epoch.begin(epoch.BACKUP, **known)",
        "begun = epoch.current()",
        "tests/faults/test_restore_drill.py::test_a_restore_twice_is_a_new_epoch_twice",
    ),
    Fault(
        "what was erased comes back with the backup",
        "simpul/journal/backup/restore.py",
        "        again = apply_list()\n",
        "        from simpul.journal.erasure.erase import Erased\n\n        again = Again(Erased(), 0)\n",
        "tests/faults/test_restore_drill.py::test_the_drill",
    ),
    Fault(
        "a replay changes the order",
        "simpul/journal/replaying/group.py",
        " UNION ALL SELECT {_COLUMNS} FROM journal_entry WHERE id = ANY(%s::uuid[]) ORDER BY place",
        " UNION ALL SELECT {_COLUMNS} FROM journal_entry WHERE id = ANY(%s::uuid[]) ORDER BY place DESC",
        "tests/protocol/test_office.py::test_a_replay_makes_the_same_rows",
    ),
    Fault(
        "a replay of one post forgets who has left it",
        "simpul/journal/replaying/groups.py",
        "    return Group(members, gone, ",
        "    return Group(members, (), ",
        f"{REBUILDING}::test_posts_are_replayed_one_by_one_though_families_went_between_them",
    ),
    Fault(
        "a replay does not tie posts that make the same row",
        "simpul/journal/replay.py",
        "        return ties\n    return set()",
        "        return set()\n    return set()",
        f"{REBUILDING}::test_posts_whose_rows_an_entry_asked_for_are_replayed_together",
    ),
    Fault(
        "a partial replay leaves growth that rests on two posts",
        "simpul/journal/erasure/renew.py",
        "        one.again(before | one.across())\n",
        "        _ = before\n",
        f"{REBUILDING}::test_growth_that_rests_on_two_posts_survives_an_erasure_at_one",
    ),
    Fault(
        "a partial replay forgets the post that an erased arrival had left",
        "simpul/journal/erasure/erase.py",
        "        touched = {*posts.values(), *_left(found.entries), *left_by(found.entries)}\n",
        "        touched = {*posts.values()}\n",
        f"{REBUILDING}::test_an_erased_arrival_leaves_the_family_where_it_was",
    ),
    Fault(
        "an answer of another post bars the real one",
        "simpul/journal/own_kinds.py",
        "        work.adopt(repair)",
        "        work.get(Repair, data.target)",
        "tests/protocol/test_foreign_repairs.py"
        "::test_an_answer_of_the_next_post_to_what_nobody_knows_yet_does_not_bar_the_real_one",
    ),
    Fault(
        "what a phone asks is not counted",
        "simpul/journal/asking.py",
        '"asked = LEAST(%s, asked + %s *',
        '"asked = LEAST(%s, 600 + %s *',
        "simpul/journal/tests/test_asking.py::test_calls_at_the_same_moment_all_count",
    ),
    Fault(
        "a backup of an older schema is put in place as it is",
        "simpul/journal/backup/restore.py",
        "    database.migrate()\n",
        "    pass\n",
        "simpul/journal/tests/test_older_backup.py::test_it_is_proven_and_restored_with_todays_schema",
    ),
    Fault(
        "the audit does not hear of entries",
        "simpul/base/sql/audit.sql",
        "  PERFORM audit_append(post_id::text, 'entries'",
        "  RETURN NULL;\n  PERFORM audit_append(post_id::text, 'entries'",
        f"{NAMED}::test_entries_are_written_into_the_chain_of_their_post",
    ),
]
