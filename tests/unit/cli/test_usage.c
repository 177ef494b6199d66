/* The usage of a command names its options and its operands, each of them and no other: the manual page and the completion are made of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

#define BREAKS " []|"

static bool has_word(const char *usage, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = strstr(usage, word); at != NULL; at = strstr(at + 1, word)) {
		if ((at == usage || strchr(BREAKS, at[-1]) != NULL) && strchr(BREAKS, at[length]) != NULL)
			return true;
	}
	return false;
}

static bool has_option(const struct cli_command *command, const char *word, size_t length)
{
	for (const struct cli_option *option = command->options; option->name != NULL; option++) {
		if (strlen(option->name) == length && strncmp(option->name, word, length) == 0)
			return true;
	}
	return false;
}

static void names_each(void **state)
{
	(void)state;
	for (const struct cli_command *command = cli_commands; command->name != NULL; command++) {
		for (const struct cli_option *option = command->options; option->name != NULL; option++) {
			if (!has_word(command->usage, option->name))
				fail_msg("%s: %s is not in its usage", command->name, option->name);
		}
	}
}

static void names_no_other(void **state)
{
	(void)state;
	for (const struct cli_command *command = cli_commands; command->name != NULL; command++) {
		for (const char *at = strstr(command->usage, "--"); at != NULL; at = strstr(at + 1, "--")) {
			size_t length = strcspn(at, BREAKS);

			if (!has_option(command, at, length))
				fail_msg("%s: %.*s is no option of it", command->name, (int)length, at);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_each),
		cmocka_unit_test(names_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
