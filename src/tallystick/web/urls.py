"""The addresses of the pages."""

from django.urls import path
from django.views.generic import RedirectView

from tallystick.access.policy import PUBLIC, guard
from tallystick.web.views.announcements.announcement_list import announcement_list
from tallystick.web.views.announcements.announcements import (
    announce,
    announcement_as_json,
    announcement_page,
    announcement_text,
)
from tallystick.web.views.announcements.readout import readout_page
from tallystick.web.views.announcements.readout_item import readout_item_page
from tallystick.web.views.announcements.readout_new import readout_new
from tallystick.web.views.announcements.readouts import readout_list
from tallystick.web.views.claims.claim import claim_page
from tallystick.web.views.claims.claims import claim_list
from tallystick.web.views.claims.compared import compared_list
from tallystick.web.views.claims.press import press_csv, press_page
from tallystick.web.views.entries.carries import carry_list, carry_page
from tallystick.web.views.entries.correction_form import correction_new
from tallystick.web.views.entries.corrections import correction_list, correction_page
from tallystick.web.views.entries.entries import entry_list
from tallystick.web.views.entries.entry import entry_page
from tallystick.web.views.entries.entry_table import entry_table
from tallystick.web.views.entries.evidence import evidence, paper_scan
from tallystick.web.views.entries.new_entry import edit_entry, new_entry, pick
from tallystick.web.views.entries.read_back import read_back
from tallystick.web.views.entries.review import review
from tallystick.web.views.files.papers import draw_paper, paper_page
from tallystick.web.views.files.workbooks import (
    blank_workbook,
    marked_workbook,
    waiting_workbook,
    workbook_run,
    workbooks,
)
from tallystick.web.views.help.catalogue import catalogue_page, method_page
from tallystick.web.views.help.components import components
from tallystick.web.views.help.help import help_page
from tallystick.web.views.help.tour import tour_end, tour_step
from tallystick.web.views.learning.framework_form import framework_new
from tallystick.web.views.learning.framework_score import framework_score_page
from tallystick.web.views.learning.frameworks import framework_list, framework_page
from tallystick.web.views.learning.practice import practice_page
from tallystick.web.views.learning.practice_form import practice_edit, practice_new
from tallystick.web.views.learning.practices import practice_list
from tallystick.web.views.learning.tagging import tag_on_page
from tallystick.web.views.meetings.meeting import meeting_page
from tallystick.web.views.meetings.meeting_calendar import meeting_calendar, meetings_ics
from tallystick.web.views.meetings.meeting_documents import meeting_document
from tallystick.web.views.meetings.meeting_people import meeting_people
from tallystick.web.views.meetings.meetings import meeting_list
from tallystick.web.views.pairings.brief import pairing_brief
from tallystick.web.views.pairings.calendar import pairing_calendar
from tallystick.web.views.pairings.compare import compare_page
from tallystick.web.views.pairings.compare_csv import compare_csv
from tallystick.web.views.pairings.explain import explain_page
from tallystick.web.views.pairings.funds import funds_csv, funds_page
from tallystick.web.views.pairings.funds_by_tier import funds_by_tier_csv, funds_by_tier_page
from tallystick.web.views.pairings.map import map_csv, map_page
from tallystick.web.views.pairings.pairing import pairing_page
from tallystick.web.views.pairings.pairings import pairing_list
from tallystick.web.views.pairings.periods import period_list, period_page
from tallystick.web.views.pairings.place_page import place_page
from tallystick.web.views.pairings.rules import pairing_rules
from tallystick.web.views.pairings.scorecard_csv import scorecard_csv
from tallystick.web.views.pairings.stage_lines import stage_lines_page
from tallystick.web.views.pairings.stages import (
    pipeline_csv,
    pipeline_page,
    pipeline_things_csv,
    stages_page,
)
from tallystick.web.views.pairings.tiers import pairing_tiers
from tallystick.web.views.pairings.timeline import timeline_csv, timeline_page
from tallystick.web.views.pairings.who import who_may_act
from tallystick.web.views.promises.agreements import (
    agreement_list,
    agreement_page,
    pairing_agreements,
)
from tallystick.web.views.promises.commitment import commitment_page
from tallystick.web.views.promises.commitments import commitment_list, commitments_csv
from tallystick.web.views.promises.fulfilling import fulfilment_file_page
from tallystick.web.views.promises.record_forms import commitment_new, meeting_new
from tallystick.web.views.set_up.borders import borders_page
from tallystick.web.views.set_up.keeping_book import keeping_book
from tallystick.web.views.set_up.people import office_page
from tallystick.web.views.set_up.programmes import programmes_page
from tallystick.web.views.set_up.set_up import offices_page, set_up
from tallystick.web.views.signing import signing_in
from tallystick.web.views.signing.keeping import keep, session_left
from tallystick.web.views.signing.profile import profile, use_code_page
from tallystick.web.views.signing.second_factor import ask_factor, second_factor
from tallystick.web.views.signing.signing_in_house import from_house, to_house
from tallystick.web.views.things.thing_forms import new_thing, thing_edit
from tallystick.web.views.things.things import thing_list, thing_page
from tallystick.web.views.today.deadlines import deadlines, deadlines_ics, office_list
from tallystick.web.views.today.long_work import (
    long_work_file,
    long_work_list,
    long_work_page,
)
from tallystick.web.views.today.saved import saved_list
from tallystick.web.views.today.search import search_page
from tallystick.web.views.today.today import today
from tallystick.web.views.today.watching import watch_list, watch_list_csv

front_door = guard(PUBLIC)(RedirectView.as_view(pattern_name="today", query_string=True))

urlpatterns = [
    path("", front_door, name="front-door"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("language/", signing_in.language, name="set-language"),
    path("session/", session_left, name="session"),
    path("kept/", keep, name="keep"),
    path("sign-in/second/", ask_factor, name="ask-factor"),
    path("sign-in/house/", to_house, name="to-house"),
    path("sign-in/house/back/", from_house, name="from-house"),
    path("code/", use_code_page, name="use-code"),
    path("today/", today, name="today"),
    path("long-work/", long_work_list, name="long-work-list"),
    path("long-work/<int:work>/", long_work_page, name="long-work"),
    path("long-work/<int:work>/file/", long_work_file, name="long-work-file"),
    path("search/", search_page, name="search"),
    path("views/", saved_list, name="saved-views"),
    path("help/", help_page, name="help"),
    path("tour/end/", tour_end, name="tour-end"),
    path("tour/<slug:code>/<int:n>/", tour_step, name="tour-step"),
    path("help/components/", components, name="components"),
    path("indicators/", catalogue_page, name="catalogue"),
    path("indicators/<str:code>/", method_page, name="method"),
    path("pairings/", pairing_list, name="pairings"),
    path("compare/", compare_page, name="compare"),
    path("compare.csv", compare_csv, name="compare-csv"),
    path("pairings/<slug:code>/", pairing_page, name="pairing"),
    path("pairings/<slug:code>/brief/", pairing_brief, name="pairing-brief"),
    path("pairings/<slug:code>/who/", who_may_act, name="who-may-act"),
    path("pairings/<slug:code>/agreements/", pairing_agreements, name="pairing-agreements"),
    path("pairings/<slug:code>/frameworks/", framework_score_page, name="pairing-frameworks"),
    path("frameworks/", framework_list, name="frameworks"),
    path("frameworks/new/", framework_new, name="framework-new"),
    path("frameworks/<slug:code>/", framework_page, name="framework"),
    path("tags/", tag_on_page, name="tag"),
    path("practices/", practice_list, name="practices"),
    path("practices/new/", practice_new, name="practice-new"),
    path("practices/<slug:code>/", practice_page, name="practice"),
    path("practices/<slug:code>/edit/", practice_edit, name="practice-edit"),
    path("pairings/<slug:code>/rules/", pairing_rules, name="pairing-rules"),
    path("pairings/<slug:code>/calendar/", pairing_calendar, name="pairing-calendar"),
    path("pairings/<slug:code>/tiers/", pairing_tiers, name="pairing-tiers"),
    path("pairings/<slug:code>/funds/", funds_page, name="funds"),
    path("pairings/<slug:code>/funds.csv", funds_csv, name="funds-csv"),
    path("pairings/<slug:code>/timeline/", timeline_page, name="timeline"),
    path("pairings/<slug:code>/timeline.csv", timeline_csv, name="timeline-csv"),
    path("pairings/<slug:code>/map/", map_page, name="map"),
    path("pairings/<slug:code>/map.csv", map_csv, name="map-csv"),
    path("pairings/<slug:code>/stages/funds/tiers/", funds_by_tier_page, name="funds-by-tier"),
    path(
        "pairings/<slug:code>/stages/funds/tiers.csv", funds_by_tier_csv, name="funds-by-tier-csv"
    ),
    path("pairings/<slug:code>/stages/", stages_page, name="stages"),
    path("pairings/<slug:code>/stages/<slug:pipeline>/", pipeline_page, name="pipeline"),
    path(
        "pairings/<slug:code>/stages/<slug:pipeline>/lines/", stage_lines_page, name="stage-lines"
    ),
    path("pairings/<slug:code>/stages/<slug:pipeline>.csv", pipeline_csv, name="pipeline-csv"),
    path(
        "pairings/<slug:code>/stages/<slug:pipeline>/things.csv",
        pipeline_things_csv,
        name="pipeline-things-csv",
    ),
    path("pairings/<slug:code>/press/", press_page, name="press"),
    path("pairings/<slug:code>/press.csv", press_csv, name="press-csv"),
    path("pairings/<slug:code>/scorecard.csv", scorecard_csv, name="scorecard-csv"),
    path("pairings/<slug:code>/<int:year>/<str:indicator>/", explain_page, name="explain"),
    path("agreements/", agreement_list, name="agreements"),
    path("agreements/<slug:code>/", agreement_page, name="agreement"),
    path("entries/", entry_list, name="entries"),
    path("entries/review/", review, name="review"),
    path("entries/corrections/", correction_list, name="corrections"),
    path("entries/corrections/new/", correction_new, name="correction-new"),
    path("entries/corrections/<str:id>/", correction_page, name="correction"),
    path("entries/new/", pick, name="entry-pick"),
    path("entries/new/<slug:code>/<slug:pipeline>/<slug:stage>/", new_entry, name="entry-new"),
    path("entries/read-back/", read_back, name="read-back"),
    path("entries/table/<slug:code>/<slug:pipeline>/", entry_table, name="entry-table"),
    path("entries/<str:number>/edit/", edit_entry, name="entry-edit"),
    path("things/", thing_list, name="things"),
    path("things/new/", new_thing, name="thing-new"),
    path("things/<slug:code>/", thing_page, name="thing"),
    path("things/<slug:code>/edit/", thing_edit, name="thing-edit"),
    path("entries/workbooks/", workbooks, name="workbooks"),
    path("entries/workbooks/blank.xlsx", blank_workbook, name="workbook-blank"),
    path("entries/workbooks/waiting.xlsx", waiting_workbook, name="workbook-waiting"),
    path("entries/workbooks/<int:run_id>/", workbook_run, name="workbook-run"),
    path("entries/workbooks/<int:run_id>/marked.xlsx", marked_workbook, name="workbook-marked"),
    path("entries/paper/", draw_paper, name="paper-draw"),
    path("entries/paper/<str:code>/", paper_page, name="paper"),
    path("entries/paper/<str:code>/scan/", paper_scan, name="paper-scan"),
    path("entries/<str:number>/", entry_page, name="entry"),
    path("entries/<str:number>/evidence/<str:sha256>/", evidence, name="evidence"),
    path("commitments/", commitment_list, name="commitments"),
    path("commitments.csv", commitments_csv, name="commitments-csv"),
    path("commitments/new/", commitment_new, name="commitment-new"),
    path("commitments/<slug:code>/", commitment_page, name="commitment"),
    path(
        "commitments/<slug:code>/done/<int:n>/files/<int:file>/",
        fulfilment_file_page,
        name="fulfilment-file",
    ),
    path("meetings/", meeting_list, name="meetings"),
    path("meetings/new/", meeting_new, name="meeting-new"),
    path("meetings/calendar/", meeting_calendar, name="meeting-calendar"),
    path("meetings/calendar.ics", meetings_ics, name="meetings-ics"),
    path("meetings/<slug:code>/", meeting_page, name="meeting"),
    path("readouts/", readout_list, name="readouts"),
    path("readouts/new/", readout_new, name="readout-new"),
    path("readouts/<slug:code>/", readout_page, name="readout"),
    path("readouts/<slug:code>/<int:n>/", readout_item_page, name="readout-item"),
    path("meetings/<slug:code>/people/", meeting_people, name="meeting-people"),
    path("meetings/<slug:code>/announce/", announce, name="meeting-announce"),
    path("meetings/<slug:code>/documents/<int:n>/", meeting_document, name="meeting-document"),
    path("announcements/", announcement_list, name="announcements"),
    path("announcements/<slug:code>/", announcement_page, name="announcement"),
    path("announcements/<slug:code>/text/", announcement_text, name="announcement-text"),
    path("announcements/<slug:code>/json/", announcement_as_json, name="announcement-json"),
    path("lists/<slug:name>/", watch_list, name="watch-list"),
    path("lists/<slug:name>.csv", watch_list_csv, name="watch-list-csv"),
    path("claims/", claim_list, name="claims"),
    path("claims/compared/", compared_list, name="compared"),
    path("claims/<int:claim>/", claim_page, name="claim"),
    path("deadlines/", deadlines, name="deadlines"),
    path("deadlines/list/", office_list, name="office-list"),
    path("deadlines/calendar.ics", deadlines_ics, name="deadlines-ics"),
    path("carries/", carry_list, name="carries"),
    path("carries/<int:number>/", carry_page, name="carry"),
    path("periods/", period_list, name="periods"),
    path("periods/<str:id>/", period_page, name="period"),
    path("set-up/", set_up, name="set-up"),
    path("set-up/programmes/", programmes_page, name="programmes"),
    path("set-up/book/", keeping_book, name="keeping-book"),
    path("set-up/borders/", borders_page, name="borders"),
    path("regions/<slug:code>/", place_page, name="place"),
    path("set-up/offices/", offices_page, name="offices"),
    path("set-up/offices/<slug:code>/", office_page, name="office"),
    path("profile/", profile, name="profile"),
    path("profile/second-factor/", second_factor, name="second-factor"),
]
