"""What is started together is stopped together, whoever dies first and however."""

import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
RUN = """
    import sys
    from config.supervisor import Asked, Died, Guard, Supervisor, say

    SLEEPER = "import time\\nprint('ready', flush=True)\\nwhile True: time.sleep(1)"
    PARENT = f"import subprocess, sys\\nsubprocess.Popen([sys.executable, '-c', {SLEEPER!r}]).wait()"
    STUBBORN = "import signal\\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\\n" + SLEEPER
    FAILING = "print('no such thing'); raise SystemExit(3)"

    with Guard() as guard:
        supervisor = Supervisor(cwd=".", guard=guard)
        say(f"guard {guard.process.pid}")
        try:
            for name in sys.argv[1:]:
                supervisor.start(name, [sys.executable, "-c", globals()[name.upper()]])
                say(f"started {supervisor.programs[-1].process.pid}")
            supervisor.wait()
        except Asked:
            say("asked")
        except Died as death:
            say(str(death))
            raise SystemExit(1)
        finally:
            supervisor.stop()
"""


@pytest.fixture
def supervised(request):
    """Start a supervisor over the named programs; returns it once every program has said that it is ready."""
    started = []

    def start(*names, ready):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(RUN), *names],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        groups = []
        while ready:
            line = process.stdout.readline()
            assert line, "the supervisor ended early"
            if line.startswith(("started", "guard")):
                groups.append(int(line.split()[1]))
            ready -= line.rstrip().endswith("ready")
        return process, groups

    yield start
    for process in started:
        process.kill()
        process.wait()


def members(groups):
    """The processes of these groups that still run."""
    running = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) in groups and process.status() != psutil.STATUS_ZOMBIE:
                running.append(process)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return running


def gone(groups, *, within=15):
    _, alive = psutil.wait_procs(members(groups), timeout=within)
    return [process for process in alive if process.is_running() and process.status() != psutil.STATUS_ZOMBIE] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_leaves_no_process(supervised, number):
    process, groups = supervised("sleeper", "parent", ready=2)
    assert len(members(groups)) == 4  # the guard, the sleeper, the parent and its child

    process.send_signal(number)
    said, _ = process.communicate(timeout=15)

    assert process.returncode == 0
    assert "asked" in said
    assert members(groups) == []


def test_a_program_that_will_not_end_is_made_to(supervised):
    process, groups = supervised("stubborn", ready=1)

    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=15)

    assert members(groups) == []


def test_one_dying_stops_the_others_and_is_named(supervised):
    process, _ = supervised("sleeper", "failing", ready=0)

    said, _ = process.communicate(timeout=15)

    groups = [int(number) for number in re.findall(r"^(?:guard|started) (\d+)$", said, re.MULTILINE)]
    assert len(groups) == 3
    assert process.returncode == 1
    assert "failing ended with code 3, so everything is stopped. Its last words:\n    no such thing" in said
    assert members(groups) == []


def test_killed_outright_the_guard_stops_what_is_left(supervised):
    process, groups = supervised("sleeper", "parent", ready=2)

    process.kill()
    process.wait()

    assert gone(groups)


KILLED_WHILE_STARTING = """
    import os, signal, subprocess, sys
    from config import supervisor

    class Popen(subprocess.Popen):
        def __init__(self, command, **how):
            super().__init__(command, **how)
            if "pass_fds" in how:
                print(self.pid, flush=True)
                os.kill(os.getpid(), signal.SIGKILL)

    supervisor.subprocess.Popen = Popen
    with supervisor.Guard() as guard:
        print(guard.process.pid, flush=True)
        sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
        supervisor.Supervisor(cwd=".", guard=guard).start("sleeper", sleeper)
"""


def test_killed_at_the_moment_a_program_starts_the_guard_knows_of_it():
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED_WHILE_STARTING)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    groups = [int(number) for number in done.stdout.split()]
    assert done.returncode == -signal.SIGKILL
    assert len(groups) == 2
    assert gone(groups)
