/* The text in the QR code of an identity card (CCCD): id|old id|name|ddmmyyyy|Nam or Nữ|address|issued ddmmyyyy, as a
 * scanner types it or a picture holds it. Seven parts, of which the last may be missing and after which newer cards
 * add more. */
#ifndef TEXT_CARD_H
#define TEXT_CARD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "text/messages.h"

enum { CARD_TEXT = 2000 };              /* bytes: what is longer is no card */

enum card_part { CARD_ID, CARD_OLD_ID, CARD_NAME, CARD_BIRTH, CARD_SEX, CARD_ADDRESS, CARD_ISSUED, CARD_PARTS };

struct card {
	const char *id;                 /* 12 digits */
	const char *old_id;             /* 9 digits; "" for none */
	const char *name, *address;     /* as on the card, NFC; the address may be "" */
	struct date birth;              /* perhaps only the month and year, or the year */
	struct date issued;             /* year 0: not there */
	int sex;                        /* 1 Nam, 2 Nữ */
	bool unread[CARD_PARTS];        /* cannot be read, or is empty where something must stand: left out */
	bool lost;                      /* the name or the address has lost letters on its way (text/misread/misread.h) */
};

/* Reads what can be read: the number always, and one of name, birth and sex at least; other parts are left out. False
 * when it is no card: *why says what is wrong in a sentence; nothing of the text stands in it. Any bytes up to NUL. */
bool card_read(struct arena *arena, const char *text, struct card *out, enum message *why);
/* True for a text that begins as a card's does, wherever it was typed. */
bool card_is_likely(const char *text);

#endif
