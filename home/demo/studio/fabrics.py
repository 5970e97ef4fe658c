"""Cloth as POV-Ray text: linen, wool, waffle, and the lit cloth of a lampshade."""

from __future__ import annotations

from materials import mix, rgb, stretched

# weave: thread pitch in centimetres, depth of the relief, how uneven the yarn is
WEAVES = {
    "linen": (0.17, 0.9, 0.10),
    "panama": (0.46, 0.75, 0.09),
    "wool": (0.34, 1.1, 0.13),
    "boucle": (0.60, 2.2, 0.12),
    "waffle": (0.85, 1.6, 0.05),
}


def cloth(
    colour: str,
    *,
    weave: str = "linen",
    stripe: str = "",
    stripes: tuple[tuple[float, float], ...] = (),
    axis: str = "y",
) -> str:
    """Woven cloth in centimetres of its own surface; `stripes` are (from, to) along the axis, rising."""
    pitch, depth, uneven = WEAVES[weave]
    pigment = _herringbone(colour) if weave == "wool" else _streaks(colour, pitch, uneven)
    if stripe:
        pigment = _striped(pigment, _streaks(stripe, pitch, uneven), stripes, axis)
    return (
        f"texture{{uv_mapping pigment{{{pigment}}} normal{{average normal_map{{{_threads(weave, pitch, depth)}}}}} "
        "finish{diffuse 0.86 ambient 0 specular 0 brilliance 0.85}}"
    )


def _threads(weave: str, pitch: float, depth: float) -> str:
    """The relief of the weave, as entries of a normal map."""
    if weave == "boucle":
        return f"[1 bumps {depth} scale {pitch * 0.75:.3f}][1 wrinkles {depth * 0.5:.2f} scale {pitch * 1.6:.3f}]"
    if weave == "wool":
        return (
            f"[1 gradient x {depth} sine_wave scale {pitch} rotate z*58]"
            f"[0.6 bumps {depth} scale {pitch * 0.4:.3f}][0.6 granite 0.5 scale 0.5]"
        )
    return (
        f"[1 gradient x {depth} sine_wave scale {pitch}][1 gradient y {depth} sine_wave scale {pitch}]"
        f"[0.8 bumps {depth * 0.9:.2f} scale {pitch * 0.7:.3f}]"
    )


def _striped(plain: str, marked: str, stripes: tuple[tuple[float, float], ...], axis: str) -> str:
    """The plain weave with marked bands; the map is stretched over ten metres, so its entries are shrunk back."""
    stops = [(0.0, plain)]
    for start, end in stripes:
        stops += [(start, plain), (start + 0.01, marked), (end, marked), (end + 0.01, plain)]
    stops.append((1000.0, plain))
    entries = "".join(f"[{at / 1000:.6f} {text} scale 0.001]" for at, text in stops)
    return f"gradient {axis} pigment_map{{{entries}}} scale 1000"


def yarn(colour: str) -> str:
    """Plain thread: seams, loops and fringes."""
    return (
        f"texture{{pigment{{{_streaks(colour, 0.12, 0.05)}}} normal{{bumps 0.4 scale 0.05}} "
        "finish{diffuse 0.86 ambient 0 specular 0.12 roughness 0.3 brilliance 0.7}}"
    )


def _herringbone(colour: str) -> str:
    """Twill turning to and fro in bands."""
    light, dark = mix(colour, "#ffffff", 0.22), mix(colour, "#1a120a", 0.16)
    stripes = f"color_map{{[0.25 {rgb(dark)}][0.75 {rgb(light)}]}} triangle_wave scale 0.5"
    return (
        f"gradient x triangle_wave pigment_map{{[0.5 gradient x {stripes} rotate z*45 scale "
        f"0.25][0.5 gradient x {stripes} rotate z*-45 scale 0.25]}} scale 4 warp{{turbulence 0.03 "
        f"octaves 2}}"
    )


def _streaks(colour: str, pitch: float, strength: float) -> str:
    """Yarn is uneven: thicker and thinner threads run both ways."""
    light, dark = mix(colour, "#ffffff", strength * 1.5), mix(colour, "#1a120a", strength * 2)
    tones = f"color_map{{[0.1 {rgb(dark)}][0.5 {rgb(colour)}][0.9 {rgb(light)}]}}"
    return (
        f"average pigment_map{{[1 bozo {tones} scale <{pitch * 0.8:.3f},{pitch * 34:.2f},1>][1 "
        f"bozo {tones} scale <{pitch * 34:.2f},{pitch * 0.8:.3f},1>]"
        f"[0.5 bozo {tones} scale {pitch * 0.9:.3f}]}}"
    )


def shade(
    colour: str, *, span: tuple[float, float], lit: bool = True, weave: float = 0.16, strength: float = 1.0
) -> str:
    """A lampshade of cloth or paper: brightest where the bulb is, woven."""
    low, tall = span[0], span[1] - span[0]
    threads = (
        f"normal{{average normal_map{{[1 gradient y 0.5 sine_wave scale {weave}][1 bumps 0.5 "
        f"scale {weave * 0.6:.3f}]}}}}"
    )
    if not lit:
        return f"texture{{pigment{{color {rgb(colour)}}} {threads} finish{{diffuse 0.8 ambient 0 emission 0.06}}}}"
    warm = mix(colour, "#ffc27a", 0.5)
    tones = [(0, 0.34), (0.25, 0.62), (0.5, 0.88), (0.75, 0.62), (1, 0.36)]
    stops = "".join(
        f"[{at} {rgb(warm if level > 0.5 else mix(warm, '#e08a3c', 0.3), level * 1.35 * strength)}]"
        for at, level in tones
    )
    return (
        f"texture{{pigment{{gradient y color_map{{{stops}}} {stretched(low, tall)}}} {threads} "
        f"finish{{diffuse 0.25 ambient 0 emission 0.95}}}}"
    )
