"""INPUT-01 … INPUT-29: what can be wrong with a whole file, before anybody knows what its table is about."""

from __future__ import annotations

from collections.abc import Mapping

from communique.gather.page import ERROR, NOTE, WARNING, Page

FILE_PAGES: Mapping[str, Page] = {
    "INPUT-01": Page(
        ERROR,
        "A file is empty",
        "A file of 0 bytes.",
        "It was probably not copied to its end, and what it should hold would be missing from every document.",
        "Copy the file into the folder again, or delete it.",
    ),
    "INPUT-02": Page(
        ERROR,
        "A file is damaged or is not what its name says",
        "An Office file that breaks off or contradicts itself, or a picture, a web page or an archive under the "
        "name of a table.",
        "Nothing in it can be read, so the documents would lack what it holds.",
        "Open the file in the program it was made with and save it again in the format its name says.",
    ),
    "INPUT-03": Page(
        ERROR,
        "A file is protected by a password",
        "An Excel or Word file that is encrypted.",
        "Communiqué has no passwords, and must not have any: the file stays unread.",
        "Take the password off under File, Info, and save the file again.",
    ),
    "INPUT-04": Page(
        ERROR,
        "A file is of an old or special Office format",
        "A file of Office 97–2003 (.xls, .doc), of WPS (.et, .wps), a binary workbook or a “Strict Open XML” file.",
        "These formats are not read, so the documents would lack what the file holds.",
        "Save the file as .xlsx or .docx and delete the old one.",
    ),
    "INPUT-05": Page(
        ERROR,
        "A file is too large",
        "A file with tables of more than 50 MB or a million cells, or one that unpacks to far more than its size.",
        "A list of an event needs a fraction of that; reading it could bring the computer to a halt.",
        "Copy the table into a new file and put that in its place.",
    ),
    "INPUT-06": Page(
        ERROR,
        "A file can't be opened",
        "A file without permission to read it, a link that leads out of the event folder or nowhere, or a file that "
        "was changed while it was read.",
        "The documents would lack what it holds, or hold half of an old and half of a new version.",
        "Copy the file itself into the event folder and let everybody of the team read it.",
    ),
    "INPUT-07": Page(
        ERROR,
        "The encoding of a text file can't be told",
        "A text file that is neither UTF-8, UTF-16, GB18030 nor Windows-1252, or a mixture of two of them.",
        "Names would be printed with wrong letters.",
        "Save the file as “CSV UTF-8”, as plain text in UTF-8, or as an Excel workbook.",
    ),
    "INPUT-08": Page(
        ERROR,
        "A text file has a mistake in its form",
        "A .toml, .csv, .md or .ics file that breaks the rules of its format: a quotation mark that is never closed, "
        "a key without a value, a calendar entry without an end.",
        "Everything after the mistake could be misunderstood, so the file is not used.",
        "Correct the line that the message names.",
    ),
    "INPUT-09": Page(
        NOTE,
        "A file is not used",
        "A file of a kind that holds no table (a PDF, a slide show, a sound), in a subfolder, or made by Communiqué.",
        "What it holds is in none of the documents.",
        "Nothing, if it is there for your own records; otherwise copy its contents into the event workbook.",
    ),
    "INPUT-10": Page(
        NOTE,
        "A file has no table in it",
        "A workbook whose visible sheets are all empty, a Word file without a table, a text without entries.",
        "Nothing could be taken from it.",
        "Put the contents into a table, or delete the file.",
    ),
    "INPUT-11": Page(
        WARNING,
        "A cell shows an error",
        "A cell whose formula results in #REF!, #N/A, #DIV/0! or another error.",
        "The cell counts as empty; what should stand there is in none of the documents.",
        "Correct the formula in Excel, or write the value itself into the cell.",
    ),
    "INPUT-12": Page(
        WARNING,
        "A calendar entry repeats",
        "A calendar entry with a rule for repetition.",
        "Only its first date is taken: which of the others took place is not for a program to say.",
        "Make an entry of its own for each date, or leave it if the first one is meant.",
    ),
    "INPUT-13": Page(
        WARNING,
        "The time of a calendar entry is not certain",
        "A calendar entry without a date that can be read, one that ends before it begins or lasts several days, or "
        "one in universal time (UTC) in a calendar that names no time zone.",
        "The programme would show the wrong hours; the hours in question are left out.",
        "Export the calendar with local times, or give the hours in an agenda table.",
    ),
    "INPUT-14": Page(
        ERROR,
        "An entry of answers.toml can't be used",
        "An [[answer]] without code, about, reason, person, role or date, or with one of a wrong kind.",
        "The finding it answers stays open.",
        "Complete the entry as in the message.",
    ),
    "INPUT-15": Page(
        WARNING,
        "A table is in a format that is not read",
        "A file of Numbers, Pages, LibreOffice or another program that may well hold a list of the event.",
        "What it holds is in none of the documents.",
        "Save it as .xlsx, .csv or .docx and delete the other one.",
    ),
    "INPUT-16": Page(
        NOTE,
        "A text belongs to no entry",
        "Paragraphs or bullets of a Markdown file that stand between its title and its first entry.",
        "What stands there is in none of the documents.",
        "Nothing, if it is meant for other readers; otherwise put it under the heading it belongs to.",
    ),
    "INPUT-17": Page(
        WARNING,
        "A picture can't be opened",
        "A picture of the captions table whose file is damaged, is of a kind that is not read (such as .heic), or is "
        "too large.",
        "The report leaves it out, with its caption.",
        "Open it in a picture program, save it as .jpg or .png, and correct its name in the captions.",
    ),
}
