"""Faults of machines that take what strangers send: sheets, sockets, providers, times."""

from tests.mutations.fault import Fault

ROOMS, SENDING = "simpul/network/calls/tests/test_socket.py", "simpul/exchange/messaging/tests/test_sending.py"
TIMES = "simpul/care/tests/test_odd_times.py"
HOSTILE = [
    Fault(
        "survey: a sheet is held whole",
        "simpul/exchange/survey/reading.py",
        "_understood(_rows(numbered, places), units",
        "_understood(iter(list(_rows(numbered, places))), units",
        "simpul/exchange/survey/tests/test_survey.py"
        "::test_a_small_file_with_one_long_text_in_every_cell_takes_little_memory",
    ),
    Fault(
        "room: whoever sits by a replaced link stays",
        "simpul/network/calls/rooms.py",
        "        relay.tell_renewed(held.pk, held.turn)\n",
        "",
        f"{ROOMS}::test_a_new_link_ends_the_socket_of_the_one_before_and_leaves_the_helper",
    ),
    Fault(
        "room: few large messages are no flood",
        "simpul/network/calls/socket.py",
        "sum(letters for _at, letters in self._sent) > MOST_LETTERS",
        "False",
        f"{ROOMS}::test_few_large_messages_are_a_flood_too",
    ),
    Fault(
        "message: a provider's name of it has any length",
        "simpul/exchange/messaging/by_http.py",
        ".decode()[:LONGEST_NAME]",
        ".decode()",
        f"{SENDING}::test_whatever_a_gateway_calls_a_message_it_is_sent_once",
    ),
    Fault(
        "message: one that breaks its channel ends the round",
        "simpul/exchange/messaging/worker.py",
        "    except Exception:  #",
        "    except TimeoutError:  #",
        f"{SENDING}::test_a_message_that_breaks_its_channel_holds_up_no_other_and_is_given_up",
    ),
    Fault(
        "journal: a time of any age is taken",
        "simpul/journal/receive/arrived.py",
        " or datetime.fromisoformat(text).year not in clock.YEARS",
        "",
        f"{TIMES}::test_an_entry_of_another_age_is_set_aside",
    ),
    Fault(
        "wishes: a time of any age is shown",
        "simpul/base/clock.py",
        "if moment.year not in YEARS:",
        "if moment.year == 0:",
        f"{TIMES}::test_an_odd_wish_shuts_nobody_out_of_the_inbox",
    ),
]
