"""Prepares photos for documents: turned upright, made smaller, stripped of everything but the picture. Home of Pillow.

A photo from a telephone holds the place it was taken at, the device and often a preview that shows more than the
picture does; none of this may leave with a report.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 1600  # pixels: 25 cm at 160 dots per inch, sharp in print
_QUALITY = 85
_MOST_PIXELS = 50_000_000  # of a format that must be decoded whole; JPEG is decoded at a fraction of its size
_LARGEST_PNG = 1_000_000  # bytes; a photograph saved as PNG is better kept as JPEG
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be embedded. ``width`` and ``height`` are pixels, ``extension`` is ``jpeg`` or ``png``."""

    content: bytes
    extension: str
    width: int
    height: int


# Digest of the original and longest side → the picture; the same photo is drawn once for all documents of a run.
_prepared: dict[tuple[str, int], Picture | None] = {}


def prepared(content: bytes, longest: int = LONGEST) -> Picture | None:
    """The picture, at most ``longest`` pixels wide and high; None when the file is broken or not a picture."""
    key = (hashlib.sha256(content).hexdigest(), longest)
    if key not in _prepared:
        while len(_prepared) >= _KEPT:
            del _prepared[next(iter(_prepared))]
        _prepared[key] = _prepare(content, longest)
    return _prepared[key]


def _prepare(content: bytes, longest: int) -> Picture | None:
    from PIL import Image, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

    formats = ("JPEG", "PNG", "GIF", "BMP", WebPImagePlugin.WebPImageFile.format, TiffImagePlugin.TiffImageFile.format)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns on standard error of what is handled here
            with Image.open(io.BytesIO(content), formats=formats) as image:
                return _drawn(image, longest)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        MemoryError,
    ):
        return None  # Pillow has no error of its own for a broken file: each format raises what it meets


def _drawn(image: Image, longest: int) -> Picture | None:
    from PIL import ImageOps

    lossless = image.format in ("PNG", "GIF", "BMP")
    width, height = image.size
    if image.format in ("JPEG", "MPO"):
        # Before anything else, and with the picture's own proportions: only then the decoder skips most of the work.
        scale = longest / max(width, height)
        if scale < 1:
            image.draft("RGB", (round(width * scale), round(height * scale)))
    elif width * height > _MOST_PIXELS:
        return None
    image.thumbnail((longest, longest), reducing_gap=2.0)
    plain = _plain(ImageOps.exif_transpose(image), lossless)
    made = _png(plain) if lossless else b""
    if lossless and (len(made) <= _LARGEST_PNG or plain.mode in ("RGBA", "LA", "P")):
        return Picture(made, "png", *plain.size)
    buffer = io.BytesIO()
    plain.convert("RGB").save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(buffer.getvalue(), "jpeg", *plain.size)


def _plain(image: Image, lossless: bool) -> Image:
    """The pixels alone, in a mode that both Word and the JPEG format know, in the colours of the screen."""
    import PIL.Image

    profile = image.info.get("icc_profile")
    if image.mode in ("I;16", "I;16B", "I", "F"):
        image = image.point(lambda value: value / 256).convert("L")
    elif lossless and (image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info):
        image = image.convert("RGBA")
    elif image.mode in ("RGBA", "LA", "PA", "P") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = PIL.Image.new("RGBA", image.size, "white")
        image = PIL.Image.alpha_composite(white, image).convert("RGB")
    elif image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    if profile and image.mode == "RGB":
        image = _in_srgb(image, profile)
    plain = PIL.Image.new(image.mode, image.size)
    plain.paste(image)
    return plain


def _in_srgb(image: Image, profile: bytes) -> Image:
    """The profile is taken out with the other metadata, so the colours are changed to those meant without one."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return image
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that can't be read changes nothing


def _png(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=False)
    return buffer.getvalue()
