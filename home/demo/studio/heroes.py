"""Wide still lifes for the tops of pages: {file: scenes -> (thing, mood, view)}."""

from __future__ import annotations

from collections.abc import Callable

import candlelight
import folding
import glassware
import lamps
import pottery
import pouring
import textiles
import wooden
from camera import View
from fabrics import cloth
from geometry import noise, part
from groups import Scenes, plate_stack, sized, with_branch
from materials import clay
from things import Thing, together
from turned import Wall, by_hand, vessel

Still = tuple[Thing, str, View]


def spread(colour: str, wide: float, deep: float) -> Thing:
    """A tablecloth seen so close that only its top shows, with a few soft waves."""
    rows, uv = [], []
    for i in range(81):
        row, marks = [], []
        for j in range(121):
            x, z = wide * (j / 120 - 0.5), deep * (i / 80 - 0.4)
            ripple = 0.22 * noise(x / 17 + 0.2 * z / 17, z / 46) + 0.05 * noise(x / 5, z / 7)
            row.append((x, -0.3 + ripple * min(1.0, abs(x) / 30 + 0.25), z))
            marks.append((x, z))
        rows.append(row)
        uv.append(marks)
    sheet = part("spread", rows, closed=False, uv=uv)
    return Thing(f"object{{{sheet.body} {cloth(folding.YARN[colour], weave='panama')}}}\n", [])


def winter_table(scenes: Scenes) -> Still:
    klint, stick = scenes["tallrik-klint"], scenes["ljusstake-klint"]
    side = pottery.plate(scenes["assiett-glimma"], "celadon")
    glass = scenes["vinglas-sky"]
    things = [
        spread("ink", 320, 220),
        plate_stack(scenes, ["smoke", "smoke"], []).placed(6, -4),
        side.placed(6, -4, y=2.1),
        pottery.plate(klint, "smoke").placed(48, 16),
        pottery.plate(klint, "smoke").placed(48, 16, y=1.42),
        side.placed(48, 16, y=2.1 + 1.42),
        folding.folded(16, 20, 3, 0.5, "linen", weave="linen", seed=2).placed(-16, -10, turn=10),
        glassware.wine_glass(glass, "clear").placed(23, 12),
        glassware.wine_glass(glass, "clear").placed(64, 30),
        candlelight.candle_stick(stick, "chalk", candle=19).placed(-4, 26),
        candlelight.candle_stick(stick, "ink", candle=13).placed(12, 34),
        candlelight.candle_stick(stick, "clay", candle=16).placed(29, 40),
        wooden.wooden_bowl(sized(scenes["traskal-ring"], 0.62), "walnut").placed(-26, 22),
    ]
    return together(*things), "table", View(elevation=17, fill_width=0.68, fill_height=0.76, shift=-0.26, lens=24)


def evening_lights(scenes: Scenes) -> Still:
    stool = wooden.stool(scenes["pall-tre"], "oak")
    low = wooden.stool(scenes["pall-tre"] | {"height": 30, "diameter": 30}, "oak")
    light = scenes["varmelykta-glimma"]
    things = [
        together(stool, lamps.table_lamp(scenes["bordslampa-lera"], "clay").placed(0, 0, y=44.2)).placed(-38, 10),
        together(
            low,
            candlelight.tealight_cup(light, "honey").placed(-5, -4, y=29.2),
            candlelight.tealight_cup(light, "celadon").placed(6, 3, y=29.2),
        ).placed(10, -6, turn=20),
        candlelight.lantern(scenes["lykta-vinter"], "clear").placed(-9, -22, turn=20),
    ]
    return together(*things), "evening", View(elevation=8, fill_width=0.56, fill_height=0.80, shift=0.26, lens=24)


def biscuit(line: list, wall: Wall, seed: int) -> Thing:
    """A piece before glazing: bare clay."""
    thing = Thing()
    for piece in vessel(line, wall, bend=by_hand(0.006, rings=0.012, seed=seed)):
        thing.dress(piece, clay("#c2977a" if seed % 3 else "#b98a6c"))
    return thing


def workshop_shelf(scenes: Scenes) -> Still:
    cup, bowl = scenes["kopp-glimma"] | {"handle": False}, sized(scenes["skal-glimma"], 0.8)
    raw_cup = [(2.5, 0.0), (3.05, 0.26), (4.12, 2.0), (4.18, 3.4), (3.95, 5.6), (4.0, 6.75), (4.25, 7.5)]
    raw_bowl = [(3.0, 0.0), (2.97, 0.4), (3.36, 0.7), (5.3, 1.75), (6.8, 3.6), (7.3, 5.4), (7.6, 6.4)]
    things, tops = [], (2.2, 34.2)
    for level, y in enumerate(tops):
        board = wooden.slab(190, 26, 2.6, radius=0.6, kind="oak", seed=level * 4 + 1).placed(0, 0, y=y - 2.6)
        things.append(Thing(board.text, [p for p in board.points if abs(p[0]) < 70]))
    for k in range(9):
        x = -60 + 15 * k
        glazed = k > 4
        front, back = (
            (pottery.cup(cup, "celadon"), pottery.cup(cup, "celadon"))
            if glazed
            else (biscuit(raw_cup, Wall(thick=0.4), k), biscuit(raw_cup, Wall(thick=0.4), k + 1))
        )
        things += [front.placed(x, -5.5, y=tops[1], turn=40 * k), back.placed(x + 4, 5.5, y=tops[1], turn=70 * k)]
    for k in range(6):
        x = -56 + 21 * k
        pile = [
            pottery.bowl(bowl, "celadon") if k in (0, 1, 4) else biscuit(raw_bowl, Wall(thick=0.5), k)
            for _ in range(3 if k % 2 else 2)
        ]
        things += [one.placed(x + 0.3 * i, 0, y=tops[0] + 2.3 * i, turn=60 * i + k) for i, one in enumerate(pile)]
    things.append(pouring.jug(scenes["kanna-glimma"], "celadon").placed(66, 0, y=tops[0], turn=16))
    return together(*things), "workshop", View(elevation=6, fill_width=1.0, fill_height=0.78, lens=24)


def wood_table(scenes: Scenes) -> Still:
    board = scenes["skarbrada-as"]
    lying = wooden.slab(50, 30, 2.4, radius=2.6, kind="oak", ease=0.5, hole=(20.8, 0.0, 1.25), seed=4)
    small = wooden.slab(
        board["length"] * 0.76, 20, 2.4, radius=2.6, kind="walnut", ease=0.5, hole=(14.8, 0.0, 1.25), seed=9
    )
    things = [
        lying.placed(-10, 10, turn=8),
        small.placed(-22, 6, y=2.4, turn=-14),
        wooden.wooden_bowl(sized(scenes["traskal-ring"], 0.86), "walnut").placed(28, 14),
        wooden.spoon(scenes["slev-gren"], "oak").placed(8, -17, turn=16),
        wooden.spoon(scenes["slev-gren"], "walnut").placed(14, -25, turn=9),
        textiles.towel(scenes["kokshandduk-rand"], "ink").placed(48, -12, turn=24),
    ]
    return together(*things), "chalk", View(elevation=27, fill_width=0.86, fill_height=0.70, lens=24)


def vases_on_shelf(scenes: Scenes) -> Still:
    strand = scenes["vas-strand"]
    things = [
        with_branch(pottery.vase(strand, "ink"), (0.5, 14, 0), 44, lean=0.34, seed=3).placed(-34, 2),
        pottery.vase(scenes["vas-mane"], "chalk").placed(-10, -2),
        pottery.vase(sized(strand, 0.7), "glaze-green").placed(9, 4),
        pottery.vase(scenes["vas-sippa"], "clay").placed(22, -5),
        pottery.bowl(sized(scenes["skal-dis"], 0.8), "sand").placed(42, 2),
        pottery.vase(scenes["vas-sippa"], "moss").placed(61, 3),
    ]
    board = wooden.slab(320, 34, 3.2, radius=0.6, kind="oak", seed=3).placed(0, 0, y=-3.2)
    return together(Thing(board.text), *things), "shelf", View(elevation=5, fill_width=0.82, fill_height=0.72, lens=24)


def morning_table(scenes: Scenes) -> Still:
    mug = scenes["kopp-glimma"]
    things = [
        together(
            wooden.tray(scenes["bricka-rund"], "oak").placed(turn=30),
            pouring.teapot(scenes["tekanna-dis"], "sand").placed(1.0, 4.0, y=1.05, turn=14),
            pottery.cup(scenes["temugg-dis"], "glaze-green").placed(-8, -8.5, y=1.05),
        ).placed(14, 8),
        pottery.cup(mug, "celadon").placed(-16, -8, turn=150),
        pottery.cup(mug, "clay").placed(42, -8, turn=24),
        pottery.plate(scenes["assiett-glimma"], "chalk").placed(-20, 14),
        pottery.bowl(sized(scenes["skal-glimma"], 0.72), "celadon").placed(-20, 14, y=0.9),
        folding.folded(16, 20, 3, 0.5, "clay", weave="linen", seed=5).placed(52, 14, turn=-12),
        pouring.jug(scenes["graddkanna-glimma"], "chalk").placed(-2, -16, turn=150),
    ]
    return together(*things), "linen", View(elevation=18, fill_width=0.76, fill_height=0.74, shift=-0.14, lens=24)


HEROES: dict[str, Callable[[Scenes], Still]] = {
    "kampanj-vinterbord.jpg": winter_table,
    "kampanj-ljus.jpg": evening_lights,
    "verkstad-hylla.jpg": workshop_shelf,
    "artikel-tra.jpg": wood_table,
    "hero-vaser.jpg": vases_on_shelf,
    "hero-bord.jpg": morning_table,
}
