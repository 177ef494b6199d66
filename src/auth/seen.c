#include "auth/seen.h"

#include <pthread.h>

#include "base/memory.h"

struct slot {
	int64_t session_id, last, written;
};

struct seen {
	pthread_mutex_t mutex;
	struct slot slots[SEEN_SLOTS];
};

struct seen *seen_new(void)
{
	struct seen *seen = memory_new(1, sizeof *seen);

	if (seen != NULL)
		pthread_mutex_init(&seen->mutex, NULL);
	return seen;
}

void seen_free(struct seen *seen)
{
	if (seen == NULL)
		return;
	pthread_mutex_destroy(&seen->mutex);
	memory_free(seen);
}

static struct slot *slot_of(struct seen *seen, int64_t session_id)
{
	return &seen->slots[(uint64_t)session_id % SEEN_SLOTS];
}

int64_t seen_last(struct seen *seen, int64_t session_id, int64_t stored)
{
	pthread_mutex_lock(&seen->mutex);
	const struct slot *slot = slot_of(seen, session_id);
	int64_t last = slot->session_id == session_id && slot->last > stored ? slot->last : stored;
	pthread_mutex_unlock(&seen->mutex);
	return last;
}

size_t seen_note(struct seen *seen, int64_t session_id, int64_t stored, int64_t now, struct seen_write writes[2])
{
	size_t count = 0;

	pthread_mutex_lock(&seen->mutex);
	struct slot *slot = slot_of(seen, session_id);
	if (slot->session_id != session_id) {
		if (slot->last > slot->written)
			writes[count++] = (struct seen_write){ slot->session_id, slot->last };
		*slot = (struct slot){ session_id, stored, stored };
	}
	slot->last = now;
	if (now - slot->written >= SEEN_EVERY) {
		writes[count++] = (struct seen_write){ session_id, now };
		slot->written = now;
	}
	pthread_mutex_unlock(&seen->mutex);
	return count;
}
