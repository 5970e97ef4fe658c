"""What may be uploaded as a picture, and what is kept of it (`cms.intake.web_ready`)."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.intake.kinds import called
from cms.intake.refusal import NotAPicture
from cms.intake.web_ready import web_ready


class PictureField(WagtailImageField):
    """Refuses in the form what Wagtail's field would unpack; keeps a picture that every browser shows."""

    def to_python(self, data):
        if not data:
            return super().to_python(data)
        self.check_image_file_size(data)
        stem, extension = PurePath(data.name).stem, PurePath(data.name).suffix.lower().lstrip(".")
        if extension not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")
        data.seek(0)
        try:
            picture = web_ready(data.read())
        except NotAPicture as refusal:
            raise ValidationError(str(refusal), code="invalid_image") from refusal
        finally:
            data.seek(0)
        if extension not in called(picture.was):
            said = {"extension": extension, "image_format": picture.was}
            raise ValidationError(
                self.error_messages["invalid_image_known_format"] % said, code="invalid_image_known_format"
            )
        return super().to_python(SimpleUploadedFile(f"{stem}.{picture.extension}", picture.content))


class PictureForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)
