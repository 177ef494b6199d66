/* Declared papers: each kind is a row, from which its file, its print page and `mau03 paper` come. Its reader fills
 * the template of templates/paper/ that yields its markup (document/document.h).
 *
 * A new paper: its reader in a file of this room, declared below, and its row in paper_type.c; its template; its routes
 * (a handler page_paper, or paper_send() for a suffix of a page's own); where one task issues it,
 * workflow/handover/issue.h, and then its kind in base/code.h. */
#ifndef REPORT_PAPER_PAPER_TYPE_H
#define REPORT_PAPER_PAPER_TYPE_H

#include "base/actor.h"
#include "base/buf.h"
#include "base/date.h"
#include "document/pdf.h"
#include "store/admin/office.h"
#include "store/handover/paper.h"
#include "text/messages.h"
#include "view/tmpl.h"
#include "workflow/workflow.h"

/* Of address space, for the arena in which a paper is made: it may have tens of thousands of rows. */
enum { PAPER_ARENA = 1 << 30 };

enum { FORMAT_PAGE = 1, FORMAT_PDF = 2, FORMAT_DOCX = 4 };

struct paper_ask {
	struct arena *arena;
	const struct form *form;
	struct date today;
	const struct actor *actor;      /* NULL: a command, or a task that issues it */
	int64_t id;                     /* of what it is about; the actor may see it */
	const char *base;               /* of the site, "http://127.0.0.1:8080"; "" when it is not known */
	size_t from, most;              /* of several papers: which of them; most 0: all */
	const struct office_paper *issued;     /* it is about to be issued, or was; NULL: a draft */
};

/* What a paper shows of people: all, though some of them are read now, to be noted. */
struct paper_shown { const int64_t *ids; size_t count; int64_t commune_id; };

struct paper_type {
	const char *name;               /* of `mau03 paper` */
	const char *file;               /* of its files, and in the log of views */
	enum message title;
	const char *path;               /* of its routes: PATH.pdf, PATH.docx, and PATH/print or PATH */
	const char *back;               /* the page that it belongs to; NULL: its own address without the last part */
	unsigned formats;
	bool many;                      /* its template yields several papers: PDF alone */
	int issued_as;                  /* an enum paper_kind; -1: it is never issued */
	const char *template;
	/* Whether the actor may see what has that id. */
	bool (*may)(struct db *db, struct arena *arena, const struct actor *actor, int64_t id);
	/* Fills the template's dictionary and says whom it shows. ERR_NOT_FOUND, ERR_CONFLICT: there is no such paper. */
	enum err (*read)(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict, struct paper_shown *shown,
	                 struct error *error);
	/* Whom one that was issued shows. NULL: it is never issued. */
	enum err (*shown)(struct db *db, const struct paper_ask *ask, struct paper_shown *shown, struct error *error);
};

/* ---- paper_type.c ---- */
const struct paper_type *const *papers(size_t *count);
/* By name; by the pattern of a route. NULL: there is none. */
const struct paper_type *paper_named(const char *name);
const struct paper_type *paper_at(const char *pattern);

/* One that was asked for. */
struct paper_found {
	const struct paper_type *type;
	struct office_paper issued;            /* id 0: it was not */
	struct paper_file file;         /* of an issued one, in the format asked for; bytes NULL: not made yet */
	struct tmpl_dict *dict;         /* of a draft */
	struct paper_shown shown;
};
/* Reads what is needed for a format; paper_markup() or paper_drop() must follow. */
enum err paper_read(struct db *db, const struct paper_type *row, const struct paper_ask *ask, unsigned format,
                    struct paper_found *out, struct error *error);
void paper_drop(struct paper_found *found);
/* Its structure, in arena; without a reader. */
enum err paper_document(struct paper_found *found, struct arena *arena, struct document *out, struct error *error);
/* Adds several papers, those that were read, to a file. Ends found. */
enum err paper_add(struct paper_found *found, struct arena *arena, struct pdf *pdf, struct error *error);
/* The file in that format, appended to out; without a reader. Of an issued one the bytes that are kept, or those that
 * are made now and kept. Ends found. */
enum err paper_write(const struct workflow *workflow, struct paper_found *found, unsigned format, struct arena *arena,
                     struct buf *out, struct error *error);
/* For workflow->paper. */
paper_maker paper_make;

/* ---- heads.c: what papers have in common ---- */
/* The name of a body in capitals; where it takes several lines, its last word does not stand alone. */
const char *paper_body(struct arena *arena, const char *name);
/* SUPERIOR (with SUPERIOR_NAME), OFFICE, PLACE, DAY, MONTH, YEAR; of whoever prints it. Names of bodies in capitals. */
void paper_put_head(const struct paper_ask *ask, struct tmpl_dict *dict, const struct office *office, bool police);
/* The day that the paper bears. */
struct date paper_day(const struct paper_ask *ask);
/* "05 tháng 01 năm 2024" */
const char *paper_day_words(struct arena *arena, struct date day);
/* "05/BB-UBND"; NULL: it has no number. */
const char *paper_number(const struct paper_ask *ask, const char *abbreviation, const char *code);
/* "505 phiếu (Năm trăm linh năm phiếu)" */
const char *paper_sheets(const struct paper_ask *ask, const struct office *office, int64_t count);

/* ---- sheet_papers.c ---- */
/* Mẫu số 03 with its answers: of one sheet; of all of a batch. */
extern const struct paper_type sheet_paper, sheets_paper;

/* ---- return_paper.c ---- */
/* Minutes of papers that came back from the police. */
extern const struct paper_type return_paper;

/* ---- archive_papers.c ---- */
/* Of the campaign of that id, in the communes of who asks. */
extern const struct paper_type archive_paper, archive_index_paper;

/* ---- minutes_papers.c ---- */
extern const struct paper_type minutes_paper;

/* ---- payment_papers.c ---- */
/* Of a period of payment: the list of money, and the minutes that it rests on. */
extern const struct paper_type payment_paper, volume_paper;

/* ---- handover_papers.c ---- */
/* preview_paper: the minutes as an area's settings make them, of nothing; ask.id: the area, 0: all. */
extern const struct paper_type handover_paper, cover_paper, checklist_paper, preview_paper;

/* ---- team_paper.c ---- */
/* The Tổ of the commune of that id. */
extern const struct paper_type team_paper;

/* ---- reconcile_paper.c, walk_paper.c ---- */
/* The minutes of the list of a commune; what a member has to survey. */
extern const struct paper_type reconcile_paper, walk_paper;

/* ---- bundle_paper.c ---- */
extern const struct paper_type bundle_paper;

/* ---- count_paper.c ---- */
/* Of the hamlet of that id. */
extern const struct paper_type count_paper;

#endif
