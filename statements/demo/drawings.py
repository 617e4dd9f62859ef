"""The demo's pictures, drawn here and belonging to nobody else: a poster for May Day, lamps on a river."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

Point = tuple[float, float]
Colour = tuple[int, int, int]

WIDTH, HEIGHT = 1600, 900
FINER = 2  # drawn so much larger, then made smaller: edges without steps
_CREAM, _RED, _DEEP, _INK = (246, 233, 206), (196, 49, 39), (156, 32, 30), (38, 26, 28)
_NIGHT, _HORIZON, _LIGHT = (14, 20, 38), (46, 58, 84), (255, 206, 120)


def may_day() -> bytes:
    """A sun whose rays fill the sheet, and before it a crowd with its flags."""
    image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), _RED)
    draw = ImageDraw.Draw(image)
    centre = (image.width / 2, image.height * 0.62)
    for ray in range(0, 36, 2):
        ends = [_around(centre, image.width, (ray + side) * math.pi / 18) for side in (0, 1)]
        draw.polygon([centre, *ends], fill=_DEEP)
    _disc(draw, centre, image.height * 0.36, _CREAM)
    _disc(draw, centre, image.height * 0.33, (232, 160, 62))
    for row, shade in ((0.72, (92, 40, 38)), (0.80, (64, 32, 33)), (0.88, _INK)):
        _crowd(draw, image.height * row, shade)
    return _written(image)


def six_lamps() -> bytes:
    """Six lamps set on a river at night, under a bridge."""
    image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), _NIGHT)
    draw = ImageDraw.Draw(image)
    water = round(image.height * 0.56)
    for y in range(water):
        draw.line([(0, y), (image.width, y)], fill=_between(_NIGHT, _HORIZON, (y / water) ** 2))
    for y in range(water, image.height):
        lower = (y - water) / (image.height - water)
        draw.line([(0, y), (image.width, y)], fill=_between(_HORIZON, (8, 12, 24), lower**0.6))
    _bridge(draw, image.width, water)
    glow = Image.new("RGB", image.size)
    glowing = ImageDraw.Draw(glow)
    for lamp in range(6):
        at = (image.width * (0.17 + 0.132 * lamp), water + image.height * (0.13 + 0.05 * (lamp % 3)))
        _lamp(glowing, at, image.height * (0.018 + 0.004 * (lamp % 3)))
    soft = glow.filter(ImageFilter.GaussianBlur(26 * FINER))
    lit = Image.composite(Image.new("RGB", image.size, _LIGHT), image, soft.convert("L"))
    return _written(Image.composite(glow, lit, glow.convert("L").point(lambda grey: min(255, grey * 2))))


DRAWINGS: dict[str, Callable[[], bytes]] = {"may-day": may_day, "six-lamps": six_lamps}


def _crowd(draw: ImageDraw.ImageDraw, ground: float, shade: Colour) -> None:
    """A row of heads and shoulders from edge to edge; every fourth person holds a flag."""
    width, height = WIDTH * FINER, HEIGHT * FINER
    step, head = height * 0.105, height * 0.026
    for place in range(-1, int(width / step) + 2):
        x = place * step + (ground * 7 % step)
        lift = math.sin(place * 2.3 + ground) * height * 0.014
        _disc(draw, (x, ground + lift), head, shade)
        shoulders = [x - step * 0.46, ground + lift + head * 1.1, x + step * 0.46, height * 1.4]
        draw.rounded_rectangle(shoulders, radius=step * 0.4, fill=shade)
        if place % 4 == 1:
            top = ground + lift - height * 0.24
            draw.line(
                [(x + step * 0.4, ground + height * 0.1), (x + step * 0.4, top)], fill=shade, width=8 * FINER
            )
            draw.polygon(_flag(x + step * 0.4, top, height * 0.13), fill=shade)


def _flag(x: float, y: float, length: float) -> list[Point]:
    """A flag in the wind: its upper edge from the pole, its lower edge back."""
    steps = [part / 12 for part in range(13)]
    waves = [(x + length * 1.5 * part, y + math.sin(part * 5) * length * 0.12) for part in steps]
    return [*waves, *((across, down + length * 0.72) for across, down in reversed(waves))]


def _bridge(draw: ImageDraw.ImageDraw, width: int, water: int) -> None:
    deck, dark = water * 0.62, (9, 13, 26)
    draw.rectangle([0, deck, width, deck + water * 0.05], fill=dark)
    for pier in range(-1, 9):
        x = width * (0.02 + 0.12 * pier)
        draw.polygon([(x, deck), (x + 60, deck), (x + 76, water + 24), (x - 16, water + 24)], fill=dark)
        draw.arc([x + 30, deck + 20, x + width * 0.12 + 30, water * 1.5], 180, 360, fill=dark, width=40)
    for post in range(0, width, 64):
        draw.line([(post, deck - 46), (post, deck)], fill=dark, width=6)
    draw.line([(0, deck - 44), (width, deck - 44)], fill=dark, width=8)


def _lamp(draw: ImageDraw.ImageDraw, at: Point, size: float) -> None:
    """A flame, and under it its light on the water, broken by waves."""
    x, y = at
    draw.ellipse([x - size * 0.55, y - size * 1.7, x + size * 0.55, y + size * 0.3], fill=_LIGHT)
    draw.ellipse([x - size * 1.5, y, x + size * 1.5, y + size * 0.9], fill=(150, 84, 38))
    for wave in range(1, 9):
        half = size * (1.3 - wave * 0.12)
        top = y + size * (0.8 + wave * 0.9)
        draw.ellipse(
            [x - half, top, x + half, top + size * 0.28], fill=_between(_LIGHT, (60, 52, 52), wave / 9)
        )


def _around(centre: Point, distance: float, angle: float) -> Point:
    return centre[0] + distance * math.cos(angle), centre[1] + distance * math.sin(angle)


def _disc(draw: ImageDraw.ImageDraw, centre: Point, radius: float, colour: Colour) -> None:
    x, y = centre
    draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)


def _between(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _written(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(written, "JPEG", quality=88)
    return written.getvalue()
