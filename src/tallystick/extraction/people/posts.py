"""Words for posts and offices, English and Chinese beside each other."""

from __future__ import annotations


def words(table: str, between: str | None = None) -> frozenset[str]:
    """Return the words of a table as a set."""
    return frozenset(table.split(between))


# The word that makes a phrase a post, alone ("mayor") or at the end of a longer one.
HEADS = """
secretary|秘书,书记,秘书长,常务秘书,支书       secretary-general|秘书长,总干事
assistant|省长助理,市长助理,县长助理,校长助理,院长助理
governor|州督,省长,州长,郡长,总督,知事,专员    mayor|市长,区长,镇长,町长,里长
magistrate|县长,旗长,盟长,乡长,村长       prefect|郡守,行署专员
chairman|主席,董事长,理事长,监事长,主委,会长     chairwoman|女主席
chairperson|委员长                        chair|议长
director|主任,局长,厅长,处长,所长,馆长    director-general|司长,署长,总监
president|总统,院长,校长,行长,总裁,社长   minister|部长,外长,防长,财长,国务委员
premier|总理                              ambassador|大使,公使
consul|领事                               consul-general|总领事
counsellor|参赞,参事                      counselor|顾问
envoy|特使                                attaché|武官,随员
commissioner|特派员,关长                  inspector|巡视员,督查专员
member|委员,常委,成员,党组成员,会董,理事,监事,队员,组员   councillor|议员,调研员
councilor|区议员                          senator|参议员
representative|首席代表,人大代表,代表     leader|团长,队长,组长,领队,领导,领导同志
head|负责人,负责同志,主要负责人,科长,课长,州元首      chief|站长,班长,台长,酋长
manager|经理,总经理,副总,厂长,场长,府尹        executive|首席执行官,行政长官,执行长
commander|指挥长,总指挥,副指挥长,副指挥,司令员,司令,师长,团长,参谋长       commissar|政委
prosecutor|检察长                         judge|审判长
dean|教务长                               principal|园长
spokesperson|发言人                       spokesman|主持人
spokeswoman|                              founder|创始人,创办人,带头人,传承人
professor|教授,研究员,院士,讲师,导师           engineer|总工程师,工程师,会计师,经济师,农艺师,规划师
editor|总编辑,总编                        coordinator|协调员,联络员
chancellor|首相                           speaker|议会议长
administrator|专员                        officer|干部,挂职干部,干部人才,科员,主任科员,干事
official|主要官员,官员                             leadership|领导班子成员
entrepreneur|企业家                       teacher|教师
doctor|医生,医师,药师,护士长              expert|专家
delegate|                               legislator|
lawmaker|                                 candidate|候选人
assemblyman|
vice-president|                           vice-chairman|
vice-chair|                               vice-mayor|
vice-governor|                            vice-minister|
vice-premier|                             undersecretary|
treasurer|                                clerk|
superintendent|                           provost|
reeve|                                    adviser|
advisor|                                  deputy|
ceo|CEO,CFO                                      governor-general|
headmaster|                               headmistress|
rector|                                   surgeon|
nurse|                                    physician|
researcher|                               scientist|
technician|                               agronomist|
specialist|                               volunteer|
cadre|                                    owner|
supervisor|                               marshal|
trustee|                                  controller|
convenor|                                 curator|
captain|                                  aide|
regent|                                   bupati|
landrat|                                  burgomaster|
cecm|                                     mca|
mp|                                       mep|
coo|                                      cfo|
councilman|                               councilwoman|
assemblywoman|                            bürgermeister|
oberbürgermeister|                        boss|
alderman|                                 alderwoman|
akim|                                     hokim|
mec|                                      minister-president|
ombudsman|                                vice-head|
agriculturist|                           assessor|
registrar|                               warden|
governor-elect|                          commandant|
intendente|                              alcalde|
alcaldesa|                               sindaco|
maire|                                   prefeito|
landrätin|                               starosta|
voivode|                                 burmistrz|
gobernador|                              oberbürgermeisterin|
bürgermeisterin|                         préfet|
wali|                                    vice-chancellor|
cecs|                                    syndic|
mayoress|
co-ordinator|                            vice-speaker|
assemblymember|                          councilmember|
congressman|                             congresswoman|
mmc|                                     mmce|
taoiseach|                               tánaiste|
cathaoirleach| leas-cathaoirleach| leas-chathaoirleach|                           lady-mayoress|
king|
queen|                                    prince|
princess|                                 chieftain|
mla| mlc| mna| mpa|
mpp| msp| mha| provincial-commissioner|
mce| dce| mmdce| mantse|
emir| sultan| oba| omanhene|
collector| sarpanch| pradhan| governess|
chairlady| president-elect| mayor-elect| vice-consul|
vice-admiral| vice-principal| vice-dean| vice-rector|
vice-secretary| emissary| plenipotentiary| rapporteur|
moderator| convener| whip| comptroller|
sheriff| constable| bailiff| coroner|
solicitor| attorney| attorney-general| solicitor-general|
auditor-general| secretary-treasurer| commissioner-general| inspector-general|
surveyor-general| provost-marshal| harbourmaster| postmaster|
librarian| archivist| bursar| chaplain|
ambassador-at-large| sub-prefect| subprefect| kaymakam|
muhtar| voivod| marszałek| wojewoda|
primator| hejtman| župan| gradonačelnik|
burgemeester| wethouder| bourgmestre| échevin|
burgmester| borgmester| borgmästare| ordfører|
landeshauptmann| landeshauptfrau| landesrat| staatssekretär|
staatsminister| stadtrat| stadträtin| beigeordneter|
conseiller| conseillère| adjoint| adjointe|
ministre| président| présidente| presidente|
vicepresidente| vicealcalde| concejal| consejero|
consejera| regidor| regidora| edil|
vereador| vereadora| secretário| secretária|
deputado| assessore| consigliere| assessora|
delegado| delegada| jefe| prefetto|
prefeita| governador| governadora| vicegobernador|
subsecretario| subsecretaria| embajador| embajadora|
cónsul| polgármester| gubernator| aqim|
khokim| starost| lurah| camat|
walikota| gubernur| datu| punong|
kapitan| konsehal| deputy-governor| lieutenant-governor|
first-secretary| chargé| under-secretary| permanent-secretary|
parliamentarian| deputy-mayor| ex-mayor| ex-governor|
strategist| premier-designate| custodian| steward|
overseer| paymaster| patriarch| archbishop|
cardinal| abbot| vicar| lehendakari|
bishop| intendant| prefet| nazim|
headman| selectman| attache| diplomat|
dgp| adgp| vp| congressmember|
olubadan| ooni| interpreter| lady|
"""
# Posts in Chinese that none of the English words above says alone.
HAN_ONLY = words(
    "常务秘书长 督学 教育长 书记员 "
    "立委 县府参议 帮办 侨领 首长 校董 董事 主管 大臣 国务卿 王储 亲王 股长 主秘 庭长 召集人 "
    "学务长 总务长 首席执行员 大律师 律师 舰长 船长 机长 旅长 军长 营长 连长 代办 临时代办"
)
# What people do that is no office: a post only in small letters, behind a name or right before one.
TRADES = words(
    "villager farmer fisherman herder herdsman herdswoman weaver inheritor artisan craftsman "
    "craftswoman artist student pupil resident migrant worker breeder grower trader merchant "
    "businessman businesswoman businessperson shopkeeper shopper driver cook chef waitress waiter "
    "livestreamer streamer blogger graduate lecturer tutor fellow consultant analyst midwife "
    "therapist journalist reporter correspondent translator architect planner "
    "designer lawyer accountant auditor banker investor retiree veteran soldier policeman "
    "policewoman woman man boy girl couple firefighter guide ranger forester veterinarian "
    "pediatrician paediatrician "
    "obstetrician pharmacist orthopedist orthopaedist internist anesthetist anaesthetist dentist "
    "psychiatrist economist lifter trainer trainee apprentice instructor coach musician singer "
    "dancer actor actress writer author poet painter photographer historian scholar "
    "intern employee staffer operator mechanic electrician welder carpenter tailor "
    "embroiderer seamstress housewife mother father widow resettler returnee native "
    "philanthropist donor organizer organiser contractor broker agent vendor builder miner "
    "fruit-grower tea-grower beekeeper shepherd orchardist entrepreneur agronomist botanist "
    "biologist chemist ecologist geologist linguist technologist academician postdoc "
    "neurosurgeon sculptor alumnus alumna presenter mediator"
)
TRADE_ENDS = ("ologist", "iatrician", "keeper", "-maker", "-grower", "-worker")

# The same in Chinese: a post only where the name right behind it is a whole one.
TRADES_HAN = words(
    "村民 牧民 农户 家属 学员 员工 工人 技术员 护士 志愿者 村医 校医 居民 乡亲 户主 贫困户 "
    "脱贫户 搬迁户 助理 法官 检察官 导演 主编 作家 画家 书法家 "
    "养殖户 种植户 牧户 大户 绣娘 客商 校友 主播 店主 业主 裁缝 教练 队医 学生 社员 职工 务工人员"
)
# Heads of townships and villages as Mongol districts call them.
MONGOL_HEADS = ("苏木达", "嘎查达")

# Several may hold it, so that a list of names after it shares it.
SHARED_HAN = (
    "副|助理|常委|委员|领导|领导同志|负责人|负责同志|成员|干部|代表|议员|"
    "巡视员|调研员|企业家|专家|教师|医生|医师|教授|官员|队员|组员|科员"
)

# Before a head in English, in small letters: ranks and what an office is called by.
RANKS = words(
    "deputy vice executive standing acting interim permanent former then new newly first second "
    "third assistant associate senior honorary founding current incumbent outgoing visiting chief "
    "principal leading managing technical financial operating general lord lady under co state lt "
    "lieutenant presiding other municipal-level provincial-level full-time"
)
LEVELS = words(
    "provincial municipal county district city national regional local prefectural prefecture "
    "township town village foreign federal metropolitan borough central autonomous region "
    "province state area territory oblast capital country communal departmental cantonal ward "
    "northern southern eastern western northeastern northwestern southeastern southwestern "
    "south-central mountainous coastal neighbouring neighboring border highland island special "
    "administrative banner league voivodeship raion governorate regency barangay metropolitan "
    "aimag soum kabupaten arrondissement bundesland land canton commune parish wilaya gminy powiat "
    "comarca "
    "hamlet subdistrict sub-district sub-county subcounty constituency krai okrug rayon autonomy"
)
OFFICES = words(
    "party committee communist cpc political consultative conference people's peoples congress "
    "government council commission bureau department office ministry union association society "
    "chamber commerce league youth front work united group board authority agency administration "
    "assembly parliament court procuratorate federation foundation institute academy university "
    "college school hospital company corporation bank centre center delegation team party-group "
    "secretariat cabinet affairs development reform planning finance trade industry culture "
    "tourism education health agriculture rural poverty alleviation revitalization revitalisation "
    "cooperation collaboration exchange economic economy technology science investment promotion "
    "security public police fire environment water transport transportation infrastructure energy "
    "labour labor employment social civil religious ethnic women's discipline inspection "
    "supervision organization organisation publicity propaganda environmental protection "
    "relations international friendship countries countryside lands housing works roads sports "
    "information communication communications media legal legislature archives customs "
    "statistics audit taxation market radio television press justice interior defence defense home "
    "services service resources human training parliamentary organizational organisational "
    "leading leadership women agricultural forestry water fisheries livestock roads urban planning "
    "workers unions trades disabled persons charity red cross returned overseas students academic "
    "special committee's standing section division branch unit and & "
    "cppcc npc ndrc ccpit duma senate diet sejm sejmik landtag saeima khural majlis akimat "
    "hokimiyat rada junta "
    "prefecture-level office-bearers museum library theatre theater laboratory clinic airport "
    "station factory plant farm cooperative park federation consortium programme program "
    "project projects innovation strategy strategic spatial mobility climate heritage creative "
    "digital ict sciences strategies partnership partnerships network networks diplomacy "
    "monitoring evaluation procurement logistics industrialisation industrialization healthcare "
    "welfare pensions biodiversity conservation ecology nature tourism hospitality veterinary "
    "immigration veterans disability gender seniors elderly nursing surgery medicine pediatrics "
    "cardiology oncology radiology obstetrics gynecology orthopedics ophthalmology neurology "
    "mayoral gubernatorial ministerial presidential "
    "global engagement cultural educational industrial environmental historical administrative "
    "anesthesiology emergency stomatology dermatology rehabilitation acupuncture"
)

# What further offices deal with: such a word in a capital is no part of a name.
FIELDS = words(
    "abattoirs accountability accounting accounts accreditation action admission admissions "
    "adolescents advocacy agribusiness agroforestry alliance alliances alumni ambulance "
    "anti-corruption antiquities apprenticeship apprenticeships aquaculture aquarium "
    "arbitration archaeology architecture arctic armed art arts associations assurance atlantic "
    "atomic aviation baltic banking battalion betting bilateral bloc border borders branding "
    "brigade broadband broadcast broadcasting budget budgeting building buildings bureaus "
    "business cadastral campaigns campus carbon catering caucus cell cemeteries census "
    "ceremonial certification chancellery chancery chaplaincy chapter chieftaincy childhood "
    "cinema circular citizen citizens citizenship civic clinical clubs coalition cohesion "
    "commercial "
    "community competitiveness complaints compliance computing conclave conservatory "
    "construction consulate consumer contracts control controls convention conventions "
    "cooperatives copyright corporate corps correctional correspondence corruption councils "
    "counterintelligence courts crafts credit crop crops cross-border cross-strait cultures "
    "curriculum cyber cybersecurity data decentralisation decentralization design desk "
    "devolution devolved dietetics digitalisation digitalization digitization directorate "
    "directorates disarmament disaster disasters disease diseases diversity drainage "
    "electricity embassy endowment engineering enrolment enterprise enterprises "
    "entrepreneurship epidemiology equality equity establishment estate estates ethics "
    "ethnicity eurasian europe-asia exchequer exhibitions export exports extension external "
    "faculty fairs faith faiths fauna fertilizer film financing fine fiscal fishery fleet flora "
    "food foods force forces forest forests foundations fraternity freedoms freight fund funds "
    "gaming garden gardening gardens geographic geography geological geology governance "
    "governmental green grid guards guild handicraft handicrafts harbour harbours hardware "
    "highway highways history horticulture hub humanitarian husbandry hydrology hydropower "
    "hygiene immunisation immunization import imports inclusion inclusive indigenous industries "
    "informatics initiative initiatives inspections inspectorate institutes insurance "
    "integration integrity intellectual intelligence interfaith internal internationalisation "
    "internationalization internet inward irrigation kindergarten land landscape landscaping "
    "language languages legal legation legislation legislative leisure liaison libraries "
    "licensing lighting linguistics linkage linkages literacy literature litigation local "
    "lotteries lottery low-carbon mainland maintenance management manufacturing mapping marine "
    "maritime marketing markets maternal maternity mechanical mediation mediterranean mental "
    "meteorological meteorology metrology microfinance migration military militia mineral "
    "minerals mines mining minorities mobilisation mobilization monetary monuments msmes "
    "multilateral museums music narcotics nationalities natural naval navigation navy net-zero "
    "nordic nuclear nutrition observatory offices operational operations orders outreach "
    "outward oversight pacific parking parks patents peace peacebuilding performance performing "
    "permits personnel pesticides petitions petroleum pharmaceutical pharmaceuticals pharmacy "
    "philanthropy physiotherapy planetarium polytechnic population ports postal postgraduate "
    "preparedness preschool prevention primary printing prisons probation procurement "
    "productivity property prosecution prosecutions protocol psychiatric publications "
    "publishing purchasing quality railway railways reception reconciliation recreation refugee "
    "refugees regiment registration registry regulations regulatory relief remuneration "
    "renewable renewables rescue research reserves resident residents resilience resource "
    "retail retirement revenue revenues rights risk risks roadworks safety salary sanitation "
    "satellite "
    "scholarships schooling secondary sector seismology seminary settlement settlements sewage "
    "shelter shipping signage sister sister-city skills slaughterhouse smes software soil soils "
    "solar sponsorship stabilization standards stores studies sub-commission sub-committee "
    "subcommittee supplies supply survey surveying sustainability sustainable tariffs taskforce "
    "technical telecom telecommunication telecommunications tender tenders tertiary textiles "
    "traditional traditions traffic transit transparency treasury tribal tribunal trusts "
    "twinning undergraduate urbanism utilities utility vaccination visibility vocational "
    "volunteering volunteerism wages waste wastewater weapons wholesale wildlife wing workforce "
    "worldwide worship zoning zoo "
)
