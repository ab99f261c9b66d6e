"""The codes of what can be wrong with inputs: one page each, printed by ``communique rule INPUT-31``.

``PAGES`` is the literal table. INPUT-01 … INPUT-29 are about whole files, INPUT-30 … INPUT-59 about what stands in
their tables. ``found`` makes a ``Finding`` from a code, so that severity and help are said in one place only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from communique.gather.file_pages import FILE_PAGES
from communique.gather.page import ERROR, NOTE, WARNING, Page
from communique.model import Finding, Origin

TABLE_PAGES: Mapping[str, Page] = {
    "INPUT-30": Page(
        NOTE,
        "A table is about nothing known",
        "A sheet or table whose name and headers match none of the tables an event folder can hold.",
        "Its rows are in none of the documents, which is right for scratch sheets and wrong for a renamed list.",
        "Name the sheet or file after its contents (Participants, Agenda, Site visits, …) or delete it.",
    ),
    "INPUT-31": Page(
        ERROR,
        "A date can be read in more than one way",
        "A date such as 10/12/2023 that is 10 December or 12 October, and neither the other dates of its column nor "
        "the dates of the event settle it.",
        "A wrong month in a release or a report cannot be taken back, so it is asked about and never guessed.",
        "Write the month as a word (10 December 2023) or the date as 2023-12-10.",
    ),
    "INPUT-32": Page(
        ERROR,
        "A date can't be read",
        "A text in a date cell that is not a date, or a date that does not exist.",
        "The item would be without its day in the programme or without its due date.",
        "Write the date as 10 December 2023 or 2023-12-10, alone in its cell.",
    ),
    "INPUT-33": Page(
        ERROR,
        "A year is missing or of another calendar",
        "A date without a year, with a year of two digits, of the Buddhist era (2566) or of the Republic of China "
        "(112), whose day is not within the dates of the event.",
        "Years of other calendars differ by 543 or 1911, and a short year may be of any century.",
        "Write the year in full and in the common era, as in 10 December 2023.",
    ),
    "INPUT-34": Page(
        WARNING,
        "A time can't be read",
        "A time cell that is not a time, or an hour such as 2:00 that may be night or afternoon.",
        "The programme would show the session without its hours or in the wrong half of the day.",
        "Write the time of day with 24 hours, as 09:00 or 14:30, and a range as 09:00 – 09:30.",
    ),
    "INPUT-35": Page(
        WARNING,
        "A number is not one number",
        "A text such as “not fewer than 15” or “dozens” where a number is expected.",
        "A report gives figures: an estimate printed as a figure would be an invention.",
        "Write the number in figures, or leave the cell empty when it is not known.",
    ),
    "INPUT-36": Page(
        WARNING,
        "A word is not among the choices",
        "A word in a column with fixed choices (sex, status, priority, clearance, consent, kind, language) that "
        "is none of them in English, Chinese or Khmer. “cleared?” and “tbc” are no words of the list: somebody doubts.",
        "The value counts as not stated until it is mended; it is never derived from something else.",
        "Use one of the words of the drop-down list, or leave the cell empty.",
    ),
    "INPUT-37": Page(
        NOTE,
        "Something in a table is not used",
        "A column, a key or a heading row that no field of the table answers to.",
        "What stands there is in none of the documents.",
        "Nothing, if it is meant for other readers; otherwise use the header of the fill-in workbook.",
    ),
    "INPUT-38": Page(
        NOTE,
        "One person is listed twice",
        "Two rows with the same name, in another order, case or script; they are counted as one person.",
        "Double entries make the totals wrong.",
        "Delete one of the rows, or give each its own Id if they are two people.",
    ),
    "INPUT-39": Page(
        WARNING,
        "Two entries for one name differ",
        "Two rows with the same name that give different functions, organisations, sexes or other details.",
        "Either one of them is out of date, or they are two people of the same name.",
        "Correct the row that is wrong, or give each its own Id if they are two people.",
    ),
    "INPUT-40": Page(
        ERROR,
        "Two people stand in one cell",
        "A name cell that holds two names.",
        "Two people would be counted and printed as one.",
        "Give each person a row.",
    ),
    "INPUT-41": Page(
        WARNING,
        "An Id is used twice",
        "Two rows of one table with the same Id and different contents.",
        "Tasks, reminders and references could reach the wrong row.",
        "Give each row its own Id, or leave the Ids out.",
    ),
    "INPUT-42": Page(
        WARNING,
        "A row lacks what it is about",
        "A row with details but without its main entry: a participant without a name, a session without a title.",
        "The row is left out of the documents.",
        "Fill in the missing entry or delete the row.",
    ),
    "INPUT-43": Page(
        WARNING,
        "Both boxes are ticked",
        "A person with a tick for woman and a tick for man, or with a mark that is no tick.",
        "The person is counted as not stated.",
        "Leave one tick.",
    ),
    "INPUT-44": Page(
        WARNING,
        "Two places say different things about the event",
        "An entry of the event that is given twice with different values, in one table or in two files.",
        "The documents use the first one, which may be the wrong one.",
        "Make both places say the same, or delete one.",
    ),
    "INPUT-45": Page(
        WARNING,
        "An action has more than one owner",
        "An owner cell that names several people.",
        "What belongs to two people is done by neither; reminders go to one person.",
        "Name the one person who answers for the action and mention the others in the notes.",
    ),
    "INPUT-46": Page(
        WARNING,
        "A reference leads nowhere",
        "A session, outcome or site visit that is named in another table but stands in none.",
        "The documents can't show what belongs together.",
        "Write the Id or the exact title of the row that is meant.",
    ),
    "INPUT-47": Page(
        WARNING,
        "A photo of the captions table is missing",
        "A file name in the captions table that is not among the files in photos/.",
        "The report would have a caption without its picture.",
        "Put the picture into photos/ or correct the file name.",
    ),
    "INPUT-48": Page(
        ERROR,
        "The event has no title",
        "No Event sheet, event.toml or head of a table that gives the title of the event.",
        "Every document begins with it.",
        "Fill in “Title” on the Event sheet or in event.toml.",
    ),
    "INPUT-49": Page(
        WARNING,
        "A person's entry names no person",
        "An organisation in a cell for speakers or owners, or what may be a second name beside the first.",
        "The programme lists people as speakers, and reminders need a person.",
        "Name the person and put the organisation into its own column.",
    ),
    "INPUT-50": Page(
        WARNING,
        "The list and the register disagree about a person",
        "A sex in the inputs that differs from the one in register/people.csv.",
        "The documents follow the inputs; the register would go on being wrong, or the other way round.",
        "Correct the one that is wrong.",
    ),
    "INPUT-51": Page(
        ERROR,
        "A table has no header that can be recognised",
        "A table that by its name is one of the event's tables, but in which no row reads like its header.",
        "None of its rows are in the documents.",
        "Name the columns as in the fill-in workbook (for a list of people: Name, Sex, Function, Organisation).",
    ),
    "INPUT-52": Page(
        NOTE,
        "The same rows stand in two places",
        "Sessions, site visits, quotations, outcomes or actions that are in two tables with the same contents.",
        "They count once, with what only one of the places says; who mends one place may forget the other.",
        "Delete one of the two, or keep both and mend both.",
    ),
}

PAGES: Mapping[str, Page] = {**FILE_PAGES, **TABLE_PAGES}


def found(
    code: str,
    message: str,
    place: Origin,
    *,
    related: Iterable[Origin] = (),
    about: Iterable[str] = (),
    mend: str = "",
) -> Finding:
    """The finding of that code. ``message`` is one sentence; ``mend`` replaces the page's help when it says more."""
    page = PAGES[code]
    return Finding(code, page.severity, message, mend or page.mend, place, tuple(related), tuple(about))


def explain(code: str) -> str:
    """The page of a code, with the headings What it finds, Why it matters, How to mend it. ``KeyError`` if unknown."""
    return str(PAGES[code])
