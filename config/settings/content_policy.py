"""What a page of ours may load and where it may send: Content-Security-Policy, for the shop and the admin alike.

No script and no style stands in a page, so none has to be told apart from what somebody smuggled in: what is not one of
our own files does not run. Source: OWASP ASVS 5.0, 3.4.3.
"""

from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

VIDEOS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")  # `cms.videos`, once a visitor has said yes
PROVIDERS = ("https://checkout.stripe.com", "https://*.dibspayment.eu")  # a form of the checkout may lead there


def policy(env: environ.Env) -> dict[str, dict]:
    """The setting of django-csp. Pictures may come from the bucket, if there is one; forms may lead to `CSP_FORMS`."""
    bucket = _bucket(env)
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:", "blob:", *bucket],
            "media-src": [SELF, *bucket],
            "font-src": [SELF],
            "connect-src": [SELF],
            "manifest-src": [SELF],
            "frame-src": [SELF, *VIDEOS],
            "frame-ancestors": [SELF],
            "form-action": [SELF, *PROVIDERS, *env.list("CSP_FORMS", default=[])],
            "base-uri": [NONE],
            "object-src": [NONE],
        }
    }


def _bucket(env: environ.Env) -> list[str]:
    """The address that files in a bucket are read at."""
    name = env("S3_BUCKET", default="")
    if not name:
        return []
    endpoint = env("S3_ENDPOINT_URL", default="")
    if endpoint:
        place = urlsplit(endpoint)
        return [f"{place.scheme}://{place.netloc}", f"{place.scheme}://{name}.{place.netloc}"]
    return [
        f"https://{name}.s3.amazonaws.com",
        f"https://{name}.s3.{env('S3_REGION', default='us-east-1')}.amazonaws.com",
    ]
