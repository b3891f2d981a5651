"""`python -m audit.guide`: takes the pictures of both guides anew, each on a fresh demo, in Swedish and Finnish."""

from __future__ import annotations

import sys

from audit import editors_guide, lawyers_guide


def main() -> int:
    """Take all pictures; the exit status is 1 if they weigh too much."""
    lawyers_guide.main()
    return editors_guide.main()


if __name__ == "__main__":
    sys.exit(main())
