"""Every address of the site, and who finds what there on the example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver
from tests.web.roles import AUDITOR, CLERK, MATCHER, NOBODY, ROLES, STRANGER, Role

EVERYONE = frozenset(ROLES)
DALIAN = frozenset({CLERK, MATCHER, AUDITOR})
ZHONGSHAN = frozenset({CLERK, AUDITOR, STRANGER})
CLERKS = frozenset({CLERK})
NO_ONE: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Place:
    """An address and who finds something there; for all others there is no such page.

    `invented` pages wear the band; what is no `page` is a file or an answer of the API.
    """

    address: str
    seen_by: frozenset[Role] = EVERYONE
    invented: bool = False
    page: bool = True
    public: bool = False
    # What the others are answered: that there is no such page, or who may open it.
    others: int = 404

    def status(self, role: Role) -> int:
        """Return what a reader is answered; a page sends whoever has no name to sign in."""
        if role == NOBODY and not self.public:
            return 200 if self.page else 401 if self.address.startswith("/api/") else 302
        return 200 if role in self.seen_by else self.others


def _shown(address: str, seen_by: frozenset[Role] = EVERYONE) -> Place:
    return Place(address, seen_by, invented=True)


def _handed(address: str, seen_by: frozenset[Role] = EVERYONE, *, public: bool = False) -> Place:
    return Place(address, seen_by, page=False, public=public)


# The roster under the disputed placements of October 2019.
ROSTER = "8c99040995676bb22aaea73dad8d17a5ded0e690b148b6a81c2373cb8fc7a6c6"
EVIDENCE = f"/entries/E-2020-0028/evidence/{ROSTER}/"
TOLD = "/announcements/dalian-liupanshui-2019-10-17-1-supporting-"
NEW = "/entries/new/zhongshan-liupanshui/"
CARD, WALK = "/pairings/dalian-liupanshui/", "/pairings/dalian-liupanshui/2019/"

# URL name → the addresses under it that are opened.
PLACES: dict[str, tuple[Place, ...]] = {
    "front-door": (_shown("/"),),
    "sign-in": (
        Place("/sign-in/", invented=True, public=True),
        Place("/sign-in/?next=/claims/", invented=True, public=True),
    ),
    "today": (_shown("/today/"),),
    "help": (_shown("/help/"),),
    "catalogue": (
        _shown("/indicators/"),
        _shown("/indicators/?workstream=labour&search=jobs"),
        _shown("/indicators/?search=zzzz"),
    ),
    "method": (
        _shown("/indicators/FS_TOTAL_ALL/"),
        _shown("/indicators/MG_GRADE/"),
        Place("/indicators/no-such/", NO_ONE),
    ),
    "search": (
        _shown("/search/"),
        _shown("/search/?q=a"),
        _shown("/search/?q=盘州"),
        _shown("/search/?q=Panzhou&kind=entry"),
    ),
    "pairings": (_shown("/pairings/"),),
    "compare": (
        _shown("/compare/?year=2019"),
        _shown("/compare/?year=2020&indicator=LC_TOTAL&indicator=FS_DISBURSE_RATE&sort=share"),
        _shown("/compare/?pairing=dalian-liupanshui&as_of=2019-10-20&indicator=IC_INV_SIGNED"),
        _shown("/compare/?programme=nothing"),
    ),
    "saved-views": (_shown("/views/"),),
    "compare-csv": (_handed("/compare.csv?year=2019&level=city&sort=cost"),),
    "pairing": (
        _shown(f"{CARD}?year=2019", DALIAN),
        _shown(f"{CARD}?year=2019&rows=all&as_of=2019-10-20", DALIAN),
        _shown(f"{CARD}?year=2021&workstream=labour", DALIAN),
        _shown(f"{CARD}?year=2019&level=county&framework=sdg", DALIAN),
        _shown("/pairings/liaoning-guizhou/?year=1990", DALIAN),
        _shown("/pairings/zhongshan-liupanshui/?year=2021", ZHONGSHAN),
        Place("/pairings/nowhere/", NO_ONE),
    ),
    "pairing-brief": (
        _shown(f"{CARD}brief/?year=2019", DALIAN),
        _shown(f"{CARD}brief/?year=2019&as_of=2019-10-31&rows=all", DALIAN),
        Place("/pairings/nowhere/brief/", NO_ONE),
    ),
    "programmes": (_shown("/set-up/programmes/"),),
    "place": (_shown("/regions/cn-520281/"), Place("/regions/no-such/", NO_ONE)),
    "agreements": (_shown("/agreements/"),),
    "pairing-agreements": (
        _shown(f"{CARD}agreements/", DALIAN),
        Place("/pairings/nowhere/agreements/", NO_ONE),
    ),
    "agreement": (
        _shown("/agreements/dalian-liupanshui-2019/", DALIAN),
        _shown("/agreements/zhongshan-liupanshui-2021/", ZHONGSHAN),
        Place("/agreements/no-such/", NO_ONE),
    ),
    "pairing-calendar": (
        _shown(f"{CARD}calendar/", DALIAN),
        Place("/pairings/nowhere/calendar/", NO_ONE),
    ),
    "pairing-rules": (
        _shown("/pairings/dalian-liupanshui/rules/", DALIAN),
        Place("/pairings/nowhere/rules/", NO_ONE),
    ),
    "pairing-tiers": (
        _shown(f"{CARD}tiers/", DALIAN),
        _shown("/pairings/zhongshan-liupanshui/tiers/", ZHONGSHAN),
        Place("/pairings/nowhere/tiers/", NO_ONE),
    ),
    "map": (
        _shown(f"{CARD}map/?year=2020", DALIAN),
        _shown(f"{CARD}map/?year=2019&flow=people&as_of=2019-10-20", DALIAN),
        _shown("/pairings/zhongshan-liupanshui/map/?year=1990", ZHONGSHAN),
        Place("/pairings/nowhere/map/", NO_ONE),
    ),
    "map-csv": (_handed(f"{CARD}map.csv?year=2020&flow=goods", DALIAN),),
    "timeline": (
        _shown(f"{CARD}timeline/?year=2021", DALIAN),
        _shown(f"{CARD}timeline/?year=2020&kind=agreed", DALIAN),
        _shown("/pairings/zhongshan-liupanshui/timeline/?year=1990", ZHONGSHAN),
        Place("/pairings/nowhere/timeline/", NO_ONE),
    ),
    "timeline-csv": (_handed(f"{CARD}timeline.csv?year=2021", DALIAN),),
    "funds": (
        _shown(f"{CARD}funds/?year=2020", DALIAN),
        _shown(f"{CARD}funds/?year=2019&as_of=2019-10-20", DALIAN),
        _shown("/pairings/zhongshan-liupanshui/funds/?year=1990", ZHONGSHAN),
        Place("/pairings/nowhere/funds/", NO_ONE),
    ),
    "funds-csv": (_handed(f"{CARD}funds.csv?year=2020", DALIAN),),
    "funds-by-tier": (
        _shown(f"{CARD}stages/funds/tiers/?year=2019", DALIAN),
        _shown(f"{CARD}stages/funds/tiers/?year=2020&as_of=2020-10-20", DALIAN),
        _shown("/pairings/zhongshan-liupanshui/stages/funds/tiers/?year=1990", ZHONGSHAN),
        Place("/pairings/nowhere/stages/funds/tiers/", NO_ONE),
    ),
    "funds-by-tier-csv": (_handed(f"{CARD}stages/funds/tiers.csv?year=2019", DALIAN),),
    "stages": (
        _shown(f"{CARD}stages/?year=2019", DALIAN),
        _shown("/pairings/zhongshan-liupanshui/stages/?year=1990", ZHONGSHAN),
        Place("/pairings/nowhere/stages/", NO_ONE),
    ),
    "pipeline": (
        _shown(f"{CARD}stages/project/?year=2019", DALIAN),
        _shown(f"{CARD}stages/funds/?year=2019&show=here&as_of=2019-10-20", DALIAN),
        _shown(f"{CARD}stages/placement/?year=2019&unit=placement&region=cn-520281", DALIAN),
        _shown(f"{CARD}stages/study/?year=2019", DALIAN),
        _shown(f"{CARD}stages/assistance_project/?year=2020&stage=all", DALIAN),
        Place(f"{CARD}stages/target/", NO_ONE),
    ),
    "stage-lines": (
        _shown(f"{CARD}stages/funds/lines/?stage=received&part=came_in&year=2019", DALIAN),
        _shown(f"{CARD}stages/project/lines/?stage=signed&part=here&as_of=2019-10-20", DALIAN),
        _shown(f"{CARD}stages/funds/lines/?part=moved&budget=2019&at=cn-520281", DALIAN),
        Place(f"{CARD}stages/funds/lines/?stage=nothing", NO_ONE),
        Place("/pairings/nowhere/stages/funds/lines/?stage=received", NO_ONE),
    ),
    "pipeline-csv": (_handed(f"{CARD}stages/funds.csv?year=2019", DALIAN),),
    "pipeline-things-csv": (
        _handed(f"{CARD}stages/project/things.csv?year=2019&stage=all&sort=name", DALIAN),
    ),
    "commitments": (
        _shown("/commitments/"),
        _shown("/commitments/?pairing=dalian-liupanshui&state=late&sort=owner"),
    ),
    "commitments-csv": (_handed("/commitments.csv?side=supporting&state=kept"),),
    "commitment-new": (Place("/commitments/new/", CLERKS, invented=True, others=403),),
    "practices": (
        _shown("/practices/"),
        _shown("/practices/?search=车间&framework=sdg:8&state=given_up&sort=title"),
    ),
    "practice-new": (_shown("/practices/new/", CLERKS),),
    "practice": (
        _shown("/practices/minning-shop-by-net/"),
        _shown("/practices/helper-at-the-plant/", DALIAN),
        Place("/practices/no-such/", NO_ONE),
    ),
    "practice-edit": (
        _shown("/practices/helper-at-the-plant/edit/", CLERKS),
        Place("/practices/minning-shop-by-net/edit/", NO_ONE),
    ),
    "frameworks": (_shown("/frameworks/"),),
    "framework-new": (Place("/frameworks/new/", NO_ONE),),
    "framework": (
        _shown("/frameworks/sdg/"),
        _shown("/frameworks/liupanshui-ends/", DALIAN),
        Place("/frameworks/no-such/", NO_ONE),
    ),
    "pairing-frameworks": (
        _shown(f"{CARD}frameworks/?year=2019", DALIAN),
        _shown(f"{CARD}frameworks/?framework=sdg&year=2020&as_of=2020-10-20", DALIAN),
        Place("/pairings/nowhere/frameworks/", NO_ONE),
    ),
    "meetings": (_shown("/meetings/"), _shown("/meetings/?pairing=liaoning-guizhou&kind=visit")),
    "meeting-new": (Place("/meetings/new/", CLERKS, invented=True, others=403),),
    "meeting-calendar": (
        _shown("/meetings/calendar/?month=2021-05"),
        _shown("/meetings/calendar/?month=1990-01&pairing=liaoning-guizhou"),
    ),
    "meetings-ics": (_handed("/meetings/calendar.ics?pairing=liaoning-guizhou"),),
    "meeting": (
        _shown("/meetings/shenyang-2021-05-06/", DALIAN),
        Place("/meetings/no-such/", NO_ONE),
    ),
    "readouts": (_shown("/readouts/"), _shown("/readouts/?side=supported&state=waiting")),
    "readout-new": (
        _shown("/readouts/new/", CLERKS),
        Place("/readouts/new/?pairing=nowhere", NO_ONE),
    ),
    "readout": (Place("/readouts/no-such/", NO_ONE),),
    "readout-item": (Place("/readouts/no-such/1/", NO_ONE),),
    "meeting-people": (Place("/meetings/no-such/people/", NO_ONE),),
    "meeting-announce": (Place("/meetings/no-such/announce/", NO_ONE),),
    "meeting-document": (Place("/meetings/no-such/documents/1/", NO_ONE),),
    "announcements": (
        _shown("/announcements/"),
        _shown("/announcements/?side=supporting&state=corrected&search=joint&sort=published"),
        _shown("/announcements/?year=1990"),
    ),
    "announcement": (
        _shown(f"{TOLD}1/", DALIAN),
        _shown(f"{TOLD}2/", DALIAN),
        Place("/announcements/no-such/", NO_ONE),
    ),
    "announcement-text": (_handed(f"{TOLD}2/text/", DALIAN),),
    "announcement-json": (_handed(f"{TOLD}2/json/", DALIAN),),
    "fulfilment-file": (Place("/commitments/no-such/done/1/files/1/", NO_ONE),),
    "commitment": (
        _shown("/commitments/carry-through-signed-projects/", DALIAN),
        Place("/commitments/no-such/", NO_ONE),
    ),
    "watch-list": (
        _shown("/lists/unlanded/"),
        _shown("/lists/idle/?days=0"),
        Place("/lists/nothing/", NO_ONE),
    ),
    "watch-list-csv": (_handed("/lists/unlanded.csv?days=100"),),
    "scorecard-csv": (_handed(f"{CARD}scorecard.csv?year=2019", DALIAN),),
    "explain": (
        _shown(f"{WALK}FS_SOCIAL_TOTAL/", DALIAN),
        _shown(f"{WALK}FS_DISBURSE_RATE/?as_of=2019-10-20", DALIAN),
        _shown(f"{WALK}LC_TOTAL/", DALIAN),
        _shown(f"{WALK}LC_TOTAL/?level=county&part=partner", DALIAN),
        Place(f"{WALK}NO_SUCH_THING/", NO_ONE),
    ),
    "entries": (
        _shown("/entries/"),
        Place("/entries/?pairing=nowhere"),
    ),
    "corrections": (_shown("/entries/corrections/"),),
    "correction-new": (
        _shown("/entries/corrections/new/"),
        _shown("/entries/corrections/new/?entry=E-2020-0008", DALIAN),
        Place("/entries/corrections/new/?upload=none", NO_ONE),
    ),
    "correction": (Place("/entries/corrections/none/", NO_ONE),),
    "review": (
        _shown("/entries/review/"),
        _shown("/entries/review/?act=confirm"),
    ),
    "entry": (
        _shown("/entries/E-2020-0008/", DALIAN),  # waits for Dalian
        _shown("/entries/E-2020-0001/", DALIAN),  # waits for Liupanshui
        _shown("/entries/E-2020-0028/", DALIAN),  # disputed
        _shown("/entries/E-2020-0032/", DALIAN),  # reversed
        _shown("/entries/E-2021-0046/", ZHONGSHAN),
    ),
    "workbooks": (_shown("/entries/workbooks/"),),
    "evidence": (_handed(EVIDENCE, DALIAN), _shown(f"{EVIDENCE}?look=1", DALIAN)),
    "long-work-list": (
        _shown("/long-work/"),
        _shown("/long-work/?kind=readout&state=done"),
    ),
    "entry-pick": (_shown("/entries/new/?pairing=zhongshan-liupanshui"),),
    "entry-new": (
        _shown(f"{NEW}placement/placed/", CLERKS),
        _shown(f"{NEW}funds/allocated/", CLERKS),
        _shown(f"{NEW}project/signed/", CLERKS),
        Place(f"{NEW}target/promised/", NO_ONE),
    ),
    "entry-table": (
        _shown("/entries/table/zhongshan-liupanshui/funds/", CLERKS),
        _shown("/entries/table/zhongshan-liupanshui/placement/?more=1", CLERKS),
        Place("/entries/table/zhongshan-liupanshui/target/", NO_ONE),
    ),
    "read-back": (_handed("/entries/read-back/?unit=CNY&n=520&in=%E4%B8%87"),),
    "session": (_handed("/session/"),),
    "things": (_shown("/things/?pipeline=project"), _shown("/things/?pipeline=village")),
    "thing": (
        _shown("/things/kiwi-cold-store/"),
        _shown("/things/village-road/"),
        Place("/things/nothing/", NO_ONE),
    ),
    "thing-new": (_shown("/things/new/?pipeline=secondment", CLERKS),),
    "thing-edit": (_shown("/things/kiwi-cold-store/edit/", CLERKS),),
    "claims": (
        Place("/claims/"),
        Place("/claims/?open=yes"),
    ),
    "compared": (
        _shown("/claims/compared/"),
        _shown("/claims/compared/?verdict=differs&reason=contradiction&sort=newest"),
        _shown("/claims/compared/?pairing=dalian-liupanshui&year=2019"),
        _shown("/claims/compared/?reason=unit_slip"),
    ),
    "claim": (
        _shown("/claims/25/"),
        _shown("/claims/128/"),
        Place("/claims/999999/", NO_ONE),
    ),
    "press": (
        _shown(f"{CARD}press/", DALIAN),
        _shown(f"{CARD}press/?year=2019", DALIAN),
        _shown(f"{CARD}press/?year=2001", DALIAN),
    ),
    "press-csv": (_handed(f"{CARD}press.csv?year=2019", DALIAN),),
    "deadlines": (_shown("/deadlines/"), _shown("/deadlines/?show=all")),
    "office-list": (_shown("/deadlines/list/"),),
    "deadlines-ics": (_handed("/deadlines/calendar.ics"),),
    "carries": (_shown("/carries/"),),
    "carry": (Place("/carries/999999/", NO_ONE),),
    "periods": (_shown("/periods/"),),
    "period": (Place("/periods/none/", NO_ONE),),
    "use-code": (Place("/code/", invented=True, public=True),),
    "set-up": (_shown("/set-up/"),),
    "components": (_shown("/help/components/"),),
    "keeping-book": (_shown("/set-up/book/"),),
    "borders": (_shown("/set-up/borders/"),),
    "offices": (_shown("/set-up/offices/"),),
    "office": (
        _shown("/set-up/offices/dalian-office/", DALIAN),
        Place("/set-up/offices/nowhere/", NO_ONE),
    ),
    "profile": (_shown("/profile/"),),
    "second-factor": (_shown("/profile/second-factor/"),),
    "who-may-act": (
        _shown(f"{CARD}who/", DALIAN),
        Place("/pairings/nowhere/who/", NO_ONE),
    ),
    "api:openapi-json": (_handed("/api/openapi.json", public=True),),
    "api:list_pairings": (_handed("/api/pairings"),),
    "api:get_pairing": (_handed("/api/pairings/dalian-liupanshui", DALIAN),),
    "api:get_scorecard": (_handed("/api/pairings/dalian-liupanshui/scorecard?year=2019", DALIAN),),
    "api:get_explanation": (
        _handed("/api/pairings/dalian-liupanshui/explain?year=2019&indicator=LC_TOTAL", DALIAN),
    ),
}

# URL name → why nobody opens it here.
EXEMPT = {
    "ask-factor": "It follows a right password; test_second_factor opens it.",
    "to-house": "Off unless another house is configured; test_signing_in_house opens it.",
    "from-house": "It follows that house's answer; test_signing_in_house opens it.",
    "workbook-blank": "It hands out a file to a clerk of one side; test_workbook_pages opens it.",
    "workbook-waiting": "It hands out a file to a matcher; test_workbook_pages opens it.",
    "workbook-run": "A run is its sender's own; test_workbook_pages sends one and opens it.",
    "workbook-marked": "A run is its sender's own; test_workbook_pages opens it.",
    "long-work": "It is its asker's own; test_long_work_pages asks for some and opens it.",
    "long-work-file": "It is its asker's own; test_long_work_pages downloads one.",
    "paper-draw": "It takes a form; test_workbook_pages sends it.",
    "paper": "The example prints no list yet; test_workbook_pages draws one and opens it.",
    "paper-scan": "The example prints no list yet; test_desk_files opens a scan.",
    "tour-step": "It leads to another page; test_tours takes every step of every tour.",
    "tour-end": "It takes a form; test_tours sends it.",
    "tag": "It takes a form; test_tags_on_pages sends it.",
    "keep": "It takes a form; test_kept_forms sends it.",
    "sign-out": "It takes a form; test_signing_in sends it.",
    "entry-edit": "The example leaves no draft; test_new_entry makes one and opens it.",
    "set-language": "It takes a form; test_signing_in and test_jobs send it.",
    "api:api-root": "It shows nothing: the framework asks it for the address of the API.",
}


def pages() -> list[Place]:
    """Return the addresses that show a page."""
    return [place for places in PLACES.values() for place in places if place.page]


def files() -> list[Place]:
    """Return the addresses that hand out a file, or an answer of the API."""
    return [place for places in PLACES.values() for place in places if not place.page]


def url_names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Yield the name of every URL, with its namespace; one without a name by its route."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from url_names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"


def unlisted(names: set[str], listed: set[str], exempt: set[str]) -> list[str]:
    """Return what is wrong with the tables: URLs in neither or in both, and lines for none."""
    return [
        *(f"{name} is in no table" for name in sorted(names - listed - exempt)),
        *(f"{name} is no URL any more" for name in sorted((listed | exempt) - names)),
        *(f"{name} is listed and exempt" for name in sorted(listed & exempt)),
    ]
