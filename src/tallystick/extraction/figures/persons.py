"""Whether the noun of an English count is of people: engineers, Koreans; but not containers."""

from __future__ import annotations

import re

_FORMS = re.compile(
    r"(?:men|people|children|youth|folk)\Z"
    r"|(?:^|-)[a-z]+(?:ists|ians|eers|ees|nts(?<!ents)(?<!ants))\Z"
    # Who does something, and of what town: interpreters, Londoners.
    r"|(?:^|-)[a-z]{3,}ers\Z|(?:^|-)(?:doers|goers)\Z"
)
_PEOPLE = (
    "academics accountants actors administrators adolescents adults advisors africans agents "
    "agronomists aides alumni amateurs ambassadors americans applicants apprentices artisans "
    "asians assistants athletes attendants authors babies beneficiaries boys cadets cadres "
    "candidates captains casualties celebrities chefs chiefs citizens civil-servants claimants "
    "classmates clerks colleagues compatriots constituents consuls consultants cooks "
    "coordinators correspondents councillors councilors counsellors counselors craftsmen "
    "curators danes daughters delegates dependants dependents deputies descendants dignitaries "
    "directors doctors donors educators elders emigrants enthusiasts entrants entrepreneurs "
    "envoys europeans evacuees expats experts facilitators fans friends functionaries germans "
    "girls governors graduates grandparents guards guests guides heads-of-household heirs "
    "heroes hosts housemaids husbands immigrants individuals infants inhabitants inmates "
    "inpatients instructors interns inventors investigators judges juniors kazakhs kids koreans "
    "ladies laureates legislators locals maids martyrs masons mayors mechanics medics mentors "
    "merchants mexicans midwives migrants missionaries moderators monks nannies narrators "
    "negotiators neighbors neighbours novices nuns nurses occupants officials orphans "
    "outpatients parents participants patients personalities personnel persons physicians "
    "pilots poles presidents priests professionals professors prosecutors recruits refugees "
    "relatives representatives residents respondents returnees scholars scots scouts "
    "secretaries senators seniors servants sons souls specialists spectators staff students "
    "superintendents surgeons survivors swedes talents tibetans toddlers translators troops "
    "turks tutors twins uighurs uygurs uzbeks veterans victims visitors widows wives youngsters "
    "youths users diplomats pupils spouses acrobats"
)
_PERSONS = frozenset(_PEOPLE.split())
# Things and bodies that end as people do.
_THINGS = (
    "acres adapters conditioners speakers loudspeakers analyzers analysers wheelers washers "
    "sewers lawnmowers pullovers burgers hamburgers  anchors answers antlers banners barriers "
    "beakers bees binders blenders "
    "boilers boosters borders boulders breakers broilers browsers buffers bulldozers bumpers "
    "burners careers carriers cellars centers centimeters chambers chapters characters chargers "
    "chillers clippers clusters coasters coffees committees computers condensers containers "
    "converters conveyers cookers coolers copiers corners counters covers craters crushers "
    "cucumbers cutters cylinders daggers degrees diameters diapers diggers dinners disasters "
    "dispensers dividers dozers drawers drillers dryers dumpers employers encounters erasers "
    "exporters extinguishers feathers feeders fees fenders fertilizers fevers fibers fillers "
    "filters fingers flowers flyers folders freezers fritters garters grinders guarantees "
    "gutters hammers hangers harvesters headers headquarters heaters helicopters humidifiers "
    "importers insurers inverters jumpers kilometers ladders lasers launchers layers ledgers "
    "lenders letters levers lighters liners liters loaders lockers manners manufacturers "
    "markers matters meters millimeters mixers monsters mowers murders nebulizers newsletters "
    "newspapers numbers offers openers operators orders others ovens oximeters papers "
    "parameters partners peppers pillars planters platters pointers polymers posters powers "
    "prayers primers printers processors producers propellers purifiers quarters receivers "
    "recorders refineries refrigerators registers reminders retailers rivers rollers roosters "
    "routers rulers saucers scanners scooters seeders servers shakers shelters showers "
    "shredders shutters skyscrapers slippers spanners sprayers spreaders sprinklers stackers "
    "staplers starters steamers stickers strollers subcommittees summers sunflowers suppers "
    "suppliers sweaters sweepers tankers tenders thermometers threshers tigers tillers timbers "
    "timers toasters towers tractor-trailers trailers transceivers transfers transformers "
    "transplanters trees trimmers trousers tubers tumblers typewriters vouchers wafers wagers "
    "waters wholesalers winters wipers wonders wrappers zippers"
)
_NO_PERSONS = frozenset(_THINGS.split())


def is_person(noun: str) -> bool:
    """Whether a noun in the plural and in small letters is of people.

    >>> is_person("engineers"), is_person("beekeepers"), is_person("city-councillors")
    (True, True, True)
    >>> is_person("committees"), is_person("containers")
    (False, False)
    """
    last = noun.rpartition("-")[2]
    if noun in _NO_PERSONS or last in _NO_PERSONS:
        return False
    return noun in _PERSONS or last in _PERSONS or _FORMS.search(noun) is not None
