"""The nine glazes of the house, and how a thrown piece is dressed in one."""

from __future__ import annotations

from geometry import Part, Point
from materials import glaze, mix
from things import Thing
from turned import Bend, Wall, by_hand, vessel

GLAZES = {
    "chalk": ("#ece5d8", "#b4946c"),
    "sand": ("#d3bd98", "#94683c"),
    "celadon": ("#abc1b2", "#8d7350"),
    "glaze-green": ("#3b625f", "#7d5c3c"),
    "clay": ("#a2634c", "#5f3222"),
    "ink": ("#2a3333", "#70513a"),
    "moss": ("#74785a", "#7c5a34"),
    "honey": ("#be8b48", "#6c3d16"),
    "smoke": ("#84878a", "#a08564"),
}
BODY = "#b89470"
SHEEN = {"glossy": "gloss", "satin": "satin", "matt": "matt"}


def seed_of(text: str) -> int:
    return sum(ord(c) * (i + 3) for i, c in enumerate(text)) % 97


def coat(
    part: Part, scene: dict, colour: str, span: tuple[float, float], *, foot: float = 0.0, lit: bool = False
) -> str:
    """The glaze of a scene on one part; `lit` when a flame shines through it."""
    base, edge = GLAZES[colour]
    sheen = SHEEN.get(scene.get("glaze", "glossy"), "gloss")
    raw_rim = scene.get("unglazed_rim")
    speckle = {"gloss": 0.0, "satin": 0.16, "matt": 0.26}[sheen]
    rim = "#9c7a58" if raw_rim else edge if sheen != "matt" else mix(base, edge, 0.45)
    inside = part.role == "inside"
    pool = mix(base, "#123a36" if colour == "celadon" else edge, 0.28) if inside and sheen == "gloss" else ""
    if not inside and sheen == "gloss" and "rings" in scene.get("profile", ""):
        pool = mix(base, edge, 0.45)
    return glaze(
        base,
        span=span,
        sheen=sheen,
        rim=rim if part.role in ("inside", "outside") else "",
        raw=BODY,
        foot=0 if inside else foot,
        speckle=speckle,
        speck=mix("#3a2c20", base, 0.15 if colour != "ink" else 0.6),
        pool=pool,
        lit=lit,
    )


def thrown(
    scene: dict, colour: str, line: list[Point], wall: Wall, *, bend: Bend | None = None, foot: float = 0.0
) -> Thing:
    """A glazed vessel standing on its foot."""
    thing = Thing()
    parts = vessel(line, wall, bend=bend)
    high = max(p.span[1] for p in parts)
    for piece in parts:
        low = 0.0 if piece.role == "outside" else piece.span[0]
        thing.dress(piece, coat(piece, scene, colour, (low, high), foot=foot))
    return thing


def scaled_line(pairs: list[tuple[float, float]], height: float) -> list[Point]:
    return [(r, y * height) for r, y in pairs]


def hand(scene: dict, amount: float = 0.005) -> Bend:
    rings = 0.028 if "rings" in scene.get("profile", "") else 0.006
    scale = scene.get("diameter", 10) / 10
    return by_hand(amount, rings=rings * min(scale, 1.6), seed=seed_of(scene.get("profile", "")))
