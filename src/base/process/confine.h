/* What a process forbids itself before it touches what strangers made. */
#ifndef BASE_PROCESS_CONFINE_H
#define BASE_PROCESS_CONFINE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct confinement {
	pid_t parent;                   /* it dies with that process: with the thread of it that started it */
	unsigned cpu_seconds;
	size_t memory; /* bytes of address space; not in a build with sanitizers, which reserve terabytes */
};

/* Besides: no file is written, none dumped, no process or thread begun, few files are open, and no other process of
 * the user may look into it. False: not all of it could be had, or the parent is gone; nothing may be touched then.
 */
bool confine_self(const struct confinement *wanted);

#endif
