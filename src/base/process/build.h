/* What this binary was built from; the build writes the texts (Makefile, gen/build.c). */
#ifndef BASE_PROCESS_BUILD_H
#define BASE_PROCESS_BUILD_H

extern const char build_version[];      /* "0.1.0" */
extern const char
	build_commit[]; /* 40 hexadecimal digits, "+" behind them for a changed tree; "unknown" outside a repository */
extern const char build_ctemplate[];    /* versions of what cannot be asked when running */
extern const char build_csv[];
extern const char build_jpeg[];
extern const char build_zbar[];

/* Whether sanitizers watch this build. */
#ifdef SANITIZED
enum { BUILD_SANITIZED = 1 };
#else
enum { BUILD_SANITIZED = 0 };
#endif

/* Whether it counts what runs and writes the counters at its end. */
#ifdef WITH_COUNTERS
enum { BUILD_COUNTED = 1 };
#else
enum { BUILD_COUNTED = 0 };
#endif

#endif
