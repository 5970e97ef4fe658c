"""What may be uploaded as a picture. Its size is read from the header before anything is unpacked."""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

# What Pillow raises for a file that is cut off, made up or far too large.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)


class PictureField(WagtailImageField):
    """Refuses in the form what Wagtail's field would unpack: a bomb fills the memory, half a picture is a fault."""

    def to_python(self, data):
        if data:
            self._check_header(data)
        try:
            return super().to_python(data)
        except UNREADABLE as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error

    def _check_header(self, data):
        try:
            with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
                with Image.open(BytesIO(data.read())) as picture:
                    pixels = picture.width * picture.height
        except UnidentifiedImageError:
            return  # no picture at all: the checks that follow say so in better words
        except UNREADABLE as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        finally:
            data.seek(0)
        if pixels > self.max_image_pixels:
            numbers = {"num_pixels": pixels, "max_pixels_count": self.max_image_pixels}
            raise ValidationError(self.error_messages["file_too_many_pixels"] % numbers, code="file_too_many_pixels")


class PictureForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)
