"""Set up with the test tools and check everything: lint, format, types, documentation, tests.

python3 scripts/test.py                   everything, as CI does
python3 scripts/test.py -m "not slow"     the quick tests, in under two minutes
python3 scripts/test.py tests/reader      the tests of one package; arguments go to pytest
"""

from __future__ import annotations

import sys

from environment import prepare, run

# Processors compute the reader's logits with other instructions, and round them otherwise. What
# the tests of this marker say must be true on each.
AVX2_ONLY = {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2"}
# The theme would print what its makers recommend instead of MkDocs.
NO_ADVICE = {"NO_MKDOCS_2_WARNING": "1"}
ARITHMETIC = ("-m", "arithmetic", "--durations=0", "--durations-min=10")


def main() -> None:
    arguments = sys.argv[1:]
    if "-h" in arguments or "--help" in arguments:
        print(__doc__)
        return
    python = prepare("dev")
    run(python, "-m", "ruff", "check", ".")
    run(python, "-m", "ruff", "format", "--check", ".")
    run(python, "-m", "mypy")
    if arguments:
        run(python, "-m", "pytest", *arguments)
        return
    run(python, "-m", "mkdocs", "build", "--strict", "--quiet", environment=NO_ADVICE)
    run(python, "-m", "pytest", *ARITHMETIC, environment=AVX2_ONLY)
    run(python, "-m", "pytest", *ARITHMETIC, "--float32")
    # Last, so that the closing line counts the whole suite.
    run(python, "-m", "pytest", "--cov", "--cov-report=term:skip-covered", "--durations=20")


if __name__ == "__main__":
    main()
