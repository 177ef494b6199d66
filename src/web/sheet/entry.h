/* The entry page: typing a new sheet, editing a draft, correcting a received one. */
#ifndef WEB_SHEET_ENTRY_H
#define WEB_SHEET_ENTRY_H

#include "base/clock.h"
#include "store/sheet/event.h"
#include "store/sheet/typed.h"
#include "web/frame/note.h"
#include "web/frame/page.h"
#include "web/part/form_choices.h"

/* ---- entry.c, entry_page.c ---- */
http_handler page_sheet_new, post_sheet_new, page_sheet_edit, post_sheet_edit;

/* ---- entry_sent.c ---- */
/* What is told around the form: another each time, so that the page is kept without it. */
struct sent {
	bool told;                      /* save-and-next has just sent a sheet that the actor may see */
	struct noted_sheet sheet;       /* that one */
	struct typed_today typed;
	char since[CLOCK_TEXT];         /* when today began */
	const char *csrf, *form_token;  /* of the pieces: they must come out the same each time that they are rendered */
};
enum err sent_read(struct http_request *request, struct sent *out, struct error *error);
/* Fills the includes TYPED and, where it has something to tell or offer, SENT. */
void sent_put(struct http_request *request, struct tmpl_dict *content, const struct sent *sent, bool offers);
/* What the includes come out as; false when that cannot be rendered now. */
bool sent_pieces(struct http_request *request, const struct sent *sent, struct page_pieces *out);

/* ---- the page ---- */
/* What the page shows; texts as typed. */
struct entry {
	struct http_request *request;
	struct sheet sheet;             /* id 0: a new one; else as stored, for its state and version */
	struct answers answers;         /* as typed, or as stored */
	int64_t campaign_id, enumerator_id; /* chosen; 0: none */
	int64_t person_id;              /* of a new change sheet; 0: nobody known */
	int64_t roster_id;              /* a new sheet: the row of the list that it was begun from; 0: none */
	const char *reason;             /* of a correction */
	const char *reason_error;       /* or NULL */
	const char *trouble;            /* a sentence above the form, or NULL */
	const struct finding_row *findings;
	size_t finding_count;
	const char *address;            /* of the page that shows the same, when it is stored; or NULL */
	const struct card_reading *card; /* a card was read; or NULL */
	const struct sent *sent;        /* told around an empty form; NULL: it is read when the page is shown */
	const struct page_again *again; /* an empty form, to be kept; or NULL */
	bool stale; /* sheet is stored as it was left elsewhere; answers are what was typed on an older page */
	bool was_new;                   /* stale: what was typed was to become a sheet, and may still become another one */
	bool locked;                    /* sheet is stored and the actor may not write it any more */
	bool summary;                   /* the errors are summed up on top */
	bool correct;
	bool resumed;                   /* typed before a login */
};

/* A new sheet as its page opens: empty but for what save-and-next keeps. */
void entry_start(struct http_request *request, struct entry *out);

/* Renders with that status. */
enum err entry_show(struct entry *entry, struct http_response *response, int status, struct error *error);

/* ---- entry_change.c ---- */
/* The answers that stand beside the inputs of a change sheet: of the last accepted sheet of its person. False: it is
 * none, or nobody may see them. */
bool entry_base(struct db *db, const struct entry *entry, struct sheet *out);

/* The empty form beside the last answers of a person (query: person, kind); the kind is what the writer chose on the
 * way here, and nothing else is filled in. */
enum err change_begin(struct http_request *request, struct http_response *response, struct error *error);
/* "copy_1" to "copy_3": the page again with answers of the last sheet where nothing was typed; nothing is stored.
 * row_version: of the page, 0 for a new sheet. */
bool change_wants_copy(const struct form *form, const char *action);
enum err change_copy(struct entry *entry, int64_t row_version, struct http_response *response, struct error *error);

/* ---- entry_roster.c ---- */
/* The form with what the list of people to be surveyed says of somebody (query: roster); where a sheet was begun from
 * his row already, that one. */
enum err roster_begin(struct http_request *request, struct http_response *response, struct error *error);
/* What the list says of who is on the row that the new sheet, or the draft, was begun from; *id: of the row. False: it
 * was begun from none that the actor sees. */
bool entry_listed(struct db *db, const struct entry *entry, int64_t *id, struct answers *out);

/* ---- conflict.c ---- */
/* Both versions of a stale entry (CONFLICT), and a note for each field that differs in place of the findings. last:
 * who saved. */
void conflict_fill(struct tmpl_dict *content, struct entry *entry, const struct form_choices *choices,
                   const struct event *last);

/* ---- posted ---- */
/* The answers of a posted form; names that are no field are logged by number. start: what absent fields keep, or
 * NULL. */
void entry_read_answers(struct http_request *request, const struct answers *start, struct answers *out);

/* After a login that carried a posted entry form: the page filled with it, nothing stored. sheet_id 0: a new sheet. */
enum err resume_entry(struct http_request *request, struct http_response *response, int64_t sheet_id,
                      struct error *error);

/* ---- card_page.c ---- */
/* The QR code of an identity card: what a scanner typed is read, shown, filled in where nothing stands, and
 * forgotten. It is never stored and never logged. */

/* What was read, and what became of it. */
struct card_reading;

/* The posted text of a card: of the input `card`, or typed by a scanner into another field, whose answer is taken
 * away then. NULL: none. */
const char *card_posted(struct http_request *request, struct answers *answers);
/* The entry page again, filled from the card where nothing stands; nothing is stored. 422 when the text is none of a
 * card. */
enum err card_show(struct entry *entry, const char *text, struct http_response *response, struct error *error);
/* The part of the page that says what was read. */
void card_fill(struct tmpl_dict *content, const struct entry *entry);

#endif
