/* One action as it is drawn: complete in itself, naming sheets and batches by the number of the action that made them, so that leaving another
 * action out does not change it. */
#ifndef TEST_PROPERTY_ACT_H
#define TEST_PROPERTY_ACT_H

#include "property_model.h"

enum act_kind { ACT_NEW, ACT_EDIT, ACT_CORRECT, ACT_MOVE, ACT_CONFIRM, ACT_CONFIRM_MANY, ACT_ACCEPT, ACT_ACCEPT_FILTER, ACT_DELIVER, ACT_REMOVE,
	ACT_SIGN, ACT_DUPLICATE, ACT_JOIN, ACT_PART, ACT_SPLIT, ACT_SWITCHES, ACT_RULE, ACT_PIECES, ACT_FORWARD, ACT_TAKE_BACK, ACT_COUNT,
	ACT_MEETING, ACT_MINUTES, ACT_ISSUE, ACT_INSTEAD, ACT_SAY, ACT_DROP, ACT_LIST, ACT_RETURN, ACT_KINDS };
static const char *const act_names[ACT_KINDS] = { "new", "edit", "correct", "move", "confirm", "confirm many", "accept many", "accept filter",
	"deliver", "remove", "sign", "duplicate", "join persons", "part persons", "split person", "switches", "rule",
	"accept in pieces", "forward in pieces", "take back", "count",
	"meeting", "minutes", "issue minutes", "minutes instead", "say of a meeting", "drop minutes", "list by paper", "return of papers" };

enum version_said { VERSION_NOW, VERSION_NOT_SAID, VERSION_STALE };
enum reason_said { REASON_GIVEN, REASON_NONE, REASON_EMPTY, REASON_LONG };
enum confirming { CONFIRM_NOTHING, CONFIRM_ALL, CONFIRM_FIRST };

/* What is wrong with the answers. */
enum flaw { FLAW_NONE, FLAW_NO_NUMBER, FLAW_NO_NAME, FLAW_BROKEN_DATE, FLAW_BAD_NUMBER, FLAW_NINE_DIGITS, FLAW_EMPLOYER, FLAW_ADDRESS, FLAW_YOUNG,
	FLAW_LOWER_CASE, FLAW_FUTURE, FLAW_OTHER_SPELLING, FLAW_OTHER_DAY, FLAW_TOO_LONG, FLAWS };
static const char *const flaw_names[FLAWS] = { "", "no number", "no name", "31/02", "bad number", "nine digits", "employer", "same address", "young",
	"lower case", "future", "other spelling", "other day", "too long" };

enum { HAMLET_NONE = -1, HAMLET_GARBAGE = -2, HAMLET_COMMUNE = -3 };
enum { TYPIST_KEEP = -1, TYPIST_NOBODY = -2 };

struct paper {
	uint32_t human;
	enum flaw flaw;
	int kind, hamlet, campaign, typist; /* hamlet: a place; campaign -1: not said; typist: a user */
	int days_ago;                   /* collected */
	bool same;                      /* the answers as they stand */
	int person_of;                  /* a sheet; -1: nobody's */
};

enum { NO_DAY = 1000 };
enum { NAMED_MOST = 6, UNKNOWN_SHEET = -2 };

struct drawn {
	enum act_kind kind;
	int number, who;
	int64_t at;
	int sheets[NAMED_MOST], bundle, deed; /* births; -1: none */
	int sheaf;                      /* a sheet that waits in it, by birth; -1: none */
	int record;                     /* minutes, by birth; -1: none */
	int count;
	int pass;                       /* so many of the sheets passed, or are there; the others were returned, or are missing */
	enum minutes_type minutes;
	int of;                         /* acceptance, confirmation: a member, or behind them a place; -1: the batch */
	int first, last;                /* days ago; NO_DAY */
	int entered, returned;          /* by paper: bits of the sheets of the batch */
	enum action move;
	enum version_said version;
	enum reason_said reason;
	enum confirming confirming;
	bool submit, withdraw, own, undecide, clean_only;
	bool ended;                     /* in pieces: the program ends in the middle, and begins again */
	struct paper paper;
	int64_t police_reason;
	int counted_off, missing, extra; /* missing: bits of the sheets of the batch, in their order */
	enum duplicate_verdict verdict;
	int campaign;
	const char *rule, *setting;
	struct switches switches;
	int token, posted;              /* token 0: none; posted: one of several answers */
};

/* ---- told ---- */

static inline void tell_sheets(char *out, size_t room, const struct drawn *a)
{
	size_t length = strlen(out);

	for (int i = 0; i < a->count && length < room; i++)
		length += (size_t)snprintf(out + length, room - length, " s%d", a->sheets[i]);
}

static inline const char *hamlet_name(int hamlet)
{
	return hamlet >= 0 ? places[hamlet].code : hamlet == HAMLET_NONE ? "none" : hamlet == HAMLET_COMMUNE ? "a commune" : "garbage";
}

static inline void tell_paper(char *out, size_t room, const struct paper *p)
{
	size_t length = strlen(out);

	if (p->same)
		snprintf(out + length, room - length, ", the answers as they stand");
	else
		snprintf(out + length, room - length, ", human %u%s%s, kind %d, hamlet %s, %d days ago", p->human, p->flaw == FLAW_NONE ? "" : " with flaw ",
		         flaw_names[p->flaw], p->kind, hamlet_name(p->hamlet), p->days_ago);
	length = strlen(out);
	snprintf(out + length, room - length, ", campaign %d, typist %s%s", p->campaign, p->typist == TYPIST_KEEP ? "kept" : p->typist < 0 ? "nobody" :
	         p->typist < USERS ? people[p->typist].name : strangers[p->typist - USERS].name, p->person_of >= 0 ? ", of the person of a sheet" : "");
}

/* A line that a person can read: sheets are named s and the number of the action that made them. */
static inline void tell_act(char *out, size_t room, const struct drawn *a)
{
	static const char *const versions[] = { "", ", version not said", ", a stale version" };
	static const char *const reasons[] = { "", ", no reason", ", an empty reason", ", a reason too long" };
	static const char *const confirmings[] = { "", ", confirming all", ", confirming the first" };
	char at[CLOCK_TEXT];

	clock_to_iso(a->at, at);
	snprintf(out, room, "%4d  %s  %-15s %s", a->number, at, people[a->who].name, act_names[a->kind]);
	if (a->kind == ACT_MOVE)
		snprintf(out + strlen(out), room - strlen(out), " %s", action_code(a->move));
	tell_sheets(out, room, a);
	if (a->kind <= ACT_CORRECT)
		tell_paper(out, room, &a->paper);
	if (a->kind == ACT_DUPLICATE)
		snprintf(out + strlen(out), room - strlen(out), ": %s", a->undecide ? "undo" : duplicate_verdict_code(a->verdict));
	if (a->bundle >= 0)
		snprintf(out + strlen(out), room - strlen(out), ", batch %d, missing %x, counted %+d, extra %d", a->bundle, (unsigned)a->missing, a->counted_off,
		         a->extra);
	if (a->sheaf >= 0)
		snprintf(out + strlen(out), room - strlen(out), ", the bundle of s%d, missing %x, counted %+d, extra %d", a->sheaf, (unsigned)a->missing,
		         a->counted_off, a->extra);
	if (a->kind >= ACT_MEETING)
		snprintf(out + strlen(out), room - strlen(out), ", %d pass, minutes %d of %d (%d), %d to %d days ago, entered %x, returned %x", a->pass, a->record, a->of,
		         (int)a->minutes, a->first, a->last, (unsigned)a->entered, (unsigned)a->returned);
	if (a->deed >= 0)
		snprintf(out + strlen(out), room - strlen(out), ", act %d%s", a->deed, a->own ? ", in pieces" : "");
	if (a->ended)
		snprintf(out + strlen(out), room - strlen(out), ", the program ends meanwhile");
	if (a->rule != NULL)
		snprintf(out + strlen(out), room - strlen(out), ", rule %s %s", a->rule, a->setting == NULL ? "" : a->setting);
	if (a->kind == ACT_SWITCHES)
		snprintf(out + strlen(out), room - strlen(out), " campaign %d: stage %d, tallied %d, four eyes %d, in place %d, meeting %d, closed %d", a->campaign,
		         a->switches.hamlet_stage, a->switches.paper_tallied, a->switches.four_eyes, a->switches.correct_in_place, a->switches.meeting_accepts,
		         a->switches.closed_on != 0);
	snprintf(out + strlen(out), room - strlen(out), "%s%s%s%s%s", a->submit ? ", submit" : "", a->withdraw ? ", withdraw" : "", versions[a->version],
	         reasons[a->reason], confirmings[a->confirming]);
	if (a->token != 0)
		snprintf(out + strlen(out), room - strlen(out), ", form %d/%d", a->token, a->posted);
}

/* ---- what is typed ---- */

struct typed { const char *field, *text; };
enum { TYPED_MOST = 24 };

static inline size_t type(struct typed *out, size_t count, const char *field, const char *text)
{
	out[count] = (struct typed){ field, text };
	return count + 1;
}

static inline const char *name_of(struct arena *arena, uint32_t human, bool otherwise)
{
	static const char *const families[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi" };
	static const char *const middles[] = { "Thị", "Văn", "Hữu", "Ngọc", "Minh" };
	static const char *const given[] = { "Lý", "An", "Bình", "Châu", "Dung", "Giang", "Hạnh", "Khánh", "Lan", "Mai", "Oanh", "Phúc", "Quý" };
	const char *last = given[human % COUNT(given)];

	if (otherwise)
		last = strcmp(last, "Lý") == 0 ? "Lí" : strcmp(last, "Quý") == 0 ? "Quí" : "Lài";
	return arena_print(arena, "%s %s %s", families[human / 5 % COUNT(families)], middles[human / 3 % COUNT(middles)], last);
}

static inline struct date birth_of(uint32_t human)
{
	return (struct date){ (int16_t)(1960 + human % 44), (uint8_t)(1 + human % 12), (uint8_t)(1 + human / 2 % 28) };
}

static inline const char *number_of(struct arena *arena, uint32_t human)
{
	struct date birth = birth_of(human);

	return arena_print(arena, "056%d%02d%06u", (birth.year >= 2000 ? 2 : 0) + (int)(human % 2), birth.year % 100, (human * 7919 + 1234) % 1000000);
}

static inline size_t type_number(struct typed *out, size_t n, struct arena *arena, const struct paper *p)
{
	if (p->flaw == FLAW_NO_NUMBER)
		return type(out, n, "no_id_reason", "1");
	if (p->flaw == FLAW_BAD_NUMBER)
		return type(out, n, "citizen_id", "123");
	if (p->flaw == FLAW_NINE_DIGITS)
		return type(out, n, "citizen_id", arena_print(arena, "22%07u", p->human * 131 % 10000000));
	return type(out, n, "citizen_id", number_of(arena, p->human));
}

static inline const char *name_typed(struct arena *arena, const struct paper *p)
{
	const char *name = name_of(arena, p->human, p->flaw == FLAW_OTHER_SPELLING);

	if (p->flaw == FLAW_TOO_LONG)
		return arena_print(arena, "%0150d", 1);
	return p->flaw == FLAW_LOWER_CASE ? arena_print(arena, "%s hoa", name) : name;
}

static inline size_t type_person(struct typed *out, size_t n, struct arena *arena, const struct paper *p)
{
	struct date birth = birth_of(p->human);

	if (p->flaw == FLAW_YOUNG)
		birth.year = 2015;
	if (p->flaw == FLAW_OTHER_DAY)
		birth.day = (uint8_t)(birth.day % 10 == 9 ? birth.day - 1 : birth.day + 1);
	if (p->flaw != FLAW_NO_NAME)
		n = type(out, n, "full_name", name_typed(arena, p));
	n = type(out, n, "birth_date", p->flaw == FLAW_BROKEN_DATE ? "31/02/1985" : arena_print(arena, "%02d/%02d/%d", birth.day, birth.month, birth.year));
	n = type(out, n, "sex", p->human % 2 == 0 ? "1" : "2");
	n = type_number(out, n, arena, p);
	n = type(out, n, "permanent_address", "12 Lê Lợi, phường Phương Sài");
	if (p->flaw == FLAW_ADDRESS)
		n = type(out, n, "current_address", "12 Lê Lợi phường Phương Sài");
	return n;
}

static inline size_t type_work(struct typed *out, size_t n, const struct paper *p)
{
	n = type(out, n, "general_education", "4");
	n = type(out, n, "qualification", "1");
	if (p->flaw != FLAW_EMPLOYER && p->human % 3 != 0) {
		n = type(out, n, "activity_status", "3");
		return type(out, n, "inactive_reason", "3");
	}
	n = type(out, n, "activity_status", "1");
	n = type(out, n, "employment_position", "2");
	n = type(out, n, "occupation", "Thợ may");
	n = type(out, n, "social_insurance", "3");
	n = type(out, n, "labour_contract", "3");
	n = type(out, n, "workplace_type", "2");
	if (p->flaw == FLAW_EMPLOYER)
		n = type(out, n, "employer_name", "Cơ sở may Hoa");
	return type(out, n, "workplace_address", "không cố định");
}

static inline size_t type_paper(struct office *o, struct typed *out, struct arena *arena, const struct drawn *a)
{
	const struct paper *p = &a->paper;
	int64_t collected = day_of(a->at) + (p->flaw == FLAW_FUTURE ? 3 : -p->days_ago);
	char day[DATE_TEXT];
	size_t n = type_work(out, type_person(out, 0, arena, p), p);

	date_to_shown(date_from_days(collected), day);
	n = type(out, n, "collected_on", arena_text(arena, day));
	n = type(out, n, "informant_name", name_of(arena, p->human, false));
	n = type(out, n, "kind", arena_print(arena, "%d", p->kind));
	if (p->kind > 1)
		n = type(out, n, "change_source", "1");
	if (p->hamlet >= 0 || p->hamlet == HAMLET_COMMUNE)
		n = type(out, n, "area_id", arena_print(arena, "%lld", (long long)o->areas[p->hamlet >= 0 ? p->hamlet : COMMUNE_A]));
	return p->hamlet == HAMLET_GARBAGE ? type(out, n, "area_id", "thôn 1") : n;
}

#endif
