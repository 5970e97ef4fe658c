"""What a run cost the processor: the web server's processes and the database's, as the kernel counted them."""

import os

import psutil
import psycopg

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(web: psutil.Process, database: psycopg.Connection) -> float:
    """Processor time used so far by the web server's family and by the sessions of its database."""
    sessions = database.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()").fetchall()
    processes = [web, *web.children(recursive=True)]
    return sum(of_process(process.pid) for process in processes) + sum(of_process(pid) for (pid,) in sessions)


def of_process(pid: int) -> float:
    """User and system time of a process and of its children that have ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS
