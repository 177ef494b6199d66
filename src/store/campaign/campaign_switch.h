/* The switches of a campaign: one table. A row gives the member of struct campaign, the column and how it is read and
 * written, the tick on the page of the campaign, the option of `campaign add`, and what the log says of a change. A
 * new switch is a row, a column of that name in a migration, and sentences in text/messages.def; then whatever asks
 * for it. */
#ifndef STORE_CAMPAIGN_CAMPAIGN_SWITCH_H
#define STORE_CAMPAIGN_CAMPAIGN_SWITCH_H

#include <stdbool.h>

#include "text/messages.h"

/* SWITCH(code, option, initially, label, hint, confirm). option: OPTION("--name") or NO_OPTION, which who uses it
 * defines. initially: of a new campaign. hint: 0: none. confirm: the tick that says that switching it on is meant,
 * posted as CODE_confirmed; 0: nobody asks. */
#define CAMPAIGN_SWITCHES(SWITCH) \
	/* thường xuyên: no end, people come to the office and declare changes, nobody is sent to them */ \
	SWITCH(continuous, OPTION("--continuous"), false, MSG_CAMPAIGN_CONTINUOUS, MSG_CAMPAIGN_CONTINUOUS_HINT, 0) \
	/* what is submitted goes to the hamlet first */ \
	SWITCH(hamlet_stage, OPTION("--hamlet-stage"), false, MSG_CAMPAIGN_HAMLET, 0, 0) \
	/* but not what an officer typed: its paper came through the hamlet */ \
	SWITCH(paper_tallied, OPTION("--paper-tallied"), true, MSG_CAMPAIGN_TALLIED, MSG_CAMPAIGN_TALLIED_HINT, 0) \
	/* a meeting of the Tổ accepts sheets (src/domain.md §7), officers by themselves do not */ \
	SWITCH(meeting_accepts, OPTION("--meeting-accepts"), false, MSG_CAMPAIGN_MEETING, MSG_CAMPAIGN_MEETING_HINT, 0) \
	/* who accepts has not typed, collected or corrected the sheet */ \
	SWITCH(four_eyes, OPTION("--four-eyes"), false, MSG_CAMPAIGN_FOUR_EYES, 0, MSG_CAMPAIGN_FOUR_EYES_CONFIRMED) \
	/* officers correct what was submitted without giving it back */ \
	SWITCH(correct_in_place, NO_OPTION, true, MSG_CAMPAIGN_CORRECT, 0, 0) \
	/* the days of its stages are working days (store/campaign/workday.h) */ \
	SWITCH(working_days, OPTION("--working-days"), false, MSG_CAMPAIGN_WORKING, MSG_CAMPAIGN_WORKING_HINT, 0) \
	/* everybody is asked for the ethnic group */ \
	SWITCH(asks_ethnic_group, NO_OPTION, false, MSG_CAMPAIGN_ETHNIC, 0, 0) \
	/* whoever works is asked for the industry */ \
	SWITCH(asks_industry, NO_OPTION, false, MSG_CAMPAIGN_INDUSTRY, 0, 0)

#define CAMPAIGN_SWITCH_ONE(code, ...) + 1
enum { CAMPAIGN_SWITCH_COUNT = 0 CAMPAIGN_SWITCHES(CAMPAIGN_SWITCH_ONE) };

/* Each by its name, and all in the order of the table. */
#define CAMPAIGN_SWITCH_MEMBER(code, ...) bool code;
#define CAMPAIGN_SWITCH_MEMBERS \
	{ struct { CAMPAIGN_SWITCHES(CAMPAIGN_SWITCH_MEMBER) }; bool switches[CAMPAIGN_SWITCH_COUNT]; }
union campaign_switches CAMPAIGN_SWITCH_MEMBERS;

struct campaign_switch {
	const char *code, *option;      /* option NULL: none */
	bool initially;
	enum message label, hint, confirm;
};

extern const struct campaign_switch campaign_switches[CAMPAIGN_SWITCH_COUNT];

#endif
