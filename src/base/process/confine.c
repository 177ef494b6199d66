#include "base/process/confine.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/process/build.h"
#include "base/memory.h"

enum { FILES = 16 };

static bool limit_self(const struct confinement *wanted)
{
	const struct { __rlimit_resource_t what; rlim_t most; bool hurts_tests;
	} limits[] = {
		{ RLIMIT_CPU, wanted->cpu_seconds, false },
		{ RLIMIT_AS, wanted->memory, BUILD_SANITIZED },
		{ RLIMIT_NOFILE, FILES, false },
		{ RLIMIT_FSIZE, 0, BUILD_COUNTED },
		{ RLIMIT_CORE, 0, false },
		{ RLIMIT_NPROC, 0, BUILD_SANITIZED },
	};
	bool limited = true;

	for (size_t i = 0; i < COUNT(limits); i++) {
		const struct rlimit limit = { limits[i].most, limits[i].most };
		if (!limits[i].hurts_tests)
			limited = setrlimit(limits[i].what, &limit) == 0 && limited;
	}
	return limited;
}

/* A parent that was gone before we asked to die with it has left us to another one. */
bool confine_self(const struct confinement *wanted)
{
	return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == wanted->parent &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 && limit_self(wanted);
}
