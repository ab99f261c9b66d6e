"""Pictures in a Word document: the drawing that a placeholder becomes, and the files and relationships behind it."""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

from markupsafe import Markup, escape

from communique.draft.pictures import Picture
from communique.errors import TemplateError
from communique.templating import Fact, takes_facts

_EMU = 360_000  # English metric units in a centimetre
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Shown(Protocol):
    """What a template hands to ``picture``: a prepared picture, and the words for those who can't see it."""

    @property
    def picture(self) -> Picture | None: ...

    @property
    def alt(self) -> Fact | str | None: ...


class Drawings:
    """The pictures of one document, numbered as they appear. The same picture is kept once."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._pictures: dict[str, tuple[str, Picture]] = {}
        self.closed = False

    def relations(self) -> list[tuple[str, str]]:
        """(relationship id, target) of each picture."""
        return [(f"rIdPhoto{number}", name) for number, (name, _) in enumerate(self._pictures.values(), 1)]

    def files(self) -> dict[str, bytes]:
        return {f"word/{name}": picture.content for name, picture in self._pictures.values()}

    @takes_facts
    def picture(self, photo: Shown, width: float = 16.0, height: float = 11.0) -> Markup:
        """The photo inside the line, in its own proportions, at most ``width`` × ``height`` centimetres."""
        if self.closed:
            raise TemplateError("a picture can only stand in the document itself, not in a header, footer or note")
        shown = photo.picture
        if shown is None:
            return Markup("")
        key = hashlib.sha256(shown.content).hexdigest()
        name, _ = self._pictures.setdefault(key, (f"media/photo{len(self._pictures) + 1}.{shown.extension}", shown))
        number = list(self._pictures).index(key) + 1
        scale = min(width / shown.width, height / shown.height)
        size = f'cx="{round(shown.width * scale * _EMU)}" cy="{round(shown.height * scale * _EMU)}"'
        self._next_id += 1
        return Markup(
            '</w:t><w:drawing><wp:inline xmlns:wp="{0}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
            '<wp:extent {1}/><wp:docPr id="{2}" name="{3}" descr="{4}"/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{0}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic xmlns:a="{0}/main"><a:graphicData uri="{0}/picture"><pic:pic xmlns:pic="{0}/picture">'
            '<pic:nvPicPr><pic:cNvPr id="{2}" name="{3}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            '<a:blip xmlns:r="{6}" r:embed="rIdPhoto{5}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
            '<a:xfrm><a:off x="0" y="0"/><a:ext {1}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            '</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing><w:t xml:space="preserve">'
        ).format(_DRAWING, Markup(size), self._next_id, name[len("media/") :], _one_line(photo.alt), number, _LINKS)


def _one_line(alt: Any) -> Markup:
    """The alternative text for an attribute, which can't hold line breaks; it keeps what supports it."""
    if isinstance(alt, Fact):
        return escape(Fact(" ".join(str(alt.value or "").split()), alt.sources))
    return escape(" ".join((alt or "").split()))
