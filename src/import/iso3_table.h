/* ISO 3166-1 alpha-3 codes of the states of the Correlates of War (COW) state system, 1816-2016.
 * Entered by hand from general knowledge of ISO 3166-1 and 3166-3 (withdrawn codes); identifiers
 * only. Years are inclusive, 0 = open. ISO gives codes since 1974. Where a state kept one code, the
 * row is open to the past, so that iso3:AUT names Austria in 1950 too; where it changed, the first
 * code starts in 1974, and in the year of the change both are valid. Two states can share a code in
 * one year (DEU and YEM in 1990): the one that is a member on the day is meant.
 * Not here, since they never had a code: states gone before 1974 (Hanover, Austria-Hungary, Korea,
 * Zanzibar ...), except those whose code a later state of the same name has (255). */
#ifndef ENT_IMPORT_ISO3_TABLE_H
#define ENT_IMPORT_ISO3_TABLE_H

static const struct {
    short cow;
    char iso3[4];
    short from_year, to_year;
} iso3_table[] = {
    {2, "USA", 0, 0},         /* United States */
    {20, "CAN", 0, 0},        /* Canada */
    {31, "BHS", 0, 0},        /* Bahamas */
    {40, "CUB", 0, 0},        /* Cuba */
    {41, "HTI", 0, 0},        /* Haiti */
    {42, "DOM", 0, 0},        /* Dominican Republic */
    {51, "JAM", 0, 0},        /* Jamaica */
    {52, "TTO", 0, 0},        /* Trinidad and Tobago */
    {53, "BRB", 0, 0},        /* Barbados */
    {54, "DMA", 0, 0},        /* Dominica */
    {55, "GRD", 0, 0},        /* Grenada */
    {56, "LCA", 0, 0},        /* Saint Lucia */
    {57, "VCT", 0, 0},        /* Saint Vincent and the Grenadines */
    {58, "ATG", 0, 0},        /* Antigua and Barbuda */
    {60, "KNA", 0, 0},        /* Saint Kitts and Nevis */
    {70, "MEX", 0, 0},        /* Mexico */
    {80, "BLZ", 0, 0},        /* Belize */
    {90, "GTM", 0, 0},        /* Guatemala */
    {91, "HND", 0, 0},        /* Honduras */
    {92, "SLV", 0, 0},        /* El Salvador */
    {93, "NIC", 0, 0},        /* Nicaragua */
    {94, "CRI", 0, 0},        /* Costa Rica */
    {95, "PAN", 0, 0},        /* Panama */
    {100, "COL", 0, 0},       /* Colombia */
    {101, "VEN", 0, 0},       /* Venezuela */
    {110, "GUY", 0, 0},       /* Guyana */
    {115, "SUR", 0, 0},       /* Suriname */
    {130, "ECU", 0, 0},       /* Ecuador */
    {135, "PER", 0, 0},       /* Peru */
    {140, "BRA", 0, 0},       /* Brazil */
    {145, "BOL", 0, 0},       /* Bolivia */
    {150, "PRY", 0, 0},       /* Paraguay */
    {155, "CHL", 0, 0},       /* Chile */
    {160, "ARG", 0, 0},       /* Argentina */
    {165, "URY", 0, 0},       /* Uruguay */
    {200, "GBR", 0, 0},       /* United Kingdom */
    {205, "IRL", 0, 0},       /* Ireland */
    {210, "NLD", 0, 0},       /* Netherlands */
    {211, "BEL", 0, 0},       /* Belgium */
    {212, "LUX", 0, 0},       /* Luxembourg */
    {220, "FRA", 0, 0},       /* France */
    {221, "MCO", 0, 0},       /* Monaco */
    {223, "LIE", 0, 0},       /* Liechtenstein */
    {225, "CHE", 0, 0},       /* Switzerland */
    {230, "ESP", 0, 0},       /* Spain */
    {232, "AND", 0, 0},       /* Andorra */
    {235, "PRT", 0, 0},       /* Portugal */
    {255, "DEU", 0, 1945},    /* Germany before its division */
    {255, "DEU", 1990, 0},    /* Germany */
    {260, "DEU", 1949, 1990}, /* Federal Republic of Germany */
    {265, "DDR", 0, 1990},    /* German Democratic Republic */
    {290, "POL", 0, 0},       /* Poland */
    {305, "AUT", 0, 0},       /* Austria */
    {310, "HUN", 0, 0},       /* Hungary */
    {315, "CSK", 0, 1992},    /* Czechoslovakia */
    {316, "CZE", 0, 0},       /* Czechia */
    {317, "SVK", 0, 0},       /* Slovakia */
    {325, "ITA", 0, 0},       /* Italy */
    {331, "SMR", 0, 0},       /* San Marino */
    {338, "MLT", 0, 0},       /* Malta */
    {339, "ALB", 0, 0},       /* Albania */
    {341, "MNE", 0, 0},       /* Montenegro */
    {343, "MKD", 0, 0},       /* North Macedonia */
    {344, "HRV", 0, 0},       /* Croatia */
    {345, "YUG", 1974, 2003}, /* Yugoslavia */
    {345, "SCG", 2003, 2006}, /* Serbia and Montenegro */
    {345, "SRB", 2006, 0},    /* Serbia */
    {346, "BIH", 0, 0},       /* Bosnia and Herzegovina */
    {347, "XKX", 0, 0},       /* Kosovo: user-assigned, not given by ISO */
    {349, "SVN", 0, 0},       /* Slovenia */
    {350, "GRC", 0, 0},       /* Greece */
    {352, "CYP", 0, 0},       /* Cyprus */
    {355, "BGR", 0, 0},       /* Bulgaria */
    {359, "MDA", 0, 0},       /* Moldova */
    {360, "ROM", 1974, 2002}, /* Romania */
    {360, "ROU", 2002, 0},    /* Romania */
    {365, "SUN", 1974, 1991}, /* Soviet Union */
    {365, "RUS", 1992, 0},    /* Russia */
    {366, "EST", 0, 0},       /* Estonia */
    {367, "LVA", 0, 0},       /* Latvia */
    {368, "LTU", 0, 0},       /* Lithuania */
    {369, "UKR", 0, 0},       /* Ukraine */
    {370, "BYS", 1974, 1992}, /* Byelorussia */
    {370, "BLR", 1992, 0},    /* Belarus */
    {371, "ARM", 0, 0},       /* Armenia */
    {372, "GEO", 0, 0},       /* Georgia */
    {373, "AZE", 0, 0},       /* Azerbaijan */
    {375, "FIN", 0, 0},       /* Finland */
    {380, "SWE", 0, 0},       /* Sweden */
    {385, "NOR", 0, 0},       /* Norway */
    {390, "DNK", 0, 0},       /* Denmark */
    {395, "ISL", 0, 0},       /* Iceland */
    {402, "CPV", 0, 0},       /* Cape Verde */
    {403, "STP", 0, 0},       /* Sao Tome and Principe */
    {404, "GNB", 0, 0},       /* Guinea-Bissau */
    {411, "GNQ", 0, 0},       /* Equatorial Guinea */
    {420, "GMB", 0, 0},       /* Gambia */
    {432, "MLI", 0, 0},       /* Mali */
    {433, "SEN", 0, 0},       /* Senegal */
    {434, "DHY", 1974, 1977}, /* Dahomey */
    {434, "BEN", 1977, 0},    /* Benin */
    {435, "MRT", 0, 0},       /* Mauritania */
    {436, "NER", 0, 0},       /* Niger */
    {437, "CIV", 0, 0},       /* Ivory Coast */
    {438, "GIN", 0, 0},       /* Guinea */
    {439, "HVO", 1974, 1984}, /* Upper Volta */
    {439, "BFA", 1984, 0},    /* Burkina Faso */
    {450, "LBR", 0, 0},       /* Liberia */
    {451, "SLE", 0, 0},       /* Sierra Leone */
    {452, "GHA", 0, 0},       /* Ghana */
    {461, "TGO", 0, 0},       /* Togo */
    {471, "CMR", 0, 0},       /* Cameroon */
    {475, "NGA", 0, 0},       /* Nigeria */
    {481, "GAB", 0, 0},       /* Gabon */
    {482, "CAF", 0, 0},       /* Central African Republic */
    {483, "TCD", 0, 0},       /* Chad */
    {484, "COG", 0, 0},       /* Congo (Brazzaville) */
    {490, "ZAR", 1974, 1997}, /* Zaire */
    {490, "COD", 1997, 0},    /* Democratic Republic of the Congo */
    {500, "UGA", 0, 0},       /* Uganda */
    {501, "KEN", 0, 0},       /* Kenya */
    {510, "TZA", 0, 0},       /* Tanzania */
    {516, "BDI", 0, 0},       /* Burundi */
    {517, "RWA", 0, 0},       /* Rwanda */
    {520, "SOM", 0, 0},       /* Somalia */
    {522, "DJI", 0, 0},       /* Djibouti */
    {530, "ETH", 0, 0},       /* Ethiopia */
    {531, "ERI", 0, 0},       /* Eritrea */
    {540, "AGO", 0, 0},       /* Angola */
    {541, "MOZ", 0, 0},       /* Mozambique */
    {551, "ZMB", 0, 0},       /* Zambia */
    {552, "RHO", 1974, 1980}, /* Rhodesia */
    {552, "ZWE", 1980, 0},    /* Zimbabwe */
    {553, "MWI", 0, 0},       /* Malawi */
    {560, "ZAF", 0, 0},       /* South Africa */
    {565, "NAM", 0, 0},       /* Namibia */
    {570, "LSO", 0, 0},       /* Lesotho */
    {571, "BWA", 0, 0},       /* Botswana */
    {572, "SWZ", 0, 0},       /* Eswatini */
    {580, "MDG", 0, 0},       /* Madagascar */
    {581, "COM", 0, 0},       /* Comoros */
    {590, "MUS", 0, 0},       /* Mauritius */
    {591, "SYC", 0, 0},       /* Seychelles */
    {600, "MAR", 0, 0},       /* Morocco */
    {615, "DZA", 0, 0},       /* Algeria */
    {616, "TUN", 0, 0},       /* Tunisia */
    {620, "LBY", 0, 0},       /* Libya */
    {625, "SDN", 0, 0},       /* Sudan */
    {626, "SSD", 0, 0},       /* South Sudan */
    {630, "IRN", 0, 0},       /* Iran */
    {640, "TUR", 0, 0},       /* Turkey */
    {645, "IRQ", 0, 0},       /* Iraq */
    {651, "EGY", 0, 0},       /* Egypt */
    {652, "SYR", 0, 0},       /* Syria */
    {660, "LBN", 0, 0},       /* Lebanon */
    {663, "JOR", 0, 0},       /* Jordan */
    {666, "ISR", 0, 0},       /* Israel */
    {670, "SAU", 0, 0},       /* Saudi Arabia */
    {678, "YEM", 0, 1990},    /* Yemen Arab Republic */
    {679, "YEM", 1990, 0},    /* Yemen */
    {680, "YMD", 0, 1990},    /* Democratic Yemen */
    {690, "KWT", 0, 0},       /* Kuwait */
    {692, "BHR", 0, 0},       /* Bahrain */
    {694, "QAT", 0, 0},       /* Qatar */
    {696, "ARE", 0, 0},       /* United Arab Emirates */
    {698, "OMN", 0, 0},       /* Oman */
    {700, "AFG", 0, 0},       /* Afghanistan */
    {701, "TKM", 0, 0},       /* Turkmenistan */
    {702, "TJK", 0, 0},       /* Tajikistan */
    {703, "KGZ", 0, 0},       /* Kyrgyzstan */
    {704, "UZB", 0, 0},       /* Uzbekistan */
    {705, "KAZ", 0, 0},       /* Kazakhstan */
    {710, "CHN", 0, 0},       /* China */
    {712, "MNG", 0, 0},       /* Mongolia */
    {713, "TWN", 0, 0},       /* Taiwan */
    {731, "PRK", 0, 0},       /* North Korea */
    {732, "KOR", 0, 0},       /* South Korea */
    {740, "JPN", 0, 0},       /* Japan */
    {750, "IND", 0, 0},       /* India */
    {760, "BTN", 0, 0},       /* Bhutan */
    {770, "PAK", 0, 0},       /* Pakistan */
    {771, "BGD", 0, 0},       /* Bangladesh */
    {775, "BUR", 1974, 1989}, /* Burma */
    {775, "MMR", 1989, 0},    /* Myanmar */
    {780, "LKA", 0, 0},       /* Sri Lanka */
    {781, "MDV", 0, 0},       /* Maldives */
    {790, "NPL", 0, 0},       /* Nepal */
    {800, "THA", 0, 0},       /* Thailand */
    {811, "KHM", 0, 0},       /* Cambodia */
    {812, "LAO", 0, 0},       /* Laos */
    {816, "VDR", 1974, 1977}, /* Democratic Republic of Viet-Nam */
    {816, "VNM", 1977, 0},    /* Vietnam */
    {817, "VNM", 0, 1975},    /* Republic of Viet-Nam */
    {820, "MYS", 0, 0},       /* Malaysia */
    {830, "SGP", 0, 0},       /* Singapore */
    {835, "BRN", 0, 0},       /* Brunei */
    {840, "PHL", 0, 0},       /* Philippines */
    {850, "IDN", 0, 0},       /* Indonesia */
    {860, "TLS", 0, 0},       /* East Timor */
    {900, "AUS", 0, 0},       /* Australia */
    {910, "PNG", 0, 0},       /* Papua New Guinea */
    {920, "NZL", 0, 0},       /* New Zealand */
    {935, "VUT", 0, 0},       /* Vanuatu */
    {940, "SLB", 0, 0},       /* Solomon Islands */
    {946, "KIR", 0, 0},       /* Kiribati */
    {947, "TUV", 0, 0},       /* Tuvalu */
    {950, "FJI", 0, 0},       /* Fiji */
    {955, "TON", 0, 0},       /* Tonga */
    {970, "NRU", 0, 0},       /* Nauru */
    {983, "MHL", 0, 0},       /* Marshall Islands */
    {986, "PLW", 0, 0},       /* Palau */
    {987, "FSM", 0, 0},       /* Micronesia */
    {990, "WSM", 0, 0},       /* Samoa */
};

#endif
