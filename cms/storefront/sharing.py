"""What a link to a page shows where people share it (Open Graph): a picture that the other side can fetch."""

from dataclasses import dataclass

from cms.pictures import file_url
from cms.storefront.frame import absolute


@dataclass(frozen=True, slots=True)
class SharedPicture:
    url: str
    width: int
    height: int


def shared_picture(picture):
    """The picture as a JPEG, which every reader of links knows; None where there is nothing to send."""
    if picture is None or not picture.is_showable:
        return None
    files = picture.files("jpeg", 1280)
    width, height, name = files[-1] if files else (picture.width, picture.height, picture.file)
    return SharedPicture(absolute(file_url(name)), width, height)
