"""One strict, sandboxed, escaping template environment, which also keeps the trace.

Whatever a template reads from a ``Record`` becomes a ``Fact``: the value with its sources (see ``facts``).
``Compiled.render`` returns the text with a ``Span`` for each fact in it. The same mechanism serves Markdown, HTML,
plain text, mail and Word XML.

Strict: a name that does not exist, ``None``, and a date or an enumeration that was not put into words all raise
``TemplateError``; nothing is ever printed blank.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import jinja2
import jinja2.compiler
import jinja2.meta
import jinja2.sandbox

from communique.errors import TemplateError
from communique.model import Record
from communique.templating.compiled import kept_code
from communique.templating.facts import (
    Fact,
    FieldFact,
    carrying,
    escaped,
    final,
    plain,
    raw,
    wrapped,
)
from communique.templating.marks import Rendered, separated, tracing

# Filters that pick from, sort or group whole lists: they hand on the facts in them as they are.
_LIST_FILTERS = frozenset(
    name
    for names in (
        "attr batch d default dictsort first groupby items join last list map max",
        "min random reject rejectattr reverse safe select selectattr slice sort sum unique",
    )
    for name in names.split()
)
# Tests that ask about the name or the function itself, not about its value.
_NAME_TESTS = frozenset(("callable", "defined", "filter", "test", "undefined"))

T = TypeVar("T")


@functools.cache
def _readable(kind: type) -> frozenset[str]:
    """What a template may read of a class without asking the sandbox, whose checks cost more than all the rest."""
    if dataclasses.is_dataclass(kind):
        return frozenset(field.name for field in dataclasses.fields(kind) if not field.name.startswith("_"))
    if kind is jinja2.runtime.LoopContext:
        return frozenset(("first", "index", "index0", "last", "length", "revindex"))
    return frozenset()


class _Generator(jinja2.compiler.CodeGenerator):
    """Prints with one call where jinja makes three (finalise, escape, wrap): a third of the time of a long report.

    It also lets no ``{{ none }}`` through, which jinja turns into text while compiling, before anything can refuse it.
    """

    def _output_child_to_const(self, node: Any, frame: Any, finalize: Any) -> str:
        final(node.as_const(frame.eval_ctx))
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped((")  # the second bracket is the one that “finalize” opens
        else:
            super()._output_child_pre(node, frame, finalize)


class _Environment(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Reads of a record's field yield facts; calls see plain values and their results carry the sources on."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute in _readable(obj.__class__):
            value = getattr(obj, attribute)
            if not isinstance(obj, Record):
                return value
            kind = value.__class__
            if kind is str or kind is int:
                return FieldFact(value, obj, attribute)
            if kind is tuple and value and isinstance(value[0], Record):
                return value
            return wrapped(value, (obj.source(attribute),))
        if isinstance(obj, Fact):
            return wrapped(super().getattr(obj.value, attribute), obj.sources)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, str) and isinstance(obj, Record):
            return self.getattr(obj, raw(argument))
        if isinstance(obj, Fact):
            return wrapped(super().getitem(obj.value, raw(argument)), obj.sources)
        return super().getitem(obj, raw(argument))

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        if isinstance(obj, jinja2.runtime.Macro) or getattr(obj, "takes_facts", False):
            return super().call(context, obj, *args, **kwargs)
        own: tuple[Any, ...] = ()
        if isinstance(obj, Fact):  # a method of a fact's value: {{ name.upper() }}
            obj, own = obj.value, obj.sources
        result = carrying(functools.partial(super().call, context, obj))(*args, **kwargs)
        return wrapped(result, own)


class Compiled:
    """A template that can be rendered any number of times."""

    def __init__(self, template: jinja2.Template, name: str) -> None:
        self._template = template
        self.name = name

    def render(self, context: Mapping[str, Any]) -> Rendered:
        """The text and its spans. Raises ``TemplateError`` naming the template when a value is missing."""
        with tracing():
            return separated(self.render_marked(context))

    def render_marked(self, context: Mapping[str, Any]) -> str:
        """The text with its marks still in it, inside ``tracing``, for a caller that composes before separating."""
        try:
            return self._template.render(context)
        except jinja2.UndefinedError as error:
            raise TemplateError(f"Template “{self.name}”: {error.message}. Correct the name in it.") from error
        except jinja2.exceptions.SecurityError as error:
            raise TemplateError(f"Template “{self.name}” does something that is not allowed: {error}.") from error
        except jinja2.TemplateNotFound as error:
            raise TemplateError(
                f"Template “{self.name}” needs “{error.name}”, which is not there. "
                "Put it in the workspace's templates folder."
            ) from error
        except TemplateError as error:
            raise TemplateError(f"Template “{self.name}”: {error}") from error
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise TemplateError(f"Template “{self.name}” could not be filled in: {error}.") from error


def line_of(error: TemplateError) -> int:
    """The line of the template, from 1, at which compiling or rendering stopped; 0 when it can't be told."""
    cause = error.__cause__
    if isinstance(cause, jinja2.TemplateSyntaxError):
        return cause.lineno
    line = 0
    step = cause.__traceback__ if cause else None
    while step:  # jinja puts the template's own lines into the traceback; the innermost one is the place
        if step.tb_frame.f_code.co_filename == "<template>":
            line = step.tb_lineno
        step = step.tb_next
    return line


class Templates:
    """Loads templates by name from the folders given, the first that has it wins (a workspace's own come first).

    Escaping is on for names ending in ``.html.j2`` and ``.xml.j2``.
    """

    def __init__(self, *folders: Path, functions: Mapping[str, Callable[..., Any]] | None = None) -> None:
        self.folders = folders
        self._loaded: dict[Any, Any] = {}
        self._environment = _Environment(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            autoescape=lambda name: bool(name) and name.endswith((".html.j2", ".xml.j2")),
            undefined=jinja2.StrictUndefined,
            finalize=final,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=kept_code(),
        )
        self._environment.filters = {
            name: function if name in _LIST_FILTERS else carrying(function)
            for name, function in self._environment.filters.items()
        }
        self._environment.tests = {
            name: function if name in _NAME_TESTS or hasattr(function, "jinja_pass_arg") else plain(function)
            for name, function in self._environment.tests.items()
        }
        self._environment.globals.update(functions or {})
        self._plain = self._environment.overlay(autoescape=True, trim_blocks=False, lstrip_blocks=False)

    def get(self, name: str) -> Compiled:
        """The template of that name. Raises ``TemplateError`` when there is none or it can't be parsed."""
        try:
            return Compiled(self._environment.get_template(name), name)
        except jinja2.TemplateNotFound as error:
            raise TemplateError(
                f"There is no template “{error.name}”. Put it in the workspace's templates folder."
            ) from error
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"Template “{error.name}”, line {error.lineno}: {error.message}.") from error

    def render(self, name: str, context: Mapping[str, Any]) -> Rendered:
        return self.get(name).render(context)

    def compile(self, source: str, name: str) -> Compiled:
        """A template from text (a part of a Word file), escaping on and white space left exactly as it is."""
        try:
            return Compiled(self._template_of(source), name)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"{name}, line {error.lineno}: {error.message}.") from error

    def _template_of(self, source: str) -> jinja2.Template:
        """What jinja's loaders do for a template file, for a text: its code is kept from one process to the next."""
        kept = self._plain.bytecode_cache
        if kept is None:
            return self._plain.from_string(source)
        bucket = kept.get_bucket(self._plain, "text", None, source)
        if bucket.code is None:
            bucket.code = self._plain.compile(source)
            kept.set_bucket(bucket)
        return self._plain.template_class.from_code(self._plain, bucket.code, self._plain.make_globals(None), None)

    def names(self, source: str) -> frozenset[str]:
        """The names that a template from text expects to be given, beyond the functions that every template has."""
        asked = jinja2.meta.find_undeclared_variables(self._plain.parse(source))
        return frozenset(asked) - frozenset(self._plain.globals)

    def load(self, name: str, read: Callable[[Path, Templates], T]) -> T:
        """What ``read`` makes of a template that is not text, kept until the file changes."""
        path = self.find(name)
        state = path.stat()
        key = (read, path, state.st_mtime_ns, state.st_size)
        if key not in self._loaded:
            self._loaded[key] = read(path, self)
        loaded: T = self._loaded[key]
        return loaded

    def find(self, name: str) -> Path:
        """The file behind a template name, for templates that are not text (a Word file)."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise TemplateError(f"There is no template “{name}”. Put it in the workspace's templates folder.")
