/* Whole tables for other programs: JSON lines, CSV or a workbook, with the names of src/domain.md and stable codes,
 * never internal ids. */
#ifndef REPORT_EXPORT_PLAIN_EXPORT_H
#define REPORT_EXPORT_PLAIN_EXPORT_H

#include "exchange/table_out.h"
#include "form/form.h"
#include "store/report/plain.h"

struct plain_export {
	struct db *db;
	struct arena *arena;            /* as long as it */
	const struct form *form;
	const char *table;              /* sheets, people, roster, history, areas, users */
	enum table_out_format format;
	const char *folder;             /* for what needs no name */
	int64_t campaign_id, area_id;   /* only rows of these; 0: all */
	int64_t created;                /* seconds since 1970 */
	int descriptor;
	int64_t rows;                   /* out */
	int64_t *sheets;                /* out of plain_export_look() */
	size_t sheet_count;
};

/* Whether there is such a table. */
bool plain_export_knows(const char *table);
/* "sheets|people|…" */
#define PLAIN_EXPORTS "sheets|people|roster|history|areas|users"
/* Of whose sheets its rows tell, before one goes out. */
enum err plain_export_look(struct plain_export *export, struct error *error);
enum err plain_export_run(struct plain_export *export, struct error *error);

#endif
