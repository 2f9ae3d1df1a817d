"""Write the frozen answers anew: `python tests/golden/regenerate.py`, from anywhere. Read every changed line after it.

`git diff tests/golden` is what has to be read by eye: is each changed line what a careful analyst would say?
"""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from test_golden import CASES, GOLDEN, answer  # noqa: E402


def main() -> None:
    """Write every answer, and take away those that no case asks for."""
    for name in CASES:
        done = answer(name)
        assert not done.err, f"{name}: {done.err}"
        (GOLDEN / f"{name}.txt").write_text(done.out, encoding="utf-8")
    for path in GOLDEN.glob("*.txt"):
        if path.stem not in CASES:
            path.unlink()
    print(f"{len(CASES)} answers written to {GOLDEN}; now read what changed: git diff {GOLDEN}")


if __name__ == "__main__":
    main()
