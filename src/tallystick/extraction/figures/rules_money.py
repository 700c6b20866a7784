"""Amounts of money, rates: the first rule that holds gives the indicator."""

from __future__ import annotations

from tallystick.extraction.figures.rule import Rule

# Money of which one of these is said is no government's gift.
_OTHER_MONEY = "invest sell donate work giver-org earn wage output revenue planned enterprise sign"

MONEY = (
    Rule("LC_INCOME", near="labour-income"),
    Rule("LC_WAGE", near="wage", without="fund village-income invest"),
    Rule("LC_WAGE", near="per-month earn|work|labourer", without="fund invest"),
    Rule("OUT_VILLAGE_INCOME", near="village-income", without="invest fund"),
    Rule("OUT_INCOME_PC", near="per-head-income", without="fund donate"),
    Rule("FS_COUNTY_AVG", near="county-average|per-county"),
    Rule(
        "FS_COUNTY_AVG", near="each-county", around="fund|aid|give|average", without="donate sell"
    ),
    Rule("OUT_INCOME_PC", near="per-person earn"),
    Rule("OUT_INCOME_PC", near="earn average", without="per-month wage enterprise fund"),
    Rule("IC_PARK_OUTPUT", near="output", around="park", without="invest sell"),
    Rule(None, own="grow-by", without="fund invest consumption sell donate give"),
    Rule(None, near="revenue", without="fund"),
    Rule(None, near="output", without="invest consumption fund"),
    Rule("LC_INCOME", near="earn", around="work|labourer", without="fund invest"),
    Rule(
        "FS_SOCIAL_GOODS",
        near="goods-only",
        around="donate|hand-over",
        without="cash money-and-goods society invest",
    ),
    Rule(
        "FS_SOCIAL_GOODS",
        near="goods-thing valued",
        around="donate|hand-over|give",
        without="cash money-and-goods invest sell fund society",
    ),
    Rule("FS_TOTAL_ALL", near="all-money"),
    Rule("FS_TOTAL_ALL", own="fiscal society combined", without="invest"),
    Rule("FS_TOTAL_ALL", own="fiscal donate combined", without="invest"),
    Rule("FS_TOTAL_ALL", near="money-and-goods", without="donate society"),
    Rule(
        "FS_GOV_FUND", own="donate government fund", without="org giver-org society goods receive"
    ),
    Rule("FS_SOCIAL_CASH", own="society fund", without="goods government donate"),
    Rule("FS_SOCIAL_TOTAL", near="donate|society goods"),
    Rule("IC_CONSUMPTION", near="consumption|sell", around="consumption", without="fund donate"),
    Rule("IC_INV_SIGNED", near="invest|amount sign", without="paid-in donate"),
    Rule("IC_PARK_INV", near="invest|paid-in paid-in", around="park", without="fund"),
    Rule("IC_INV_STOCK", near="sum-invest by-east|enterprise", without="new fund paid-in"),
    Rule("IC_INV_ACTUAL", near="invest paid-in", without="fund"),
    Rule("IC_INV_ACTUAL", near="paid-in", around="invest", without="fund donate"),
    Rule("IC_INV_SIGNED", near="invest|amount", around="sign", without="paid-in donate fund"),
    Rule("FS_GOV_FUND", near="fund aid", without="society donate subprovincial industry disburse"),
    Rule(
        "FS_GOV_FUND",
        near="invest aid-project",
        without="enterprise paid-in sign society donate amount",
    ),
    Rule("IC_INV_STOCK", near="invest|planned", after="IC_ENT_STOCK", without="fund paid-in sign"),
    Rule(None, near="planned", without="fund"),
    Rule("FS_GOV_FUND", near="donate giver-gov", without="giver-org receive goods"),
    Rule("FS_SOCIAL_CASH", near="donate", without="goods"),
    Rule(
        "FS_SUBPROV_FUND",
        near="subprovincial",
        around="provincial",
        without="provincial society invest",
    ),
    Rule(
        "FS_SUBPROV_FUND",
        own="subprovincial besides",
        after="FS_GOV_FUND",
        without="society invest",
    ),
    Rule("FS_DISBURSED", near="disburse", without="invest donate"),
    Rule("FS_IND_FUND", near="fund industry", without="invest donate enterprise"),
    Rule("IC_INV_STOCK", near="invest", after="IC_ENT_STOCK", without="fund"),
    Rule(
        "FS_GOV_FUND",
        near="invest aid",
        without="enterprise entrepreneur paid-in sign society donate amount industry land",
        never="enterprise entrepreneur",
    ),
    Rule("IC_INV_ACTUAL", near="invest", around="enterprise|entrepreneur", without="fund"),
    Rule("IC_INV_ACTUAL", near="pour enterprise|entrepreneur", without="fund donate sell aid"),
    Rule("FS_GOV_FUND", near="fund", without="society invest"),
    Rule("FS_GOV_FUND", near="aid government", without="society invest"),
    Rule("FS_SOCIAL_TOTAL", near="society give", without="enterprise"),
    Rule("IC_CONSUMPTION", near="sell", without="fund donate wage"),
    Rule("IC_INV_ACTUAL", near="invest", without="fund government", weak=True),
    Rule(
        "FS_SOCIAL_CASH",
        near="give giver-org",
        around="donate|society",
        without="invest fund sell goods",
        weak=True,
    ),
    Rule(
        "FS_SOCIAL_CASH",
        near="give giver-org",
        clause="charity-org",
        without="invest fund sell goods",
        weak=True,
    ),
    Rule(
        "FS_SOCIAL_CASH",
        near="give",
        around="donate",
        without="invest fund sell goods giver-gov",
        weak=True,
    ),
    Rule(
        "FS_IND_FUND",
        near="give|pay-for industry",
        around="fund|aid",
        without="invest donate enterprise sell",
        weak=True,
    ),
    Rule("FS_GOV_FUND", near="aid give", weak=True),
    Rule("FS_GOV_FUND", near="give", without="invest sell donate work giver-org", weak=True),
    Rule(
        "FS_GOV_FUND",
        near="project|facility|cost|pay-for",
        around="aid|pair|fund",
        without=_OTHER_MONEY,
        weak=True,
    ),
    Rule(
        "FS_GOV_FUND",
        after="FS_PROJECTS FS_GOV_FUND",
        without=_OTHER_MONEY,
        weak=True,
    ),
)

PERCENT = (
    Rule(None, own="growth"),
    Rule("FS_DISBURSE_RATE", near="use-rate", around="fund|use-rate"),
    Rule("FS_PROGRESS_RATE", own="works-progress", without="target"),
    Rule("MG_COMPLETION_RATE", near="complete target"),
    Rule("FS_IND_SHARE", near="share", after="FS_IND_FUND"),
    Rule("FS_IND_SHARE", near="industry share|give|pay-for", around="fund"),
    Rule("LC_POV_SHARE", near="share", after="LC_POV"),
    Rule("LC_POV_SHARE", near="poor", around="share work|labourer"),
    Rule("FS_PROGRESS_RATE", near="works-rate"),
)
