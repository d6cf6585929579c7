/* What the files of a check's page share. */
#ifndef ENT_REPORT_PAGE_CHECK_H
#define ENT_REPORT_PAGE_CHECK_H

#include "report/page.h"

/* Two sources of a layer, by year: how many pairs each names. */
void page_check_pairs(page *p);
/* What is covered, a row a series and a column a year. */
void page_check_coverage(page *p);

#endif
