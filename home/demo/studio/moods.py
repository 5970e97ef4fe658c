"""The grounds and lights that pictures are taken in, by name."""

from __future__ import annotations

from dataclasses import dataclass

from geometry import Point


@dataclass(frozen=True)
class Mood:
    """Ground colour and light. `key`, `fill` and `sky` are strengths; `back` lights from behind (glass)."""

    ground: str = "#e4dcd1"
    key: float = 1.0
    fill: float = 0.22
    sky: float = 0.5
    back: float = 0.0
    warm: str = "#fff9f0"
    cool: str = "#f4f5f8"
    key_at: Point = (-3.4, 4.4, -2.6)
    bounce: int = 20
    depth: int = 4
    bail: float = 0.01
    cards: bool = False
    deep: float = 2.6
    bend: float = 1.7
    drop: float = 0.0
    samples: int = 4


MOODS = {
    "chalk": Mood(),
    "linen": Mood(ground="#dfd3c3"),
    "sand": Mood(ground="#d9c7b0"),
    "clay": Mood(ground="#c98f76", sky=0.45),
    "sage": Mood(ground="#c3c9bb"),
    "mist": Mood(ground="#d3d9d9", warm="#fffdf9"),
    "glass": Mood(
        ground="#d6d5d0",
        warm="#fffdf9",
        key=0.62,
        back=0.42,
        fill=0.12,
        sky=0.42,
        depth=8,
        bail=0.03,
        cards=True,
        samples=3,
    ),
    "dusk": Mood(
        ground="#b5a998", key=0.24, fill=0.06, sky=0.24, cool="#e4eaf2", warm="#eceff4", depth=8, bail=0.02, samples=3
    ),
    "lamp": Mood(
        ground="#cbbfae",
        key=0.26,
        fill=0.08,
        sky=0.26,
        cool="#e6ebf2",
        warm="#edf0f4",
        samples=3,
        deep=0.62,
        bend=0.25,
        depth=5,
        bail=0.02,
    ),
    "hanging": Mood(
        ground="#c2b8aa",
        key=0.40,
        fill=0.12,
        sky=0.36,
        cool="#e8ebf0",
        warm="#edf0f4",
        samples=3,
        deep=1.1,
        bend=0.4,
        drop=2.4,
        depth=7,
        bail=0.02,
    ),
    "leaning": Mood(ground="#ddd3c6", deep=0.30, bend=0.05),
    "cloth": Mood(ground="#dcd4c9", key=0.95),
    "table": Mood(
        ground="#b09c88",
        key=0.50,
        fill=0.12,
        sky=0.40,
        cool="#e4eaf2",
        warm="#eaeef4",
        depth=7,
        bail=0.02,
        samples=3,
        deep=1.6,
        bend=0.5,
        drop=0.03,
    ),
    "evening": Mood(
        ground="#c6b29c",
        key=0.28,
        fill=0.08,
        sky=0.26,
        cool="#e4eaf2",
        warm="#eaeef4",
        depth=7,
        bail=0.02,
        samples=3,
        deep=0.5,
        bend=0.15,
    ),
    "workshop": Mood(ground="#ded6ca", key_at=(-5.0, 2.4, -2.6), deep=0.34, bend=0.05, drop=0.12, samples=7),
    "shelf": Mood(ground="#cfc8ba", deep=0.36, bend=0.05, drop=1.2, key_at=(-3.8, 3.6, -2.8), samples=7),
    "ember": Mood(
        ground="#bda592", key=0.36, fill=0.06, sky=0.31, cool="#e6e7ee", warm="#efedf2", depth=6, bail=0.02, samples=3
    ),
}
