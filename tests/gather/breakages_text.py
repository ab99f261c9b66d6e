"""Delimited files, calendars, settings and notes that are broken inside: case, file name, bytes."""

from __future__ import annotations

from collections.abc import Iterator

CSV = "Name,Organisation\nSok Dara,Ministry\n李娜,学院\n".encode()
ICS = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20231211T090000\r\nSUMMARY:Opening\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
TOML = b'title = "Exchange"\n[[visit]]\nplace = "College"\nshown = ["a", "b"]\n'
NOTES = b"# Visits\n\n## College\nDate: 11 December 2023\nShown:\n- a\n- b\n\n> Words\n"


def delimited() -> Iterator[tuple[str, str, bytes]]:
    yield "csv-nul", "p.csv", CSV.replace(b"Sok", b"S\x00ok")
    yield "csv-nul-tail", "p.csv", CSV + b"\x00" * 5_000
    yield "csv-open-quote", "p.csv", b'Name,Note\nSok,"never closed\n' + b"Li,x\n" * 50
    yield "csv-open-quote-long", "p.csv", b'Name,Note\nSok,"never closed\n' + b"Li,x\n" * 60_000
    yield "csv-inner-quote", "p.csv", b'Name,Note\nSok,"he said "yes" twice"\n'
    yield "csv-columns", "p.csv", b",".join(b"c%d" % n for n in range(10_000)) + b"\n" + b"," * 9_999
    yield "csv-columns-one-row", "p.csv", b"a,b\n" * 2_000 + b"," * 100_000
    yield "csv-mixed", "p.csv", "Name\nSok Dara Ünïcödé 李娜\n".encode() + "Müller\n".encode("cp1252")
    yield "csv-half-gb", "p.csv", "姓名,单位\n李娜,学院".encode("gb18030")[:-1]
    yield "csv-half-utf-16", "p.csv", "Name,Organisation\nSok,x\n".encode("utf-16")[:-1]
    yield "csv-half-utf-8", "p.csv", "Name\n李娜".encode()[:-1]
    yield "csv-utf-16-odd", "p.csv", b"\xff\xfe" + b"\xd8\x00" * 20
    yield "csv-utf-32", "p.csv", "Name,x\n".encode("utf-32")
    yield "csv-binary", "p.csv", bytes(range(256)) * 20
    yield "csv-high", "p.csv", bytes(range(128, 256)) * 20
    yield "csv-newlines", "p.csv", b"\n" * 100_000
    yield "csv-returns", "p.csv", b"Name\rSok\rLi"
    yield "csv-sep-only", "p.csv", b"sep=;\n"
    yield "csv-mark-only", "p.csv", b"\xef\xbb\xbf"
    yield "csv-one-line", "p.csv", b"x" * 3_000_000
    yield "csv-quotes", "p.csv", b'"' * 100_001
    yield "csv-commas", "p.csv", b"," * 1_200_000
    yield "csv-cyrillic", "p.csv", "Имя;Организация\nПривет;Мир\n".encode("cp1251")


def calendars() -> Iterator[tuple[str, str, bytes]]:
    event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    lines = {
        "bad-date": "DTSTART:2023-13-45",
        "no-date": "SUMMARY:x",
        "date-text": "DTSTART:tomorrow",
        "year-zero": "DTSTART:00000101T000000",
        "year-last": "DTSTART:99991231T235959Z\r\nDURATION:P99999D",
        "two-starts": "DTSTART:20231211T090000\r\nDTSTART:20231212T090000",
        "zone-nonsense": "DTSTART;TZID=Mars/Olympus:20231211T090000",
        "end-before": "DTSTART:20231211T090000\r\nDTEND:20231210T090000",
        "duration-bad": "DTSTART:20231211T090000\r\nDURATION:long",
        "no-colon": "DTSTART",
        "empty-line": "DTSTART:",
        "rule-bad": "DTSTART:20231211T090000\r\nRRULE:FREQ=SOMETIMES",
        "mixed": "DTSTART;VALUE=DATE:20231211\r\nDTEND:20231211T090000Z",
        "binary": "DTSTART:20231211T090000\r\nSUMMARY:\x00\x07",
        "parameters": "DTSTART;;;=:20231211",
        "period": "DTSTART:20231211T090000/PT1H",
        "nested": "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT",
        "long": "SUMMARY:" + "x" * 200_000,
    }
    for case, line in lines.items():
        yield f"ics-{case}", "a.ics", event.format(line).encode()
    yield "ics-no-end", "a.ics", ICS.replace(b"END:VEVENT\r\n", b"")
    yield "ics-no-end-at-all", "a.ics", ICS.partition(b"END")[0]
    yield "ics-no-begin", "a.ics", ICS.replace(b"BEGIN:VCALENDAR\r\n", b"")
    yield "ics-crossed", "a.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n"
    yield "ics-ends-only", "a.ics", b"END:VEVENT\r\n" * 20
    yield (
        "ics-deep",
        "a.ics",
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 3_000 + b"END:VEVENT\r\n" * 3_000 + b"END:VCALENDAR\r\n",
    )
    yield "ics-many", "a.ics", b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 6_000 + b"END:VCALENDAR\r\n"
    junk = b"BEGIN:STANDARD\r\nDTSTART:junk\r\nTZOFFSETFROM:+9999\r\nEND:STANDARD\r\n"
    zone = b"BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\n" + junk
    yield "ics-zone-junk", "a.ics", ICS.replace(b"BEGIN:VCALENDAR\r\n", zone + b"END:VTIMEZONE\r\n")
    yield "ics-other", "a.ics", b"Dear all, please find the agenda attached.\r\n"
    yield "ics-named-zone", "a.ics", ICS.replace(b"BEGIN:VEVENT", b"X-WR-TIMEZONE:../../etc/passwd\r\nBEGIN:VEVENT", 1)


def texts() -> Iterator[tuple[str, str, bytes]]:
    mistakes = {
        "no-value": b"title =",
        "no-quotes": b"title = Exchange",
        "twice": b"a = 1\na = 2",
        "bracket": b"[[visit]",
        "open": b'a = "x',
        "open-long": b'a = """x',
        "deep": b"a = " + b"[" * 5_000,
        "deep-closed": b"a = " + b"[" * 5_000 + b"]" * 5_000,
        "date": b"a = 2023-13-45",
        "control": b'a = "\x07"',
        "number": b"a = " + b"9" * 6_000,
        "dots": b"a" + b".a" * 3_000 + b" = 1",
        "table-twice": b"[a]\n[a]\n",
        "mark": b"\xef\xbb\xbf",
        "utf-16": 'title = "Ü"'.encode("utf-16"),
        "half": '# 李\ntitle = "学院"'.encode()[:-3],
        "nan": b"a = nan\nb = inf",
        "escape": b'a = "\\uD800"',
        "types": b"[[visit]]\nplace = [1, [2, 3]]\n[[visit]]\nplace = {a = 1}",
        "empty-array": b"visit = []\nx = {}",
        "mixed-array": b"visit = [1, {a = 2}]",
        "odd-keys": b'"" = 1\n"a\\nb" = 2\n\'c"\' = 3',
        "brackets": b"a = [\n[\n1,\n],\n]\nb = 1",
    }
    for case, content in mistakes.items():
        yield f"toml-{case}", "event.toml", content
    answers = {
        "no-array": b"answer = 3",
        "no-fields": b"[[answer]]\n",
        "text": b"[[answer]]\ncode = 5\n",
        "list": b"answer = [1]",
        "table": b'[answer]\ncode = "X"',
        "other": b"x = 1\n",
        "broken": b"[[answer]",
    }
    for case, content in answers.items():
        yield f"answers-{case}", "answers.toml", content
    notes = {
        "quotes": b">" * 10_000 + b" x",
        "quotes-lines": b"\n".join(b"> " * n for n in range(300)),
        "lists": b"- " * 5_000 + b"x",
        "brackets": b"[" * 20_000,
        "stars": b"*a **a " * 10_000,
        "ticks": b"`" * 20_000 + b"x",
        "links": b"[a](" * 10_000,
        "images": b"![" * 20_000,
        "headings": b"# a\n" * 5_000,
        "dashes": b"---\n" * 5_000,
        "pipes": b"|" * 20_000 + b"\n" + b"|-" * 10_000,
        "html": b"<a " * 20_000,
        "entities": b"&#0;&#xD800;&amp;" * 1_000,
        "colons": b": : :\n" * 2_000,
        "keys": b"Key:\n" * 3_000,
        "fence": b"```\nnever closed\nDate: x\n",
        "front": b"---\na: b\n",
        "nested-list": b"".join(b"  " * n + b"- x\n" for n in range(200)),
        "spaces": b" " * 50_000,
        "heading-empty": b"#\n##\n###\n",
        "setext": b"x\n=\n" * 2_000,
        "references": b"[a]: <b>\n" * 3_000,
    }
    for case, content in notes.items():
        yield f"md-{case}", "visits.md", content
