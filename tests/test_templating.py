"""The template environment: what is printed, what supports it, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from communique.errors import TemplateError
from communique.model import Event, Organisation, OrganisationRole, Origin, Person, Sex, Source
from communique.templating import (
    Fact,
    Rendered,
    Span,
    Templates,
    carrying,
    count,
    fact,
    line_of,
    relocated,
    separated,
    takes_facts,
    tracing,
)

CELL = {name: Origin("event.xlsx", "Event", cell) for name, cell in (("title", "B2"), ("start", "B5"), ("end", "B6"))}
ORGANISATION = Organisation(
    id="o", name="A&B <c>", roles=(OrganisationRole.HOST,), origins={"": Origin("r.csv", line=2)}
)
PERSON = Person(id="p", display="Enn Vuthy", sex=Sex.MAN, organisation="o", origins={"": Origin("p.xlsx", "S", "A3")})
OTHER = Person(id="q", display="Zhang Lifang")
EVENT = Event(
    id="e",
    title="Exchange",
    start=date(2023, 12, 10),
    end=date(2023, 12, 13),
    objectives=("learn", "meet"),
    people=(PERSON, OTHER),
    origins=CELL,
)
TITLE = Source("e", "title", CELL["title"])
DISPLAY = Source("p", "display", Origin("p.xlsx", "S", "A3"))
OTHER_DISPLAY = Source("q", "display", None)
NAME = Source("o", "name", Origin("r.csv", line=2))


def day(value: date) -> str:
    return f"{value.day}.{value.month}."


def between(start: date, end: date) -> str:
    return f"{start.day} to {end.day}"


def listed(items: list[str]) -> str:
    return " and ".join(items)


TEMPLATES = Templates(functions={"day": day, "between": between, "listed": listed})


def render(source: str, **more: Any) -> Rendered:
    given = {"event": EVENT, "org": ORGANISATION, "person": PERSON, "none": None, **more}
    return TEMPLATES.compile(source, "test").render(given)


def spans(source: str, **more: Any) -> list[tuple[str, tuple[Source, ...]]]:
    return [(span.text, span.sources) for span in render(source, **more).spans]


def refusal(source: str, **more: Any) -> str:
    with pytest.raises(TemplateError) as caught:
        render(source, **more)
    return str(caught.value)


def test_a_field_is_printed_with_its_place_and_support() -> None:
    assert render("On {{ event.title }}!") == Rendered("On Exchange!", (Span(3, 11, "Exchange", (TITLE,)),))


def test_text_of_the_template_itself_has_no_spans() -> None:
    assert render("Only {{ 'words' }} & {{ 3 }}") == Rendered("Only words & 3", ())


def test_values_are_escaped_and_the_span_covers_what_was_printed() -> None:
    text, found = render("<b>{{ org.name }}</b>")
    assert text == "<b>A&amp;B &lt;c&gt;</b>"
    assert found == (Span(3, 20, "A&amp;B &lt;c&gt;", (NAME,)),)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("a\"b'c", "a&#34;b&#39;c"),
        ("{{ x }}", "{{ x }}"),
        ("{% x", "{% x"),
        ("😀 שלום", "😀 שלום"),
        ("&amp;", "&amp;amp;"),
    ],
)
def test_values_are_never_markup_nor_templates(value: str, printed: str) -> None:
    assert render("{{ record.title }}", record=Event(id="e", title=value)).text == printed


def test_functions_see_plain_values_and_their_result_is_supported_by_all() -> None:
    start, end = Source("e", "start", CELL["start"]), Source("e", "end", CELL["end"])
    assert render("{{ between(event.start, event.end) }}") == Rendered(
        "10 to 13", (Span(0, 8, "10 to 13", (start, end)),)
    )
    assert spans("{{ day(value=event.start) }}") == [("10.12.", (start,))]


def test_items_of_a_list_keep_their_own_support() -> None:
    source = "{{ listed(event.people|map(attribute='display')|list) }}"
    assert render(source) == Rendered(
        "Enn Vuthy and Zhang Lifang",
        (Span(0, 9, "Enn Vuthy", (DISPLAY,)), Span(14, 26, "Zhang Lifang", (OTHER_DISPLAY,))),
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ person.display|upper }}", "ENN VUTHY"),
        ("{{ person.display|replace('n', '1') }}", "E11 Vuthy"),
        ("{{ person.display|truncate(3, true, '…') }}", "En…"),
        ("{{ person.display|wordwrap(4) }}", "Enn \nVuth\ny"),
        ("{{ person.display.upper() }}", "ENN VUTHY"),
        ("{{ person.display ~ '' }}", "Enn Vuthy"),
        ("{{ person.display + '!' }}", "Enn Vuthy!"),
        ("{{ 'Mr. ' + person.display }}", "Mr. Enn Vuthy"),
        ("{{ person.display[:3] }}", "Enn"),
        ("{{ person.sex }}", "man"),
    ],
)
def test_filters_methods_and_sums_carry_the_support(source: str, text: str) -> None:
    rendered = render(source)
    assert rendered.text == text
    field = "sex" if "sex" in source else "display"
    assert [span.sources for span in rendered.spans] == [(Source("p", field, DISPLAY.origin),)]


def test_a_mark_inside_a_text_that_is_filtered_is_kept_as_support_of_the_whole() -> None:
    assert spans("{{ ('x' ~ person.display ~ '0')|replace('0', '1') }}") == [("xEnn Vuthy1", (DISPLAY,))]


def test_numbers_and_differences() -> None:
    assert render("{{ event.end.day - event.start.day + 1 }}").text == "4"
    assert render("{{ 20 - event.start.day }}").text == "10"
    assert render("{{ event.people|length }}").text == "2"


def test_tests_compare_the_value_and_none_is_none() -> None:
    source = (
        "{% if person.sex == 'man' %}a{% endif %}{% if person.sex in ('man', 'woman') %}b{% endif %}"
        "{% if event.embargo is none %}c{% endif %}{% if event.title is string %}d{% endif %}"
        "{% if 'host' in org.roles %}e{% endif %}{% if event.start < event.end %}f{% endif %}"
        "{% if person.phone %}no{% endif %}{% if event.days_stated is not none %}no{% endif %}"
        "{{ event.embargo or 'g' }}"
        "{% for x in event.people|selectattr('sex', 'equalto', 'man') %}{{ x.id }}{% endfor %}"
    )
    assert render(source).text == "abcdefgp"


def test_objects_in_loops_know_their_own_support() -> None:
    assert spans("{% for item in event.objectives %}{{ loop.index }} {{ item }} {% endfor %}") == [
        ("learn", (Source("e", "objectives", None),)),
        ("meet", (Source("e", "objectives", None),)),
    ]


def test_marks_inside_marks_give_both_spans_the_outer_one_last() -> None:
    with tracing():
        outer = Fact(f"by {fact(PERSON, 'display')}", (TITLE,))
        rendered = separated(f"Said {outer}.")
    assert rendered.text == "Said by Enn Vuthy."
    assert rendered.spans == (Span(8, 17, "Enn Vuthy", (DISPLAY,)), Span(5, 17, "by Enn Vuthy", (TITLE,)))


def test_macros_imports_includes_and_inheritance(tmp_path: Path) -> None:
    (tmp_path / "parent.html.j2").write_text("<p>{% block body %}{% endblock %}</p>\n", encoding="utf-8")
    (tmp_path / "part.html.j2").write_text("[{{ org.name }}]", encoding="utf-8")
    (tmp_path / "names.html.j2").write_text("{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}", encoding="utf-8")
    (tmp_path / "child.html.j2").write_text(
        "{% extends 'parent.html.j2' %}{% import 'names.html.j2' as names %}"
        "{% block body %}{{ names.b(org.name) }}{% include 'part.html.j2' %}{% endblock %}",
        encoding="utf-8",
    )
    (tmp_path / "plain.txt.j2").write_text("{{ org.name }}", encoding="utf-8")
    templates = Templates(tmp_path)
    rendered = templates.render("child.html.j2", {"org": ORGANISATION})
    assert rendered.text == "<p><b>A&amp;B &lt;c&gt;</b>[A&amp;B &lt;c&gt;]</p>\n"
    assert [(span.start, span.sources) for span in rendered.spans] == [(6, (NAME,)), (28, (NAME,))]
    assert templates.render("plain.txt.j2", {"org": ORGANISATION}).text == "A&B <c>"


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("{{ event.nope }}", "has no attribute 'nope'"),
        ("{{ nope }}", "'nope' is undefined"),
        ("{% if nope %}{% endif %}", "'nope' is undefined"),
        ("{{ none }}", "a value is missing where the template prints it"),
        ("{{ event.embargo }}", "a value is missing where the template prints it"),
        ("{{ event.start }}", "a value of kind “date”"),
        ("{{ event.people }}", "a value of kind “tuple”"),
        ("{{ event.people[0] }}", "a value of kind “Person”"),
        ("{{ true }}", "a value of kind “bool”"),
        ("{{ person.listed }}", "a value of kind “bool”"),
        ("{{ event.people[9].display }}", "has no element 9"),
        ("{{ day(person.display) }}", "could not be filled in"),
        ("{{ 1 / 0 }}", "could not be filled in"),
    ],
)
def test_nothing_unknown_or_missing_is_printed(source: str, part: str) -> None:
    message = refusal(source)
    assert part in message
    assert message.startswith("Template “test”")


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ person.__class__ }}",
        "{{ person['__class__'] }}",
        "{{ person|attr('__class__') }}",
        "{{ person.display.__class__ }}",
        "{{ person.display|attr('__class__') }}",
        "{{ person.source.__globals__ }}",
        "{{ day.__globals__ }}",
        "{{ event.__init__.__globals__ }}",
        "{{ '{0.__class__}'.format(person) }}",
        "{{ person.display.format_map({}).__class__ }}",
        "{{ [].append(1) }}",
        "{{ items.append(1) }}",
        "{{ loop_free.__self__ }}",
        "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_the_sandbox_lets_nothing_out(source: str) -> None:
    refusal(source, items=[], loop_free=len)


def test_functions_that_take_facts_get_them_as_they_are() -> None:
    seen: list[Any] = []

    @takes_facts
    def keep(value: Any) -> Any:
        seen.append(value)
        return value

    templates = Templates(functions={"keep": keep})
    rendered = templates.compile("{{ keep(event.title) }}", "test").render({"event": EVENT})
    assert isinstance(seen[0], Fact)
    assert seen[0].sources == (TITLE,)
    assert rendered.spans == (Span(0, 8, "Exchange", (TITLE,)),)


def test_facts_made_in_python() -> None:
    assert count([PERSON, OTHER], "display") == 2
    assert count([PERSON, OTHER], "display").sources == (DISPLAY, OTHER_DISPLAY)
    assert Fact(Fact("a", (TITLE,)), (TITLE, NAME)).sources == (TITLE, NAME)
    assert Fact("a") == "a"
    assert Fact("b") > Fact("a")
    assert Fact("b") >= "b"
    assert Fact(1) <= 1
    assert hash(Fact("a")) == hash("a")
    assert not Fact("")
    assert "x" in Fact("xy")
    assert len(Fact("xy")) == 2
    assert repr(Fact("a")) == "Fact('a')"
    assert str(Fact("a")) == "a"  # with no support there is nothing to mark
    double: Callable[..., Any] = carrying(lambda value: value * 2)
    assert double(Fact(2, (TITLE,))).sources == (TITLE,)
    assert relocated(Span(1, 2, "a", (TITLE,)), 5) == Span(6, 7, "a", (TITLE,))


def test_white_space_is_kept_in_compiled_text_and_trimmed_in_files(tmp_path: Path) -> None:
    assert render(" {% if true %}\n x{% endif %} ").text == " \n x "
    (tmp_path / "a.txt.j2").write_text(
        "{% if true %}\n  {% if true %}\nx\n{% endif %}\n{% endif %}\n", encoding="utf-8"
    )
    assert Templates(tmp_path).render("a.txt.j2", {}).text == "x\n"


def test_the_first_folder_wins_and_a_missing_template_says_where_to_put_it(tmp_path: Path) -> None:
    for name in ("own", "bundled"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt.j2").write_text(name, encoding="utf-8")
    templates = Templates(tmp_path / "own", tmp_path / "bundled")
    assert templates.render("a.txt.j2", {}).text == "own"
    assert templates.find("a.txt.j2") == tmp_path / "own" / "a.txt.j2"
    with pytest.raises(TemplateError, match=r"There is no template “b\.txt\.j2”. Put it in the workspace's templates"):
        templates.get("b.txt.j2")
    with pytest.raises(TemplateError, match=r"There is no template “b\.docx”"):
        templates.find("b.docx")
    (tmp_path / "own" / "c.txt.j2").write_text("{% include 'gone.txt.j2' %}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"“c\.txt\.j2” needs “gone\.txt\.j2”, which is not there"):
        templates.render("c.txt.j2", {})


def test_files_that_are_not_text_are_read_once_until_they_change(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"1")
    templates, reads = Templates(tmp_path), []

    def read(path: Path, given: Templates) -> bytes:
        reads.append((path, given))
        return path.read_bytes()

    assert [templates.load("a.bin", read), templates.load("a.bin", read)] == [b"1", b"1"]
    assert reads == [(file, templates)]
    file.write_bytes(b"22")
    assert templates.load("a.bin", read) == b"22"
    assert len(reads) == 2


def test_errors_know_their_line() -> None:
    with pytest.raises(TemplateError) as syntax:
        TEMPLATES.compile("a\nb {{ x", "test")
    assert line_of(syntax.value) == 2
    with pytest.raises(TemplateError) as missing:
        render("a\n{% for x in [1] %}\n{{ event.nope }}\n{% endfor %}")
    assert line_of(missing.value) == 3
    assert line_of(TemplateError("alone")) == 0


def test_names_that_a_template_asks_for() -> None:
    source = "{{ a.b }}{% for c in d %}{{ c }}{{ day(e) }}{% endfor %}{% set f = 1 %}{{ f }}"
    assert TEMPLATES.names(source) == {"a", "d", "e"}


def test_compiled_templates_are_kept_and_a_changed_one_is_compiled_anew(tmp_path: Path) -> None:
    for text, expected in (
        ("Hello {{ name }}", "Hello you"),
        ("Bye {{ name }}", "Bye you"),
        ("Hello {{ name }}", "Hello you"),
    ):
        (tmp_path / "a.txt.j2").write_text(text, encoding="utf-8")
        assert Templates(tmp_path).render("a.txt.j2", {"name": "you"}).text == expected
        assert Templates(tmp_path).compile(text, "a part").render({"name": "you"}).text == expected
