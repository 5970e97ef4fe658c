"""Points, curves and smooth meshes: what the shapes of the studio are made of.

Lengths are centimetres. x is right, y is up, z is away from the camera.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, ...]
Rows = list[list[Point]]


@dataclass
class Part:
    """One piece of a thing: its geometry as POV-Ray text, its role, and points that bound it."""

    role: str
    body: str
    points: list[Point]
    span: tuple[float, float] = (0.0, 1.0)


def add(a: Point, b: Point) -> Point:
    return tuple(p + q for p, q in zip(a, b, strict=True))


def sub(a: Point, b: Point) -> Point:
    return tuple(p - q for p, q in zip(a, b, strict=True))


def scaled(a: Point, k: float) -> Point:
    return tuple(p * k for p in a)


def dot(a: Point, b: Point) -> float:
    return sum(p * q for p, q in zip(a, b, strict=True))


def cross(a: Point, b: Point) -> Point:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(a: Point) -> Point:
    length = math.sqrt(dot(a, a))
    return scaled(a, 1 / length) if length > 1e-12 else a


def curve(points: Sequence[Point], samples: int = 60) -> list[Point]:
    """A smooth line through every point (Catmull-Rom, ends mirrored), evenly sampled per span."""
    ends = [sub(scaled(points[0], 2), points[1]), *points, sub(scaled(points[-1], 2), points[-2])]
    spans = len(points) - 1
    line = []
    for k in range(samples + 1):
        at = min(k / samples * spans, spans - 1e-9)
        i = int(at)
        line.append(_catmull(ends[i : i + 4], at - i))
    return line


def _catmull(p: Sequence[Point], t: float) -> Point:
    weights = (
        -0.5 * t + t * t - 0.5 * t**3,
        1 - 2.5 * t * t + 1.5 * t**3,
        0.5 * t + 2 * t * t - 1.5 * t**3,
        -0.5 * t * t + 0.5 * t**3,
    )
    return tuple(sum(w * q[axis] for w, q in zip(weights, p, strict=True)) for axis in range(len(p[0])))


def rounded(corners: Sequence[tuple[float, float, float]], steps: int = 8) -> list[Point]:
    """A polyline whose corners (r, y, radius) are replaced by arcs of about that radius."""
    line: list[Point] = []
    last = len(corners) - 1
    for i, (r, y, radius) in enumerate(corners):
        if i in (0, last) or radius <= 0:
            line.append((r, y))
            continue
        before, after = corners[i - 1][:2], corners[i + 1][:2]
        start = _towards((r, y), before, radius)
        end = _towards((r, y), after, radius)
        for k in range(steps + 1):
            t = k / steps
            line.append(
                tuple(
                    (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
                    for a, b, c in zip(start, (r, y), end, strict=True)
                )
            )
    return dense(line)


def _towards(a: Point, b: Point, distance: float) -> Point:
    length = math.dist(a, b)
    return add(a, scaled(sub(b, a), min(distance, 0.49 * length) / length)) if length else a


def dense(line: Sequence[Point], pieces: int = 5) -> list[Point]:
    """The same polyline with its long straights divided, so that smooth normals stay flat on them."""
    total = sum(math.dist(a, b) for a, b in pairwise(line))
    result = [line[0]]
    for a, b in pairwise(line):
        count = pieces if math.dist(a, b) > total * 0.03 else 1
        # Points gather towards the ends of a straight: the bend of a corner then stays in the corner.
        for k in range(1, count + 1):
            t = 0.5 - 0.5 * math.cos(math.pi * k / count)
            result.append(add(a, scaled(sub(b, a), t)))
    return result


def lathe(
    profile: Sequence[Point],
    *,
    segments: int = 150,
    bend: Callable[[float, float, float], tuple[float, float]] | None = None,
) -> Rows:
    """Turn a profile of (r, y); `bend(angle, r, y)` returns the radius and height really used."""
    rows = []
    for r, y in profile:
        row = []
        for j in range(segments):
            angle = 2 * math.pi * j / segments
            radius, height = bend(angle, r, y) if bend else (r, y)
            row.append((radius * math.cos(angle), height, radius * math.sin(angle)))
        rows.append(row)
    return rows


def sweep(
    path: Sequence[Point],
    size: Callable[[float], tuple[float, float]],
    *,
    segments: int = 24,
    power: float = 2.0,
    side: Point = (0, 0, 1),
) -> Rows:
    """A tube along a path: `size(t)` gives its half width along `side` and across it; power > 2 squares it off."""
    rows = []
    for i, centre in enumerate(path):
        tangent = unit(sub(path[min(i + 1, len(path) - 1)], path[max(i - 1, 0)]))
        across = unit(cross(tangent, side))
        along = unit(cross(across, tangent))
        wide, thick = size(i / (len(path) - 1))
        row = []
        for j in range(segments):
            a = 2 * math.pi * j / segments
            u, v = _super(math.cos(a), power) * wide, _super(math.sin(a), power) * thick
            row.append(add(centre, add(scaled(along, u), scaled(across, v))))
        rows.append(row)
    return rows


def _super(value: float, power: float) -> float:
    return math.copysign(abs(value) ** (2 / power), value)


def capped(rows: Rows) -> Rows:
    """The same tube with both ends closed by a slightly domed cap."""

    def shrink(row: Rows, factor: float) -> list[Point]:
        middle = scaled(tuple(map(sum, zip(*row, strict=True))), 1 / len(row))
        return [add(middle, scaled(sub(p, middle), factor)) for p in row]

    head, tail = rows[0], rows[-1]
    return [shrink(head, 1e-4), shrink(head, 0.9), *rows, shrink(tail, 0.9), shrink(tail, 1e-4)]


def moved(rows: Rows, by: Point) -> Rows:
    return [[add(p, by) for p in row] for row in rows]


def turned(rows: Rows, *, x: float = 0, y: float = 0, z: float = 0) -> Rows:
    """Rotate about x, then y, then z, in degrees."""
    for axis, degrees in ((0, x), (1, y), (2, z)):
        if degrees:
            rows = [[turn_point(p, axis, math.radians(degrees)) for p in row] for row in rows]
    return rows


def turn_point(p: Point, axis: int, angle: float) -> Point:
    c, s = math.cos(angle), math.sin(angle)
    i, j = ((1, 2), (2, 0), (0, 1))[axis]
    q = list(p)
    q[i], q[j] = c * p[i] - s * p[j], s * p[i] + c * p[j]
    return tuple(q)


def noise(*at: float) -> float:
    """Smooth value noise, -1 to 1, the same on every run."""
    whole = [math.floor(v) for v in at]
    part = [(v - w) ** 2 * (3 - 2 * (v - w)) for v, w in zip(at, whole, strict=True)]
    total = 0.0
    for corner in range(2 ** len(at)):
        weight, key = 1.0, 1013
        for axis, (w, f) in enumerate(zip(whole, part, strict=True)):
            bit = corner >> axis & 1
            weight *= f if bit else 1 - f
            key = (key * 374761393 + (w + bit) * 668265263) & 0xFFFFFFFF
            key = ((key ^ key >> 13) * 1274126177) & 0xFFFFFFFF
        total += weight * ((key ^ key >> 16) & 0xFFFF) / 32767.5
    return total - 1


def smooth_mesh(rows: Rows, *, closed: bool = True, inside: bool = False, uv: Rows | None = None) -> str:
    """The grid as a POV-Ray mesh2 with smooth normals.

    `closed` joins the last column to the first, `inside` lets it be cut or refract, `uv` lays cloth on it.
    """
    columns = len(rows[0])
    faces = _faces(len(rows), columns, closed)
    flat = [p for row in rows for p in row]
    normals = _normals(flat, faces, rows)
    body = "mesh2{" + _vectors("vertex_vectors", flat) + _vectors("normal_vectors", normals)
    if uv:
        body += _vectors("uv_vectors", [p for row in uv for p in row])
    body += f"face_indices{{{len(faces)}," + ",".join(f"<{a},{b},{c}>" for a, b, c in faces) + "}"
    return body + ("inside_vector <0.013,1,0.021>" if inside else "") + "}"


def _faces(rows: int, columns: int, closed: bool) -> list[tuple[int, int, int]]:
    faces = []
    for i in range(rows - 1):
        for j in range(columns if closed else columns - 1):
            a, b = i * columns + j, i * columns + (j + 1) % columns
            faces += [(a, b + columns, b), (a, a + columns, b + columns)]
    return faces


def _normals(flat: list[Point], faces: list[tuple[int, int, int]], rows: Rows) -> list[Point]:
    sums = [[0.0, 0.0, 0.0] for _ in flat]
    for face in faces:
        a, b, c = (flat[k] for k in face)
        n = cross(sub(b, a), sub(c, a))
        for k in face:
            for axis in range(3):
                sums[k][axis] += n[axis]
    columns = len(rows[0])
    for i, row in enumerate(rows):
        if math.dist(row[0], row[columns // 2]) < 1e-2 and math.dist(row[0], row[columns // 4]) < 1e-2:
            shared = [sum(n[axis] for n in sums[i * columns : (i + 1) * columns]) for axis in range(3)]
            sums[i * columns : (i + 1) * columns] = [shared] * columns
    return [unit(tuple(n)) if any(n) else (0.0, 1.0, 0.0) for n in sums]


def _vectors(word: str, vectors: Sequence[Point]) -> str:
    return f"{word}{{{len(vectors)}," + ",".join("<" + ",".join(f"{v:.4f}" for v in p) + ">" for p in vectors) + "}"


def part(role: str, rows: Rows, *, closed: bool = True, inside: bool = False, uv: Rows | None = None) -> Part:
    """A grid made into a part."""
    points = [p for row in rows for p in row[:: max(1, len(row) // 24)]]
    heights = [p[1] for p in points]
    return Part(role, smooth_mesh(rows, closed=closed, inside=inside, uv=uv), points, (min(heights), max(heights)))
