"""Draws the four pictures of the example: nobody and no real place is shown. Made with Pillow from plain shapes.

Two are stored turned, with the EXIF orientation a camera would write, and all carry a GPS position, because that is
what pictures from a telephone look like and what must not reach a report.
"""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINER = 1600, 1200, 2
NAVY, BLUE, TEAL, SAND, CORAL = "#1f3a5f", "#3f6f9f", "#2a9d8f", "#e9c46a", "#e07a3f"
PAPER, WALL, STONE, STEEL, SHADE, DARK = "#f7f4ec", "#e3e9ee", "#c9d1d8", "#9aa8b5", "#5d6b78", "#26323d"
SKIN, HAIR, SHIRTS = (
    ("#f0c9a4", "#e2b088", "#c98f63"),
    ("#2b2320", "#3a2c25", "#1f1f24"),
    (TEAL, BLUE, CORAL, NAVY, SAND),
)
Point = tuple[float, float]


class Sheet:
    """A canvas in whole-picture units (1600 × 1200), drawn finer and scaled down so that edges are smooth."""

    def __init__(self, ground: str) -> None:
        self._image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), ground)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        corners = [left * FINER, top * FINER, right * FINER, bottom * FINER]
        self._draw.rounded_rectangle(corners, radius * FINER, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, flatness: float = 1) -> None:
        tall = radius * flatness
        self._draw.ellipse(
            [(x - radius) * FINER, (y - tall) * FINER, (x + radius) * FINER, (y + tall) * FINER], fill=colour
        )

    def shape(self, points: list[Point], colour: str) -> None:
        self._draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def line(self, points: list[Point], colour: str, width: float) -> None:
        self._draw.line(
            [(x * FINER, y * FINER) for x, y in points], fill=colour, width=round(width * FINER), joint="curve"
        )
        for x, y in points:
            self.disc(x, y, width / 2, colour)

    def picture(self) -> Image.Image:
        return self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def person(sheet: Sheet, x: float, y: float, size: float, kind: int, *, back: bool = False) -> None:
    """A bust: ``y`` is the shoulder line, ``size`` the radius of the head."""
    shirt, skin, hair = SHIRTS[kind % 5], SKIN[kind % 3], HAIR[kind % 3]
    sheet.box(x - size * 1.75, y, x + size * 1.75, y + size * 3.4, shirt, size)
    sheet.box(x - size * 0.42, y - size * 0.7, x + size * 0.42, y + size * 0.3, skin, size * 0.3)
    if kind % 2:
        sheet.box(x - size * 1.05, y - size * 2.1, x + size * 1.05, y - size * 0.8, hair, size * 0.7)
    sheet.disc(x, y - size * 1.35, size, hair if back else skin)
    if not back:
        angles = [step / 20 * math.pi for step in range(21)]
        fringe = [(x + math.cos(a) * size * 1.04, y - size * 1.45 - math.sin(a) * size) for a in angles]
        sheet.shape(fringe, hair)


def arm(sheet: Sheet, joints: list[Point], width: float, colour: str) -> None:
    """A robot arm through its joints, from the base to the gripper."""
    for share, ends in zip((1, 0.8, 0.55), itertools.pairwise(joints), strict=True):
        sheet.line(list(ends), colour, width * share)
    for index, (x, y) in enumerate(joints[:-1]):
        sheet.disc(x, y, width * (0.72 - 0.12 * index), DARK)
        sheet.disc(x, y, width * (0.4 - 0.08 * index), SAND)
    x, y = joints[-1]
    sheet.disc(x, y, width * 0.34, DARK)
    for side in (-1, 1):
        sheet.line(
            [(x, y), (x + side * width * 0.5, y + width * 0.35), (x + side * width * 0.34, y + width * 0.95)],
            DARK,
            width * 0.2,
        )


def mobile_robot(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """A flat cart on wheels with a sensor mast; ``y`` is the floor."""
    sheet.disc(x, y, size * 1.25, SHADE, 0.12)
    for side in (-0.62, 0.62):
        sheet.disc(x + side * size, y - size * 0.16, size * 0.2, DARK)
        sheet.disc(x + side * size, y - size * 0.16, size * 0.08, STEEL)
    sheet.box(x - size, y - size * 0.62, x + size, y - size * 0.18, colour, size * 0.14)
    sheet.box(x - size * 0.86, y - size * 0.5, x + size * 0.86, y - size * 0.4, PAPER, size * 0.05)
    sheet.box(x - size * 0.08, y - size * 1.1, x + size * 0.08, y - size * 0.6, SHADE)
    sheet.box(x - size * 0.26, y - size * 1.3, x + size * 0.26, y - size * 1.02, DARK, size * 0.1)
    sheet.disc(x, y - size * 1.16, size * 0.07, TEAL)


def window(sheet: Sheet, left: float, top: float, right: float, bottom: float) -> None:
    sheet.box(left - 14, top - 14, right + 14, bottom + 14, PAPER, 6)
    sheet.box(left, top, right, bottom, "#bfdcea")
    wide = right - left
    for index, share in enumerate((0.45, 0.7, 0.38, 0.82, 0.55, 0.3)):
        x = left + wide * index / 6
        sheet.box(
            x + 6, bottom - (bottom - top) * share, x + wide / 6 - 6, bottom, "#9fc0d3" if index % 2 else "#8db2c8"
        )
    sheet.disc(right - wide * 0.16, top + 60, 30, "#fdf1cf")
    sheet.box((left + right) / 2 - 6, top, (left + right) / 2 + 6, bottom, PAPER)


def workshop() -> Image.Image:
    """People round a table, in front of a screen with a diagram."""
    sheet = Sheet(WALL)
    sheet.box(0, 800, WIDTH, HEIGHT, "#d8c9ae")
    sheet.box(0, 790, WIDTH, 806, "#b9a888")
    window(sheet, 90, 150, 520, 560)
    sheet.box(640, 110, 1500, 600, DARK, 14)
    sheet.box(656, 126, 1484, 584, PAPER, 6)
    nodes = ((800, 250), (1070, 210), (1330, 290), (870, 450), (1180, 460))
    for start, end in ((0, 1), (1, 2), (0, 3), (3, 4), (4, 2), (1, 4)):
        sheet.line([nodes[start], nodes[end]], STEEL, 7)
    for index, (x, y) in enumerate(nodes):
        sheet.disc(x, y, 46, SHIRTS[index])
        sheet.disc(x, y, 24, PAPER)
    for index, x in enumerate((330, 560, 800, 1040, 1270)):
        person(sheet, x, 700 + (index % 2) * 12, 58, index)
    sheet.shape([(150, 880), (1450, 880), (1600, 1120), (0, 1120)], "#8a5f3c")
    sheet.shape([(0, 1120), (1600, 1120), (1600, 1170), (0, 1170)], "#6d4a2e")
    for index, x in enumerate((360, 690, 1020, 1290)):
        sheet.shape([(x - 70, 930), (x + 70, 930), (x + 84, 1010), (x - 84, 1010)], PAPER if index % 2 else "#eef3f6")
        for row in range(4):
            sheet.line([(x - 48, 948 + row * 15), (x + 40 - row * 9, 948 + row * 15)], STEEL, 3)
        sheet.disc(x + 130, 980, 26, PAPER, 0.55)
        sheet.disc(x + 130, 978, 19, "#7a4a28", 0.5)
    return sheet.picture()


def robotics_venue() -> Image.Image:
    """A robot arm at a conveyor, a mobile robot on its track, two trainees behind a fence."""
    sheet = Sheet("#dfe8ec")
    sheet.box(0, 0, WIDTH, 150, "#cbd6dd")
    for x in range(100, WIDTH, 350):
        sheet.box(x, 60, x + 220, 92, "#fffbe8", 16)
    sheet.box(0, 760, WIDTH, HEIGHT, "#b9c3ca")
    window(sheet, 1120, 230, 1500, 500)
    for index, x in enumerate((250, 440)):
        person(sheet, x, 540, 54, index + 1)
        sheet.box(x - 54, 380, x + 54, 428, SAND, 26)
        sheet.box(x - 70, 418, x + 70, 434, SAND, 8)
    for x in range(60, 1600, 130):
        sheet.box(x, 560, x + 14, 790, SAND)
    sheet.box(0, 580, WIDTH, 598, SAND)
    sheet.box(0, 690, WIDTH, 708, SAND)
    sheet.shape([(0, 1040), (1600, 930), (1600, 980), (0, 1100)], "#f2f5f6")
    sheet.box(930, 820, 1600, 862, DARK, 18)
    for x in range(960, 1600, 70):
        sheet.disc(x, 841, 15, STEEL)
    for x in (1000, 1600):
        sheet.box(x - 26, 862, x + 4, 990, SHADE)
    for index, x in enumerate((1270, 1450)):
        sheet.box(x, 720, x + 110, 820, ("#c99a62", "#b98750", "#d3a871")[index], 6)
        sheet.box(x + 46, 720, x + 64, 820, "#e9d3b0")
    sheet.disc(720, 1010, 190, "#8f9aa3", 0.16)
    sheet.shape([(600, 1000), (640, 860), (800, 860), (840, 1000)], SHADE)
    arm(sheet, [(720, 850), (610, 520), (920, 330), (1145, 560)], 104, CORAL)
    sheet.box(1090, 640, 1200, 720, "#c99a62", 6)
    sheet.box(1136, 640, 1154, 720, "#e9d3b0")
    mobile_robot(sheet, 300, 1090, 150, TEAL)
    return sheet.picture()


def lecture_hall() -> Image.Image:
    """Rows of listeners from behind, a speaker at a lectern, a chart on the screen."""
    sheet = Sheet("#31475f")
    sheet.shape([(0, 0), (260, 0), (200, 640), (0, 760)], "#233648")
    sheet.shape([(1600, 0), (1340, 0), (1400, 640), (1600, 760)], "#233648")
    sheet.box(200, 0, 1400, 640, "#3c566f")
    for x in (420, 800, 1180):
        sheet.shape([(x - 24, 0), (x + 24, 0), (x + 150, 90), (x - 150, 90)], "#56718b")
    sheet.box(430, 110, 1290, 520, DARK, 10)
    sheet.box(444, 124, 1276, 506, PAPER, 4)
    for index, tall in enumerate((90, 140, 120, 190, 230, 280)):
        sheet.box(540 + index * 112, 470 - tall, 610 + index * 112, 470, (TEAL, BLUE)[index % 2], 4)
    sheet.line([(520, 472), (1220, 472)], SHADE, 6)
    sheet.line([(560, 360), (690, 310), (800, 330), (910, 250), (1020, 215), (1150, 165)], CORAL, 10)
    sheet.shape([(120, 640), (1480, 640), (1600, 760), (0, 760)], "#a9825a")
    person(sheet, 300, 500, 46, 3)
    sheet.shape([(225, 560), (375, 560), (358, 720), (242, 720)], "#7a5636")
    sheet.box(214, 540, 386, 566, "#8f6844", 6)
    for row, (top, size, count) in enumerate(((820, 44, 9), (930, 58, 7), (1080, 78, 5))):
        for seat in range(count):
            across = WIDTH * (seat + 0.5 + (0.22 if row % 2 else 0)) / (count + (0.4 if row % 2 else 0))
            person(sheet, across, top, size, seat * 2 + row, back=True)
        sheet.box(0, top + size * 1.5, WIDTH, top + size * 3.6, ("#5b4331", "#4e3929", "#402e21")[row])
        sheet.box(0, top + size * 1.5, WIDTH, top + size * 1.5 + 10, "#7b5d45")
    return sheet.picture()


def machine(sheet: Sheet, middle: float, top: float, size: float, colour: str) -> None:
    """A machine with a small robot arm behind its window."""
    left, right, bottom = middle - size * 0.52, middle + size * 0.52, top + size * 1.35
    sheet.box(left, top, right, bottom, colour, size * 0.05)
    sheet.box(left + size * 0.1, top + size * 0.14, right - size * 0.34, top + size * 0.72, "#cfe6ef", size * 0.03)
    shares = ((0.2, 0.68), (0.26, 0.36), (0.52, 0.34), (0.56, 0.44))
    arm(sheet, [(left + size * across, top + size * down) for across, down in shares], size * 0.09, CORAL)
    sheet.box(right - size * 0.27, top + size * 0.16, right - size * 0.08, top + size * 0.44, DARK, size * 0.02)
    for row, lamp in enumerate((TEAL, SAND, CORAL)):
        sheet.disc(right - size * 0.17, top + size * (0.54 + row * 0.1), size * 0.035, lamp)
    sheet.box(left + size * 0.06, bottom - size * 0.3, right - size * 0.06, bottom - size * 0.22, SAND)


def factory_floor() -> Image.Image:
    """Machines on both sides of an aisle in which mobile robots drive."""
    sheet = Sheet("#d5dee4")
    sheet.box(0, 0, WIDTH, 330, "#b7c4cd")
    for x in range(-200, 1800, 200):
        sheet.line([(x, 0), (x + 100, 120), (x + 200, 0)], "#8b9aa6", 9)
    sheet.line([(0, 122), (WIDTH, 122)], "#8b9aa6", 14)
    for x in (260, 620, 980, 1340):
        sheet.line([(x, 122), (x, 200)], SHADE, 5)
        sheet.shape([(x - 30, 200), (x + 30, 200), (x + 76, 250), (x - 76, 250)], SHADE)
        sheet.disc(x, 254, 62, "#fff4cf", 0.22)
    sheet.shape([(0, 640), (640, 470), (960, 470), (1600, 640), (1600, 1200), (0, 1200)], "#a4b0b8")
    sheet.shape([(690, 470), (910, 470), (1330, 1200), (270, 1200)], "#c3ccd2")
    for edge in (
        ((690, 470), (700, 470), (306, 1200), (270, 1200)),
        ((900, 470), (910, 470), (1330, 1200), (1294, 1200)),
    ):
        sheet.shape(list(edge), SAND)
    for index, (shift, top, size) in enumerate(((190, 400, 130), (360, 390, 190), (590, 370, 280))):
        for side in (-1, 1):
            middle = 800 + side * (shift + size * 0.55)
            machine(sheet, middle, top, size, (BLUE, NAVY, TEAL)[index])
    mobile_robot(sheet, 790, 590, 46, TEAL)
    mobile_robot(sheet, 850, 790, 92, CORAL)
    mobile_robot(sheet, 700, 1120, 170, TEAL)
    sheet.box(590, 880, 810, 1014, "#c99a62", 8)
    sheet.box(686, 880, 714, 1014, "#e9d3b0")
    return sheet.picture()


SCENES: Mapping[str, tuple[Callable[[], Image.Image], int]] = {
    "IMG_2041.jpg": (workshop, 1),
    "IMG_2057.jpg": (robotics_venue, 6),
    "IMG_2063.JPG": (lecture_hall, 3),
    "factory floor.jpg": (factory_floor, 1),
}
# How the pixels are turned before they are stored, so that the orientation tag turns them back.
TURNED = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}


def photo(name: str) -> bytes:
    """The picture as a telephone would have stored it: JPEG, EXIF orientation, a GPS position, a make and model."""
    scene, orientation = SCENES[name]
    turn = TURNED[orientation]
    image = scene() if turn is None else scene().transpose(turn)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Example", "Drawn for the example", orientation
    exif[0x8825] = {1: "N", 2: (23.0, 7.0, 48.0), 3: "E", 4: (113.0, 15.0, 36.0)}
    content = io.BytesIO()
    image.save(content, "JPEG", quality=84, exif=exif)
    return content.getvalue()
