#include "cli/demo/prng.h"

static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

struct prng prng_make(uint64_t seed, enum prng_stream stream, uint64_t index)
{
	return (struct prng){ mix(mix(mix(seed + 1) + (uint64_t)stream) + index) };
}

uint64_t prng_next(struct prng *prng)
{
	prng->state += UINT64_C(0x9e3779b97f4a7c15);
	return mix(prng->state);
}

uint32_t prng_below(struct prng *prng, uint32_t count)
{
	return (uint32_t)((prng_next(prng) >> 32) * count >> 32);
}

int prng_between(struct prng *prng, int low, int high)
{
	return low + (int)prng_below(prng, (uint32_t)(high - low + 1));
}

bool prng_chance(struct prng *prng, uint32_t permille)
{
	return prng_below(prng, 1000) < permille;
}

size_t prng_weighted(struct prng *prng, const uint16_t *weights, size_t count)
{
	uint32_t sum = 0;
	size_t i = 0;

	for (size_t k = 0; k < count; k++)
		sum += weights[k];
	for (uint32_t draw = prng_below(prng, sum); draw >= weights[i]; i++)
		draw -= weights[i];
	return i;
}

uint32_t prng_million(uint64_t seed, uint32_t index)
{
	uint32_t left = index / 1000 % 1000, right = index % 1000;

	for (uint64_t round = 0; round < 4; round++) {
		uint32_t next = (left + (uint32_t)(mix(mix(seed + 17) + round * 1000 + right) % 1000)) % 1000;
		left = right;
		right = next;
	}
	return left * 1000 + right;
}
