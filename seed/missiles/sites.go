package missiles

// site is a place missiles are tested from: its name and where it is, in
// degrees north and east.
type site struct {
	name     string
	lat, lon float64
}

// sites are the facilities of the CNS North Korea Missile Test Database by the
// ids the file writes (names and coordinates as it has them, four slips of
// spelling mended).
var sites = map[string]site{
	"baegun":         {"Baegun", 40.029678, 125.227326},
	"chihari":        {"Chihari Missile Base", 38.62333, 126.6847},
	"chunghwa":       {"Chunghwa", 38.875, 125.926},
	"east-pyongyang": {"East Pyongyang", 39.191389, 125.956944},
	"hodo":           {"Hodo Peninsula", 39.40167, 127.5369},
	"hungnam":        {"Hungnam", 39.811611, 127.66375},
	"hwangju":        {"Hwangju", 38.686834, 125.702005},
	"jangyon":        {"Jangyon", 38.275, 125.071},
	"kaechon":        {"Kaechon Airbase", 39.752321, 125.899905},
	"kaesong":        {"Kaesong", 37.9382, 126.5878},
	"kanggye":        {"Kanggye", 40.968, 126.599},
	"kittaeryong":    {"Kittaeryong Missile Base", 38.99083, 127.6236},
	"koksan":         {"Koksan", 38.78, 126.67},
	"kusong":         {"Kusong Testing Ground", 40.01325, 125.22302},
	"kwail":          {"Kwail Airbase", 38.421522, 125.024421},
	"lake-yonpung":   {"Lake Yonpung", 39.618283, 125.8035851},
	"masikryong":     {"Masikryong", 39.065962, 127.250257},
	"monggumpo":      {"Monggumpo", 38.202, 124.851},
	"munchon":        {"Munchon", 39.2815, 127.377},
	"mupyong-ni":     {"Mupyong-ni Arms Plant", 40.611208, 126.425743},
	"nampo":          {"Nampo", 38.7523, 125.3247},
	"north-kusong":   {"North Kusong Testing Ground", 40.0659, 125.2099},
	"panghyon":       {"Panghyon", 39.872153, 125.269192},
	"panghyon-ab":    {"Panghyon Airbase", 39.927472, 125.207889},
	"pukchang":       {"Pukchang Airfield", 39.504417, 125.964333},
	"pyongsong":      {"Pyongsong Field", 39.282, 125.869},
	"pyongyang":      {"Pyongyang International Airport", 39.200159, 125.673256},
	"ryokpo":         {"Ryokpo", 38.873, 125.932},
	"samsok":         {"Samsok", 39.1268, 125.9579},
	"samsok-test":    {"Samsok missile test site", 39.112, 125.998},
	"samsok-test-2":  {"Samsok missile test site 2", 39.12655, 125.96453},
	"samsok-test-3":  {"Samsok missile test site 3", 39.105, 126.006},
	"sangum-ri":      {"Sangum-ri", 39.141, 127.616},
	"sariwon":        {"Sariwon", 38.507239, 125.758802},
	"sinpo":          {"Sinpo Shipyard", 40.0368, 128.1839},
	"sohae":          {"Sohae Satellite Launching Station", 39.6596, 124.7057},
	"sonchon":        {"Sonchon", 39.79, 124.91},
	"sondok":         {"Sondok", 39.743, 127.499},
	"sondok-ab":      {"Sondok Airbase", 39.7437, 127.4732},
	"south-wonsan":   {"South Wonsan", 39.148587, 127.611146},
	"sukchon":        {"Sukchon", 39.42, 125.63},
	"sunan":          {"Sunan", 39.20299, 125.70926},
	"sunchon":        {"Sunchon Airbase", 39.412594, 125.89031},
	"taechon":        {"Taechon Reservoir", 39.9857, 125.5186},
	"taegwan":        {"Taegwan County", 40.209, 125.204},
	"taesong":        {"Lake Taesong", 38.907, 125.44},
	"tongchon":       {"Tongchon", 38.953797, 127.891882},
	"tonghae":        {"Tonghae Satellite Launching Ground", 40.8499966, 129.666664},
	"uiju":           {"Uiju", 40.025847, 124.577936},
	"west-sunan":     {"West Sunan", 39.3942, 125.6773},
	"wonsan":         {"Wonsan Kalma International Airport", 39.1677, 127.4817},
	"yangdok":        {"Yangdok", 39.275721, 126.804867},
	"yonghung":       {"Yonghung", 39.538, 127.241},
	"yonghung-bay":   {"Yonghung Bay", 39.26, 127.58},
	"yonpo":          {"Yonpo Airport", 39.78938, 127.53993},
}

// missiles are the types by the ids the file writes, with the article an
// English sentence needs; the names are those of the same database. What is
// launched into orbit says so.
var missiles = map[string]string{
	"chollima-1": "a Chollima-1 space launch vehicle", "er-scud": "an ER Scud", "hwasong-11a": "a Hwasong-11A (KN-23)", "hwasong-11b": "a Hwasong-11B (KN-24)",
	"hwasong-11c": "a Hwasong-11C (KN-30)", "hwasong-11d": "a Hwasong-11D (KN-35)", "hwasong-11-da-45": "a Hwasong-11-Da-4.5", "hwasong-11e": "a Hwasong-11E",
	"hwasong-11s": "a Hwasong-11S (KN-33)", "hwasong-12": "a Hwasong-12", "hwasong-12a": "a Hwasong-12A", "hwasong-12b": "a Hwasong-12B", "hwasong-14": "a Hwasong-14",
	"hwasong-15": "a Hwasong-15", "hwasong-16a": "a Hwasong-16A", "hwasong-16b": "a Hwasong-16B", "hwasong-17": "a Hwasong-17", "hwasong-18": "a Hwasong-18",
	"hwasong-19": "a Hwasong-19", "kn-02": "a KN-02", "kn-25": "a KN-25", "musudan": "a Musudan", "new-irbm-2022": "a new intermediate-range missile", "nodong": "a Nodong",
	"pukguksong-1": "a Pukguksong-1", "pukguksong-2": "a Pukguksong-2", "pukguksong-3": "a Pukguksong-3", "rail-mobile-kn-23": "a rail-mobile KN-23", "scud-b": "a Scud-B",
	"scud-b-marv": "a Scud-B MaRV", "scud-c": "a Scud-C", "scud-c-marv": "a Scud-C MaRV", "silo-based-kn-23": "a silo-based KN-23", "taepodong-1": "a Taepodong-1 space launch vehicle",
	"unha": "an Unha space launch vehicle", "unha-3": "an Unha-3 space launch vehicle",
}

// landings are where tests came down.
var landings = map[string]string{
	"sea-of-japan": "Sea of Japan (East Sea)", "yellow-sea": "Yellow Sea (West Sea)", "pacific-ocean": "Pacific Ocean", "north-korea": "North Korea",
}
