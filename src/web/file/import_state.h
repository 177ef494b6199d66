/* Where a file stands that was sent to be imported. */
#ifndef WEB_FILE_IMPORT_STATE_H
#define WEB_FILE_IMPORT_STATE_H

#include "store/import/upload.h"
#include "text/messages.h"

enum import_state {
	IMPORT_WAITING,                 /* nobody tries it: the program was busy */
	IMPORT_TRYING,
	IMPORT_REFUSED,                 /* it could not be read */
	IMPORT_TRIED,
	IMPORT_RUNNING,
	IMPORT_BROKE,
	IMPORT_DONE,
	IMPORT_CANCELLED,
	IMPORT_STATES
};

enum import_state import_state_of(const struct upload *upload);
enum message import_state_label(enum import_state state);
/* For files: "tried". */
const char *import_state_code(enum import_state state);

#endif
