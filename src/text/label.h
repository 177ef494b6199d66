/* What the codes of the domain (base/code.h) are called. */
#ifndef TEXT_LABEL_H
#define TEXT_LABEL_H

#include "base/arena.h"
#include "base/code.h"

/* "" for STATE_NONE. */
const char *state_label(enum state state);
/* What the button says, and what the history says; "" for ACTION_NONE. */
const char *action_label(enum action action);
/* "" for ACCESS_NONE. */
const char *access_label(enum access access);
/* Of the code of an action or of an access. */
const char *deed_label(const char *code);
const char *severity_label(enum severity severity);
const char *rule_setting_label(enum rule_setting setting);
const char *stage_label(enum stage stage);
const char *every_label(enum every every);
const char *outcome_label(enum outcome outcome);
const char *batch_state_label(enum batch_state state);
/* Of a paper in a bundle. */
const char *counted_label(enum outcome outcome);
const char *bundle_state_label(enum bundle_state state);
const char *pay_role_label(enum pay_role role);
const char *payment_state_label(enum payment_state state);
const char *minutes_type_label(enum minutes_type type);
const char *minutes_state_label(enum minutes_state state);
const char *minutes_outcome_label(enum minutes_outcome outcome);
/* "" for none. */
const char *reconcile_label(enum reconcile reconcile);
const char *reconcile_choice_label(enum reconcile_choice choice);
const char *end_reason_label(enum end_reason reason);
const char *end_source_label(enum end_source source);
const char *roster_source_label(enum roster_source source);
const char *roster_category_label(enum roster_category category);
const char *roster_reason_label(enum roster_reason reason);
const char *roster_state_label(enum roster_state state);
const char *standing_label(enum standing standing);
/* Of the level of an area (store/campaign/area.h): "Xã, phường"; of another: "Địa bàn". */
const char *level_label(const char *level);
const char *job_state_label(enum job_state state);
const char *role_label(enum role role);
/* Of the police's reason 1-8 (src/domain.md §7), or NULL. */
const char *police_reason_label(int64_t reason);

/* What a sheet is called wherever it is named: the number of its paper; where that has none (NULL), its number in
 * here: "số 12 trong máy". */
const char *sheet_number(struct arena *arena, const char *paper_no, int64_t id);

#endif
