/* Papers of an office (NĐ 30/2020/NĐ-CP): a small markup, read once into one structure, from which the print page, the
 * PDF and the .docx are made. This is the manual of the markup.
 *
 * A paper is a template of templates/paper/ that yields the markup below; text in it is escaped as HTML is, so nothing
 * that is put into it can be markup. Between elements there is nothing but spaces; runs of spaces in a text are one.
 *
 *   <paper>                       once, around all of it; <paper form>: small and dense, without the margins of letters
 *     <about>text</about>         what the file is called in its properties
 *     -- the head, each at most once; the national title stands on the right when <office> is there --
 *     <superior>…</superior>      the body above, capitals
 *     <office>…</office>          who issues it, bold capitals, with a rule under it
 *     <number>Số: 05/BB-UBND</number>
 *     <place>Phương Sài, ngày 05 tháng 01 năm 2024</place>
 *     <draft>DỰ THẢO</draft>      what it is as long as it is not issued, in a frame
 *     <genre>BIÊN BẢN</genre>     centred, bold
 *     <subject>…</subject>        centred, bold, with a rule under it
 *     -- blocks, in any order --
 *     <basis>Căn cứ …;</basis>    italic
 *     <p>…</p>                    a paragraph, first line indented, justified
 *     <line>…</line>              the same without the indent
 *     <centre>…</centre>
 *     <h>…</h>                    bold, stays with what follows
 *     <fine>…</fine>              small
 *     <qr>text</qr>               a QR code of the text
 *     <qr corner>text</qr>        a small one in the right upper corner of the page, where it takes no room
 *     <sign><by>…</by>…</sign>    one or two who sign; with one, it stands on the right. In each:
 *         <as>TM. ỦY BAN NHÂN DÂN</as> <post>CHỦ TỊCH</post> <how>(Ký, ghi rõ họ tên)</how> <name>…</name>
 *       <receivers><to>- …;</to></receivers> in it: "Nơi nhận", level with one signer, under two
 *     <table> <col type="text" w="30">head</col>… <row><c>…</c>…</row>… <sum>Cộng</sum> </table>
 *         type: no (counts itself: its cells may be left empty), text, id (not broken), day, int, tick (a box to tick);
 *         w: millimetres; without, the columns share what is left; <sum>: a last row, with the sums of the int columns;
 *         <table plain>: without rules and heads, to put things side by side
 *     <annex>                     begins an annex and goes on to the next, or the end; <annex wide>: across the page
 *     <annextitle>…</annextitle> <annexof>(Kèm theo …)</annexof>
 *         the annexes are counted: "Phụ lục", with Roman numbers from two on; each counts its pages for itself
 *   </paper>
 * In a text: <b>, <i>, <br>, <box> (to tick), <x> (ticked) and <tick>X</tick>, a box with what stands in it, ticked or
 * not; <p dots>, <line dots> and <c dots> end in dots to the margin; <line in="4"> begins so many millimetres further.
 *
 * Measures (sizes, margins, rules) are in document/measure.h, the same for all three. A signature is not parted from
 * the last lines before it, a row of a table not from itself, its heads are on every page, and the page number stands
 * in the top margin but for the first page.
 *
 * Equal markup makes equal bytes with equal libraries; what is issued is kept as bytes (store/handover/paper.h). */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* ---- the structure ---- */

enum run_kind { RUN_TEXT, RUN_BREAK, RUN_BOX, RUN_TICKED };
struct run {
	enum run_kind kind;
	bool bold, italic;
	const char *text;               /* of a text; in a box: "" or what stands in it */
};
struct para {
	const struct run *runs;
	size_t count;
	double indent;                  /* mm, of all its lines */
	bool dots;                      /* ends in dots to the right margin */
};

enum { COLUMNS_MOST = 32 };             /* of a table; more are refused */
enum column_kind { COLUMN_NO, COLUMN_TEXT, COLUMN_ID, COLUMN_DAY, COLUMN_INT, COLUMN_TICK };
struct paper_column {
	enum column_kind kind;
	double width;                   /* mm; 0: shares */
	struct para head;
};
struct paper_row {
	const struct para *cells;       /* one a column */
	bool sum;
};
struct paper_table {
	const struct paper_column *columns;
	size_t column_count;
	const struct paper_row *rows;
	size_t row_count;
	bool plain;
	double size;                    /* points, of one that is wider than its page; 0: as tables have it */
};

struct signer { struct para as, post, how, name; };
enum { SIGNERS_MOST = 2 };
struct signature {
	struct signer signers[SIGNERS_MOST];
	size_t signer_count;
	const struct para *receivers;
	size_t receiver_count;
};

enum block_kind {
	BLOCK_BASIS, BLOCK_P, BLOCK_LINE, BLOCK_CENTRE, BLOCK_HEADING, BLOCK_FINE, BLOCK_QR, BLOCK_SIGN, BLOCK_TABLE
};
struct block {
	enum block_kind kind;
	struct para para;               /* of all but the last two */
	bool corner;                    /* of a QR code */
	const struct signature *signature;
	const struct paper_table *table;
};

/* The paper itself, or an annex. */
struct part {
	bool wide;
	const char *number;             /* of an annex, as shown: "Phụ lục II"; NULL: the paper itself */
	struct para title, of;          /* of an annex */
	const struct block *blocks;
	size_t count;
};

struct document {
	bool form;
	const char *about;              /* "" when it is not said */
	struct para superior, office, number, place, draft, kind, subject;      /* count 0: not there */
	const struct part *parts;
	size_t part_count;
};

/* ---- parse.c ---- */
/* Everything lives in arena; markup may go. ERR_INTERNAL: it is not as above; the detail says where and what. */
enum err document_parse(struct arena *arena, const char *markup, size_t length, struct document *out,
                        struct error *error);
/* The first of several papers, one after the other; markup and length go on behind it, length 0: there is no other. */
enum err document_next(struct arena *arena, const char **markup, size_t *length, struct document *out,
                       struct error *error);

/* ---- font.c ---- */
/* Once, before threads: finds the faces by their paths and makes sure that they have every letter of Vietnamese.
 * ERR_INTERNAL names what lacks. */
enum err document_start(struct error *error);
const char *document_pango_version(void);
const char *document_cairo_version(void);
const char *document_fontconfig_version(void);

/* ---- pdf.c ---- */
#define PDF_TYPE "application/pdf"
/* May be called by several threads at once. Appends to out; what does not fit makes it full. *missing (or NULL): signs
 * that the face does not have. ERR_UNAVAILABLE without memory. */
enum err document_pdf(const struct document *document, struct buf *out, int *missing, struct error *error);

/* ---- docx.c ---- */
#define DOCX_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
enum err document_docx(const struct document *document, struct buf *out, struct error *error);
const char *document_zip_version(void);

/* ---- qr.c ---- */
const char *document_qr_version(void);

/* ---- print_page.c ---- */
struct tmpl_dict;
/* Fills document/page.html, included at the marker. */
void document_put(struct arena *arena, struct tmpl_dict *dict, const char *marker, const struct document *document);

#endif
