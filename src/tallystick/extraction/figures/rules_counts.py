"""Numbers of things, sizes: the first rule that holds gives the indicator."""

from __future__ import annotations

from tallystick.extraction.figures.rule import Rule

COUNT = (
    Rule(
        None, head="park|enterprise|village|school|project|household|workshop|hospital", own="tour"
    ),
    Rule("LC_JOBFAIRS", head="jobfair"),
    Rule("LC_STATIONS", head="station"),
    Rule(
        "IC_JOBS",
        head="vacancy",
        near="create-jobs",
        around="enterprise|park|project",
        never="jobfair",
    ),
    Rule(None, head="vacancy", near="planned|planning", never="jobfair"),
    Rule("LC_JOBS_OFFERED", head="vacancy"),
    Rule("OR_JOINT_MEETINGS", head="joint-meeting"),
    Rule("RV_VILLAGES", head="demo-village"),
    Rule("RV_VILLAGES", head="village", near="demo-village"),
    Rule("OR_PAIR_ENTVILLAGE", head="entvillage"),
    Rule(
        "OR_PAIR_ENTVILLAGE",
        head="enterprise",
        clause="pair village",
        without="sign",
        never="town social-org",
    ),
    Rule(
        "OR_PAIR_ENTVILLAGE",
        head="village",
        clause="pair enterprise",
        without="sign",
        never="town social-org",
    ),
    Rule("OR_PAIR_ENTVILLAGE", head="enterprise", near="pair", around="village"),
    Rule(
        "OR_PAIR_COUNTY",
        head="county",
        own="to-west|by-west|with-east",
        around="pair",
        never="friendship",
    ),
    Rule("OR_PAIR_COUNTY", head="county", around="pair", without="by-east", never="friendship"),
    Rule("OR_PAIR_TOWN", head="town", around="pair"),
    Rule("OR_PAIR_ENTVILLAGE", head="village", near="pair enterprise"),
    Rule("OR_PAIR_VILLAGE", head="village", around="pair", without="sign"),
    Rule("OR_PAIR_SOCIALORG", head="social-org", around="pair|village"),
    Rule("OR_PAIR_SCHOOL", head="school", around="pair"),
    Rule("OR_PAIR_HOSPITAL", head="hospital", around="pair"),
    Rule("OR_PAIR_HOSPITAL", head="unit", own="pair", after="OR_PAIR_HOSPITAL"),
    Rule("OR_PAIR_HOSPITAL", head="unit", around="hospital pair"),
    Rule("IC_WORKSHOPS_OPERATING", head="workshop", near="operating|resume"),
    Rule("IC_WORKSHOPS", head="workshop"),
    Rule("IC_PARK_ENT", head="enterprise", near="resident|park", around="park"),
    Rule("IC_PARKS", head="park"),
    Rule("IC_ENT_PARTNER", head="enterprise", near="cooperate-tie", without="land jobfair donate"),
    Rule(None, head="enterprise", near="take-part|jobfair|donate"),
    Rule(
        "IC_ENT_PARTNER",
        head="enterprise",
        near="agreement|cooperation|visit",
        without="land resident",
    ),
    Rule("IC_ENT_STOCK", head="enterprise", near="by-east present-in", without="sign new"),
    Rule(
        "IC_ENT_NEW",
        head="enterprise",
        own="by-east",
        clause="invest|land",
        without="sign present present-in take-part visit",
    ),
    Rule("IC_ENT_NEW", head="enterprise", near="land|new"),
    Rule(
        "IC_ENT_STOCK",
        head="enterprise",
        near="by-east|entrepreneur to-west|present",
        without="sign new",
    ),
    Rule("IC_PARK_ENT", head="enterprise", around="park", never="land"),
    Rule("IC_ENT_STOCK", head="enterprise", own="by-east", without="sign new land take-part visit"),
    Rule("LC_INTENT", head="agreement", near="intent labour-topic"),
    Rule("OR_AGREEMENTS", head="agreement"),
    Rule("TS_TECH", head="technology"),
    Rule("OUT_FACILITIES", head="facility|school|hospital", around="build|donate|aid"),
    Rule("TS_TECH", near="technology new|land", head="project"),
    Rule(
        "FS_PROJECTS",
        head="project",
        own="pay-for",
        after="FS_GOV_FUND FS_TOTAL_ALL FS_SUBPROV_FUND",
        without="sign invest enterprise land",
    ),
    Rule("IC_INV_PROJECTS", own="cooperation project", without="aid-project fund sign land start"),
    Rule("IC_PROJECTS_OPERATING", head="project", own="signed-project operating"),
    Rule("IC_PROJECTS_STARTED", head="project", own="signed-project start"),
    Rule("IC_PROJECTS_SIGNED", head="project", near="sign"),
    Rule("IC_PROJECTS_OPERATING", head="project", near="operating", without="fund aid"),
    Rule("IC_PROJECTS_STARTED", head="project", near="start", without="fund aid"),
    Rule("IC_PROJECTS_LANDED", head="project", near="landed", without="fund aid"),
    Rule("FS_PROJECTS", head="project", own="aid-project", without="sign"),
    Rule("FS_PROJECTS", head="project", near="fund pay-for", without="enterprise invest"),
    Rule(
        "FS_PROJECTS", head="project", near="aid|fund|pay-for", without="industry enterprise invest"
    ),
    Rule("IC_INV_PROJECTS", head="project", own="industry|cooperation", without="aid fund"),
    Rule("IC_PROJECTS_SIGNED", head="project", around="sign", never="fund"),
    Rule("IC_PROJECTS_LANDED", head="project", around="landed enterprise", never="fund land"),
    Rule("IC_PROJECTS_STARTED", head="project", around="start invest", never="fund"),
    Rule("IC_INV_PROJECTS", head="project", near="industry|invest|enterprise|cooperation"),
    Rule("FS_PROJECTS", head="project", around="fund"),
    Rule("FS_PROJECTS", head="project", around="aid give|pay-for", weak=True),
    Rule("FS_PROJECTS", head="project", after="FS_GOV_FUND FS_TOTAL_ALL", weak=True),
    Rule("OR_VISITS_ALL", head="visit", without="jobfair"),
    Rule("OR_VISITS_ALL", own="times", near="visit|exchange", without="jobfair"),
    Rule("LC_TRAIN_SESSIONS", head="class", near="labour-topic|labourer"),
    Rule("TS_TRAIN_SESSIONS", head="class", near="train talent-topic|cadre|pro"),
)

BATCH = (Rule("OR_VISITS_ALL", near="visit|exchange", without="cadre pro"),)

SESSION = (
    Rule("OR_JOINT_MEETINGS", own="joint-meeting"),
    Rule("LC_TRAIN_SESSIONS", near="train|class labour-topic|labourer"),
    Rule("TS_TRAIN_SESSIONS", near="train|class talent-topic|cadre|pro"),
)

SIZE = (
    Rule(None, near="away"),
    Rule("OUT_FACILITIES", near="facility build"),
    Rule("OUT_FACILITIES", own="facility", around="build"),
)
