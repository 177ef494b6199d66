#include "auth/password.h"

#include <pthread.h>
#include <sodium.h>

#include "base/memory.h"
#include "text/messages.h"
#include "text/utf8.h"

_Static_assert(PASSWORD_TEXT >= crypto_pwhash_STRBYTES, "room for libsodium's text");

/* The builds for tests alone hash cheaply (Makefile). */
#ifdef CHEAP_PASSWORDS
#define OPERATIONS crypto_pwhash_OPSLIMIT_MIN
#define MEMORY (4 << 20)
#else
#define OPERATIONS crypto_pwhash_OPSLIMIT_INTERACTIVE
#define MEMORY crypto_pwhash_MEMLIMIT_INTERACTIVE
#endif

struct password_gate {
	pthread_mutex_t mutex;
	pthread_cond_t left;
	int running, waiting;
	char nobody[PASSWORD_TEXT];     /* what a wrong user name is verified against */
};

/* The text of a hash that no password has, as far as anybody can know: its salt and its hash are random. Verifying
 * against it takes what verifying against any other takes, and nothing was hashed to make it. */
static void hash_of_nobody(char out[PASSWORD_TEXT])
{
	enum { SALT = 16, HASH = 32, VARIANT = sodium_base64_VARIANT_ORIGINAL_NO_PADDING };
	unsigned char salt[SALT], hash[HASH];
	char salt_text[sodium_base64_ENCODED_LEN(SALT, VARIANT)], hash_text[sodium_base64_ENCODED_LEN(HASH, VARIANT)];

	randombytes_buf(salt, sizeof salt);
	randombytes_buf(hash, sizeof hash);
	sodium_bin2base64(salt_text, sizeof salt_text, salt, sizeof salt, VARIANT);
	sodium_bin2base64(hash_text, sizeof hash_text, hash, sizeof hash, VARIANT);
	snprintf(out, PASSWORD_TEXT, "$argon2id$v=19$m=%u,t=%u,p=1$%s$%s", (unsigned)(MEMORY / 1024),
	         (unsigned)OPERATIONS, salt_text, hash_text);
	if (crypto_pwhash_str_needs_rehash(out, OPERATIONS, MEMORY) != 0)
		abort();
}

struct password_gate *password_gate_new(void)
{
	struct password_gate *gate = memory_new(1, sizeof *gate);

	if (gate == NULL)
		return NULL;
	hash_of_nobody(gate->nobody);
	pthread_mutex_init(&gate->mutex, NULL);
	pthread_cond_init(&gate->left, NULL);
	return gate;
}

void password_gate_free(struct password_gate *gate)
{
	if (gate == NULL)
		return;
	pthread_cond_destroy(&gate->left);
	pthread_mutex_destroy(&gate->mutex);
	memory_free(gate);
}

static enum err enter(struct password_gate *gate, struct error *error)
{
	if (gate == NULL)
		return ERR_OK;
	pthread_mutex_lock(&gate->mutex);
	if (gate->running == PASSWORD_AT_ONCE && gate->waiting == PASSWORD_WAITING) {
		pthread_mutex_unlock(&gate->mutex);
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_LOGIN_BUSY), "too many passwords are being verified");
	}
	gate->waiting++;
	while (gate->running == PASSWORD_AT_ONCE)
		pthread_cond_wait(&gate->left, &gate->mutex);
	gate->waiting--;
	gate->running++;
	pthread_mutex_unlock(&gate->mutex);
	return ERR_OK;
}

static void leave(struct password_gate *gate)
{
	if (gate == NULL)
		return;
	pthread_mutex_lock(&gate->mutex);
	gate->running--;
	pthread_cond_signal(&gate->left);
	pthread_mutex_unlock(&gate->mutex);
}

bool password_is_acceptable(const char *password)
{
	if (!utf8_valid(password, strlen(password)))
		return false;
	size_t length = utf8_length(password);
	return length >= PASSWORD_MIN && length <= PASSWORD_MAX;
}

enum err password_hash(struct password_gate *gate, const char *password, char out[PASSWORD_TEXT], struct error *error)
{
	enum err err = enter(gate, error);

	if (err != ERR_OK)
		return err;
	int failed = crypto_pwhash_str_alg(out, password, strlen(password), OPERATIONS, MEMORY,
	                                   crypto_pwhash_ALG_ARGON2ID13);
	leave(gate);
	if (failed)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory to hash a password");
	return ERR_OK;
}

enum err password_verify(struct password_gate *gate, const char *hash, const char *password, bool *rehash,
                         struct error *error)
{
	enum err err = enter(gate, error);

	if (err != ERR_OK)
		return err;
	bool right = crypto_pwhash_str_verify(hash == NULL ? gate->nobody : hash, password, strlen(password)) == 0 &&
	             hash != NULL;
	leave(gate);
	if (!right)
		return error_set(error, ERR_UNAUTHENTICATED, message_text(MSG_LOGIN_WRONG), "wrong user name or password");
	*rehash = crypto_pwhash_str_needs_rehash(hash, OPERATIONS, MEMORY) != 0;
	return ERR_OK;
}
