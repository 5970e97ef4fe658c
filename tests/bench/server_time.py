"""How long the shop worked on a request, said in its answer as browsers read it (W3C Server Timing)."""

import time


class ServerTime:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        response = self.get_response(request)
        response["Server-Timing"] = f"app;dur={(time.perf_counter() - began) * 1000:.3f}"
        return response
