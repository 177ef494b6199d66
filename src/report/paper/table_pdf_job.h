/* A long table made into a PDF in the background, piece by piece: little memory, however many rows. */
#ifndef REPORT_PAPER_TABLE_PDF_JOB_H
#define REPORT_PAPER_TABLE_PDF_JOB_H

#include "report/workbook_job.h"

#define TABLE_PDF_KIND "table-pdf"

/* Parameters, plan and host (job_kind.arg) are those of a workbook. */
job_work table_pdf_work;

#endif
