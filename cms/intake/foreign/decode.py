"""Pictures that no browser shows are decoded in a process of their own, with a limit on its memory and its time.

What such a file can break is that process. HEIC and TIFF have decoders that few look at; SVG is a document that can ask
for files and run programs, so it is cleaned and drawn.
"""

import subprocess
import sys

from django.conf import settings
from django.utils.translation import gettext as _

from cms.intake.foreign import child
from cms.intake.refusal import NotAPicture, too_many_pixels

SECONDS = 90
WIDTH_OF_DRAWINGS = 1600


def decode(content: bytes, kind: str) -> bytes:
    """The picture as JPEG or PNG, upright. `kind` is HEIF, TIFF, SVG or what `child` reads. Raises NotAPicture."""
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                child.__name__,
                kind,
                str(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS),
                str(WIDTH_OF_DRAWINGS),
            ],
            cwd=settings.PROJECT,
            env={"PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"},
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotAPicture(_("It takes too long to open.")) from error
    if done.returncode == 0 and done.stdout:
        return done.stdout
    why = done.stderr.decode(errors="replace").strip() if done.returncode == child.REFUSED else ""
    if why == child.RAW:
        raise NotAPicture(_("It is a raw file from a camera. Save it as JPEG or TIFF first."))
    if why == child.TOO_LARGE or done.returncode < 0:
        raise NotAPicture(too_many_pixels())
    if kind == "SVG":
        raise NotAPicture(_("It is not a picture in a format the shop takes."))
    raise NotAPicture(_("The file is damaged or cut off."))
