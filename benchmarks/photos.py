"""Photos of 12 megapixels made small for a report: ours against the order of steps that most scripts use."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from benchmarks.measure import Comparison, call

LONGEST = 1600


def rows(work: Path) -> Iterator[Comparison]:
    """Two photos, the cache of ours emptied each time."""
    yield Comparison(
        "2 photos of 12 MP to 1600 px / Pillow, upright first",
        lambda: call(partial(ours, photos()))(),
        lambda: call(partial(theirs, photos()))(),
        0.5,
        5,
    )


@cache
def photos() -> tuple[bytes, ...]:
    """The photos, made when they are first asked for; both ways give pictures of the same size."""
    from PIL import Image

    made = (photo(1), photo(2))
    sizes = [[Image.open(io.BytesIO(one)).size for one in way] for way in (ours(made), theirs(made))]
    if sizes[0] != sizes[1]:
        raise RuntimeError(f"the pictures differ in size: {sizes}")
    return made


def ours(photos: tuple[bytes, ...]) -> list[bytes]:
    from communique.draft import pictures

    pictures._prepared.clear()
    return [made.content for made in map(pictures.prepared, photos) if made]


def theirs(photos: tuple[bytes, ...]) -> list[bytes]:
    return [naive(content) for content in photos]


def naive(content: bytes) -> bytes:
    """Opened, turned upright (which decodes all of it), made small, saved."""
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
    image.thumbnail((LONGEST, LONGEST))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85, optimize=True)
    return buffer.getvalue()


def photo(seed: int) -> bytes:
    """4000 × 3000 pixels with as much detail as a photograph has, always the same for one seed."""
    from PIL import Image

    coarse = Image.frombytes("RGB", (500, 375), random.Random(seed).randbytes(500 * 375 * 3))
    fine = Image.frombytes("L", (2000, 1500), random.Random(-seed).randbytes(2000 * 1500)).resize((4000, 3000))
    image = Image.blend(coarse.resize((4000, 3000), Image.Resampling.BICUBIC), fine.convert("RGB"), 0.15)
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # stored lying on its side, as telephones do
    image.save(buffer, "JPEG", quality=90, exif=exif)
    return buffer.getvalue()
