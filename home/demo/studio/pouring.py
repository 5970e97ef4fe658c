"""What tea, milk and water are poured from: jugs and teapots."""

from __future__ import annotations

from glazing import coat, hand, scaled_line, thrown
from things import Thing
from turned import Wall, handle, lipped, solid, spout


def jug(scene: dict, colour: str) -> Thing:
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    if "tall" in profile:
        line = [
            (f, 0.0),
            (f * 1.15, 0.05),
            (r * 0.95, 0.19),
            (r, 0.34),
            (r * 0.92, 0.49),
            (r * 0.77, 0.64),
            (r * 0.61, 0.80),
            (r * 0.61, 0.91),
            (r * 0.68, 1),
        ]
    else:
        line = [
            (f, 0.0),
            (f * 1.2, 0.06),
            (r * 0.95, 0.20),
            (r * 0.99, 0.34),
            (r * 0.86, 0.50),
            (r * 0.69, 0.66),
            (r * 0.57, 0.82),
            (r * 0.59, 0.92),
            (r * 0.66, 1),
        ]
    bend = lipped(r * 0.34, h * 0.74, h, base=hand(scene), width=0.42)
    thing = thrown(scene, colour, scaled_line(line, h), Wall(thick=scene["wall"], foot_in=0.6), bend=bend, foot=0.5)
    if scene.get("handle"):
        strap = 2.6 if "strap" in profile else 1.7
        reach = r * 0.95
        ear = handle(
            [
                (r * 0.56, 0.90 * h),
                (r * 0.56 + reach * 0.7, 0.945 * h),
                (r * 0.62 + reach, 0.80 * h),
                (r * 0.60 + reach, 0.62 * h),
                (r * 0.66 + reach * 0.72, 0.45 * h),
                (r * 0.93, 0.34 * h),
            ],
            strap,
            0.75,
        )
        thing.dress(ear, coat(ear, scene, colour, (-h, 3 * h)))
    return thing


def teapot(scene: dict, colour: str) -> Thing:
    r, f, h = scene["diameter"] / 2, scene["foot"] / 2, scene["height"] * 0.80
    line = [(f, 0.0), (f * 1.1, 0.03), (r * 0.93, 0.28), (r, 0.5), (r * 0.90, 0.76), (r * 0.62, 0.94), (r * 0.52, 1)]
    thing = thrown(
        scene, colour, scaled_line(line, h), Wall(thick=scene["wall"], foot_in=0.6), bend=hand(scene), foot=0.5
    )
    lid_r = r * 0.535
    lid = solid(
        [
            (0, h * 0.98, 0),
            (lid_r, h * 0.98, 0.1),
            (lid_r, h + 0.35, 0.25),
            (lid_r * 0.5, h + 0.75, 2),
            (0.75, h + 0.8, 0.3),
            (0.7, h + 1.3, 0.3),
            (1.25, h + 1.75, 0.4),
            (1.15, h + 2.3, 0.5),
            (0, h + 2.4, 0),
        ],
        "lid",
    )
    thing.dress(lid, coat(lid, scene, colour, (-h, 3 * h)))
    for piece in spout(
        [(-r * 0.80, 0.36 * h), (-r * 1.12, 0.50 * h), (-r * 1.32, 0.76 * h), (-r * 1.52, 0.98 * h)], 1.75, 0.82
    ):
        thing.dress(piece, coat(piece, scene, colour, (-h, 3 * h)))
    ear = handle(
        [
            (r * 0.76, 0.83 * h),
            (r * 1.2, 0.98 * h),
            (r * 1.55, 0.80 * h),
            (r * 1.52, 0.48 * h),
            (r * 1.22, 0.27 * h),
            (r * 0.90, 0.24 * h),
        ],
        1.6,
        0.95,
    )
    return thing.dress(ear, coat(ear, scene, colour, (-h, 3 * h)))
