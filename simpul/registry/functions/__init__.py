"""What somebody does in an assignment: dated functions of a closed list, which decide who reads and who is told."""
