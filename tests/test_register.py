"""The register: files in any encoding, names in any form, mistakes that name their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import InputError
from communique.model import NameOrder, Organisation, Origin, Person, Sex
from communique.register import Register, comparison_key, load, name_key

ORGANISATIONS = (
    "id,name_en,name_zh,name_km,acronym,aliases,country,sector,rank,about\n"
    "mlvt,Ministry of Labour and Vocational Training,,ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ,MLVT,"
    "MoLVT; Ministry of Labor and Vocational Training,Cambodia,Ministry,3,\n"
    "ilo-china,ILO-China Partnership Programme,中国-劳工组织伙伴关系项目,,,,,programme,,About it.\n"
)
PEOPLE = (
    "id,name_en,name_zh,name_km,family,given,order,honorific,sex,function,organisation\n"
    "zhang-lifang,Zhang Lifang,张丽芳,,Zhang,Lifang,family first,Ms.,woman,Dean,\n"
    "enn-vuthy,Enn Vuthy,,អេន វុទ្ធី,,,,Mr.,man,Deputy Director,MLVT\n"
)


def saved(folder: Path, organisations: bytes = b"", people: bytes = b"") -> Path:
    if organisations:
        (folder / "organisations.csv").write_bytes(organisations)
    if people:
        (folder / "people.csv").write_bytes(people)
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_both_files_are_read_in_any_encoding_excel_writes(tmp_path: Path, encoding: str) -> None:
    register = load(saved(tmp_path, ORGANISATIONS.encode(encoding), PEOPLE.encode(encoding)))
    ministry, programme = register.organisations
    assert (ministry.id, ministry.acronym, ministry.rank, ministry.sector) == ("mlvt", "MLVT", 3, "ministry")
    assert ministry.aliases == ("MoLVT", "Ministry of Labor and Vocational Training")
    assert ministry.names == {"en": ministry.name, "km": "ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ"}
    assert ministry.registered
    assert ministry.origin("name") == Origin("register/organisations.csv", line=2, text=ministry.name)
    assert (programme.rank, programme.boilerplate) == (0, "About it.")
    zhang, enn = register.people
    assert (zhang.sex, zhang.order, zhang.names) == (
        Sex.WOMAN,
        NameOrder.FAMILY_FIRST,
        {"en": "Zhang Lifang", "zh": "张丽芳"},
    )
    assert (enn.organisation, enn.order) == ("mlvt", NameOrder.NOT_STATED)
    assert enn.origin("function") == Origin("register/people.csv", line=3, text="Deputy Director")


def test_gb18030_and_semicolons(tmp_path: Path) -> None:
    text = "id;name_en;name_zh\ngz;Guangzhou College;广州学院\n"
    assert load(saved(tmp_path, text.encode("gb18030"))).organisations[0].names["zh"] == "广州学院"


def test_missing_files_are_empty(tmp_path: Path) -> None:
    register = load(tmp_path / "nowhere")
    assert (register.organisations, register.people) == ((), ())


@pytest.mark.parametrize(
    ("organisations", "people", "words"),
    [
        ("name_en\nA\n", "", ["organisations.csv, line 1", "no column “id”"]),
        ("id,name_en\n,A\n", "", ["organisations.csv, line 2", "id"]),
        ("id,name_en\nA B,A\n", "", ["line 2", "“A B”"]),
        ("id,name_en\na,\n", "", ["line 2", "name_en"]),
        ("id,name_en\na,A\nb,B\na,C\n", "", ["line 4", "used in line 2"]),
        ('id,name_en,rank\na,"A\nB",1\nb,B,first\n', "", ["line 4", "“first”"]),
        ("id,name_en\na,A\n", "id,name_en,sex\np,P,Ms.\n", ["people.csv, line 2", "“Ms.”"]),
        ("id,name_en\na,A\n", "id,name_en,order\np,P,backwards\n", ["people.csv, line 2", "“backwards”"]),
        ("id,name_en\na,A\n", "id,name_en,organisation\np,P,Nobody\n", ["people.csv, line 2", "“Nobody”"]),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, organisations: str, people: str, words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        load(saved(tmp_path, organisations.encode(), people.encode()))
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_an_unknown_encoding_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"register/organisations\.csv is in an unknown encoding"):
        load(saved(tmp_path, b"id,name_en\na,\xff\xff\xff\n"))


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return load(saved(tmp_path, ORGANISATIONS.encode(), PEOPLE.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "Ministry of Labour and Vocational Training",
        "the ministry of labour and vocational training",
        "MINISTRY OF LABOUR & VOCATIONAL TRAINING",
        "Ministry of Labor and Vocational Training",
        "MLVT",
        "MoLVT",
        "ＭＬＶＴ",
        "mlvt",
        "Ministry of Labour and Vocational Training (MLVT)",
        "MLVT (Ministry of Labour and Vocational Training)",
        "Ministry of Labour and Vocational Training, Cambodia",
        "ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ",
        "ក្រសួងការងារ និងបណ្ដុះបណ្ដាលវិជ្ជាជីវៈ",
        "ក្រសួង\u200bការងារ និង\u200bបណ្ដុះបណ្ដាល\u200bវិជ្ជាជីវៈ",
    ],
)
def test_an_organisation_is_found_by_any_form_of_its_name(register: Register, text: str) -> None:
    found = register.organisation(text)
    assert found is not None
    assert found.id == "mlvt"


@pytest.mark.parametrize("text", ["ILO-China", "ILO/China Partnership", ""])
def test_other_texts_find_nothing(register: Register, text: str) -> None:
    assert register.organisation(text) is None


@pytest.mark.parametrize("dash", "-/–—‑ ")
def test_hyphen_slash_and_dash_are_one(register: Register, dash: str) -> None:
    found = register.organisation(f"ILO{dash}China Partnership Programme")
    assert found is not None
    assert found.id == "ilo-china"


@pytest.mark.parametrize("text", ["Zhang Lifang", "Lifang Zhang", "ZHANG Lifang", "Zhang, Lifang", "张丽芳", "张 丽芳"])
def test_a_person_is_found_in_either_order(register: Register, text: str) -> None:
    found = register.person(text)
    assert found is not None
    assert found.id == "zhang-lifang"


def test_two_claims_to_one_name_find_nobody() -> None:
    register = Register(
        [
            Organisation(id="a", name="Ministry A", acronym="MoL"),
            Organisation(id="b", name="Ministry B", acronym="MOL"),
        ],
        [Person(id="x", display="Sok Dara"), Person(id="y", display="Dara Sok")],
    )
    assert register.organisation("MoL") is None
    assert register.organisation("Ministry B (MoL)") == register.organisations[1]
    assert register.person("Sok Dara") is None


def test_keys() -> None:
    assert comparison_key("The  “Guangzhou” High-Genius Dynamics Co.,Ltd.") == "guangzhou high genius dynamics co ltd"
    assert comparison_key("广州 工贸 技师 学院") == comparison_key("广州工贸技师学院")
    assert comparison_key("The") == "the"
    assert name_key("ZHANG, Lifang") == name_key("Lifang Zhang") == "lifang zhang"


@given(st.text())
def test_keys_are_stable(text: str) -> None:
    key = comparison_key(text)
    assert key == key.strip()
    assert "  " not in key
    Register().organisation(text)
