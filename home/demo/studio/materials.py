"""What things are made of: glaze, raw clay, glass, wood, brass, wax. Every function returns POV-Ray text."""

from __future__ import annotations


def linear(colour: str) -> tuple[float, float, float]:
    """A hex colour as linear light, which is what POV-Ray mixes."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def rgb(colour: str, strength: float = 1.0) -> str:
    r, g, b = (c * strength for c in linear(colour))
    return f"rgb<{r:.4f},{g:.4f},{b:.4f}>"


def mix(a: str, b: str, share: float) -> str:
    """The hex colour `share` of the way from a to b."""
    channels = (int(a[i : i + 2], 16) * (1 - share) + int(b[i : i + 2], 16) * share for i in (1, 3, 5))
    return "#" + "".join(f"{min(255, max(0, round(c))):02x}" for c in channels)


GLOSS = "finish{diffuse 0.80 ambient 0 specular 0 reflection{0.015,0.9 fresnel on} conserve_energy}"
LIT = "finish{diffuse 0.80 ambient 0 emission rgb<0.42,0.24,0.09> reflection{0.015,0.9 fresnel on} conserve_energy}"
SATIN = "finish{diffuse 0.82 ambient 0 specular 0.10 roughness 0.03 reflection{0,0.34 fresnel on} conserve_energy}"
MATT = "finish{diffuse 0.84 ambient 0 brilliance 0.95 specular 0.05 roughness 0.12}"
CLAY = "finish{diffuse 0.82 ambient 0 brilliance 0.9 specular 0.02 roughness 0.2}"
SHEEN = {"gloss": GLOSS, "satin": SATIN, "matt": MATT}
RIPPLE = {
    "gloss": "normal{bumps 0.035 scale 1.7}",
    "satin": "normal{average normal_map{[1 bumps 0.05 scale 1.1][1 bumps 0.05 scale 0.09]}}",
    "matt": "normal{average normal_map{[1 bumps 0.06 scale 0.9][1 granite 0.05 scale 0.6]}}",
}


def glaze(
    colour: str,
    *,
    span: tuple[float, float] = (0, 10),
    sheen: str = "gloss",
    speckle: float = 0.0,
    speck: str = "#4a3a2c",
    rim: str = "",
    raw: str = "",
    foot: float = 0.0,
    dip: str = "",
    dip_at: float = 0.0,
    pool: str = "",
    lit: bool = False,
) -> str:
    """A glazed surface between two heights.

    `rim` is the colour where the glaze thins at the edge, `raw` the unglazed clay below `foot` centimetres,
    `dip` a second glaze below the share `dip_at` of the height, `pool` the deeper colour where glaze has
    gathered, `lit` a flame behind the wall.
    """
    # Room above and below, or the wavering would wrap round to the other end of the map.
    pad = 0.5
    low, tall = span[0] - pad, max(span[1] - span[0], 0.5) + 2 * pad
    body = _glaze_pigment(colour, tall, speckle, speck) + _undo(low, tall)
    lower = _glaze_pigment(dip, tall, speckle, speck) + _undo(low, tall) if dip else body
    line = (pad + dip_at * (tall - 2 * pad)) / tall
    stops = [(0.0, lower), (line - 0.006, lower), (line + 0.006, body)] if dip else [(0.0, body)]
    if pool:
        deep = _glaze_pigment(pool, tall, speckle, speck) + _undo(low, tall)
        stops = [(0.0, deep), ((pad + 0.06 * tall) / tall, deep), ((pad + 0.45 * tall) / tall, body)]
    if rim:
        edge, brink = min(0.18, 0.4 / tall), 1 - pad / tall
        stops += [
            (brink - edge * 1.7, body),
            (brink - edge * 0.45, f"color {rgb(mix(colour, rim, 0.7))}"),
            (1.0, f"color {rgb(rim)}"),
        ]
    else:
        stops.append((1.0, body))
    pigment = f"pigment{{gradient y pigment_map{{{_map(stops)}}} {_waver(0.9, tall)} {stretched(low, tall)}}}"
    inner = f"{pigment} {RIPPLE[sheen]} {LIT if lit else SHEEN[sheen]}"
    if not raw or foot <= 0:
        return f"texture{{{inner}}} interior{{ior 1.5}}"
    bare, dressed = clay_texture(raw) + _undo(low, tall), inner + _undo(low, tall)
    share = (pad + foot) / tall
    layers = _map([(0, bare), (share, bare), (share + 0.05 / tall, dressed), (1, dressed)])
    return (
        f"texture{{gradient y texture_map{{{layers}}} {_waver(0.25, tall)} {stretched(low, tall)}}} interior{{ior 1.5}}"
    )


def _map(stops: list[tuple[float, str]]) -> str:
    return "".join(f"[{min(max(at, 0), 1):.4f} {text}]" for at, text in stops)


def _waver(centimetres: float, tall: float) -> str:
    """Layers drawn a little uneven, as a hand dips."""
    return f"warp{{turbulence <0,{centimetres / tall * 0.35:.4f},0> octaves 3 omega 0.4}}"


def stretched(low: float, tall: float) -> str:
    return f"scale {tall * 1.004:.4f} translate y*{low - tall * 0.002:.4f}"


def _undo(low: float, tall: float) -> str:
    """Back to centimetres inside a map that is itself stretched over the height."""
    return f" translate y*{-(low - tall * 0.002):.4f} scale {1 / (tall * 1.004):.5f}"


def _glaze_pigment(colour: str, tall: float, speckle: float, speck: str) -> str:
    light, dark = mix(colour, "#ffffff", 0.07), mix(colour, "#1c140c", 0.09)
    cloud = (
        f"bozo turbulence 0.5 octaves 2 color_map{{[0 {rgb(dark)}][0.5 {rgb(colour)}][1 "
        f"{rgb(light)}]}} scale {max(tall, 4) * 0.35:.3f}"
    )
    if not speckle:
        return cloud
    # Iron specks melt through the glaze: small, sharp, of two sizes.
    edge = 0.80 - speckle * 0.12
    fine = (
        f"bozo pigment_map{{[0 {cloud}][{edge:.3f} {cloud}][{edge + 0.035:.3f} color "
        f"{rgb(mix(speck, colour, 0.25))}][1 color {rgb(speck)}]}}"
    )
    return (
        f"bozo pigment_map{{[0 {fine} scale 0.6][{edge + 0.01:.3f} {fine} scale "
        f"0.6][{edge + 0.05:.3f} color {rgb(mix(speck, colour, 0.4))}][1 color {rgb(speck)}]}} "
        "scale 0.2"
    )


def clay_texture(colour: str) -> str:
    """Bare fired clay: grainy, dry."""
    light, dark = mix(colour, "#ffffff", 0.12), mix(colour, "#000000", 0.16)
    return (
        f"pigment{{granite color_map{{[0 {rgb(dark)}][0.5 {rgb(colour)}][1 {rgb(light)}]}} scale 0.7}} "
        f"normal{{granite 0.12 scale 0.35}} {CLAY}"
    )


def clay(colour: str) -> str:
    return f"texture{{{clay_texture(colour)}}}"


def glass(colour: str = "#ffffff", *, depth: float = 1.2, clear: float = 0.985) -> str:
    """Clear or coloured glass; `depth` is how many centimetres it takes to reach the colour."""
    fade = (
        f"fade_power 1001 fade_distance {depth} fade_color {rgb(colour)}"
        if colour != "#ffffff"
        else "fade_power 1001 fade_distance 30 fade_color rgb<0.85,0.95,0.9>"
    )
    tint = rgb(mix("#ffffff", colour, 0.08)) if colour != "#ffffff" else "rgb<1,1,1>"
    return (
        f"texture{{pigment{{color {tint} filter {clear}}} finish{{diffuse 0 ambient 0 specular 0 "
        f"reflection{{0,1 fresnel on}} conserve_energy}}}} "
        f"interior{{ior 1.48 caustics 0.35 {fade}}}"
    )


WOODS = {
    "oak": ("#c39a68", "#a67a48", "#d8b687", 1.0),
    "ash": ("#d9bf97", "#c1a174", "#e8d5b4", 1.1),
    "birch": ("#e0c8a0", "#d0b184", "#ecdcbd", 0.8),
    "beech": ("#d2a67c", "#bd8c60", "#e0bb94", 0.7),
    "walnut": ("#74503a", "#4d3122", "#8f6a4d", 1.0),
    "smoked": ("#5c4534", "#3b2a1e", "#74593f", 1.0),
    "pine": ("#dcb985", "#c0904f", "#ead0a2", 1.6),
    "black": ("#2d2926", "#1c1917", "#3a3531", 1.0),
    "white": ("#e6dfd3", "#d9cfbf", "#f0ebe2", 1.0),
}


def wood(kind: str, *, along: str = "x", seed: int = 0, sheen: float = 0.12) -> str:
    """Planed, oiled wood with the grain along an axis."""
    base, dark, light, wide = WOODS[kind]
    rings = (
        f"wood warp{{turbulence <0.12,0.12,0.5> octaves 3 omega 0.45 lambda 2.2}} color_map{{[0 "
        f"{rgb(light)}][0.42 {rgb(base)}][0.80 {rgb(mix(base, dark, 0.55))}]"
        f"[0.93 {rgb(dark)}][1 {rgb(light)}]}} scale <{0.62 * wide:.3f},{0.62 * wide:.3f},9> "
        "rotate <2.6,1.8,0> translate "
        f"<{1.3 + seed % 5 * 0.7:.2f},{-3.1 - seed % 7 * 0.45:.2f},{seed % 11 * 3.1:.2f}>"
    )
    fibre = f"bozo color_map{{[0 {rgb(mix(base, dark, 0.7))}][0.45 {rgb(base)}][1 {rgb(light)}]}} scale <0.07,0.07,3.4>"
    pores = (
        f"bozo color_map{{[0 {rgb(base)}][0.66 {rgb(base)}][0.74 "
        f"{rgb(mix(dark, '#000000', 0.25))}][1 {rgb(dark)}]}} scale <0.05,0.05,0.9>"
    )
    turn = {"x": "rotate y*90", "y": "rotate x*90", "z": ""}[along]
    return (
        f"texture{{pigment{{average pigment_map{{[5 {rings}][3 {fibre}][2 {pores}]}} {turn}}} "
        f"normal{{bozo 0.05 scale <0.06,0.06,2.5> {turn}}} "
        f"finish{{diffuse 0.82 ambient 0 specular {sheen} roughness 0.05 "
        f"reflection{{0,{sheen * 0.8:.3f} fresnel on}}}}}} interior{{ior 1.45}}"
    )


METALS = {
    "brass": ("#c8a055", 0.55),
    "copper": ("#c4805a", 0.55),
    "steel": ("#c9c9c6", 0.5),
    "pewter": ("#8f8d88", 0.4),
}


def metal(kind: str = "brass", *, brushed: bool = True) -> str:
    if kind in ("iron", "black"):
        return paint("#26241f", sheen=0.3)
    colour, mirror = METALS[kind]
    normal = (
        "normal{average normal_map{[1 bumps 0.05 scale 0.05][1 bumps 0.02 scale 1.5]}}"
        if brushed
        else "normal{bumps 0.015 scale 2}"
    )
    return (
        f"texture{{pigment{{color {rgb(colour)}}} {normal} finish{{ambient 0 diffuse 0.32 "
        f"specular 0.7 roughness 0.02 metallic reflection{{{mirror * 0.8:.2f},{mirror:.2f} "
        f"metallic}}}}}}"
    )


def paint(colour: str, *, sheen: float = 0.2) -> str:
    """Powder-coated or lacquered."""
    return (
        f"texture{{pigment{{color {rgb(colour)}}} normal{{bumps 0.04 scale 0.06}} "
        f"finish{{diffuse 0.82 ambient 0 specular {sheen} roughness 0.04 "
        f"reflection{{0,{sheen:.2f} fresnel on}}}}}} interior{{ior 1.5}}"
    )


def wax(colour: str, *, span: tuple[float, float] = (0, 10), lit: bool = False) -> str:
    """Candle wax; when lit its top is lit from within."""
    low, tall = span[0], span[1] - span[0]
    glow = mix(colour, "#ffb35c", 0.55)
    body = (
        f"pigment{{color {rgb(colour)}}} normal{{bumps 0.05 scale 0.9}} finish{{diffuse 0.74 "
        f"ambient 0 emission {0.16 if lit else 0.05} specular 0.10 roughness 0.07 brilliance 0.9}}"
    )
    if not lit:
        return f"texture{{{body}}}"
    top = f"pigment{{color {rgb(glow)}}} finish{{diffuse 0.7 ambient 0 emission 0.85 specular 0.1 roughness 0.07}}"
    edge = min(0.9, max(3.2, 0.45 * tall) / tall)
    return (
        f"texture{{gradient y texture_map{{{_map([(0, body), (1 - edge, body), (1, top)])}}} {stretched(low, tall)}}}"
    )


def glow(colour: str, strength: float) -> str:
    return f"texture{{pigment{{color {rgb(colour)}}} finish{{ambient 0 diffuse 0 emission {strength}}}}}"
