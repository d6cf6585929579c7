/* What to cite as BibTeX, by source. The importers' own `citation` is the same as plain text.
 * Checked against the projects' pages and the package peacesciencer; DOIs stand where they could be
 * confirmed. Escapes are those of BibTeX: accents as {\'e}, braces around what must keep its capitals. */
#include "import/importer.h"

#include "core/memory.h"

#include <string.h>

/* ---- works that several sources cite ---- */

#define STATES_2017                                                                                \
    "@misc{cow2017states,\n"                                                                       \
    "  author = {{Correlates of War Project}},\n"                                                  \
    "  title = {State System Membership List, v2016},\n"                                           \
    "  year = {2017},\n"                                                                           \
    "  url = {https://correlatesofwar.org}\n"                                                      \
    "}\n"

#define GIBLER_2009                                                                                \
    "@book{gibler2009alliances,\n"                                                                 \
    "  author = {Gibler, Douglas M.},\n"                                                           \
    "  title = {International Military Alliances, 1648--2008},\n"                                  \
    "  publisher = {CQ Press},\n"                                                                  \
    "  address = {Washington, DC},\n"                                                              \
    "  year = {2009}\n"                                                                            \
    "}\n"

#define SARKEES_WAYMAN_2010                                                                        \
    "@book{sarkees2010resort,\n"                                                                   \
    "  author = {Sarkees, Meredith Reid and Wayman, Frank Whelon},\n"                              \
    "  title = {Resort to War: A Data Guide to Inter-State, Extra-State, Intra-State, and\n"       \
    "    Non-State Wars, 1816--2007},\n"                                                          \
    "  publisher = {CQ Press},\n"                                                                  \
    "  address = {Washington, DC},\n"                                                              \
    "  year = {2010}\n"                                                                            \
    "}\n"

#define DIXON_SARKEES_2016                                                                         \
    "@book{dixon2016guide,\n"                                                                      \
    "  author = {Dixon, Jeffrey S. and Sarkees, Meredith Reid},\n"                                 \
    "  title = {A Guide to Intra-State Wars: An Examination of Civil, Regional, and\n"             \
    "    Intercommunal Wars, 1816--2014},\n"                                                       \
    "  publisher = {CQ Press},\n"                                                                  \
    "  address = {Thousand Oaks, CA},\n"                                                           \
    "  year = {2016}\n"                                                                            \
    "}\n"

#define BARBIERI_2009                                                                              \
    "@article{barbieri2009trading,\n"                                                              \
    "  author = {Barbieri, Katherine and Keshk, Omar M. G. and Pollins, Brian M.},\n"              \
    "  title = {Trading Data: Evaluating our Assumptions and Coding Rules},\n"                     \
    "  journal = {Conflict Management and Peace Science},\n"                                       \
    "  year = {2009},\n"                                                                           \
    "  volume = {26},\n"                                                                           \
    "  number = {5},\n"                                                                            \
    "  pages = {471--491},\n"                                                                      \
    "  doi = {10.1177/0738894209343887}\n"                                                         \
    "}\n"

#define SINGER_1987                                                                                \
    "@article{singer1987reconstructing,\n"                                                         \
    "  author = {Singer, J. David},\n"                                                             \
    "  title = {Reconstructing the {Correlates of War} Dataset on Material Capabilities of\n"      \
    "    States, 1816--1985},\n"                                                                   \
    "  journal = {International Interactions},\n"                                                  \
    "  year = {1987},\n"                                                                           \
    "  volume = {14},\n"                                                                           \
    "  number = {2},\n"                                                                            \
    "  pages = {115--132},\n"                                                                      \
    "  doi = {10.1080/03050628808434695}\n"                                                        \
    "}\n"

#define SINGER_1972                                                                                \
    "@incollection{singer1972capability,\n"                                                        \
    "  author = {Singer, J. David and Bremer, Stuart and Stuckey, John},\n"                        \
    "  title = {Capability Distribution, Uncertainty, and Major Power War, 1820--1965},\n"         \
    "  booktitle = {Peace, War, and Numbers},\n"                                                   \
    "  editor = {Russett, Bruce},\n"                                                               \
    "  publisher = {Sage},\n"                                                                      \
    "  address = {Beverly Hills, CA},\n"                                                           \
    "  year = {1972},\n"                                                                           \
    "  pages = {19--48}\n"                                                                         \
    "}\n"

#define WORLD_BANK_GDP                                                                             \
    "@misc{worldbank-gdp,\n"                                                                       \
    "  author = {{World Bank}},\n"                                                                 \
    "  title = {World Development Indicators: {GDP} (current {US\\$}), {NY.GDP.MKTP.CD}},\n"       \
    "  howpublished = {The World Bank},\n"                                                         \
    "  note = {Give the version of your copy},\n"                                                  \
    "  url = {https://data.worldbank.org/indicator/NY.GDP.MKTP.CD}\n"                              \
    "}\n"

#define PALMER_2022                                                                                \
    "@article{palmer2022mid5,\n"                                                                   \
    "  author = {Palmer, Glenn and McManus, Roseanne W. and D'Orazio, Vito and Kenwick,\n"         \
    "    Michael R. and Karstens, Mikaela and Bloch, Chase and Dietrich, Nick and Kahn,\n"         \
    "    Kayla and Ritter, Kellan and Soules, Michael J.},\n"                                      \
    "  title = {The {MID5} Dataset, 2011--2014: Procedures, Coding Rules, and Description},\n"     \
    "  journal = {Conflict Management and Peace Science},\n"                                       \
    "  year = {2022},\n"                                                                           \
    "  volume = {39},\n"                                                                           \
    "  number = {4},\n"                                                                            \
    "  pages = {470--482},\n"                                                                      \
    "  doi = {10.1177/0738894221995743}\n"                                                         \
    "}\n"

#define MILLER_2022                                                                                \
    "@article{miller2022peacesciencer,\n"                                                          \
    "  author = {Miller, Steven V.},\n"                                                            \
    "  title = {{peacesciencer}: An {R} Package for Quantitative Peace Science Research},\n"       \
    "  journal = {Conflict Management and Peace Science},\n"                                       \
    "  year = {2022},\n"                                                                           \
    "  volume = {39},\n"                                                                           \
    "  number = {6},\n"                                                                            \
    "  pages = {755--779},\n"                                                                      \
    "  doi = {10.1177/07388942221077926}\n"                                                        \
    "}\n"

#define GLEDITSCH_WARD_1999                                                                        \
    "@article{gleditsch1999revised,\n"                                                             \
    "  author = {Gleditsch, Kristian S. and Ward, Michael D.},\n"                                  \
    "  title = {A Revised List of Independent States since the {Congress of Vienna}},\n"           \
    "  journal = {International Interactions},\n"                                                  \
    "  year = {1999},\n"                                                                           \
    "  volume = {25},\n"                                                                           \
    "  number = {4},\n"                                                                            \
    "  pages = {393--413},\n"                                                                      \
    "  doi = {10.1080/03050629908434958}\n"                                                        \
    "}\n"

#define GIBLER_2016                                                                                \
    "@article{gibler2016analysis,\n"                                                               \
    "  author = {Gibler, Douglas M. and Miller, Steven V. and Little, Erin K.},\n"                 \
    "  title = {An Analysis of the {Militarized Interstate Dispute} ({MID}) Dataset,\n"            \
    "    1816--2001},\n"                                                                           \
    "  journal = {International Studies Quarterly},\n"                                             \
    "  year = {2016},\n"                                                                           \
    "  volume = {60},\n"                                                                           \
    "  number = {4},\n"                                                                            \
    "  pages = {719--730},\n"                                                                      \
    "  doi = {10.1093/isq/sqw045}\n"                                                               \
    "}\n"

#define THOMPSON_DREYER_2012                                                                       \
    "@book{thompson2012handbook,\n"                                                                \
    "  author = {Thompson, William R. and Dreyer, David R.},\n"                                    \
    "  title = {Handbook of International Rivalries, 1494--2010},\n"                               \
    "  publisher = {CQ Press},\n"                                                                  \
    "  address = {Washington, DC},\n"                                                              \
    "  year = {2012}\n"                                                                            \
    "}\n"

#define THOMPSON_2021                                                                              \
    "@book{thompson2021analyzing,\n"                                                               \
    "  author = {Thompson, William R. and Sakuwa, Kentaro and Suhas, Prashant Hosur},\n"           \
    "  title = {Analyzing Strategic Rivalries in World Politics: Types of Rivalry, Regional\n"     \
    "    Variation, and Escalation/De-escalation},\n"                                              \
    "  publisher = {Springer},\n"                                                                  \
    "  year = {2021}\n"                                                                            \
    "}\n"

#define GIBLER_2005                                                                                \
    "@article{gibler2005taking,\n"                                                                 \
    "  author = {Gibler, Douglas M. and Rider, Toby J. and Hutchison, Marc L.},\n"                 \
    "  title = {Taking Arms against a Sea of Troubles: Conventional Arms Races during Periods\n"   \
    "    of Rivalry},\n"                                                                           \
    "  journal = {Journal of Peace Research},\n"                                                   \
    "  year = {2005},\n"                                                                           \
    "  volume = {42},\n"                                                                           \
    "  number = {2},\n"                                                                            \
    "  pages = {131--147}\n"                                                                       \
    "}\n"

#define MARQUEZ_2016                                                                               \
    "@misc{marquez2016quick,\n"                                                                    \
    "  author = {M{\\'a}rquez, Xavier},\n"                                                         \
    "  title = {A Quick Method for Extending the {Unified Democracy Scores}},\n"                   \
    "  howpublished = {SSRN 2753830},\n"                                                           \
    "  year = {2016},\n"                                                                           \
    "  doi = {10.2139/ssrn.2753830}\n"                                                             \
    "}\n"

#define POLITY5                                                                                    \
    "@misc{marshall2020polity5,\n"                                                                 \
    "  author = {Marshall, Monty G. and Gurr, Ted Robert},\n"                                      \
    "  title = {{Polity5}: Political Regime Characteristics and Transitions, 1800--2018},\n"       \
    "  howpublished = {Center for Systemic Peace},\n"                                              \
    "  year = {2020}\n"                                                                            \
    "}\n"

#define VDEM                                                                                       \
    "@misc{coppedge-vdem,\n"                                                                       \
    "  author = {Coppedge, Michael and others},\n"                                                 \
    "  title = {{V-Dem} Dataset},\n"                                                               \
    "  howpublished = {Varieties of Democracy ({V-Dem}) Project},\n"                               \
    "  note = {Give the version of your copy and its full list of authors}\n"                      \
    "}\n"

/* ---- the sources, by their name without the version ---- */

static const struct {
    const char *source, *bibtex;
} entries[] = {
    {"cow-states", STATES_2017},
    {"cow-system", STATES_2017},
    {"cow-majors", STATES_2017},
    {"nmc", SINGER_1972 SINGER_1987},
    {"cow-alliance", GIBLER_2009},
    {"cow-alliance-dyad", GIBLER_2009},
    {"cow-alliance-yearly", GIBLER_2009},
    {"atop",
     "@article{leeds2002atop,\n"
     "  author = {Leeds, Brett Ashley and Ritter, Jeffrey M. and Mitchell, Sara McLaughlin and\n"
     "    Long, Andrew G.},\n"
     "  title = {Alliance Treaty Obligations and Provisions, 1815--1944},\n"
     "  journal = {International Interactions},\n"
     "  year = {2002},\n"
     "  volume = {28},\n"
     "  number = {3},\n"
     "  pages = {237--260},\n"
     "  doi = {10.1080/03050620213653}\n"
     "}\n"},
    {"cow-contiguity",
     "@article{stinnett2002contiguity,\n"
     "  author = {Stinnett, Douglas M. and Tir, Jaroslav and Schafer, Philip and Diehl, Paul F.\n"
     "    and Gochman, Charles},\n"
     "  title = {The {Correlates of War} ({COW}) Project Direct Contiguity Data, Version 3.0},\n"
     "  journal = {Conflict Management and Peace Science},\n"
     "  year = {2002},\n"
     "  volume = {19},\n"
     "  number = {2},\n"
     "  pages = {58--66},\n"
     "  doi = {10.1177/073889420201900203}\n"
     "}\n"},
    {"cow-mid", PALMER_2022},
    {"gml", GIBLER_2016},
    {"cow-war-inter", SARKEES_WAYMAN_2010},
    {"cow-war-extra", SARKEES_WAYMAN_2010},
    {"cow-war-nonstate", SARKEES_WAYMAN_2010},
    {"cow-war-intra", DIXON_SARKEES_2016 SARKEES_WAYMAN_2010},
    {"cow-trade-national", BARBIERI_2009},
    {"cow-trade-dyadic", BARBIERI_2009},
    {"cow-igo",
     "@article{pevehouse2020tracking,\n"
     "  author = {Pevehouse, Jon C. W. and Nordstrom, Timothy and McManus, Roseanne W. and\n"
     "    Jamison, Anne Spencer},\n"
     "  title = {Tracking Organizations in the World: The {Correlates of War} {IGO} Version 3.0\n"
     "    Datasets},\n"
     "  journal = {Journal of Peace Research},\n"
     "  year = {2020},\n"
     "  volume = {57},\n"
     "  number = {3},\n"
     "  pages = {492--503},\n"
     "  doi = {10.1177/0022343319881175}\n"
     "}\n"},
    {"cow-capitals", MILLER_2022},
    {"false-dyads", MILLER_2022},
    {"cow-gw", GLEDITSCH_WARD_1999},
    {"gw-states", GLEDITSCH_WARD_1999},
    {"td-rivalries", THOMPSON_DREYER_2012},
    {"tss-rivalries", THOMPSON_2021},
    {"grh-arms-races", GIBLER_2005},
    {"worldbank-gdp", WORLD_BANK_GDP},
    {"fariss-gdp",
     "@article{fariss2022new,\n"
     "  author = {Fariss, Christopher J. and Anders, Therese and Markowitz, Jonathan N. and\n"
     "    Barnum, Miriam},\n"
     "  title = {New Estimates of Over 500 Years of Historic {GDP} and Population Data},\n"
     "  journal = {Journal of Conflict Resolution},\n"
     "  year = {2022},\n"
     "  volume = {66},\n"
     "  number = {3},\n"
     "  pages = {553--591},\n"
     "  doi = {10.1177/00220027211054432}\n"
     "}\n"},
    {"anders-gdp",
     "@article{anders2020bread,\n"
     "  author = {Anders, Therese and Fariss, Christopher J. and Markowitz, Jonathan N.},\n"
     "  title = {Bread Before Guns or Butter: Introducing {Surplus Domestic Product} ({SDP})},\n"
     "  journal = {International Studies Quarterly},\n"
     "  year = {2020},\n"
     "  volume = {64},\n"
     "  number = {2},\n"
     "  pages = {392--405}\n"
     "}\n"},
    {"democracy-isard", MARQUEZ_2016 POLITY5 VDEM},
    {"polity", POLITY5},
    {"vdem", VDEM},
    {"milex-gdp-share", SINGER_1987 WORLD_BANK_GDP},
    {"cshapes-mindist",
     "@article{schvitz2022mapping,\n"
     "  author = {Schvitz, Guy and Girardin, Luc and R{\\\"u}egger, Seraina and Weidmann, Nils B.\n"
     "    and Cederman, Lars-Erik and Gleditsch, Kristian Skrede},\n"
     "  title = {Mapping the International System, 1886--2019: The {CShapes} 2.0 Dataset},\n"
     "  journal = {Journal of Conflict Resolution},\n"
     "  year = {2022},\n"
     "  volume = {66},\n"
     "  number = {1},\n"
     "  pages = {144--161},\n"
     "  doi = {10.1177/00220027211013563}\n"
     "}\n"},
    {"maoz-powers",
     "@book{maoz2010networks,\n"
     "  author = {Maoz, Zeev},\n"
     "  title = {Networks of Nations: The Evolution, Structure, and Impact of International\n"
     "    Networks, 1816--2001},\n"
     "  publisher = {Cambridge University Press},\n"
     "  address = {Cambridge},\n"
     "  year = {2010}\n"
     "}\n"},
};

const char *ent_bibtex_at(size_t index, const char **source)
{
    if (index >= ent_countof(entries))
        return NULL;
    *source = entries[index].source;
    return entries[index].bibtex;
}

const char *ent_bibtex_of(const char *source)
{
    for (size_t i = 0; i < ent_countof(entries); i++)
        if (strcmp(entries[i].source, source) == 0)
            return entries[i].bibtex;
    return "";
}
