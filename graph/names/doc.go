// Package names reads the names of states. Any name at a date leads to a key:
// official and short names, codes, demonyms, capitals and seats that stand for
// their government, old names within their period, many languages.
//
// Nothing is guessed. A name is found whole or not at all, never by a part of
// it; a name that can mean two states is an *AmbiguousError with both, a name
// that is not known an *UnknownError with what it resembles. What a dataset
// writes is read by ResolveRecorded with that dataset's own table.
//
// The table is in data/*.txt, one block for each entity, read once at first
// use. Names in French, Spanish, Russian, Chinese, Arabic, Korean, German and
// Japanese come from golang.org/x/text with our own additions.
//
// Ids are ISO 3166-1 alpha-3 codes where a state has one, the code of ISO
// 3166-3 or the usual abbreviation where it is gone. Three choices need saying.
// The Soviet Union is country/RUS under an older name. country/TWN is the
// Republic of China, which held the seat at the United Nations to 1971-10-24.
// country/RVN is the Republic of (South) Viet Nam, since the VDR of ISO 3166-3
// means the North, which is country/VNM.
package names
