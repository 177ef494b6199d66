/* The codes of the domain (src/domain.md): enums inside the program, texts at its edges: a column, a URL, JSON, a
 * form, a file. Codes and sets of states are written once, here, for C and for SQL. The database knows no list of
 * them: what reads a column refuses what it does not know (read_code() in store/tables.h), and `verify` goes over all
 * of them. */
#ifndef BASE_CODE_H
#define BASE_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The texts of one enum, by its values; NULL for a value that stands for none. */
struct codes {
	const char *what;               /* "state", for the log */
	const char *const *texts;
	int count;
};

/* The value of that text, -1 when there is none; text NULL: -1. */
int codes_find(const struct codes *codes, const char *text);

/* ---- states of a sheet ---- */

#define STATE_DRAFT_CODE "draft"
#define STATE_WITH_HAMLET_CODE "with_hamlet"
#define STATE_RECEIVED_CODE "received"
#define STATE_RETURNED_CODE "returned"
#define STATE_ACCEPTED_CODE "accepted"
#define STATE_HANDED_OVER_CODE "handed_over"
#define STATE_ENTERED_CODE "entered"
#define STATE_POLICE_RETURNED_CODE "police_returned"
#define STATE_ARCHIVED_CODE "archived"
#define STATE_REPLACED_CODE "replaced"
#define STATE_CANCELLED_CODE "cancelled"

#define STATES(X) \
	X(DRAFT) X(WITH_HAMLET) X(RECEIVED) X(RETURNED) X(ACCEPTED) X(HANDED_OVER) X(ENTERED) X(POLICE_RETURNED) \
	X(ARCHIVED) X(REPLACED) X(CANCELLED)

enum state {
	STATE_NONE,                     /* not said, any */
#define STATE_OF(name) STATE_##name,
	STATES(STATE_OF)
#undef STATE_OF
	STATE_COUNT
};

/* Sets of states: X(name, of) for each, with `between` between two of them. */
/* The police have signed for the sheet once (`verify` checks it). */
#define STATES_POLICE(X, between, of) \
	X(HANDED_OVER, of) between X(ENTERED, of) between X(POLICE_RETURNED, of) between X(ARCHIVED, of)
/* It was accepted and counts. */
#define STATES_ACCEPTED(X, between, of) X(ACCEPTED, of) between STATES_POLICE(X, between, of)
/* The police have typed it into their database. */
#define STATES_DONE(X, between, of) X(ENTERED, of) between X(ARCHIVED, of)
/* Somebody in the commune will look at it again. */
#define STATES_WAITING(X, between, of) X(WITH_HAMLET, of) between X(RECEIVED, of) between X(RETURNED, of)
/* It speaks for nobody: a sheet in any other state is live. */
#define STATES_SILENT(X, between, of) X(DRAFT, of) between X(CANCELLED, of) between X(REPLACED, of)
/* It is out for good. */
#define STATES_OUT(X, between, of) X(REPLACED, of) between X(CANCELLED, of)
/* It may have no person yet. */
#define STATES_NO_PERSON(X, between, of) X(DRAFT, of) between X(CANCELLED, of)

/* In C: is the state in the set? state_in(state, STATES_POLICE) */
#define STATE_BIT_OF(name, of) (1u << STATE_##name)
#define state_in(state, set) (((1u << (state)) & (set(STATE_BIT_OF, |, ))) != 0)
/* In SQL: one as a literal, and a set as a list of literals: s.state IN (STATE_LIST(STATES_POLICE)) */
#define STATE_SQL(name) "'" STATE_##name##_CODE "'"
#define STATE_SQL_OF(name, of) STATE_SQL(name)
#define STATE_LIST(set) set(STATE_SQL_OF, ", ", )

extern const struct codes state_codes;
/* NULL for STATE_NONE. */
const char *state_code(enum state state);
/* STATE_NONE when there is none of that code, or for NULL. */
enum state state_from_code(const char *code);

/* ---- what the history records ---- */

#define ACTION_SUBMIT_CODE "submit"
#define ACTION_FORWARD_CODE "forward"
#define ACTION_RETURN_CODE "return"
#define ACTION_CORRECT_CODE "correct"
#define ACTION_ACCEPT_CODE "accept"
#define ACTION_REOPEN_CODE "reopen"
#define ACTION_SIGN_CODE "sign"
#define ACTION_ENTERED_CODE "entered"
#define ACTION_POLICE_RETURN_CODE "police_return"
#define ACTION_RESEND_CODE "resend"
#define ACTION_ARCHIVE_CODE "archive"
#define ACTION_REPLACE_CODE "replace"
#define ACTION_CANCEL_CODE "cancel"
#define ACTION_NOT_RECEIVED_CODE "not_received"
#define ACTION_RESTORE_CODE "restore"
#define ACTION_UNDO_CODE "undo"
#define ACTION_CREATE_CODE "create"
#define ACTION_EDIT_CODE "edit"
#define ACTION_CONFIRM_CODE "confirm"
#define ACTION_UNCONFIRM_CODE "unconfirm"
#define ACTION_DELIVER_CODE "deliver"
#define ACTION_REMOVE_CODE "remove"
#define ACTION_MISSING_CODE "missing"
#define ACTION_BACK_CODE "back"
#define ACTION_NOT_BACK_CODE "not_back"
#define ACTION_COUNTED_CODE "counted"
#define ACTION_KEEP_CODE "keep"
#define ACTION_JOIN_CODE "join"
#define ACTION_SPLIT_CODE "split"
#define ACTION_END_CODE "end"
#define ACTION_UNEND_CODE "unend"
#define ACTION_DISTINCT_CODE "distinct"
#define ACTION_UNDECIDE_CODE "undecide"
#define ACTION_USER_ADD_CODE "user.add"
#define ACTION_USER_CHANGE_CODE "user.change"
#define ACTION_USER_PASSWORD_CODE "user.password"
#define ACTION_USER_LOCK_CODE "user.lock"
#define ACTION_USER_UNLOCK_CODE "user.unlock"
#define ACTION_USER_LOG_OUT_CODE "user.logout"
#define ACTION_USER_MOVE_CODE "user.move"
#define ACTION_AREA_ADD_CODE "area.add"
#define ACTION_AREA_RENAME_CODE "area.rename"
#define ACTION_AREA_END_CODE "area.end"
#define ACTION_AREA_SUCCEED_CODE "area.succeed"
#define ACTION_AREAS_IMPORT_CODE "areas.import"
#define ACTION_ROWS_IMPORT_CODE "rows.import"
#define ACTION_TABLE_EXPORT_CODE "table.export"
#define ACTION_CAMPAIGN_ADD_CODE "campaign.add"
#define ACTION_CAMPAIGN_CHANGE_CODE "campaign.change"
#define ACTION_TARGET_SET_CODE "target.set"
#define ACTION_TARGET_DROP_CODE "target.drop"
#define ACTION_MILESTONE_SET_CODE "milestone.set"
#define ACTION_MILESTONE_DROP_CODE "milestone.drop"
#define ACTION_TASK_SET_CODE "task.set"
#define ACTION_TASK_DROP_CODE "task.drop"
#define ACTION_MEMBER_ADD_CODE "member.add"
#define ACTION_MEMBER_CHANGE_CODE "member.change"
#define ACTION_MEMBER_UNLINK_CODE "member.unlink"
#define ACTION_MEMBER_TARGET_CODE "member.target"
#define ACTION_TEAM_CHANGE_CODE "team.change"
#define ACTION_CAMPAIGN_RULE_CODE "campaign.rule"
#define ACTION_RECHECK_BEGIN_CODE "recheck.begin"
#define ACTION_RECHECK_CANCEL_CODE "recheck.cancel"
#define ACTION_RECHECK_RESUME_CODE "recheck.resume"
#define ACTION_SETTING_SET_CODE "setting.set"
#define ACTION_SEARCH_LIMITED_CODE "search.limited"
#define ACTION_PRICE_SET_CODE "price.set"
#define ACTION_PRICE_DROP_CODE "price.drop"
#define ACTION_PAYMENT_OPEN_CODE "payment.open"
#define ACTION_PAYMENT_DROP_CODE "payment.drop"
#define ACTION_PAYMENT_CLOSE_CODE "payment.close"
#define ACTION_SETTLE_CODE "commune.settle"
#define ACTION_UNSETTLE_CODE "commune.unsettle"
#define ACTION_PAPER_ISSUE_CODE "paper.issue"
#define ACTION_PAPER_SUPERSEDE_CODE "paper.supersede"
#define ACTION_PAPER_SIGNED_CODE "paper.signed"
#define ACTION_MINUTES_DROP_CODE "minutes.drop"
#define ACTION_ROSTER_ADD_CODE "roster.add"
#define ACTION_ROSTER_CHANGE_CODE "roster.change"
#define ACTION_ROSTER_LIST_CODE "roster.list"
#define ACTION_ROSTER_ASSIGN_CODE "roster.assign"
#define ACTION_ROSTER_BACK_CODE "roster.back"
#define ACTION_ROSTER_REASON_CODE "roster.reason"
#define ACTION_ROSTER_DECIDE_CODE "roster.decide"

/* The moves of a sheet (workflow/transition.h). */
#define ACTIONS_MOVE(X) \
	X(SUBMIT) X(FORWARD) X(RETURN) X(CORRECT) X(ACCEPT) X(REOPEN) X(SIGN) X(ENTERED) X(POLICE_RETURN) X(RESEND) \
	X(ARCHIVE) X(REPLACE) X(CANCEL) X(NOT_RECEIVED) X(RESTORE) X(UNDO)
/* What else is done with a sheet. */
#define ACTIONS_SHEET(X) \
	X(CREATE) X(EDIT) X(CONFIRM) X(UNCONFIRM) X(DELIVER) X(REMOVE) X(MISSING) X(BACK) X(NOT_BACK) X(COUNTED) \
	X(KEEP) X(JOIN) X(SPLIT) X(END) X(UNEND) X(DISTINCT) X(UNDECIDE)

/* What is done with no sheet. */
#define ACTIONS_OTHER(X) \
	X(USER_ADD) X(USER_CHANGE) X(USER_PASSWORD) X(USER_LOCK) X(USER_UNLOCK) X(USER_LOG_OUT) X(USER_MOVE) X(AREA_ADD) \
	X(AREA_RENAME) X(AREA_END) X(AREA_SUCCEED) X(AREAS_IMPORT) X(ROWS_IMPORT) X(TABLE_EXPORT) \
	X(CAMPAIGN_ADD) X(CAMPAIGN_CHANGE) X(TARGET_SET) X(TARGET_DROP) X(MILESTONE_SET) X(MILESTONE_DROP) \
	X(TASK_SET) X(TASK_DROP) X(CAMPAIGN_RULE) X(RECHECK_BEGIN) X(RECHECK_CANCEL) \
	X(RECHECK_RESUME) X(SETTING_SET) X(SEARCH_LIMITED) X(PAPER_ISSUE) X(PAPER_SUPERSEDE) X(PAPER_SIGNED) \
	X(MEMBER_ADD) X(MEMBER_CHANGE) X(MEMBER_UNLINK) X(MEMBER_TARGET) X(TEAM_CHANGE) X(MINUTES_DROP) \
	X(PRICE_SET) X(PRICE_DROP) X(PAYMENT_OPEN) X(PAYMENT_DROP) X(PAYMENT_CLOSE) X(SETTLE) X(UNSETTLE) \
	X(ROSTER_ADD) X(ROSTER_CHANGE) X(ROSTER_LIST) X(ROSTER_ASSIGN) X(ROSTER_BACK) X(ROSTER_REASON) \
	X(ROSTER_DECIDE)

enum action {
	ACTION_NONE,                    /* not said, any */
#define ACTION_OF(name) ACTION_##name,
	ACTIONS_MOVE(ACTION_OF)
	ACTION_MOVES_END,               /* behind the last move */
	ACTION_BEFORE_SHEET = ACTION_MOVES_END - 1,
	ACTIONS_SHEET(ACTION_OF)
	ACTION_SHEET_END,               /* behind the last that is about a sheet */
	ACTION_BEFORE_OTHER = ACTION_SHEET_END - 1,
	ACTIONS_OTHER(ACTION_OF)
#undef ACTION_OF
	ACTION_COUNT
};

#define ACTION_SQL(name) "'" ACTION_##name##_CODE "'"

extern const struct codes action_codes;
/* NULL for ACTION_NONE. */
const char *action_code(enum action action);
/* ACTION_NONE when there is none of that code, or for NULL. */
enum action action_from_code(const char *code);

/* What somebody did with the data of a person. */
#define ACCESSES(X) X(VIEW, "view") X(LIST, "list") X(SEARCH, "search") X(EXPORT, "export") X(PRINT, "print")

enum access {
	ACCESS_NONE,                    /* any */
#define ACCESS_OF(name, code) ACCESS_##name,
	ACCESSES(ACCESS_OF)
#undef ACCESS_OF
	ACCESS_COUNT
};

extern const struct codes access_codes;
/* NULL for ACCESS_NONE. */
const char *access_code(enum access access);
/* ACCESS_NONE when there is none of that code. */
enum access access_from_code(const char *code);

/* ---- rules and findings ---- */

#define SEVERITY_E_CODE "E"
#define SEVERITY_W_CODE "W"
#define SEVERITY_I_CODE "I"
#define SEVERITIES(X) X(E) X(W) X(I)

enum severity {
#define SEVERITY_OF(name) SEVERITY_##name,
	SEVERITIES(SEVERITY_OF)
#undef SEVERITY_OF
	SEVERITY_COUNT
};

#define SEVERITY_SQL(name) "'" SEVERITY_##name##_CODE "'"

extern const struct codes severity_codes;
/* "E", "W", "I". */
const char *severity_code(enum severity severity);
/* SEVERITY_I when there is none of that code. */
enum severity severity_from_code(const char *code);

/* What a campaign made of a rule. */
#define RULE_SETTINGS_ALL(X) \
	X(DEFAULT, "default") /* as the program has it */ \
	X(WARNING, "warning") /* an error that reports as a warning, with its id unchanged */ \
	X(OFF, "off")

enum rule_setting {
#define RULE_SETTING_OF(name, code) RULE_##name,
	RULE_SETTINGS_ALL(RULE_SETTING_OF)
#undef RULE_SETTING_OF
	RULE_SETTINGS
};

extern const struct codes rule_setting_codes;
/* "default", "warning", "off". */
const char *rule_setting_code(enum rule_setting setting);
/* False when there is none of that code. */
bool rule_setting_from_code(const char *code, enum rule_setting *out);

/* ---- campaigns ---- */

#define STAGES(X) X(COLLECT, "collect") X(TALLY, "tally") X(CHECK, "check") X(ENTRY, "entry") \
	X(SUPPLEMENT, "supplement") X(ANSWER, "answer")

enum stage {
#define STAGE_OF(name, code) STAGE_##name,
	STAGES(STAGE_OF)
#undef STAGE_OF
	STAGE_COUNT
};

extern const struct codes stage_codes;
const char *stage_code(enum stage stage);
/* STAGE_COUNT when there is none of that code. */
enum stage stage_from_code(const char *code);

/* How often what a plan wants comes again. */
#define EVERIES(X) X(ONCE, "once") X(MONTH, "month") X(YEAR, "year")

enum every {
#define EVERY_OF(name, code) EVERY_##name,
	EVERIES(EVERY_OF)
#undef EVERY_OF
	EVERY_COUNT
};

extern const struct codes every_codes;
const char *every_code(enum every every);

/* ---- how users, campaigns and members stand ---- */

#define STANDING_USER_OPEN_CODE "open"
#define STANDING_USER_LOCKED_CODE "locked"
#define STANDING_MEMBER_ACTIVE_CODE "active"
#define STANDING_MEMBER_ENDED_CODE "ended"
#define STANDINGS(X) \
	X(USER_OPEN, STANDING_USER_OPEN_CODE) \
	X(USER_NEW, "new") /* has not changed the first password yet */ \
	X(USER_LOCKED, STANDING_USER_LOCKED_CODE) \
	X(CAMPAIGN_OPEN, "open") \
	X(CAMPAIGN_COLLECTED, "collected") /* takes nothing new */ \
	X(CAMPAIGN_CLOSED, "closed") \
	X(TASK_WAITING, "waiting") \
	X(TASK_DONE, "done") \
	X(TASK_LATE, "late") \
	X(MEMBER_ACTIVE, STANDING_MEMBER_ACTIVE_CODE) \
	X(MEMBER_ENDED, STANDING_MEMBER_ENDED_CODE)

enum standing {
#define STANDING_OF(name, code) STANDING_##name,
	STANDINGS(STANDING_OF)
#undef STANDING_OF
	STANDING_COUNT
};

extern const struct codes standing_codes;

/* ---- duplicates, batches, background work ---- */

#define VERDICT_KEEP_CODE "keep"
#define VERDICT_REPLACE_CODE "replace"
#define VERDICT_JOIN_CODE "join"
#define VERDICT_DISTINCT_CODE "distinct"
#define VERDICTS(X) X(KEEP) X(REPLACE) X(JOIN) X(DISTINCT)

/* What was decided about two sheets. */
enum duplicate_verdict {
#define VERDICT_OF(name) VERDICT_##name,
	VERDICTS(VERDICT_OF)
#undef VERDICT_OF
	VERDICT_COUNT
};

#define VERDICT_SQL(name) "'" VERDICT_##name##_CODE "'"

extern const struct codes verdict_codes;
const char *duplicate_verdict_code(enum duplicate_verdict verdict);
/* VERDICT_COUNT when there is none of that code. */
enum duplicate_verdict duplicate_verdict_from_code(const char *code);

#define OUTCOME_OPEN_CODE "open"
#define OUTCOME_PRESENT_CODE "present"
#define OUTCOME_MISSING_CODE "missing"
#define OUTCOME_REMOVED_CODE "removed"
#define OUTCOMES(X) X(OPEN) X(PRESENT) X(MISSING) X(REMOVED)

/* What became of a sheet in a batch. */
enum outcome {
#define OUTCOME_OF(name) OUTCOME_##name,
	OUTCOMES(OUTCOME_OF)
#undef OUTCOME_OF
	OUTCOME_COUNT
};

#define OUTCOME_SQL(name) "'" OUTCOME_##name##_CODE "'"

extern const struct codes outcome_codes;
const char *outcome_code(enum outcome outcome);

/* Whether the police have signed for a batch. */
#define BATCH_STATES(X) X(OPEN, "open") X(SIGNED, "signed") X(UNDONE, "undone")

enum batch_state {
#define BATCH_STATE_OF(name, code) BATCH_##name,
	BATCH_STATES(BATCH_STATE_OF)
#undef BATCH_STATE_OF
	BATCH_STATE_COUNT
};

extern const struct codes batch_state_codes;

/* Whether the commune has counted a bundle. */
#define BUNDLE_STATES(X) X(OPEN, "open") X(CONFIRMED, "confirmed") X(UNDONE, "undone")

enum bundle_state {
#define BUNDLE_STATE_OF(name, code) BUNDLE_##name,
	BUNDLE_STATES(BUNDLE_STATE_OF)
#undef BUNDLE_STATE_OF
	BUNDLE_STATE_COUNT
};

extern const struct codes bundle_state_codes;

/* ---- papers that are issued (store/handover/paper.h) ---- */

#define PAPER_KINDS(X) X(HANDOVER, "handover") X(MINUTES, "minutes") X(BUNDLE, "bundle") X(RETURN, "return") \
	X(PAYMENT, "payment") X(VOLUME, "volume")

enum paper_kind {
#define PAPER_KIND_OF(name, code) PAPER_##name,
	PAPER_KINDS(PAPER_KIND_OF)
#undef PAPER_KIND_OF
	PAPER_KIND_COUNT
};

extern const struct codes paper_kind_codes;
const char *paper_kind_code(enum paper_kind kind);

/* Whose numbers a paper has: each counts its own from 1 each year. */
#define PAPER_BODIES(X) X(OFFICE, "office") X(TEAM, "team") X(POLICE, "police")

enum paper_body {
#define PAPER_BODY_OF(name, code) BODY_##name,
	PAPER_BODIES(PAPER_BODY_OF)
#undef PAPER_BODY_OF
	PAPER_BODY_COUNT
};

extern const struct codes paper_body_codes;
const char *paper_body_code(enum paper_body body);

#define PAPER_ISSUED_CODE "issued"
#define PAPER_SUPERSEDED_CODE "superseded"
#define PAPER_STATES(X) X(ISSUED) X(SUPERSEDED)

enum paper_state {
#define PAPER_STATE_OF(name) PAPER_##name,
	PAPER_STATES(PAPER_STATE_OF)
#undef PAPER_STATE_OF
	PAPER_STATE_COUNT
};

#define PAPER_STATE_SQL(name) "'" PAPER_##name##_CODE "'"

extern const struct codes paper_state_codes;
const char *paper_state_code(enum paper_state state);

/* ---- payment (store/payment/) ---- */

/* What somebody is paid for, sheet by sheet; what each counts and whom it pays: pay_roles (store/payment/price.h). */
#define PAY_COLLECT_CODE "collect"
#define PAY_CHECK_CODE "check"
#define PAY_ENTRY_CODE "entry"
#define PAY_INFORMANT_CODE "informant"
#define PAY_ROLES(X) X(COLLECT) X(CHECK) X(ENTRY) X(INFORMANT)

enum pay_role {
#define PAY_ROLE_OF(name) PAY_##name,
	PAY_ROLES(PAY_ROLE_OF)
#undef PAY_ROLE_OF
	PAY_ROLE_COUNT
};

#define PAY_SQL(name) "'" PAY_##name##_CODE "'"

extern const struct codes pay_role_codes;
const char *pay_role_code(enum pay_role role);

#define PAYMENT_STATES(X) X(OPEN, "open") X(CLOSED, "closed")

enum payment_state {
#define PAYMENT_STATE_OF(name, code) PAYMENT_IS_##name,
	PAYMENT_STATES(PAYMENT_STATE_OF)
#undef PAYMENT_STATE_OF
	PAYMENT_STATE_COUNT
};

extern const struct codes payment_state_codes;

/* ---- minutes (store/handover/minutes.h) ---- */

#define MINUTES_TYPES(X) X(ACCEPTANCE, "acceptance") X(MEETING, "meeting") X(CONFIRMATION, "confirmation")

enum minutes_type {
#define MINUTES_TYPE_OF(name, code) MINUTES_##name,
	MINUTES_TYPES(MINUTES_TYPE_OF)
#undef MINUTES_TYPE_OF
	MINUTES_TYPE_COUNT
};

extern const struct codes minutes_type_codes;

#define MINUTES_STATES(X) X(DRAFT, "draft") X(ISSUED, "issued") X(SUPERSEDED, "superseded") X(DROPPED, "dropped")

enum minutes_state {
#define MINUTES_STATE_OF(name, code) MINUTES_IS_##name,
	MINUTES_STATES(MINUTES_STATE_OF)
#undef MINUTES_STATE_OF
	MINUTES_STATE_COUNT
};

extern const struct codes minutes_state_codes;

/* What minutes say of a sheet: it waits, passed, was returned; listed: that it stands so. */
#define MINUTES_WAITING_CODE "waiting"
#define MINUTES_PASSED_CODE "passed"
#define MINUTES_RETURNED_CODE "returned"
#define MINUTES_LISTED_CODE "listed"
#define MINUTES_OUTCOMES(X) X(WAITING) X(PASSED) X(RETURNED) X(LISTED)

enum minutes_outcome {
#define MINUTES_OUTCOME_OF(name) MINUTES_##name,
	MINUTES_OUTCOMES(MINUTES_OUTCOME_OF)
#undef MINUTES_OUTCOME_OF
	MINUTES_OUTCOME_COUNT
};

#define MINUTES_SQL(name) "'" MINUTES_##name##_CODE "'"

extern const struct codes minutes_outcome_codes;

/* ---- the end of a person (store/person/person_end.h) ---- */

#define END_REASONS(X) X(DIED, "died") X(MOVED, "moved") X(OUT, "out")

enum end_reason {
	END_NONE,
#define END_REASON_OF(name, code) END_##name,
	END_REASONS(END_REASON_OF)
#undef END_REASON_OF
	END_REASON_COUNT
};

extern const struct codes end_reason_codes;
const char *end_reason_code(enum end_reason reason);
/* END_NONE when there is none of that code, or for NULL. */
enum end_reason end_reason_from_code(const char *code);

/* Whose word it is. */
#define END_SOURCES(X) X(OFFICER, "officer") X(POLICE, "police") X(ROSTER, "roster")

enum end_source {
	END_SOURCE_NONE,
#define END_SOURCE_OF(name, code) END_##name,
	END_SOURCES(END_SOURCE_OF)
#undef END_SOURCE_OF
	END_SOURCE_COUNT
};

extern const struct codes end_source_codes;
const char *end_source_code(enum end_source source);

/* ---- the list of people to be surveyed (store/roster/roster.h) ---- */

/* Who named somebody: the police, a member of the Tổ, the list of the year before. */
#define ROSTER_POLICE_CODE "police"
#define ROSTER_MEMBER_CODE "member"
#define ROSTER_LAST_YEAR_CODE "last_year"
#define ROSTER_SOURCES(X) X(POLICE) X(MEMBER) X(LAST_YEAR)

enum roster_source {
	ROSTER_SOURCE_NONE,
#define ROSTER_SOURCE_OF(name) ROSTER_##name,
	ROSTER_SOURCES(ROSTER_SOURCE_OF)
#undef ROSTER_SOURCE_OF
	ROSTER_SOURCE_COUNT
};

#define ROSTER_SQL(name) "'" ROSTER_##name##_CODE "'"

extern const struct codes roster_source_codes;
const char *roster_source_code(enum roster_source source);

/* Why somebody is to be surveyed: never was; was, but something is missing; may have changed; has just turned 15. */
#define ROSTER_CATEGORIES(X) \
	X(NEW, "new") X(INCOMPLETE, "incomplete") X(CHANGE, "change") X(TURNED_15, "turned_15")

enum roster_category {
	ROSTER_CATEGORY_NONE,
#define ROSTER_CATEGORY_OF(name, code) ROSTER_##name,
	ROSTER_CATEGORIES(ROSTER_CATEGORY_OF)
#undef ROSTER_CATEGORY_OF
	ROSTER_CATEGORY_COUNT
};

extern const struct codes roster_category_codes;
const char *roster_category_code(enum roster_category category);

/* Why somebody cannot be surveyed. */
#define ROSTER_REASONS(X) X(MOVED, "moved") X(DIED, "died") X(AWAY, "away") X(REFUSED, "refused") \
	X(NOT_RESIDENT, "not_resident") X(UNABLE, "unable") X(OTHER, "other")

enum roster_reason {
	ROSTER_REASON_NONE,
#define ROSTER_REASON_OF(name, code) ROSTER_##name,
	ROSTER_REASONS(ROSTER_REASON_OF)
#undef ROSTER_REASON_OF
	ROSTER_REASON_COUNT
};

extern const struct codes roster_reason_codes;
const char *roster_reason_code(enum roster_reason reason);
/* ROSTER_REASON_NONE when there is none of that code, or for NULL. */
enum roster_reason roster_reason_from_code(const char *code);

/* How somebody on the list stands: nobody has him to survey; somebody has; a sheet speaks for him; there is a reason
 * why none can; the list has him no more. */
#define ROSTER_IS_OPEN_CODE "open"
#define ROSTER_IS_ASSIGNED_CODE "assigned"
#define ROSTER_IS_SURVEYED_CODE "surveyed"
#define ROSTER_IS_REASON_CODE "reason"
#define ROSTER_IS_GONE_CODE "gone"
#define ROSTER_STATES(X) X(OPEN) X(ASSIGNED) X(SURVEYED) X(REASON) X(GONE)

enum roster_state {
	ROSTER_STATE_NONE,
#define ROSTER_STATE_OF(name) ROSTER_IS_##name,
	ROSTER_STATES(ROSTER_STATE_OF)
#undef ROSTER_STATE_OF
	ROSTER_STATE_COUNT
};

/* What the list and the sheets say of one another; and what was decided: which of them is right, or that it is noted.
 */
#define RECONCILES(X) X(SAME, "same") X(DIFFERS, "differs") X(LIST_ONLY, "list_only") X(SHEET_ONLY, "sheet_only")

enum reconcile {
	RECONCILE_ANY,
#define RECONCILE_OF(name, code) RECONCILE_##name,
	RECONCILES(RECONCILE_OF)
#undef RECONCILE_OF
	RECONCILE_COUNT
};

extern const struct codes reconcile_codes;

#define RECONCILE_CHOICES(X) X(LIST, "list") X(SHEET, "sheet") X(NOTED, "noted")

enum reconcile_choice {
	CHOICE_NONE,
#define RECONCILE_CHOICE_OF(name, code) CHOICE_##name,
	RECONCILE_CHOICES(RECONCILE_CHOICE_OF)
#undef RECONCILE_CHOICE_OF
	RECONCILE_CHOICE_COUNT
};

extern const struct codes reconcile_choice_codes;

#define ROSTER_STATE_SQL(name) "'" ROSTER_IS_##name##_CODE "'"

extern const struct codes roster_state_codes;
const char *roster_state_code(enum roster_state state);

#define JOB_RUNNING_CODE "running"
#define JOB_DONE_CODE "done"
#define JOB_CANCELLED_CODE "cancelled"
#define JOB_STOPPED_CODE "stopped"
#define JOB_FAILED_CODE "failed"
#define JOB_STATES(X) X(RUNNING) X(DONE) X(CANCELLED) X(STOPPED) X(FAILED)

/* How background work stands; stopped: the program ended before it. */
enum job_state {
#define JOB_STATE_OF(name) JOB_##name,
	JOB_STATES(JOB_STATE_OF)
#undef JOB_STATE_OF
	JOB_STATE_COUNT
};

#define JOB_SQL(name) "'" JOB_##name##_CODE "'"

extern const struct codes job_state_codes;
const char *job_state_code(enum job_state state);

/* ---- what somebody makes or changes with a form ---- */

/* none: nothing of its own, a setting; act: something with several sheets at once; draft: a sheet to be written on,
 * begun, or kept and not sent. */
#define THINGS(X) \
	X(NONE, "none") X(SHEET, "sheet") X(DRAFT, "draft") X(BATCH, "handover") X(BUNDLE, "bundle") X(PERSON, "person") \
	X(JOB, "job") X(USER, "user") X(AREA, "area") X(CAMPAIGN, "campaign") X(ACT, "act") \
	X(MEMBER, "member") X(RETURN, "return") X(MINUTES, "minutes") \
	X(PAYMENT, "payment") X(UPLOAD, "upload") X(ROSTER, "roster")

enum thing_kind {
#define THING_OF(name, code) THING_##name,
	THINGS(THING_OF)
#undef THING_OF
	THING_COUNT
};

extern const struct codes thing_codes;
const char *thing_code(enum thing_kind kind);

/* ---- why the police give a sheet back: numbers 1 to 8 ---- */

enum { POLICE_REASONS = 8 };

/* ---- roles ---- */

#define ROLE_ENUMERATOR_CODE "enumerator"
#define ROLE_HAMLET_LEADER_CODE "hamlet_leader"
#define ROLE_OFFICER_CODE "officer"
#define ROLE_LEADER_CODE "leader"
#define ROLE_POLICE_CODE "police"
#define ROLE_POLICE_SUPERIOR_CODE "police_superior"
#define ROLE_DISTRICT_CODE "district"
#define ROLE_PROVINCE_CODE "province"
#define ROLE_ADMIN_CODE "admin"
#define ROLES(X) \
	X(ENUMERATOR) X(HAMLET_LEADER) X(OFFICER) X(LEADER) X(POLICE) X(POLICE_SUPERIOR) X(DISTRICT) X(PROVINCE) X(ADMIN)

enum role {
#define ROLE_OF(name) ROLE_##name,
	ROLES(ROLE_OF)
#undef ROLE_OF
	ROLE_COUNT
};

#define ROLE_SQL(name) "'" ROLE_##name##_CODE "'"

extern const struct codes role_codes;
/* The stable code of a role: "officer". */
const char *role_code(enum role role);
/* False when no role has that code. */
bool role_from_code(const char *code, enum role *out);

#endif
