/* Papers that were issued (src/domain.md §6): what each says is fixed, with the files made of it, their hashes, and
 * the head of the history on its day. Before it is issued a paper has no row: its draft is made from the rows that it
 * is about, each time that it is asked for. */
#ifndef STORE_HANDOVER_PAPER_H
#define STORE_HANDOVER_PAPER_H

#include "base/code.h"
#include "db/db.h"

struct office_paper {
	int64_t id;                     /* 0: not stored yet */
	enum paper_kind kind;
	int64_t subject_id, commune_id;
	enum paper_body body;
	int64_t year, number;           /* number 0: it has none */
	enum paper_state standing;
	const char *issued_at;          /* UTC */
	int64_t issued_by;
	const char *issued_name;        /* reading only */
	int64_t event_id;
	const char *event_hash;         /* 64 hexadecimal digits */
	const char *markup, *markup_hash;
	const char *signed_on;          /* ISO; or NULL */
	int64_t superseded_by;          /* or 0 */
	bool has_files;                 /* reading only */
};

struct paper_file { const void *bytes; size_t length; };

/* The paper of that kind that was issued last about a subject, superseded or not, without its files; id 0: none. The
 * caller has seen that the actor may see the subject. */
enum err paper_of_any(struct db *db, struct arena *arena, enum paper_kind kind, int64_t subject_id,
                      struct office_paper *out, struct error *error);
/* How it is called, and since when it is; the same paper. id 0: none. */
struct paper_name { int64_t id, number, year; enum paper_body body; const char *issued_at; };
enum err paper_name_any(struct db *db, struct arena *arena, enum paper_kind kind, int64_t subject_id,
                        struct paper_name *out, struct error *error);
/* The PDF, or the .docx, in arena; bytes NULL: it was not made yet. */
enum err paper_file_any(struct db *db, struct arena *arena, int64_t id, bool docx, struct paper_file *out,
                        struct error *error);
/* The next number of a body's year. */
enum err paper_next_number(struct db *db, int64_t commune_id, enum paper_body body, int64_t year, int64_t *number,
                           struct error *error);
/* Inserts; id is set. ERR_UNAVAILABLE when the number was given already. */
enum err paper_insert(struct db *db, struct office_paper *paper, struct error *error);
/* Keeps the files of one that has none yet; else changes nothing. */
enum err paper_keep_files(struct db *db, int64_t id, const struct paper_file *pdf, const struct paper_file *docx,
                          struct error *error);
/* ERR_CONFLICT: it was superseded before. */
enum err paper_supersede(struct db *db, int64_t id, int64_t by, struct error *error);
/* The day on the copy that was signed by hand last. */
enum err paper_set_signed(struct db *db, int64_t id, const char *day, struct error *error);

/* A copy that was signed by hand, as it was handed in. */
struct paper_scan {
	int64_t position;               /* of the paper, from 1 */
	const char *day;                /* on the copy, ISO */
	const char *type, *hash;        /* of the file */
	struct paper_file file;         /* bytes NULL where they are not asked for */
	const char *added_at;           /* this and the next NULL: not known */
	const char *added_name;         /* reading only */
};
/* All of a paper in their order, without their bytes. */
enum err paper_scans_any(struct db *db, struct arena *arena, int64_t paper_id, struct paper_scan **scans, size_t *count,
                         struct error *error);
/* One with its bytes, in arena; ERR_NOT_FOUND. */
enum err paper_scan_any(struct db *db, struct arena *arena, int64_t paper_id, int64_t position, struct paper_scan *out,
                        struct error *error);
/* Adds one behind the others; position is set. */
enum err paper_scan_add(struct db *db, int64_t paper_id, struct paper_scan *scan, int64_t by, struct error *error);

/* Every paper, file and scan is what its hash says, and that is the one that the history tells of; no other paper was
 * issued; the head of the history on its day still stands there, and numbers have no gap. ERR_INTERNAL names the first
 * that differs. */
enum err paper_verify(struct db *db, struct error *error);

#endif
