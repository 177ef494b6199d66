/* One failure, told to three listeners: a code for the program, a Vietnamese sentence for the person, a
 * detail for the log (English; never a name, an answer or an identity number).
 *
 * Codes are the HTTP statuses of the contract, so a page needs no second table. Bad input is 4xx; a
 * failing environment (disk full, no memory, busy) is ERR_UNAVAILABLE; a bug aborts or is ERR_INTERNAL. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

enum err {
	ERR_OK = 0,
	ERR_BAD_REQUEST = 400,
	ERR_UNAUTHENTICATED = 401,
	ERR_FORBIDDEN = 403,
	ERR_NOT_FOUND = 404,
	ERR_METHOD = 405,
	ERR_CONFLICT = 409,             /* stale version, or a move the table does not have */
	ERR_TOO_LARGE = 413,
	ERR_TYPE = 415,
	ERR_UNPROCESSABLE = 422,        /* open E, unconfirmed W, missing reason */
	ERR_TOO_MANY = 429,             /* the limiters of logins and of searches by number */
	ERR_INTERNAL = 500,
	ERR_UNAVAILABLE = 503
};

struct error {
	enum err code;
	const char *message;            /* Vietnamese, static (text/messages.h) or in the request's arena; may be NULL */
	char detail[192];
	int retry_after;                /* seconds after which it may go better; 0: not said */
};

/* Fills *error (which may be NULL) and returns code, so that `return error_set(…)` is one line. */
enum err error_set(struct error *error, enum err code, const char *message, const char *detail, ...)
	__attribute__((format(printf, 4, 5)));

#endif
