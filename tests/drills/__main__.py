"""Every drill: first those that can share the machine, two at a time, then each that wants it for itself.

python -m tests.drills [path …]     all of them, or those of these files and folders
"""

import subprocess
import sys

TWO_AT_A_TIME = ["-n", "2", "--dist", "load", "--maxschedchunk", "1"]  # the next to whoever is free
PASSES = (["drill and not whole_machine", *TWO_AT_A_TIME], ["drill and whole_machine"])
NONE_CHOSEN = 5  # pytest's answer where no test was


def main() -> int:
    answers = [
        subprocess.run(
            [sys.executable, "-m", "pytest", "-m", *options, "-p", "no:cacheprovider", *sys.argv[1:]], check=False
        ).returncode
        for options in PASSES
    ]
    failed = [answer for answer in answers if answer not in (0, NONE_CHOSEN)]
    return failed[0] if failed else min(answers)


sys.exit(main())
