"""What parties do for each other, in words: verbs, and the things that say which kind of act it is.

The same verb serves many acts ("gave 3 million yuan", "gave training", "gave a speech"), so a verb
names the kinds it can be, and the nearest thing it acts on decides between them.
"""

from __future__ import annotations

FUND, SIGN, VISIT, BUILD = "fund", "sign", "visit", "build"
TRAIN, SEND, PLACE, OTHER = "train", "send", "place", "other"

# Things acted on, by the kind of act they make of a verb that can be several.
MONEY, GOODS, PAPER, SITE, COURSE, STAFF = "money", "goods", "paper", "site", "course", "staff"
JOB, TRIP, HELP, RULE, GATHERING, TIES = "job", "trip", "help", "rule", "gathering", "ties"
SHOW = "show"

THINGS: dict[str, str] = {
    MONEY: """yuan rmb dollars dollar euros euro pounds yen shillings rand francs dirhams dong usd
        cny renminbi donation donations fund funds funding grant grants subsidy subsidies money
        cash loan loans budget budgets finance financing investment sum sums contribution
        contributions fund-raising fundraising baht peso pesos rupees kip riyals naira cedi
        cedis birr kwacha zloty roubles rubles ringgit rupiah taka tugrik tenge endowment endowments
        bursaries bursary stipends stipend""",
    GOODS: """goods supplies materials equipment books computers computer ambulance ambulances
        vehicle vehicles vaccines masks clothes clothing quilts blankets medicines medicine food
        rice seeds seedlings livestock sheep cattle tractors machines machinery desks laptops
        tablets bicycles uniforms fertiliser fertilizer instruments kits gifts items costs fees
        scholarships scholarship tuition expenses relief painting paintings plaque plaques statue
        sculpture souvenir souvenirs buses trucks boats generators beds ventilators wheelchairs
        shoes stationery schoolbags schoolbag toys tents tent flour saplings goats cows chickens
        blanket shirts jerseys monitors projectors printers cameras helmets gloves suits""",
    PAPER: """agreement agreements memorandum memoranda memorandums mou mous protocol protocols
        contract contracts pact pacts minutes charter declaration communique treaty accord accords
        deal deals letter letters convention covenant""",
    SITE: """school schools hospital hospitals park parks base bases centre centres center centers
        clinic clinics road roads bridge bridges plaza workshop workshops platform platforms library
        libraries house houses home homes housing greenhouse greenhouses factory factories plant
        plants project projects station stations zone zones line lines market markets
        kindergarten kindergartens playground reservoir reservoirs wells well toilets village
        villages gate gates laboratory laboratories museum facility facilities building buildings
        farm farms orchard orchards warehouse warehouses corridor pipeline dormitory garden
        classroom classrooms incubator incubators canal canals dam dams borehole boreholes nursery
        mill terminal wharf tunnel lab labs studio studios hostel hostels shelter
        shelters canteen gym theatre sewers wards ward plantation plantations area
        areas chamber port ports railway airport
        venue stadium community communities hub hubs shop shops store stores""",
    COURSE: """training trainings course courses lessons trainees classes class
        scholars internship internships skills""",
    STAFF: """officials official cadres cadre staffers medics civil-servants teachers teacher
        doctors doctor specialists specialist
        experts expert professionals professional technicians technician volunteers staff personnel
        nurses agronomists persons people talents employees students engineers interns
        advisers advisors team teams members trainers principals researchers""",
    JOB: """job jobs work employment posts labourers laborers workers worker labor labour labors
        labours workforce migrants""",
    TRIP: """visit visits delegation delegations trip trips exchanges missions mission tour tours
        assembly summit conference conferences""",
    HELP: """help advice assistance support aid guidance services service consultation consultations
        treatment care surgery operations""",
    RULE: """paper list measures measure policy policies rules rule plan plans opinion opinions
        guidelines guideline scheme schemes programme programmes program programs report standard
        standards mechanism mechanisms system systems strategy strategies regulation regulations
        law laws notice catalogue campaign campaigns fair fairs responsibility responsibilities task
        tasks agenda roadmap action actions initiative initiatives""",
    GATHERING: """meeting meetings forum symposium ceremony talks session seminar seminars
        discussion
        week teleconference summit festival expo press briefing negotiations event
        speech speeches account overview presentation interview banquet""",
    SHOW: """exhibition exhibitions exhibit concert concerts performance performances contest
        contests competition competitions""",
    TIES: """pairing pairings partnership partnerships cooperation co-operation collaboration ties
        relations friendship exchange links""",
}

_GIVING = {MONEY: FUND, GOODS: FUND, COURSE: TRAIN, HELP: OTHER}
_HANDING = {**_GIVING, SITE: BUILD}
_MAKING = {SITE: BUILD, COURSE: TRAIN, RULE: OTHER, JOB: OTHER}
_STARTING = {SITE: BUILD, COURSE: TRAIN, RULE: OTHER}
_SENDING = {STAFF: SEND, JOB: SEND, GOODS: FUND, MONEY: FUND, TRIP: VISIT}
_SUMMING = {MONEY: FUND, HELP: FUND}


def _each(verbs: tuple[str, ...], kinds: str | dict[str, str]) -> dict[str, str | dict[str, str]]:
    return dict.fromkeys(verbs, kinds)


# An English verb: the kinds it makes of what it acts on. A plain kind needs nothing to be sure.
VERBS: dict[str, str | dict[str, str]] = {
    **_each(("donate", "disburse", "fund", "finance", "subsidise", "subsidize"), FUND),
    **_each(("earmark", "bestow", "co-finance", "co-fund", "bankroll"), FUND),
    **_each(("award", "endow", "furnish", "lend"), {**_GIVING, STAFF: SEND}),
    **_each(("rehabilitate", "restore", "modernise", "modernize", "enlarge"), {SITE: BUILD}),
    **_each(("electrify", "drill", "dedicate"), {SITE: BUILD}),
    **_each(("mentor", "tutor", "educate"), {STAFF: TRAIN, COURSE: TRAIN}),
    **_each(("station", "detach"), {STAFF: SEND, JOB: PLACE}),
    **_each(("execute", "sign off"), {PAPER: SIGN, RULE: OTHER}),
    "sponsor": {MONEY: FUND, GOODS: FUND, COURSE: FUND, STAFF: FUND, SITE: FUND, TRIP: FUND},
    **_each(
        ("give", "provide", "contribute", "offer", "grant", "supply", "present"),
        {**_GIVING, JOB: PLACE},
    ),
    **_each(("deliver", "distribute", "hand", "ship"), _HANDING),
    **_each(("receive", "get", "obtain"), _GIVING),
    **_each(("allocate", "raise", "spend", "appropriate", "inject", "devote"), _SUMMING),
    **_each(("pour", "pump", "channel", "funnel", "plough", "commit", "remit"), _SUMMING),
    **_each(("bring", "put", "set aside", "make available", "mobilise", "mobilize"), _SUMMING),
    "pay": {**_SUMMING, TRIP: VISIT},
    "transfer": {**_SUMMING, JOB: PLACE},
    **_each(("add up", "amount", "total", "reach", "stand", "come"), _SUMMING),
    **_each(("exceed", "surpass", "top"), _SUMMING),
    "invest": _SUMMING,
    "meet": {GOODS: FUND},
    "add": {GOODS: FUND, MONEY: FUND},
    **_each(("sign", "re-sign", "co-sign", "initial", "ink", "countersign"), SIGN),
    **_each(("conclude", "settle", "renew", "seal", "ratify", "enter into"), {PAPER: SIGN}),
    **_each(("forge", "pen", "clinch", "strike", "formalise", "formalize"), {PAPER: SIGN}),
    "exchange": {PAPER: SIGN, STAFF: SEND, TRIP: VISIT},
    **_each(("build", "construct", "rebuild", "refurbish", "erect", "co-build"), BUILD),
    **_each(("renovate", "upgrade", "pave", "plant", "install", "equip"), {SITE: BUILD}),
    **_each(("set up", "establish", "found", "create", "complete", "expand"), _MAKING),
    **_each(("produce", "commission", "develop", "finish", "repair"), {SITE: BUILD}),
    **_each(("open", "launch", "inaugurate", "start", "begin", "unveil"), _STARTING),
    **_each(("break ground", "lay"), {SITE: BUILD}),
    **_each(("train", "retrain", "instruct", "coach"), TRAIN),
    **_each(("teach", "show"), {}),
    **_each(("dispatch", "despatch", "second", "deploy", "post"), _SENDING),
    "send": _SENDING,
    "find": {JOB: PLACE},
    **_each(("place", "recruit", "hire", "resettle"), {JOB: PLACE, STAFF: PLACE}),
    **_each(("publish", "adopt", "draw up", "draft", "formulate"), _MAKING),
    "issue": {**_MAKING, MONEY: FUND, GOODS: FUND},
    "approve": {RULE: OTHER, PAPER: OTHER, MONEY: FUND},
    **_each(("release", "introduce", "compile", "promulgate"), {RULE: OTHER}),
    **_each(
        ("implement", "carry out", "roll out", "pilot", "organise", "organize"),
        {COURSE: TRAIN, SITE: BUILD, RULE: OTHER, TRIP: VISIT, STAFF: SEND, JOB: PLACE},
    ),
    "undertake": {COURSE: TRAIN, SITE: BUILD, RULE: OTHER, TRIP: VISIT},
    **_each(
        ("hold", "stage", "run", "conduct"),
        {MONEY: FUND, COURSE: TRAIN, RULE: OTHER, SHOW: OTHER},
    ),
    **_each(("help", "assist", "treat", "aid"), {JOB: PLACE, SITE: OTHER, STAFF: OTHER}),
    **_each(
        ("push", "promote", "advance", "reinforce", "strengthen", "deepen", "boost", "enhance"),
        {TIES: OTHER, HELP: OTHER, TRIP: OTHER},
    ),
    **_each(
        ("support", "back", "sustain"),
        {TRIP: OTHER, STAFF: OTHER, COURSE: TRAIN, RULE: OTHER, GOODS: FUND},
    ),
    **_each(("choose", "select", "pick"), {STAFF: SEND}),
    "arrange": {MONEY: FUND, JOB: PLACE, STAFF: SEND, TRIP: VISIT, COURSE: TRAIN},
    **_each(("enrol", "enroll", "admit"), {STAFF: TRAIN, COURSE: TRAIN}),
    "perform": {HELP: OTHER},
    **_each(("transport", "bus", "ferry"), {JOB: PLACE}),
    **_each(("designate", "assign", "reassign"), OTHER),
    **_each(("change", "revise", "adjust"), {RULE: OTHER, PAPER: OTHER, TIES: OTHER}),
    "extend": {RULE: OTHER, PAPER: OTHER, TIES: OTHER, HELP: OTHER, MONEY: FUND, GOODS: FUND},
}

# What an act is about where only the undertaking verb is general ("will step up mutual visits").
AIMS: dict[str, str] = {
    FUND: """funding fund funds donate investment donation donations finance invest allocate
        grant grants donating financing funds. subsidies""",
    SIGN: "sign signing",
    VISIT: """visit visits delegation delegations assembly visiting conference""",
    BUILD: """build building construct construction establish establishment builds set-up gates
        built constructed constructing establishing""",
    TRAIN: "train training trained courses",
    SEND: "send dispatch second sending dispatching secondment secondments seconded",
    PLACE: "employment jobs job employ",
}

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "give": ("gave", "given"), "pay": ("paid",), "spend": ("spent",), "bring": ("brought",),
    "put": ("put",), "set": ("set",), "make": ("made",), "stand": ("stood", "stands"),
    "come": ("came", "comes"), "meet": ("met",), "build": ("built",), "rebuild": ("rebuilt",),
    "co-build": ("co-built",), "begin": ("began", "begun"), "break": ("broke", "broken"),
    "lay": ("laid",), "teach": ("taught",), "show": ("showed", "shown"), "send": ("sent",),
    "find": ("found",), "draw": ("drew", "drawn"), "hold": ("held",), "run": ("ran",),
    "get": ("got",), "add": ("added", "adds"), "total": ("totalled", "totaled", "totals"),
    "amount": ("amounted", "amounts"), "reach": ("reached", "reaches"), "initial": ("initialled",),
    "equip": ("equipped",), "ship": ("shipped",), "commit": ("committed",), "plan": ("planned",),
    "begin construction": ("began construction",), "second": ("seconded",), "post": ("posted",),
    "undertake": ("undertook", "undertaken"), 
    "exceed": ("exceeded", "exceeds"), "surpass": ("surpassed", "surpasses"),
    "top": ("topped", "tops"),
    "enrol": ("enrolled",), "admit": ("admitted",), "bus": ("bussed", "bused"),
    "lend": ("lent",), "pen": ("penned",), "strike": ("struck",), "choose": ("chosen", "chose"),
}  # fmt: skip


def past_forms(verb: str) -> tuple[str, ...]:
    """Return the past and the participle of a verb's first word.

    >>> past_forms("give"), past_forms("set up"), past_forms("donate"), past_forms("supply")
    (('gave', 'given'), ('set',), ('donated',), ('supplied',))
    """
    first = verb.split(" ")[0]
    if first in _IRREGULAR:
        return _IRREGULAR[first]
    if first.endswith("e"):
        return (first + "d",)
    if first.endswith("y") and first[-2] not in "aeiou":
        return (first[:-1] + "ied",)
    return (first + "ed",)


def gerund(verb: str) -> str:
    """Return the -ing form of a verb's first word.

    >>> gerund("give"), gerund("set up"), gerund("send"), gerund("train")
    ('giving', 'setting', 'sending', 'training')
    """
    first = verb.split(" ")[0]
    if first in ("set", "put", "run", "get", "commit", "ship", "equip"):
        return first + first[-1] + "ing"
    return (first[:-1] if first.endswith("e") and first != "see" else first) + "ing"


def present(verb: str) -> str:
    """Return how a verb's first word stands behind one who acts.

    >>> present("give"), present("dispatch"), present("supply"), present("set up")
    ('gives', 'dispatches', 'supplies', 'sets')
    """
    first = verb.split(" ")[0]
    if first.endswith("y") and first[-2] not in "aeiou":
        return first[:-1] + "ies"
    return first + ("es" if first.endswith(("ch", "sh", "s", "x")) else "s")


def word_set(table: str) -> frozenset[str]:
    """Return the words of a table, which are parted by space."""
    return frozenset(table.split())


def by_word(table: dict[str, str]) -> dict[str, str]:
    """Return the row of each word of a table; the first row that has it counts."""
    rows: dict[str, str] = {}
    for row, words in table.items():
        for word in words.split():
            rows.setdefault(word, row)
    return rows
