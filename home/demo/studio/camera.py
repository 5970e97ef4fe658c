"""Where the camera stands so that a thing fills the frame as asked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geometry import Point, add, cross, dot, scaled, sub, unit


@dataclass(frozen=True)
class View:
    """Where the camera stands (degrees) and how much of the frame the thing fills."""

    azimuth: float = 0.0
    elevation: float = 16.0
    fill_height: float = 0.65
    fill_width: float = 0.72
    raise_by: float = -0.02
    shift: float = 0.0
    lens: float = 19.0
    window: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Camera:
    eye: Point
    target: Point
    lens: float
    aspect: float

    def text(self) -> str:
        return (
            f"camera{{perspective location {vec(self.eye)} right x up y*{self.aspect:.4f} direction z "
            f"angle {self.lens} sky y look_at {vec(self.target)}}}\n"
        )


def vec(p: Point) -> str:
    return "<" + ",".join(f"{v:.4f}" for v in p) + ">"


def place_camera(points: list[Point], view: View, *, aspect: float = 1.25) -> Camera:
    """The camera from which the points fill the frame as the view asks, whatever their proportions."""
    direction = _direction(view)
    right = unit(cross((0, 1, 0), scaled(direction, -1)))
    up = cross(scaled(direction, -1), right)
    half = math.tan(math.radians(view.lens / 2))
    middle = scaled(tuple(map(sum, zip(*points, strict=True))), 1 / len(points))
    target, distance = middle, 6 * max(math.dist(middle, p) for p in points)
    for _ in range(10):
        eye = add(target, scaled(direction, distance))
        seen = [_project(sub(p, eye), direction, right, up, half) for p in points]
        left, low = min(s[0] for s in seen), min(s[1] for s in seen)
        wide, high = max(s[0] for s in seen) - left, max(s[1] for s in seen) - low
        shift_x = (left + wide / 2 + view.shift) * half * distance
        shift_y = (low + high / 2 - view.raise_by * 2 * aspect) * half * distance
        target = add(target, add(scaled(right, shift_x), scaled(up, shift_y)))
        distance *= max(wide / 2 / view.fill_width, high / 2 / aspect / view.fill_height)
    if view.window:
        return _closer(target, direction, right, up, distance, view, aspect)
    return Camera(add(target, scaled(direction, distance)), target, view.lens, aspect)


def _closer(
    target: Point, direction: Point, right: Point, up: Point, distance: float, view: View, aspect: float
) -> Camera:
    """Step close to a window of the frame: centre x, centre y (-1 to 1) and how many times nearer."""
    x, y, times = view.window
    half = math.tan(math.radians(view.lens / 2)) * distance
    target = add(target, add(scaled(right, x * half), scaled(up, y * half * aspect)))
    return Camera(add(target, scaled(direction, distance / times)), target, view.lens, aspect)


def _direction(view: View) -> Point:
    a, e = math.radians(view.azimuth), math.radians(view.elevation)
    return (math.sin(a) * math.cos(e), math.sin(e), -math.cos(a) * math.cos(e))


def _project(p: Point, direction: Point, right: Point, up: Point, half: float) -> tuple[float, float]:
    depth = -dot(p, direction) * half
    return dot(p, right) / depth, dot(p, up) / depth
