"""Counter gaps, pull tokens, signatures, enrolment words: the small pure parts."""

from itertools import combinations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from simpul.journal.enrolling import ALPHABET, new_code, tidy
from simpul.journal.gaps import MOST, Ranges, advance
from simpul.journal.sign import encode, jwk_of, point_of, point_of_jwk, verify
from simpul.journal.testing import sign
from simpul.journal.tokens import Cursors, merged, seal, unseal
from simpul.knowledge.content import CONTENT_DIR, read_json

COUNTERS = st.lists(st.integers(1, 40), max_size=40)


@given(st.lists(COUNTERS, max_size=6))
def test_gaps_are_exactly_what_never_came(pushes: list[list[int]]) -> None:
    last, seen = 0, set[int]()
    ranges: Ranges = []
    for push in pushes:
        last, ranges = advance(last, ranges, push)
        seen |= set(push)
    assert last == max(seen, default=0)
    found = {counter for first, end in ranges for counter in range(first, end + 1)}
    assert found == set(range(1, last + 1)) - seen


def test_gaps_stay_bounded() -> None:
    last, ranges = advance(0, [], range(2, 2000, 2))
    assert len(ranges) == MOST and ranges[0][0] == 1 and last == 1998


@given(st.dictionaries(st.uuids().map(str), st.integers(0, 2**62), max_size=12), st.uuids().map(str))
def test_a_token_gives_back_its_cursors(seqs: dict[str, int], epoch: str) -> None:
    assert unseal(seal(Cursors(epoch, seqs))) == Cursors(epoch, seqs)


@given(st.dictionaries(st.uuids().map(str), st.integers(0, 99), min_size=1, max_size=3), st.data())
def test_a_turned_bit_spoils_a_token(seqs: dict[str, int], data: st.DataObject) -> None:
    token = seal(Cursors("00000000-0000-4000-8000-000000000000", seqs))
    at = data.draw(st.integers(0, len(token) - 2))
    other = data.draw(st.sampled_from("ABCxyz019-_").filter(lambda letter: letter != token[at]))
    with pytest.raises(ValueError):
        unseal(token[:at] + other + token[at + 1 :])


def test_the_highest_cursor_of_a_post_wins() -> None:
    one, two = Cursors("e", {"p": 3, "q": 9}), Cursors("e", {"p": 7})
    assert merged([one, two]) == merged([two, one]) == {"p": 7, "q": 9}


def test_signatures() -> None:
    key, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    signature = sign(key, b"hello")
    assert verify(point_of(key), signature, b"hello")
    assert not verify(point_of(key), signature, b"hello!")
    assert not verify(point_of(other), signature, b"hello")
    for broken in ("", "===", signature[:-2], signature + "AA", "\u00fc" * 86, encode(b"\0" * 64)):
        assert not verify(point_of(key), broken, b"hello")
    assert point_of_jwk(jwk_of(point_of(key))) == point_of(key)


def test_codes_are_typed_in_any_way() -> None:
    code = new_code()
    assert len(code) == 8 and set(code) <= set(ALPHABET)
    assert tidy(f" {code[:4].lower()}–{code[4:]}\n") == code


def test_enrolment_words_cannot_be_mixed_up() -> None:
    words = read_json(CONTENT_DIR / "enrolment-words.json")["words"]
    assert len(set(words)) == 256 and all(4 <= len(word) <= 7 and word.isascii() for word in words)
    for one, two in combinations(words, 2):
        assert len(one) != len(two) or sum(a != b for a, b in zip(one, two, strict=True)) > 1, (one, two)
