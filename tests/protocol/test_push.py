"""What becomes of entries that phones push."""

from simpul.journal.testing import Phone


def test_push_and_pull(phone: Phone) -> None:
    entry = phone.person()
    (receipt,) = phone.push([entry])
    assert (receipt.outcome, receipt.seq, receipt.hash, receipt.replayed) == ("applied", 1, entry.hash, False)
    answer = phone.pull()
    assert [head.id for head in answer.posts[0].heads] == [entry.id]
    assert answer.posts[0].rows["persons"][0]["name"] == "Aisyah"
    assert phone.pull().posts == []
