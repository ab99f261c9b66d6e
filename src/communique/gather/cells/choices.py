"""The words of fixed choices (sex, yes or no, clearance, status, priority, kind, language) in English, Chinese,"
" Khmer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from communique.model import (
    Audience,
    Clearance,
    Consent,
    OutcomeStatus,
    Priority,
    SessionKind,
    Sex,
)
from communique.register import comparison_key

T = TypeVar("T")


# A hyphen or slash inside a word is spelling (“no-show”, “បាទ/ចាស”); any other mark, above all “?”, says something.
_JOINT = re.compile(r"(?<=[^\W_])[-‐‑‒–—_/](?=[^\W_])")
_MARKS = re.compile(r"[-‐‑‒–—―/\\_·・|,;:、。.!?'\"‘’“”„«»()\[\]{}]|^the\s")


def _key(text: str) -> str:
    """The text as words of a list compare: case, width, spaces and a trailing full stop do not count, all else does."""
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    word = word[:-1] if word.endswith((".", "。", "។")) else word
    return word if _MARKS.search(_JOINT.sub(" ", word)) else comparison_key(word)


def _table(words: Mapping[T, str]) -> dict[str, T]:
    """Key of each word → choice. The words of one choice are separated by “,” in the tables below."""
    return {_key(word): choice for choice, listed in words.items() for word in listed.split(",")}


UNSAID = frozenset(
    map(
        comparison_key,
        [
            "n/a",
            "na",
            "-",
            "–",
            "—",
            "?",
            "not stated",
            "unknown",
            "none",
            "nil",
            "tbc",
            "tbd",
            "tba",
            "to be confirmed",
            "to be decided",
            "待定",
            "待确认",
            "未知",
            "不详",
            "无",
            "មិនដឹង",
            "មិនមាន",
        ],
    )
)

# These promise a word that is still to come: in a column of fixed choices they are asked about, not passed over.
_OPEN = frozenset(
    map(comparison_key, ["tbc", "tbd", "tba", "to be confirmed", "to be decided", "待定", "待确认"]),
)

# Honorifics are missing here on purpose: they may suggest a sex to a person, but decide nothing in data.
SEX = _table(
    {
        Sex.WOMAN: "woman,women,w,female,females,f,fem,girl,女,女性,女士们,ស្រី,ស,ស្ត្រី,នារី,02,2",
        Sex.MAN: "man,men,m,male,males,boy,男,男性,ប្រុស,ប,បុរស,01,1",
        Sex.NOT_STATED: "other,prefer not to say,not stated,not recorded,x,其他,未说明,ផ្សេងទៀត,0,00,9,99",
    }
)

TICKS = frozenset("✓✔√☑☒■●⬛x✕v1yj") | {"yes", "是", "true", "有", "បាទ", "ចាស"}
EMPTY_BOXES = frozenset("☐□○-–—0/") | {"no", "false", "否", ""}

YES = _table(
    {
        True: "yes,y,true,1,x,✓,✔,√,☑,☒,■,present,attended,here,ok,done,是,有,到,已到,到场,出席,已出席,参加,已签到,对,"
        "បាទ,ចាស,បាទ/ចាស,វត្តមាន,មាន,បានចូលរួម,មក",
        False: "no,n,false,0,✗,✘,×,☐,□,absent,did not attend,not attended,no show,no-show,apologies,excused,cancelled,"
        "否,无,没有,未到,缺席,未出席,请假,不参加,未参加,ទេ,អវត្តមាន,គ្មាន,មិនបានចូលរួម,សុំច្បាប់",
    }
)

CONSENT = _table(
    {
        Consent.GIVEN: "yes,y,true,1,✓,✔,√,☑,given,granted,obtained,signed,consented,ok,agreed,written,verbal,"
        "是,同意,已同意,已签,已获得,បាទ,ចាស,យល់ព្រម,បានយល់ព្រម,បាន",
        Consent.REFUSED: "no,n,false,0,✗,✘,refused,not given,declined,withdrawn,denied,否,不同意,拒绝,未同意,ទេ,"
        "មិនយល់ព្រម,បដិសេធ",
        Consent.NOT_STATED: "not stated,unknown,pending,asked,未知,待定,មិនទាន់",
    }
)

CLEARANCE = _table(
    {
        Clearance.CLEARED: "cleared,approved,released,ok,yes,y,✓,✔,√,agreed,confirmed,final,已核准,已批准,已同意,"
        "已确认,"
        "同意,通过,បានអនុម័ត,អនុម័ត,បានអនុញ្ញាត,យល់ព្រម",
        Clearance.SENT: "sent to speaker,sent,with speaker,pending,waiting,awaiting,awaiting clearance,submitted,"
        "sent for clearance,已发送,待确认,待核准,待批准,已送审,审核中,បានផ្ញើ,បានផ្ញើទៅអ្នកនិយាយ,រង់ចាំ",
        Clearance.DRAFT: "draft,not cleared,not yet,no,n,not yet cleared,草稿,草案,未核准,未批准,否,សេចក្តីព្រាង,"
        "ព្រាង,មិនទាន់",
        Clearance.WITHDRAWN: "withdrawn,revoked,retracted,do not use,撤回,已撤回,不可使用,បានដកហូត,ដកវិញ",
        Clearance.NOT_STATED: "not stated",
    }
)

AUDIENCE = _table(
    {
        Audience.PUBLIC: "public,publication,press,media,web,website,everyone,all,公开,公众,媒体,对外,សាធារណៈ,សារព័ត៌មាន",
        Audience.MINISTRY: "ministry,ministries,government,report,partners,部委,部门,政府,部内,ក្រសួង,រដ្ឋាភិបាល",
        Audience.INTERNAL: "internal,office,team,project,secretariat,内部,内部使用,ផ្ទៃក្នុង",
    }
)

OUTCOME_STATUS = _table(
    {
        OutcomeStatus.AGREED: "agreed,agreement,adopted,decided,decision,signed,"
        "已商定,商定,达成一致,一致同意,同意,已同意,已签署,决定,ព្រមព្រៀង,បានព្រមព្រៀង,ឯកភាព,បានឯកភាព,សម្រេច",
        OutcomeStatus.REQUESTED: "requested,request,asked,asked for,请求,要求,申请,ស្នើសុំ,បានស្នើសុំ,សំណូមពរ",
        OutcomeStatus.PROPOSED: "proposed,proposal,suggested,suggestion,recommended,recommendation,idea,"
        "建议,提议,提案,拟议,倡议,ស្នើ,បានស្នើ,សំណើ,ស្នើឡើង,អនុសាសន៍",
        OutcomeStatus.NOT_STATED: "not stated",
    }
)

ACTION_STATUS = _table(
    {
        "open": "open,new,not started,to do,todo,pending,planned,未开始,待办,未完成,开放,បើក,មិនទាន់ចាប់ផ្តើម,មិនទាន់",
        "in progress": "in progress,in process,ongoing,on going,started,under way,underway,进行中,办理中,"
        "កំពុងដំណើរការ,កំពុងអនុវត្ត",
        "done": "done,completed,complete,closed,finished,完成,已完成,已办结,关闭,បានបញ្ចប់,បញ្ចប់,រួចរាល់,ចប់",
        "cancelled": "cancelled,canceled,dropped,no longer needed,取消,已取消,បានលុបចោល,លុបចោល,បោះបង់",
    }
)

PRIORITY = _table(
    {
        Priority.HIGH: "high,urgent,top,critical,very high,1,a,高,紧急,重要,ខ្ពស់,បន្ទាន់,អាទិភាព",
        Priority.MEDIUM: "medium,normal,middle,med,2,b,中,一般,普通,មធ្យម,ធម្មតា",
        Priority.LOW: "low,minor,3,c,低,ទាប",
        Priority.NOT_STATED: "not stated",
    }
)

SESSION_KIND = _table(
    {
        SessionKind.OPENING: "opening,opening ceremony,opening session,welcome,welcome remarks,inauguration,"
        "opening remarks,"
        "开幕,开幕式,开幕致辞,欢迎仪式,បើក,ពិធីបើក,បើកកម្មវិធី",
        SessionKind.LECTURE: "lecture,special lecture,presentation,keynote,talk,speech,training,address,讲座,"
        "专题讲座,授课,演讲,"
        "报告,主旨演讲,培训,បាឋកថា,បទបង្ហាញ,ការបណ្តុះបណ្តាល,មេរៀន",
        SessionKind.DISCUSSION: "discussion,panel,panel discussion,round table,roundtable,group work,exchange,"
        "dialogue,meeting,"
        "q&a,questions and answers,workshop,review,讨论,座谈,座谈会,交流,分组讨论,圆桌会议,会谈,会议,ពិភាក្សា,"
        "កិច្ចពិភាក្សា,ប្រជុំ",
        SessionKind.VISIT: "visit,site visit,study visit,field visit,company visit,industry visit,tour,参观,考察,"
        "实地考察,走访,"
        "企业参观,参观考察,ទស្សនកិច្ច,ចុះទស្សនកិច្ច,ដំណើរទស្សនកិច្ច",
        SessionKind.CLOSING: "closing,closing ceremony,closing session,closing remarks,wrap-up,wrap up,conclusion,"
        "闭幕,闭幕式,总结,"
        "结束,បិទ,ពិធីបិទ,បិទកម្មវិធី",
        SessionKind.BREAK: "break,tea break,coffee break,lunch,lunch break,dinner,breakfast,reception,welcome dinner,"
        "coffee,tea,"
        "茶歇,休息,午餐,晚餐,早餐,午休,用餐,欢迎晚宴,សម្រាក,អាហារថ្ងៃត្រង់,អាហារពេលល្ងាច,សម្រាកអាហារ",
        SessionKind.TRAVEL: "travel,arrival,departure,transfer,travel day,check-in,checkout,flight,抵达,到达,离开,"
        "返程,启程,出发,"
        "交通,报到,ធ្វើដំណើរ,មកដល់,ចាកចេញ",
        SessionKind.OTHER: "other,registration,photo,group photo,其他,签到,合影,ផ្សេងៗ,ចុះឈ្មោះ",
    }
)

LANGUAGE = _table(
    {
        "en": "en,eng,english,英文,英语,អង់គ្លេស,ភាសាអង់គ្លេស",
        "zh": "zh,cn,chi,zho,zh-cn,zh-hans,chinese,mandarin,putonghua,simplified chinese,中文,汉语,普通话,华语,ចិន,"
        "ភាសាចិន",
        "km": "km,kh,khm,km-kh,khmer,cambodian,柬埔寨语,高棉语,柬文,高棉文,柬语,ខ្មែរ,ភាសាខ្មែរ",
        "lo": "lo,lao,laotian,老挝语,ឡាវ",
        "th": "th,thai,泰语,ថៃ",
        "vi": "vi,vietnamese,越南语,វៀតណាម",
        "fr": "fr,french,法语,បារាំង",
        "ja": "ja,japanese,日语,ជប៉ុន",
        "ko": "ko,korean,韩语,កូរ៉េ",
        "es": "es,spanish,西班牙语",
        "ru": "ru,russian,俄语",
        "ar": "ar,arabic,阿拉伯语",
        "id": "id,indonesian,bahasa indonesia,印尼语",
        "ms": "ms,malay,马来语",
    }
)


def choice(table: Mapping[str, T], text: str) -> T | None:
    """The choice whose word the text is; None for anything else: “cleared?” is not “cleared”."""
    return table.get(_key(text))


def unsaid(text: str) -> bool:
    """Whether the text is a way of saying that nothing is known (n/a, –, 不详)."""
    return not text or comparison_key(text) in UNSAID


def left_empty(text: str) -> bool:
    """Whether a cell for a choice says no more than an empty one (–, n/a); “?” and “tbc” say that somebody doubts."""
    return unsaid(text) and "?" not in unicodedata.normalize("NFKC", text) and comparison_key(text) not in _OPEN


def kind_in(title: str) -> SessionKind | None:
    """The kind that a session's title itself names (“Tea break”, “Opening ceremony”, 午餐); None when it names none."""
    key = comparison_key(title)
    if (kind := choice(SESSION_KIND, key)) is not None:
        return kind
    return next((kind for words, kind in _TITLE_WORDS if any(word in f" {key} " for word in words)), None)


_TITLE_WORDS = (
    (
        (" tea break ", " coffee break ", " lunch ", " dinner ", "茶歇", "午餐", "晚餐", "សម្រាក", "អាហារ"),
        SessionKind.BREAK,
    ),
    ((" opening ceremony ", " opening remarks ", " opening session ", "开幕", "ពិធីបើក"), SessionKind.OPENING),
    ((" closing ceremony ", " closing remarks ", " closing session ", "闭幕", "ពិធីបិទ"), SessionKind.CLOSING),
    ((" site visit ", " visit to ", " industry visit ", " visits ", "参观", "ទស្សនកិច្ច"), SessionKind.VISIT),
    (
        (" arrival in ", " arrival at ", " departure for ", " departure from ", " transfer to ", "抵达", "返程"),
        SessionKind.TRAVEL,
    ),
    ((" lecture ", " lectures ", " keynote ", "讲座", "បាឋកថា"), SessionKind.LECTURE),
    ((" discussion ", " panel ", " round table ", " roundtable ", "讨论", "座谈", "ពិភាក្សា"), SessionKind.DISCUSSION),
)
