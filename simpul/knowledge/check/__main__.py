"""Print the problems of the content, one per line; exit 1 when there are any."""

import sys

from .content import check_content


def main() -> int:
    """0 when the content is sound."""
    problems = check_content()
    for problem in problems:
        sys.stderr.write(f"content/{problem}\n")
    sys.stdout.write(f"content: {len(problems)} problems\n" if problems else "content: sound\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
