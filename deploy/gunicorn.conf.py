"""The web server. WSGI with threads: sync views under ASGI cost eight times as much here."""

import os

wsgi_app = "config.wsgi:application"
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "3"))
reload = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes", "on")
preload_app = not reload  # the code is loaded once, before the workers are forked
timeout = 30
graceful_timeout = int(os.environ.get("GRACEFUL_TIMEOUT", "25"))
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = "-" if os.environ.get("ACCESS_LOG") else None
# Without what stands after the question mark: a search at the desk may be somebody's address.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
errorlog = "-"


def on_starting(server):
    """The first visitor of a worker meets what the last one does. Before systemd is told that it is ready."""
    if preload_app:
        from config.warm_up import freeze, warm_up

        warm_up()
        freeze()


def pre_fork(server, worker):
    """A database connection must never be shared by two processes."""
    from django.db import connections

    connections.close_all()


def post_worker_init(worker):
    """Told to end, a worker answers those who wait for as long as it may. It writes what it has counted meanwhile."""
    import signal

    from operations.monitoring.counting import counter

    usual = signal.getsignal(signal.SIGTERM)

    def told_to_end(number, frame):
        counter.end_soon()
        usual(number, frame)

    signal.signal(signal.SIGTERM, told_to_end)
