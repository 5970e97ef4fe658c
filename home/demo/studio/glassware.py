"""Blown glass: tumblers, stems, carafes, a jug, a vase."""

from __future__ import annotations

from geometry import Point, curve, lathe, part
from materials import glass, mix, rgb, wood
from things import Thing
from turned import blown, handle, lipped

TINTS = {"clear": "#ffffff", "smoke": "#6f7678", "honey": "#ecb04a", "glaze-green": "#3f8d80"}
DEPTH = {"smoke": 1.15, "honey": 0.5, "glaze-green": 0.6}
FLAGS = "no_radiosity no_shadow"


def tint(colour: str, *, thin: float = 1.0) -> str:
    """The glass of a colour; `thin` < 1 keeps thin walls as deep in colour as thick ones."""
    return glass(TINTS[colour], depth=DEPTH.get(colour, 1.2) * thin)


def shadow_of(thing: Thing, line: list[Point], colour: str) -> Thing:
    """The tinted shadow of a glass: a shell that no camera sees."""
    tone = rgb(mix("#ffffff", TINTS[colour], 0.62)) if colour != "clear" else "rgb<0.93,0.95,0.94>"
    shell = part("shadow", lathe(line[:: max(1, len(line) // 14)], segments=40))
    return thing.raw(
        f"object{{{shell.body} texture{{pigment{{color {tone} filter 0.88}} finish{{diffuse 0 "
        f"ambient 0}}}} no_image no_reflection no_radiosity}}\n"
    )


def tumbler(scene: dict, colour: str) -> Thing:
    r, f, h, base = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["base"]
    if "rounded" in scene["profile"]:
        line = [(f * 0.8, 0.0), (f, 0.1), (r * 0.93, h * 0.22), (r, h * 0.5), (r * 0.985, h * 0.8), (r * 0.97, h)]
    else:
        line = [(f * 0.94, 0.0), (f, 0.12), (f + (r - f) * 0.3, h * 0.3), (f + (r - f) * 0.68, h * 0.68), (r, h)]
    return shadow_of(Thing(), curve(line, 14), colour).dress(
        blown(line, thick=scene["wall"], floor=base), tint(colour), FLAGS
    )


def wine_glass(scene: dict, colour: str) -> Thing:
    """Foot, drawn stem and bowl in one piece of glass."""
    r, f, h, stem = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["stem"]
    deep = h - stem
    foot = [
        (f, 0.12),
        (f * 0.97, 0.26),
        (f * 0.6, 0.5),
        (0.75, 1.0),
        (0.36, 2.0),
        (0.30, stem * 0.55),
        (0.38, stem * 0.92),
    ]
    if "shallow" in scene["profile"]:
        bowl = [(1.6, stem + 0.5), (r * 0.72, stem + deep * 0.34), (r * 0.95, stem + deep * 0.68), (r * 0.985, h)]
    elif "large round" in scene["profile"]:
        bowl = [
            (1.7, stem + 0.45),
            (r * 0.80, stem + deep * 0.20),
            (r, stem + deep * 0.46),
            (r * 0.90, stem + deep * 0.78),
            (r * 0.76, h),
        ]
    else:
        bowl = [
            (1.5, stem + 0.5),
            (r * 0.80, stem + deep * 0.24),
            (r, stem + deep * 0.5),
            (r * 0.92, stem + deep * 0.78),
            (r * 0.82, h),
        ]
    outer = curve([*foot, *bowl], 110)
    wall = scene["wall"]
    start = next(i for i, p in enumerate(outer) if p[1] > stem + 0.75)
    inner = [(max(x - wall, 0.02), y + wall * 0.3) for x, y in outer[start:]][::-1]
    rim: list[Point] = [(outer[-1][0] - wall / 2, outer[-1][1] + wall / 2)]
    bottom = inner[-1]
    profile = [
        (0.0, 0.3),
        (f * 0.7, 0.2),
        (f * 0.98, 0.0),
        *outer,
        *rim,
        *inner,
        (bottom[0] * 0.6, bottom[1] - 0.16),
        (0.0, bottom[1] - 0.22),
    ]
    return shadow_of(Thing(), outer, colour).dress(
        part("glass", lathe(profile, segments=140), inside=True), tint(colour, thin=0.5), FLAGS
    )


def carafe(scene: dict, colour: str, *, water: float = 0.0) -> Thing:
    r, f, h = scene["diameter"] / 2, scene["foot"] / 2, scene["height"]
    if "round body" in scene["profile"]:
        line = [
            (f * 0.92, 0.0),
            (f, 0.15),
            (r * 0.93, h * 0.16),
            (r, h * 0.29),
            (r * 0.82, h * 0.44),
            (2.2, h * 0.60),
            (1.75, h * 0.74),
            (1.75, h * 0.84),
            (1.95, h * 0.89),
        ]
    else:
        line = [
            (f * 0.94, 0.0),
            (f, 0.15),
            (r * 0.98, h * 0.12),
            (r, h * 0.42),
            (r * 0.93, h * 0.57),
            (r * 0.56, h * 0.72),
            (r * 0.47, h * 0.82),
            (r * 0.52, h * 0.93),
            (r * 0.68, h),
        ]
    thing = shadow_of(Thing(), curve(line, 28), colour).dress(
        blown(line, thick=scene["wall"], floor=1.0), tint(colour), FLAGS
    )
    if water:
        level = curve(line, 60)
        body = [
            (0.0, 1.05),
            *[(max(x - scene["wall"] - 0.02, 0.1), max(y, 1.06)) for x, y in level if y < h * water],
            (0.0, h * water),
        ]
        thing.dress(
            part("water", lathe(body), inside=True),
            (
                "texture{pigment{rgbf <0.97,0.99,0.99,0.98>} finish{diffuse 0 ambient 0 reflection{0,0.6 "
                "fresnel on} conserve_energy}} interior{ior 1.33}"
            ),
            FLAGS,
        )
    if scene.get("stopper"):
        ball = [
            (0.0, h * 0.80),
            (1.25, h * 0.80),
            (1.5, h * 0.87),
            (1.6, h * 0.895),
            (1.72, h * 0.905),
            (2.35, h * 0.945),
            (2.4, h * 0.965),
            (1.9, h * 0.995),
            (0.9, h * 1.015),
            (0.0, h * 1.018),
        ]
        thing.dress(part("stopper", lathe(curve(ball, 60))), wood("oak", seed=5))
    return thing


def glass_jug(scene: dict, colour: str) -> Thing:
    r, f, h = scene["diameter"] / 2, scene["foot"] / 2, scene["height"]
    line = [
        (f * 0.92, 0.0),
        (f, 0.15),
        (r * 0.97, h * 0.2),
        (r, h * 0.38),
        (r * 0.86, h * 0.62),
        (r * 0.68, h * 0.82),
        (r * 0.72, h),
    ]
    lip = lipped(r * 0.28, h * 0.78, h, width=0.45)
    thing = shadow_of(Thing(), curve(line, 28), colour).dress(
        blown(line, thick=scene["wall"], floor=1.0, bend=lip), tint(colour), FLAGS
    )
    ear = handle(
        [
            (r * 0.70, 0.86 * h),
            (r * 1.1, 0.93 * h),
            (r * 1.62, 0.80 * h),
            (r * 1.66, 0.60 * h),
            (r * 1.36, 0.40 * h),
            (r * 0.985, 0.32 * h),
        ],
        1.25,
        1.0,
        power=2.0,
    )
    return thing.dress(ear, tint(colour), FLAGS)


def glass_vase(scene: dict, colour: str) -> Thing:
    r, f, h = scene["diameter"] / 2, scene["foot"] / 2, scene["height"]
    line = [(f * 0.95, 0.0), (f, 0.15), (r * 0.93, h * 0.15), (r * 0.98, h * 0.5), (r * 0.96, h * 0.85), (r * 0.95, h)]
    return shadow_of(Thing(), curve(line, 14), colour).dress(
        blown(line, thick=scene["wall"], floor=scene["base"]), tint(colour), FLAGS
    )
