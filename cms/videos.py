"""Videos at those who keep them for us: which they are, by the address that an editor pastes."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE, VIMEO = "youtube", "vimeo"
NAMES = {YOUTUBE: "YouTube", VIMEO: "Vimeo"}
KEYS = {YOUTUBE: re.compile(r"[\w-]{11}", re.ASCII), VIMEO: re.compile(r"\d{6,12}", re.ASCII)}
EMBEDS = {
    YOUTUBE: "https://www.youtube-nocookie.com/embed/{key}?rel=0",
    VIMEO: "https://player.vimeo.com/video/{key}?dnt=1",
}
PAGES = {YOUTUBE: "https://www.youtube.com/watch?v={key}", VIMEO: "https://vimeo.com/{key}"}


class NotAVideo(Exception):
    """The address is not one of a video at a provider that is known here."""


@dataclass(frozen=True, slots=True)
class Video:
    provider: str
    key: str

    @property
    def provider_name(self):
        return NAMES[self.provider]

    @property
    def player_url(self):
        """Where the player is; asking for it lets the provider set cookies."""
        return EMBEDS[self.provider].format(key=self.key)

    @property
    def page_url(self):
        return PAGES[self.provider].format(key=self.key)


def of_address(address: str) -> Video:
    """The video of a pasted address. Raises NotAVideo."""
    parts = urlsplit(address.strip())
    host, path = (parts.hostname or "").removeprefix("www.").removeprefix("m."), parts.path.strip("/").split("/")
    found = None
    if host == "youtu.be":
        found = Video(YOUTUBE, path[0])
    elif host in ("youtube.com", "youtube-nocookie.com"):
        watched = parse_qs(parts.query).get("v", [""])[0]
        found = Video(YOUTUBE, watched or (path[1] if path[0] in ("embed", "shorts", "live") and path[1:] else ""))
    elif host in ("vimeo.com", "player.vimeo.com"):
        found = Video(VIMEO, path[-1])
    if found is None or not KEYS[found.provider].fullmatch(found.key):
        raise NotAVideo(address)
    return found
