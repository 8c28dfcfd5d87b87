"""Each planted fault still has its place in the source, and the test that must notice it still has its name."""

import pytest

from tests.mutations.__main__ import FAULTS
from tests.mutations.fault import Fault


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_the_fault_can_be_planted(fault: Fault) -> None:
    assert fault.applied() != ""
    assert fault.test_exists(), f"no test {fault.test}"


def test_no_two_faults_are_the_same() -> None:
    assert (
        len({fault.name for fault in FAULTS})
        == len({(fault.file, fault.find, fault.replace) for fault in FAULTS})
        == len(FAULTS)
    )
