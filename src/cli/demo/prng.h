/* Reproducible numbers for the demo data: splitmix64, one stream per thing that is drawn, so that the number of draws
 * for one sheet does not move those of the next. */
#ifndef CLI_DEMO_PRNG_H
#define CLI_DEMO_PRNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prng { uint64_t state; };

enum prng_stream { STREAM_STATES, STREAM_LINKS, STREAM_FAULTS, STREAM_LIFE, STREAM_PERSON, STREAM_SHEET, STREAM_MOVES,
	STREAM_STAFF,
	STREAM_UID, STREAM_ROSTER };

struct prng prng_make(uint64_t seed, enum prng_stream stream, uint64_t index);
uint64_t prng_next(struct prng *prng);
/* 0 to count - 1; count > 0. */
uint32_t prng_below(struct prng *prng, uint32_t count);
/* low to high, both possible. */
int prng_between(struct prng *prng, int low, int high);
/* True in so many of 1000 cases. */
bool prng_chance(struct prng *prng, uint32_t permille);
/* Index of one of count weights (sum > 0), each as likely as it is heavy. */
size_t prng_weighted(struct prng *prng, const uint16_t *weights, size_t count);
/* A permutation of 0 … 999,999 that depends on the seed only: no two indexes get the same number. */
uint32_t prng_million(uint64_t seed, uint32_t index);

#endif
