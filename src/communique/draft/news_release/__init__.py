"""The news release: one sequence of blocks, composed once, dressed as Markdown, HTML and plain text.

Sentences are in ``templates/news-release/<language>.story.j2``, the choice of what is told in ``story``, first and
later mentions in ``mentions``. The three formats print the same blocks, so they cannot say different things.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from communique import wording
from communique.draft.news_release.composition import Composition, Group, backed, common_words, pluck
from communique.draft.news_release.mentions import Mentions
from communique.draft.news_release.placing import placed
from communique.draft.news_release.story import Story, choose
from communique.draft.setting import Setting
from communique.model import Audience, Draft, Event, Rendition
from communique.templating import CLOSE, MIDDLE, OPEN, Compiled, separated, takes_facts, tracing, unmarked

WIDTH = 72
_MARK = f"(?:{OPEN}[0-9]+{MIDDLE}|{CLOSE})"
_SPECIAL = re.compile(r"([\\`*\[\]<>&~|]|(?<![^\W_])_|_(?![^\W_]))")
_AT_START = re.compile(f"^((?:{_MARK})*)(?:([#+=-])|([0-9]+)((?:{_MARK})*)([.)])(?=\\s|$))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def draft(event: Event, setting: Setting) -> Draft:
    """The release of an event in the setting's language, as .md, .html and .txt with their traces.

    Raises ``TemplateError`` when a template is missing or prints something that is not known.
    """
    folder, language = "news-release", setting.language
    words = wording.of(language)
    story = choose(event, language)
    sentences = setting.templates.get(f"{folder}/{language}.story.j2")
    with tracing():
        rehearsal = Mentions(event, words)
        _compose(sentences, story, setting, words, rehearsal)
        composition = _compose(sentences, story, setting, words, Mentions(event, words, rehearsal.repeated))
        groups = composition.groups()
        title = next((unmarked(block.text)[0] for block in composition.blocks if block.kind == "headline"), event.title)
        files = tuple(_render(setting, groups, title, suffix) for suffix in _FORMATS)
    return Draft("news-release", language, Audience.PUBLIC, title, files, event.reference)


def _compose(
    sentences: Compiled, story: Story, setting: Setting, words: Mapping[str, Callable[..., Any]], mentions: Mentions
) -> Composition:
    event = story.event
    composition = Composition(words, mentions, common_words(_prose(event)))
    functions = {
        "put": composition.put,
        "s": composition.s,
        "tell": composition.tell,
        "told": composition.told,
        "sole": composition.sole,
        "fitting": composition.fitting,
        "clauses": composition.clauses,
        "phrases": composition.phrases,
        "org": mentions.organisation,
        "orgs": mentions.organisations,
        "who": mentions.person,
        "people": mentions.people,
        "parties": mentions.parties,
        "unmentioned": mentions.unmentioned,
        "backed": backed,
        "pluck": pluck,
    }
    sentences.render_marked({**words, **functions, "story": story, "event": event, "house": setting.house})
    return composition


def _prose(event: Event) -> Iterator[str]:
    """What officers wrote in running text, where a capital letter means something."""
    yield from (event.background, event.summary, event.look_ahead, *event.objectives)
    for visit in event.visits:
        yield from (visit.summary, visit.relevance, *visit.shown)
    for session in event.sessions:
        yield from (session.summary, session.purpose, *session.points)
    for outcome in event.outcomes:
        yield outcome.text


def _render(setting: Setting, groups: tuple[Group, ...], title: str, suffix: str) -> Rendition:
    media_type, plain = _FORMATS[suffix]
    template = setting.templates.get(f"news-release/{setting.language}.{suffix}.j2")
    context = {
        "groups": groups,
        "title": title,
        "language": setting.language,
        "width": WIDTH,
        "escaped": _escaped,
        "wrapped": _wrapped,
        "letters": _letters,
        "web_address": _web_address,
    }
    text, trace = placed(separated(template.render_marked(context)), plain)
    return Rendition(f"news-release.{setting.language}.{suffix}", media_type, text.encode(), trace)


@takes_facts
def _escaped(text: str) -> str:
    """Marked text as Markdown that means these very characters."""
    text = _SPECIAL.sub(r"\\\1", text)
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}{m[4]}\\{m[5]}", text)


@takes_facts
def _wrapped(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> str:
    """Marked text in lines of at most ``width`` characters; ``first`` and ``rest`` stand before the lines."""
    lines, line, length = [], first, len(first)
    for index, word in enumerate(text.split(" ")):
        size = len(unmarked(word)[0])
        if index and length + 1 + size > width:
            lines.append(line)
            line, length = rest + word, len(rest) + size
        else:
            gap = " " if index else ""
            line, length = f"{line}{gap}{word}", length + len(gap) + size
    return "\n".join([*lines, line])


@takes_facts
def _letters(text: str) -> int:
    """How many characters of a marked text are printed."""
    return len(unmarked(text)[0])


@takes_facts
def _web_address(text: str) -> str:
    """The text without marks when it is a web address that may be linked, else ""."""
    plain = unmarked(text)[0]
    return plain if _WEB_ADDRESS.fullmatch(plain) else ""


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


# Suffix → media type, and what undoes the format's escaping.
_FORMATS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "md": ("text/markdown", _unescaped),
    "html": ("text/html", html.unescape),
    "txt": ("text/plain", str),
}
