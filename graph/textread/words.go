package textread

import "strings"

// The word lists of the reader. They are kept here, apart from the rules, so
// that a reader of the code can see and lengthen them.

// organisations are names of bodies that texts use without a country, one body
// a line with its names. A key comes from the lexicon, where it has one of the
// names.
const organisationNames = `
United Nations|UN|U.N.|United Nations Organisation|United Nations Organization
United Nations Security Council|UN Security Council|U.N. Security Council|Security Council|Council
United Nations General Assembly|UN General Assembly|U.N. General Assembly|General Assembly|Assembly|UNGA
North Atlantic Treaty Organization|NATO|North Atlantic Treaty Organisation|Nato|Atlantic Alliance
European Union|EU|E.U.
European Commission|Commission
European Parliament
European Council
Council of Europe
African Union|AU
Association of Southeast Asian Nations|ASEAN|Asean
League of Arab States|Arab League
Gulf Cooperation Council|GCC
BRICS|Brics
Shanghai Cooperation Organisation|SCO|Shanghai Cooperation Organization
Collective Security Treaty Organization|CSTO|Collective Security Treaty Organisation
Commonwealth of Independent States|CIS
Warsaw Treaty Organisation|Warsaw Pact
Eurasian Economic Union|EAEU
Group of Seven|G7|G-7
Group of Eight|G8
Group of Twenty|G20|G-20
Group of 77|G77
Non-Aligned Movement
Organization of the Petroleum Exporting Countries|OPEC|Opec
Organization of African Unity|OAU
Organization for Security and Co-operation in Europe|OSCE
Organization of American States|OAS
Organisation of Islamic Cooperation|OIC|Organization of Islamic Cooperation
Economic Community of West African States|ECOWAS|Ecowas
Southern African Development Community|SADC
International Atomic Energy Agency|IAEA
International Monetary Fund|IMF
World Bank
World Trade Organization|WTO|World Trade Organisation
World Health Organization|WHO|World Health Organisation
International Criminal Court|ICC
International Court of Justice|ICJ
Human Rights Council|UN Human Rights Council
Red Cross|International Committee of the Red Cross|ICRC
Amnesty International
Human Rights Watch
Hamas
Hezbollah|Hizbollah|Hizbullah
Taliban
Houthis|Houthi
Islamic State|ISIS|ISIL
Al-Qaida|Al-Qaeda|al-Qaeda|al-Qaida
Wagner Group|Wagner
AUKUS|Aukus
Quadrilateral Security Dialogue|Quad
Organisation for Economic Co-operation and Development|OECD
Reuters
Agence France-Presse|AFP
Associated Press|AP
KCNA|Korean Central News Agency
Tass|TASS
Xinhua
Yonhap
BBC
CNN
Al Jazeera
New York Times
Washington Post
Financial Times
Central Intelligence Agency|CIA
FBI
FSB
Mossad
`

// cityNames are towns that news name without their country, by country. A star
// marks a capital that names.Mentions leaves out; it can stand for its
// government.
const cityNames = `
USA *Washington;New York;Los Angeles;Chicago;San Francisco;San Diego;Atlanta;Houston;Boston;Seattle;Philadelphia;Miami;Detroit;Camp David;Pearl Harbor;Honolulu;Anchorage;Dallas;Denver
RUS Vladivostok;St. Petersburg;Saint Petersburg;St Petersburg;Leningrad;Sochi;Kazan;Volgograd;Novosibirsk;Khabarovsk;Kaliningrad;Murmansk;Rostov-on-Don;Yekaterinburg;Vostochny;Grozny;Belgorod;Kursk
CHN Shanghai;Shenzhen;Guangzhou;Chongqing;Wuhan;Harbin;Dandong;Tianjin;Xi'an;Chengdu;Nanjing;Dalian;Shenyang;Yanji;Qingdao;Boao
IND Mumbai;Kolkata;Chennai;Bangalore;Bengaluru;Hyderabad;Ahmedabad;Goa;Srinagar;*Delhi
PAK Karachi;Lahore;Peshawar;Rawalpindi;Quetta
JPN Osaka;Hiroshima;Nagasaki;Kyoto;Yokohama;Fukushima;Okinawa;Sapporo
KOR Busan;Incheon;Daegu;Gwangju
PRK Kaesong;Wonsan;Rason;Sinuiju;Yongbyon;Nampo;Punggye-ri;Hamhung
UKR Kharkiv;Odesa;Odessa;Lviv;Mariupol;Kherson;Donetsk;Luhansk;Sevastopol;Bakhmut;Zaporizhzhia;Dnipro;Yalta
DEU Munich;Hamburg;Frankfurt;Cologne;Dresden;Leipzig;Potsdam;Ramstein;Nuremberg
FRA Marseille;Lyon;Strasbourg;Nice;Cannes;Versailles;Biarritz
GBR Manchester;Birmingham;Liverpool;Glasgow;Edinburgh;Belfast;Cardiff;Salisbury
CHE Geneva;Zurich;Zürich;Lausanne;Davos;Basel
TUR Istanbul;Izmir;Antalya;Incirlik
ITA Milan;Naples;Venice;Turin;Genoa
ESP Barcelona;Seville;Valencia
POL Krakow;Gdansk;Lodz
NLD *The Hague;Rotterdam
BEL *Brussels;Antwerp;Bruges
AUS Sydney;Melbourne;Brisbane;Perth;Darwin
NZL *Wellington;Auckland;Christchurch
CAN Toronto;Montreal;Vancouver;Quebec City;Calgary
BRA Rio de Janeiro;São Paulo;Sao Paulo;Rio
ARG Rosario
CHL *Santiago;Valparaíso
COL Cartagena;Medellín;Medellin;Cali
MEX Tijuana;Cancún;Cancun
PER *Lima
ZAF *Cape Town;Johannesburg;Durban;Sandton
EGY Alexandria;Sharm el-Sheikh;Suez;Port Said
LBY Benghazi;Sirte;Misrata
NGA Lagos;Kano
KEN Mombasa
TZA Dar es Salaam;Zanzibar
SAU Jeddah;Mecca;Medina;Neom
ARE Dubai
YEM *Aden;Hodeidah
IRN Isfahan;Natanz;Fordow;Mashhad;Bushehr
IRQ Mosul;Basra;Erbil;Kirkuk;Fallujah
SYR Aleppo;Homs;Idlib;Palmyra;Latakia;Tartus
ISR Haifa;Eilat
PSE Ramallah;Rafah;Khan Younis
AFG Kandahar;Herat;Mazar-i-Sharif
KAZ Almaty;Baikonur
UZB Samarkand;Bukhara
AZE Shusha
VNM Ho Chi Minh City;Saigon;Da Nang;Hue
THA Phuket;Chiang Mai;Pattaya
IDN Bali;Bandung;Surabaya
MMR Yangon;Rangoon;Mandalay
MAR Casablanca;Marrakesh;Tangier
SDN Port Sudan
COD Goma
MLI Timbuktu;Gao
JAM *Kingston
TTO Port of Spain
SLE *Freetown
BHS *Nassau
GUY *Georgetown
MDV *Malé
MCO *Monte Carlo
CPV *Praia
CRI *San José
`

// placeNames are territories, regions and waters that are no state, with the
// country a reader would look under where that is not in dispute.
const placeNames = `
Crimea;Donbas;Donbass;Kashmir;Nagorno-Karabakh;Karabakh;Abkhazia;South Ossetia;Transnistria;Golan Heights;Golan;Gaza Strip;Gaza;West Bank;East Jerusalem
Tibet;Xinjiang;Chechnya;Dagestan;Siberia;Kuril Islands;Sakhalin;Spratly Islands;Paracel Islands;Senkaku Islands;Diaoyu Islands;Taiwan Strait;Korean Peninsula;South China Sea;East China Sea;Black Sea;Red Sea;Baltic Sea;Persian Gulf;Strait of Hormuz;Suez Canal;Panama Canal;Bosporus;Bosphorus
Balkans;Caucasus;Sahel;Horn of Africa;Middle East;Central Asia;Southeast Asia;Latin America;Kurdistan;Darfur;Tigray;Oromia;Catalonia;Scotland;Wales;Northern Ireland;Panmunjom;Kaesong Industrial Complex;Demilitarized Zone;DMZ;Guantánamo;Guantanamo;Diego Garcia;Aouzou;Essequibo;Sinai;Sinai Peninsula;Iraqi Kurdistan;Republika Srpska
`

// placeCountry are the countries of places whose belonging is not disputed by
// another state's claim in the records.
var placeCountry = map[string]string{"Gaza": "PSE", "Gaza Strip": "PSE", "West Bank": "PSE", "Scotland": "GBR", "Wales": "GBR", "Northern Ireland": "GBR", "Catalonia": "ESP", "Tigray": "ETH", "Darfur": "SDN", "Siberia": "RUS", "Chechnya": "RUS", "Dagestan": "RUS"}

// parties whose names hold a word that would mislead.
var partyCountry = map[string]string{
	"Workers' Party of Korea": "PRK", "Korean Workers' Party": "PRK", "Workers Party of Korea": "PRK", "Kuomintang": "TWN", "Likud": "ISR", "Fidesz": "HUN", "United Russia": "RUS",
	"Communist Party of the Soviet Union": "RUS", "Communist Party of China": "CHN", "Chinese Communist Party": "CHN", "Bharatiya Janata Party": "IND", "Republican Party": "USA", "Democratic Party": "", "Labour Party": "", "Conservative Party": ""}

// partyNames are parties called without the word.
var partyNames = []string{"Kuomintang", "Likud", "Fidesz", "United Russia", "Baath Party", "Ba'ath Party"}

// orgHeads close a name in capitals that is a body.
var orgHeads = wordSet(`forces council agency organisation organization bank fund institute institution university commission committee court union association company
	corporation corp group league forum army navy brigade command ministry department office authority bureau secretariat assembly parliament congress senate
	times post herald guardian news newspaper institute centre center foundation airlines front movement alliance legion guard guards corps tribunal
	federation society academy duma knesset bundestag gazette tribune telegraph journal network service chamber`)

// bodyNouns are bodies of a state, after its adjective or name: "the Russian
// army", "Japan's foreign ministry". Several words first.
var bodyNouns = []string{
	"foreign ministry", "defence ministry", "defense ministry", "interior ministry", "finance ministry", "trade ministry", "health ministry", "energy ministry", "unification ministry", "economy ministry", "justice ministry", "culture ministry", "oil ministry", "information ministry", "commerce ministry",
	"ministry of foreign affairs", "ministry of defence", "ministry of defense", "ministry of national defence", "ministry of the interior", "ministry of finance", "ministry of trade", "ministry of health", "ministry of commerce", "ministry of energy",
	"foreign office", "armed forces", "air force", "central bank", "supreme court", "constitutional court", "high court", "intelligence service", "intelligence agency", "national intelligence service", "spy agency", "secret service", "space agency", "news agency", "state news agency", "state television", "state tv", "state media", "media", "border guard", "coast guard",
	"army", "navy", "military", "parliament", "congress", "senate", "embassy", "consulate", "foreign intelligence", "general staff", "red cross", "treasury", "national assembly", "house of representatives", "house of commons"}

// rulerNouns make a government of a country's adjective or name.
var rulerNouns = wordSet(`government cabinet administration regime authorities leadership junta`)

// cityBodies make an organisation of a town's name: never the town or the state.
var cityBodies = []string{"city hall", "city council", "municipality", "town hall", "city government"}

// peopleNouns after a country's adjective stand for the country as an actor.
var peopleNouns = wordSet(`officials official diplomats diplomat delegation delegations forces force troops soldiers leaders negotiators envoys lawmakers ministers ministers
	side representative representatives delegates team authorities commanders generals spokespeople aircraft warplanes jets warships planes bombers missiles tanks companies firms
	state statesmen mission`)

// headOffices are held by heads of state and government.
var headOffices = wordSet(`president premier chancellor king queen emir sultan emperor leader dictator ruler taoiseach caliph shah pope monarch prime-minister supreme-leader head-of-state head-of-government paramount-leader`)

// officeHeads close an office's title, after an optional field.
var officeHeads = wordSet(`president minister secretary premier chancellor king queen emir sultan emperor ambassador envoy leader dictator ruler chairman chairwoman chairperson
	governor mayor speaker spokesman spokeswoman spokesperson adviser advisor chief commander prince princess commissioner taoiseach shah pope secretary-general director-general chief-of-staff representative monarch head consul director`)

// officeFields may stand before an office's head word.
var officeFields = wordSet(`prime foreign defence defense finance interior trade health energy economy justice culture oil environment transport education agriculture labour labor commerce
	deputy vice first national security general crown supreme paramount attorney home state permanent special chief opposition press unification information tourism industry science
	treasury army naval navy military central external affairs economic permanent senior director`)

// ofFields may follow "minister of" or "secretary of".
var ofFields = wordSet(`state defence defense foreign affairs finance the interior trade health energy economy justice culture oil environment transport education agriculture labour labor commerce treasury staff
	national security external homeland government navy war and information unification industry science tourism general`)

// bareOffices are head words that are an office by themselves; the others need
// a field, a country or a name beside them.
var bareOffices = wordSet(`secretary-general mayor minister president premier chancellor king queen emir sultan emperor ambassador taoiseach shah pope`)

// honorifics announce a person.
var honorifics = wordSet(`mr mrs ms dr sir lord lady general gen colonel col admiral adm marshal captain capt major maj lieutenant lt sergeant senator sen congressman congresswoman representative rep gov governor professor prof judge
	sheikh ayatollah comrade dame sheikha emir rev fr hon field-marshal`)

// nameParticles are small words inside personal names.
var nameParticles = wordSet(`bin ibn al el de da dos das van von der den di del la le ben abu al- el- du bint`)

// givenNames are common given names: with a capitalised word behind, a person.
var givenNames = wordSet(`john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey
	mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret sandra ashley emily donna michelle carol amanda melissa deborah laura anna maria ursula christine angela hillary condoleezza madeleine
	sergei sergey vladimir dmitry dmitri mikhail nikolai alexander alexei igor ivan oleg yuri boris andrei maxim viktor pavel anatoly leonid konstantin natalia olga tatiana maria elena volodymyr petro oleksandr andriy dmytro yulia
	mohammed muhammad mohamed ahmed ahmad ali hassan hussein ibrahim abdullah omar khalid yasser mahmoud mustafa hamid said faisal salman abdul abdel rashid tariq saad nasser hafez bashar
	juan jose carlos luis jorge pedro miguel fernando alberto hugo nicolas manuel rafael francisco diego andres evo alvaro gustavo gabriel javier claudia dilma luiz jair
	jean pierre francois jacques emmanuel nicolas michel marine marcel olivier laurent philippe hans klaus wolfgang helmut gerhard friedrich otto olaf karl heiko joschka annalena
	giuseppe giorgia silvio matteo mario sergio pekka sauli sanna tarja jens erna anders mette lars carl olof magdalena ulf
	narendra rahul indira rajiv atal manmohan imran nawaz benazir pervez shehbaz asif hamid ashraf sheikh hirohito shinzo fumio yoshihide taro junichiro kenji akira hiroshi
	nelson thabo jacob cyril robert kenneth julius kwame haile paul yoweri uhuru william muhammadu goodluck olusegun abiy isaias omar felix joseph denis macky alassane
	recep abdullah ahmet mevlut hakan benjamin ariel yitzhak shimon ehud golda naftali yair menachem isaac anwar hosni gamal king kofi ban antonio javier kaja josep charles theresa boris rishi keir tony gordon harold winston neville clement
	andrzej lech donald viktor janos gyorgy vaclav milos petr robert zuzana klaus nicolae ion traian josip slobodan aleksandar zoran ivica edi
	aung suharto joko ferdinand rodrigo corazon gloria mahathir najib anwar lee norodom hun thaksin prayut yingluck ho nguyen phan vo
	fidel raul daniel nayib jimmy ronald richard lyndon dwight harry franklin gerald barack joe kamala mike antony marco rex lloyd jake henry zbigniew colin`)

// cuesOfSpeech are verbs by which somebody makes a claim.
const speechVerbs = `say state claim report announce declare add insist argue note confirm allege admit acknowledge warn believe think reckon tell write explain suggest maintain assert estimate conclude concede remark stress reveal disclose observe assess repeat testify recall contend`

func lines(s string) []string {
	return strings.Split(strings.TrimSpace(s), "\n")
}
