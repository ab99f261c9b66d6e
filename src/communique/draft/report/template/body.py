"""The sections of the report template from the programme to the annexes, for the builder of this package."""

from __future__ import annotations

from communique.draft.report.template.blocks import Builder


def programme(write: Builder) -> None:
    write.p("{%p if days %}")
    write.p("Programme", "Heading 1")
    write.caption("Table", "Programme by day")
    day = (
        "{% if day.date %}{{ day.date }}{% else %}Date not recorded{% endif %}"
        "{% if day.arrival %} · day of arrival{% endif %}{% if day.departure %} · day of departure{% endif %}"
        "{% if not (day.sessions or day.visits or day.arrival or day.departure) %} · no sessions recorded{% endif %}"
    )
    people = (
        "{% if item.speakers %}{% for one in item.speakers %}{{ one.name }}{% if not loop.last %}\n{% endif %}"
        "{% endfor %}"
        "{% elif item.expects_speaker %}not recorded{% else %}–{% endif %}"
    )
    session = "{{ item.title }}{% if item.room %} ({{ item.room }}){% endif %}"
    write.table(
        (3.0, 8.2, 4.8),
        ("Time", "Session", "Speakers"),
        [
            ("{%tr for day in days %}",),
            (day,),
            ("{%tr for visit in day.visits %}",),
            ("not recorded", "Site visit: {{ visit.place }}", "–"),
            ("{%tr endfor %}",),
            ("{%tr for item in day.sessions %}",),
            ("{{ known(item.time) }}", session, people),
            ("{%tr endfor %}",),
            ("{%tr endfor %}",),
        ],
    )
    write.p("{%p endif %}")


def participants(write: Builder) -> None:
    write.p("Participants", "Heading 1")
    write.p("{%p if participants.stated is none and participants.total is none %}")
    write.p("The number of participants was not recorded.")
    write.p("{%p endif %}")
    write.p("{%p if participants.stated is not none or participants.total is not none or participants.absent %}")
    write.p(
        "{% if participants.stated is not none %}"
        "{{ sentence(count(participants.stated, 'person') ~ ' took part')[:-1] }}"
        "{% if participants.women_stated is not none %}, {{ number(participants.women_stated) }} of them "
        "{{ 'a woman' if participants.women_stated == 1 else 'women' }}"
        "{% if participants.men_stated is not none %} and {{ number(participants.men_stated) }} "
        "{{ 'a man' if participants.men_stated == 1 else 'men' }}{% endif %}"
        "{% elif participants.men_stated is not none %}, {{ number(participants.men_stated) }} of them "
        "{{ 'a man' if participants.men_stated == 1 else 'men' }}{% endif %}"
        "{% if participants.total is none %}. No list was supplied.{% else %}; the list names{% endif %}"
        "{% elif participants.total is not none %}The list names{% endif %}"
        "{% if participants.total is not none %} {{ count(participants.total, 'person') }}"
        "{% if participants.organisations %} from {{ count(participants.organisations, 'organisation') }}{% endif %}"
        "{% if participants.women is not none and participants.men is not none %}: "
        "{{ count(participants.women, 'woman') }}"
        "{% if participants.not_stated %}, {{ count(participants.men, 'man') }} and "
        "{{ count(participants.not_stated, 'person') }} whose sex is not stated{% else %} and "
        "{{ count(participants.men, 'man') }}{% endif %}{% endif %}.{% endif %}"
        "{% if participants.absent %} "
        "{{ sentence(count(participants.absent, 'person') ~ ' on the list did not attend') }}{% endif %}"
    )
    write.p("{%p endif %}")
    write.when(
        "participants.stated is none and participants.women is none and "
        "not (participants.women_stated is none and participants.men_stated is none)",
        "The organisers state {% if participants.women_stated is not none %}"
        "{{ count(participants.women_stated, 'woman') }}{% if participants.men_stated is not none %} and {% endif %}"
        "{% endif %}{% if participants.men_stated is not none %}{{ count(participants.men_stated, 'man') }}"
        "{% endif %}.",
    )
    write.p("{%p if participants.rows %}")
    write.caption("Table", "Participants by organisation")
    cells = ("{{ known(%s.women) }}", "{{ known(%s.men) }}", "{{ known(%s.not_stated) }}", "{{ known(%s.total) }}")
    write.table(
        (7.6, 2.1, 2.1, 2.1, 2.1),
        ("Organisation", "Women", "Men", "Not stated", "Total"),
        [
            ("{%tr for row in participants.rows %}",),
            ("{{ known(row.organisation, 'Organisation not recorded') }}", *(cell % "row" for cell in cells)),
            ("{%tr endfor %}",),
            ("Total", *(cell % "participants" for cell in cells)),
        ],
        numbers=True,
    )
    write.p("Sex is given as the participants’ list states it; it is never inferred from a name.", "Table Note")
    write.p("{%p endif %}")


def _quotes(write: Builder, quotes: str) -> None:
    write.p(f"{{%p for quote in {quotes} %}}")
    write.p("{{ quoted(quote.text) }}", "Quote")
    write.p(
        "{% if quote.speaker %}{{ quote.speaker.name }}{% if quote.speaker.position %}, {{ quote.speaker.position }}"
        "{% endif %}{% else %}Speaker not recorded{% endif %}{% if quote.context %} ({{ quote.context }}){% endif %}"
        "{% if quote.translated_from %}; translated from {{ quote.translated_from }}{% endif %}",
        "Quote Source",
    )
    write.p("{%p endfor %}")


def proceedings(write: Builder) -> None:
    write.p("{%p if sessions or statements %}")
    write.p("Proceedings", "Heading 1")
    write.p("{%p for item in sessions %}")
    write.p("{{ item.title }}", "Heading 2")
    write.when(
        "item.date or item.time or item.room",
        "{{ [item.date, item.time, item.room]|select|join(' · ') }}",
        "Details",
    )
    write.p("{%p for one in item.speakers %}")
    write.p("Speaker: {{ one.name }}{% if one.position %}, {{ one.position }}{% endif %}", "Details")
    write.p("{%p endfor %}")
    write.when("item.purpose", "The session aimed to {{ clause(item.purpose) }}.")
    write.each("text", "item.summary", "{{ text }}")
    write.p("{%p if item.points %}")
    write.p("Key points:", keep_with_next=True)
    write.each("point", "item.points", "{{ sentence(point) }}", "List Bullet")
    write.p("{%p endif %}")
    _quotes(write, "item.quotes")
    write.p("{%p endfor %}")
    write.p("{%p if statements %}")
    write.p("Statements", "Heading 2")
    _quotes(write, "statements")
    write.p("{%p endif %}")
    write.p("{%p endif %}")


def _photos(write: Builder, photos: str) -> None:
    write.p(f"{{%p for photo in {photos} %}}")
    write.p("{{ picture(photo, 13, 8.5) }}", "Figure")
    write.caption(
        "Figure",
        "{% if photo.caption %}. {{ stopped(photo.caption) }}{% elif photo.date %}. {{ photo.date }}."
        "{% elif photo.credit %}.{% endif %}{% if photo.credit %} Credit: {{ stopped(photo.credit) }}{% endif %}",
        above=False,
    )
    write.p("{%p endfor %}")


def visits(write: Builder) -> None:
    write.p("{%p if visits %}")
    write.p("Site visits", "Heading 1")
    write.p("{%p for visit in visits %}")
    write.p("{{ capital(visit.place) }}", "Heading 2")
    write.when(
        "visit.date or visit.host",
        "{{ visit.date or '' }}{% if visit.host %}{% if visit.date %} · {% endif %}Host: {{ visit.host }}{% endif %}",
        "Details",
    )
    write.each("text", "visit.summary", "{{ text }}")
    write.p("{%p if visit.shown %}")
    write.p("Participants were shown:", keep_with_next=True)
    write.each("item", "visit.shown", "{{ item }}{% if loop.last %}.{% else %};{% endif %}", "List Bullet")
    write.p("{%p endif %}")
    write.when("visit.relevance", "{{ sentence(visit.relevance) }}")
    _photos(write, "visit.photos")
    write.p("{%p endfor %}")
    write.p("{%p endif %}")


def outcomes(write: Builder) -> None:
    write.p("{%p if outcomes %}")
    write.p("Outcomes", "Heading 1")
    write.caption("Table", "Outcomes by status")
    write.table(
        (4.4, 7.6, 4.0),
        ("By", "Outcome", "With"),
        [
            ("{%tr for group in outcomes %}",),
            ("{% if group.status == 'not stated' %}Status not stated{% else %}{{ capital(group.status) }}{% endif %}",),
            ("{%tr for item in group.outcomes %}",),
            (
                "{% if item.by %}{{ capital(item.by) }}{% else %}not stated{% endif %}",
                "{{ stopped(capital(item.text)) }}",
                "{{ known(item.partners, '–') }}",
            ),
            ("{%tr endfor %}",),
            ("{%tr endfor %}",),
        ],
    )
    write.p("{%p endif %}")
    write.p("{%p if actions or look_ahead %}")
    write.p("Follow-up", "Heading 1")
    write.each("text", "look_ahead", "{{ text }}")
    write.p("{%p if actions %}")
    write.caption("Table", "Follow-up actions")
    done = "{{ item.action }}{% if item.done_when %}\nDone when: {{ item.done_when }}{% endif %}"
    write.table(
        (0.9, 5.4, 2.9, 2.2, 2.8, 1.8),
        ("No.", "Action", "Owner", "Organisation", "Due", "Priority"),
        [
            ("{%tr for item in actions %}",),
            (
                "{{ loop.index }}",
                done,
                "{{ known(item.owner, 'not stated') }}",
                "{{ known(item.organisation, 'not stated') }}",
                "{{ known(item.due, 'not stated') }}",
                "{% if item.priority %}{{ capital(item.priority) }}{% else %}not stated{% endif %}",
            ),
            ("{%tr endfor %}",),
        ],
    )
    write.when(
        "without_owner or without_due",
        "“Not stated” marks what has still to be settled: {% if without_owner %}{{ count(without_owner, 'action') }} "
        "without an owner{% endif %}{% if without_owner and without_due %}, {% endif %}{% if without_due %}"
        "{{ count(without_due, 'action') }} without a due date{% endif %}.",
        "Table Note",
    )
    write.p("{%p endif %}")
    write.p("{%p endif %}")


def annexes(write: Builder) -> None:
    write.p("{%p if people %}")
    write.p("List of participants", "Annex Heading", page_break_before=True)
    write.caption("Table", "Participants")
    write.table(
        (1.1, 4.4, 4.9, 5.6),
        ("No.", "Name", "Function", "Organisation"),
        [
            ("{%tr for person in people %}",),
            (
                "{{ loop.index }}",
                "{{ person.name }}",
                "{{ person.function or 'not recorded' }}",
                "{{ person.organisation or 'not recorded' }}",
            ),
            ("{%tr endfor %}",),
        ],
    )
    write.p("{%p endif %}")
    write.p("{%p if photos %}")
    write.p("Photographs", "Annex Heading", page_break_before=True)
    _photos(write, "photos")
    write.p("{%p endif %}")


SECTIONS = (programme, participants, proceedings, visits, outcomes, annexes)
