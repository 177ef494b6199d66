/* Answers that come out the same again but for a few tokens (the entry page above all): kept whole and packed, cut at
 * the tokens, so that sending one is copying. Who keeps an answer gives it a key of everything it depends on, and a
 * generation: an answer of an older generation is not sent. Bounded; the one used longest ago goes. Safe for threads.
 */
#ifndef HTTP_ANSWER_KEPT_H
#define HTTP_ANSWER_KEPT_H

#include "http/http.h"

struct kept_answers;

enum { KEPT_TOKENS = 8 };               /* different tokens of an answer, each anywhere in it */

struct kept_answers *kept_new(void);    /* NULL when memory is short */
void kept_free(struct kept_answers *kept); /* accepts NULL */

/* Fills body, packed if the client takes that, with tokens in the place of those it was kept with. False: none is
 * kept. tokens: as many as then, of any length below 64 kB. kept may be NULL. */
bool kept_send(struct kept_answers *kept, const char *key, uint64_t generation, const char *const *tokens, size_t count,
               const struct http_request *request, struct http_response *response);
/* Keeps the body of a response that is filled and not packed yet. Nothing is kept when memory is short. kept may be
 * NULL. */
void kept_put(struct kept_answers *kept, const char *key, uint64_t generation, const char *const *tokens, size_t count,
              const struct http_response *response);

#endif
