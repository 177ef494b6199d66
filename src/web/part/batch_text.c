#include "web/part/batch_text.h"

#include "text/messages.h"

const char *batch_number(struct http_request *request, int64_t number, int64_t year)
{
	return arena_print(request->arena, "%02lld/%lld", (long long)number, (long long)year);
}

const char *batch_state(const struct batch *batch)
{
	return batch->signed_at == NULL ? "open" : "signed";
}

const char *batch_state_label(const struct batch *batch)
{
	return message_text(batch->signed_at == NULL ? MSG_BATCH_OPEN : MSG_BATCH_DONE);
}
