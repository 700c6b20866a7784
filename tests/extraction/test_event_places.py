"""Where an event took place, in the ways a text says so; names are invented but for countries."""

from __future__ import annotations

import pytest

from tallystick.extraction.reading import read

PLACES = (("Osby", "zz-1"), ("Vale", "zz-2"), ("Kitan", "zz-3"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # What the delegation comes to says more than a stop that a later sentence names.
        (
            "Osby Mayor Edda Ohm and a delegation have gone to China to seek partners.\n"
            "She took part in a forum in Kitan on cooperation.",
            "China",
        ),
        ("On Saturday, April 13 a delegation of Osby led by Mayor Edda Ohm flies to Vale.", "Vale"),
        ("Vale is visited by Osby Mayor Edda Ohm today, to strengthen friendship.", "Vale"),
        ("On May 3, Edda Ohm, mayor of Osby, met with Jon Hale, vice mayor of Vale.", "Osby"),
        (
            "The guests were received by Mr. Jon Hale, Vice Mayor of Vale, on May 3. Osby and Vale "
            "cooperate.",
            "Vale",
        ),
        ("The northern province of Vale was visited on July 19 by a delegation of Osby.", "Vale"),
        ("China's Vale Region is visited by Osby Mayor Edda Ohm today, to talk.", "Vale Region"),
        (
            "On Monday a delegation led by Mayor Edda Ohm arrived in northwest China's Vale "
            "Region for talks.",
            "Vale Region",
        ),
        (
            "During a visit to the north of Vale on January 9 a delegation of Osby offered "
            "greetings to the people of Vale.",
            "Vale",
        ),
        (
            "Osby Mayor Edda Ohm is on a trade mission to China this week, for cooperation with "
            "its sister city.",
            "China",
        ),
        (
            "20 May 2012: At Vale International Hotel the Osby office opened the Seminar on "
            "Cooperation. Edda Ohm spoke.",
            "Vale International Hotel",
        ),
        # Whoever is received, is called on or meets a mayor tells where by that of the host.
        (
            "On Friday Osby Mayor Edda Ohm was met by Vale Party Secretary Jon Hale.\n"
            "Hale, who was in Osby this July, spoke of cooperation.",
            "Vale",
        ),
        (
            "A memorandum on cooperation will be signed soon. Ambassador Edda Ohm said so when "
            "she called on the Mayor of Vale, Jon Hale, on Monday.",
            "Vale",
        ),
        (
            "Edda Ohm, consul general of Osby, met with Jon Hale, mayor of Vale, on Oct 9.",
            "Vale",
        ),
        # A city in Kitan only says where that city lies.
        (
            "On Friday, January 10, 2025 the Vale Assembly received a delegation from Osby, a "
            "city in Kitan. The guests were in Vale to study.",
            "Vale",
        ),
        # A room or a house, as far as it has a name or belongs to a body.
        (
            "Yesterday, in the VIP room of the city hall, Mayor Edda Ohm met with Ken Kitan, the "
            "governor of Vale, for more cooperation.",
            "VIP room of the city hall",
        ),
        (
            "On 6 August 2018 Mayor Edda Ohm of Osby led a delegation on a courtesy call to "
            "Jon Hale, Governor of Vale, at Reception Room 3, Thani Building, Vale City Hall 2.",
            "Reception Room 3, Thani Building, Vale City Hall 2",
        ),
        (
            "At Government House this morning Mayor Edda Ohm met Jon Hale, the governor of Vale, "
            "for talks on cooperation.",
            "Government House",
        ),
        # A dateline before a colon.
        (
            "OSBY (March 18): A friendship visit brought Consul General Edda Ohm here yesterday. "
            "She met Mayor Jon Hale.",
            "Osby",
        ),
        # Who prints a text is no place; an abbreviation in one stays as it is printed.
        (
            "PANO – A memorandum on cooperation was signed in Vale on May 6 by Mayor Edda Ohm of "
            "Osby.",
            "Vale",
        ),
        (
            "VLM City – Mayor Edda Ohm of Osby met Jon Hale on May 6 and spoke of cooperation.",
            "VLM City",
        ),
        # Guests of a place, who are taken round it or come to inspect it; a house with "the".
        (
            "Vale had guests from Osby on May 6-7: Mayor Edda Ohm with a delegation, for talks "
            "on cooperation.",
            "Vale",
        ),
        (
            "A delegation of nine people from Osby was taken round Vale on 23rd June, for more "
            "cooperation.",
            "Vale",
        ),
        (
            "Yesterday the Osby party and government delegation came to inspect Vale. An agreement "
            "on cooperation was signed.",
            "Vale",
        ),
        (
            "Trade is proof of good cooperation, Mayor Edda Ohm and her guest Jon Hale found in "
            "the Thani Wano today.",
            "Thani Wano",
        ),
    ],
)
def test_a_place_is_told_by_the_sentence_that_tells_the_event(text: str, place: str) -> None:
    """Coming somewhere, a house, a room and a dateline all say where it was."""
    event = read(text, gazetteer=PLACES).event
    assert event is not None
    assert event.place == place


HAN_PLACES = (
    ("平阳", "cn-330326"),
    ("乐清市", "cn-330382"),
    ("宁波", "cn-330200"),
    ("四川省", "cn-510000"),
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # 我县 is the county that is named without its kind; 甬 is a city's sign.
        (
            "10月14日,乐清市委书记徐建率代表团来我县开展山海协作交流,与县委书记章寿共话合作。\n"
            "章寿对代表团来平阳表示欢迎。",
            "平阳",
        ),
        ("四川省代表团在甬考察。昨日,东西部协作联席会议举行,市委书记彭佳出席。", "宁波"),
        # A visit paid to a place; who holds a meeting alone holds it at home.
        (
            "应塔州政府邀请,成业大使于2月18日对塔州进行正式访问,会见州长霍奇。双方愿加强合作。",
            "塔州",
        ),
        ("昨天上午,宁波召开援派干部人才座谈会,共商合作。市委书记彭佳出席会议并讲话。", "宁波"),
        # Whatever is done in it; the house that is called at; what a known place goes on with.
        ("市长徐建率代表团5月6日起在宁波住了两天,谈的是两市的协作。", "宁波"),
        ("5月6日,乐清市长徐建率代表团拜会宁波市政府,商谈合作。", "宁波市政府"),
        ("5月6日,市长徐建率代表团在四川省青神县座谈对口协作。", "四川省青神县"),
        # What is to be there says nothing of where they met.
        ("5月6日,市长徐建与客人签署协作协议,将在宁波建设产业园。", None),
    ],
)
def test_a_place_is_told_by_its_sign_its_level_or_its_host(text: str, place: str | None) -> None:
    """Our county, one sign, a visit paid, a meeting of one's own, a house and a stay."""
    event = read(text, gazetteer=HAN_PLACES).event
    assert event is not None
    assert event.place == place
