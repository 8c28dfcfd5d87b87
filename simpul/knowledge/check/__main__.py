"""Print the problems of the content; exit 1 when there are any. `--to-verify` lists what is marked so."""

import sys

from .content import check_content
from .unverified import unverified


def main(arguments: list[str]) -> int:
    """0 when the content is sound."""
    if "--to-verify" in arguments:
        sys.stdout.write("".join(f"content/{line}\n" for line in unverified()))
        return 0
    problems = check_content()
    for problem in problems:
        sys.stderr.write(f"content/{problem}\n")
    sys.stdout.write(f"content: {len(problems)} problems\n" if problems else "content: sound\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
