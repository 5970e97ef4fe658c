"""Where files are kept: in folders of this machine, or in a bucket that speaks S3."""

from pathlib import Path

import environ

PRIVATE = ("promotions", "picture_batches", "gateway", "desk")
IN_MEMORY = 5_000_000  # of a file that is read from a bucket; the rest lies on disk meanwhile


def storages(env: environ.Env, data_dir: Path) -> dict[str, dict]:
    """`default` is what anyone may see. What has come and is not taken in yet is read by the shop alone."""
    bucket = env("S3_BUCKET", default="")
    if not bucket:
        folder = "django.core.files.storage.FileSystemStorage"
        private = {
            name: {"BACKEND": folder, "OPTIONS": {"location": data_dir / name, "base_url": None}} for name in PRIVATE
        }
        return {"default": {"BACKEND": folder}, **private}
    options = {
        "bucket_name": bucket,
        "endpoint_url": env("S3_ENDPOINT_URL", default=None),
        "region_name": env("S3_REGION", default=None),
        "access_key": env("S3_ACCESS_KEY", default=None),
        "secret_key": env("S3_SECRET_KEY", default=None),
        "querystring_auth": False,
        "file_overwrite": False,
        "max_memory_size": IN_MEMORY,
    }
    hidden = {"default_acl": "private", "querystring_auth": True}
    return {
        name: {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options | said}
        for name, said in {"default": {}, **{name: {"location": name, **hidden} for name in PRIVATE}}.items()
    }
