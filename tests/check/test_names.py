"""One spelling for each registered organisation."""

from __future__ import annotations

import pytest
from tests.check.events import MINISTRY, NETWORK, REGISTER, at, event, found, only, person

from communique.model import Organisation, Quote, Session, Severity, Visit
from communique.register import Register


def test_names_01_finds_an_alias_and_another_case_in_cells() -> None:
    hosts = at("B15", "Ministry of Labour; SOUTH-SOUTH COOPERATION SKILLS DEVELOPMENT NETWORK")
    cell = at("E7", "Ministry of Labour", "Participants")
    subject = event(origins={"hosts": hosts}, people=(person("Sok Dara", origins={"organisation": cell}),))
    alias, case = found("NAMES-01", subject, REGISTER)
    assert alias.message == (
        "“Ministry of Labour” is printed as “Ministry of Labour and Vocational Training”, its official name."
    )
    assert alias.help == "Write the official name in the cell if you want the list to be copied from."
    assert (alias.severity, alias.place, alias.related) == (Severity.NOTE, hosts, (cell,))
    assert alias.about == ("Ministry of Labour",)
    assert case.about == ("SOUTH-SOUTH COOPERATION SKILLS DEVELOPMENT NETWORK",)


@pytest.mark.parametrize(
    "text",
    [
        "Ministry of Labour and Vocational Training",
        "the Ministry of Labour and Vocational Training",
        "Ministry of Labour and Vocational Training (MLVT)",
        "Ministry of Labour and Vocational Training, Cambodia",
        "MLVT",
        "Ministry of Labour  and\u200b Vocational Training\nMLVT",
        "Somebody Else",
    ],
)
def test_names_01_leaves_official_forms(text: str) -> None:
    visit = Visit(id="v", place="a farm", origins={"host": at("C2", text, "Site visits")})
    assert found("NAMES-01", event(visits=(visit,)), REGISTER) == ()


@pytest.mark.parametrize(
    ("summary", "written", "official"),
    [
        (
            "Held for the Ministry of Labor and Vocational Training.",
            "Ministry of Labor and Vocational Training",
            "Ministry of Labour and Vocational Training",
        ),
        (
            "A South-South Cooperation Skills Development network event",
            "South-South Cooperation Skills Development network",
            "South-South Cooperation Skills Development Network",
        ),
        (
            "The South–South Cooperation Skills Development Network",
            "South–South Cooperation Skills Development Network",
            "South-South Cooperation Skills Development Network",
        ),
        (
            "Ministry of Labour & Vocational Training",
            "Ministry of Labour & Vocational Training",
            "Ministry of Labour and Vocational Training",
        ),
        ("The MoLVT said", "MoLVT", "MOLVT"),
    ],
)
def test_names_02_finds_another_spelling_in_a_text(summary: str, written: str, official: str) -> None:
    molvt = Organisation(id="m", name="Office of Travel", acronym="MOLVT", registered=True)
    session = Session(id="s", title="Opening", summary=summary, origins={"summary": at("F2", sheet="Agenda")})
    subject = event(summary=summary, origins={"summary": at("B10")}, sessions=(session,))
    finding = only("NAMES-02", subject, Register((MINISTRY, NETWORK, molvt)))
    assert finding.message == f"“{written}” is officially spelt “{official}”."
    assert finding.help == "Put the official form into the text, or correct the register if the text is right."
    assert (finding.severity, finding.place) == (Severity.WARNING, at("B10"))
    assert (finding.related, finding.about) == ((at("F2", sheet="Agenda"),), (written,))


def test_names_02_finds_a_registered_misspelling_but_not_a_short_form() -> None:
    body = Organisation(
        id="ilo",
        name="International Labour Organization",
        acronym="ILO",
        aliases=("Internatonal Labour Organization", "the Organization", "International Labour Office"),
        registered=True,
    )
    text = "The Organization and the Internatonal Labour Organization, with the International Labour Office"
    assert only("NAMES-02", event(summary=text), Register((body,))).about == ("Internatonal Labour Organization",)


def test_names_02_finds_a_name_written_in_two_words_when_the_register_knows_the_form() -> None:
    contest = Organisation(id="w", name="WorldSkills Contest", aliases=("World Skills Contest",), registered=True)
    visit = Visit(id="v", place="World Skills Contest training bases", origins={"place": at("B3", sheet="Site visits")})
    finding = only("NAMES-02", event(visits=(visit,)), Register((contest,)))
    assert finding.message == "“World Skills Contest” is officially spelt “WorldSkills Contest”."
    assert finding.place == at("B3", sheet="Site visits")


@pytest.mark.parametrize(
    "summary",
    [
        "The Ministry of Labour and Vocational Training (MLVT) and its Skills Development Network.",
        "A south-south cooperation skills development network in general.",
        "MINISTRY OF LABOR AND VOCATIONAL TRAINING",
        "The Ministry of Labour. And Vocational Training too.",
        "Ministry of Labour, which has a department; and Vocational Training",
    ],
)
def test_names_02_leaves_official_forms_ordinary_words_and_headings(summary: str) -> None:
    quote = Quote(id="q", text="Thanks to the Ministry of Labor and Vocational Training.")
    assert found("NAMES-02", event(summary=summary, quotes=(quote,)), REGISTER) == ()


def test_names_02_leaves_a_company_with_and_without_its_last_stop() -> None:
    company = Organisation(id="c", name="High Genius Dynamics Co., Ltd.", registered=True)
    text = "They saw High Genius Dynamics Co., Ltd. and left. High Genius Dynamics Co., Ltd, too."
    assert found("NAMES-02", event(summary=text), Register((company,))) == ()
    (finding,) = found("NAMES-02", event(summary="High Genius Dynamics Co. Ltd."), Register((company,)))
    assert finding.message == "“High Genius Dynamics Co. Ltd” is officially spelt “High Genius Dynamics Co., Ltd.”."


def test_names_03_finds_an_organisation_that_is_not_registered() -> None:
    cell = at("E3", "Ministry of Labour and Vocational Traning", "Participants")
    slip = Organisation(id="x", name="Ministry of Labour and Vocational Traning", origins={"name": cell})
    finding = only("NAMES-03", event(organisations=(slip,)), REGISTER)
    assert finding.message == (
        "“Ministry of Labour and Vocational Traning” is not in the register; did you mean “Ministry of Labour and "
        "Vocational Training”?"
    )
    assert finding.help == "Correct the name, or add the organisation to register/organisations.csv."
    assert (finding.severity, finding.place) == (Severity.NOTE, cell)
    assert finding.about == ("Ministry of Labour and Vocational Traning",)
    other = Organisation(id="y", name="Battambang College")
    assert only("NAMES-03", event(organisations=(other,)), REGISTER).message == (
        "“Battambang College” is not in the register."
    )


def test_names_03_leaves_registered_ones_and_an_empty_register() -> None:
    assert found("NAMES-03", event(organisations=(MINISTRY,)), REGISTER) == ()
    assert found("NAMES-03", event(organisations=(Organisation(id="y", name="Battambang College"),))) == ()


def test_names_04_finds_names_and_functions_that_only_readers_of_chinese_or_khmer_can_read() -> None:
    name, post, body = (at(cell, sheet="Participants") for cell in ("B3", "D3", "E3"))
    chen = person("陈明华", function="主任", origins={"display": name, "function": post})
    again = person(
        "李红", row=4, function="主任", origins={"display": name, "function": at("D4", sheet="Participants")}
    )
    college = Organisation(id="x", name="មជ្ឈមណ្ឌល", origins={"name": body})
    findings = found("NAMES-04", event(people=(chen, again), organisations=(college,)))
    assert [finding.message for finding in findings] == [
        "“陈明华” is written only in Chinese and would be printed so in the English documents.",
        "“主任” is written only in Chinese and would be printed so in the English documents.",
        "“李红” is written only in Chinese and would be printed so in the English documents.",
        "“មជ្ឈមណ្ឌល” is written only in Khmer and would be printed so in the English documents.",
    ]
    assert [finding.place for finding in findings] == [name, post, name, body]
    assert findings[1].related == (at("D4", sheet="Participants"),)
    assert (findings[0].severity, findings[0].about) == (Severity.WARNING, ("陈明华",))
    assert findings[0].help == "Fill in the English name in the list or in the register."


def test_names_04_leaves_names_with_an_english_form() -> None:
    chen = person("Chen Minghua", names={"zh": "陈明华"}, function="Director 主任")
    subject = event(people=(chen, person("X", function="–")), organisations=(MINISTRY, NETWORK))
    assert found("NAMES-04", subject) == ()
