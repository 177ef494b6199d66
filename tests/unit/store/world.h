/* A real database in a folder of its own, with all statements of the program, for tests of store/ and above. */
#ifndef TEST_WORLD_H
#define TEST_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "base/process/assets.h"
#include "base/hash.h"
#include "base/memory.h"
#include "store/campaign/area.h"
#include "store/store.h"
#include "store/admin/user.h"
#include "store/team/member.h"

struct world {
	char folder[64], path[96];
	struct arena *arena;
	const struct form *form;
	struct db_config config;
	struct db *db;
};

static inline int world_open(void **state)
{
	struct world *world = memory_new(1, sizeof *world);
	struct error error = { 0 };

	assert_true(hash_start());
	world->arena = arena_new(ARENA_REQUEST);
	snprintf(world->folder, sizeof world->folder, "/tmp/mau03-test-XXXXXX");
	assert_non_null(mkdtemp(world->folder));
	snprintf(world->path, sizeof world->path, "%s/mau03.db", world->folder);
	assert_int_equal(db_migrate(world->path, &error), ERR_OK);
	const struct lists *lists = lists_load(world->arena, &error);
	const struct asset *asset = asset_find("src/form/mau-03.json");
	world->form = form_load(world->arena, lists, asset->data, asset->size, &error);
	world->config = (struct db_config){ .path = world->path, .readers = 2,
		.busy_tables = store_busy_tables, .volatile_tables = store_volatile_tables };
	world->config.tables = store_tables(world->arena, world->form, &world->config.table_count);
	world->db = db_open(&world->config, false, &error);
	if (world->db == NULL || store_compare(world->db, world->form, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	*state = world;
	return 0;
}

static inline int world_close(void **state)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	struct world *world = *state;
	char name[128];

	db_close(world->db);
	for (size_t i = 0; i < COUNT(suffixes); i++) {
		snprintf(name, sizeof name, "%s%s", world->path, suffixes[i]);
		unlink(name);
	}
	rmdir(world->folder);
	arena_free(world->arena);
	memory_free(world);
	return 0;
}

static inline int64_t world_area(const struct world *world, int64_t parent, const char *level, const char *code, const char *name,
                                 const char *from)
{
	const struct area area = { .parent_id = parent, .level = level, .code = code, .name = name, .full_name = name, .valid_from = from };
	struct error error = { 0 };
	int64_t id;

	if (area_add(world->db, &area, &id, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	return id;
}

static inline int64_t world_user(const struct world *world, const char *name, enum role role, const char *hash, int64_t area)
{
	const struct user user = { .username = name, .full_name = name, .password_hash = hash, .created_at = "2024-06-10T00:00:00Z",
		.role = role, .areas = &area, .area_count = area == 0 ? 0 : 1 };
	struct error error = { 0 };
	int64_t id;

	if (user_add(world->db, &user, &id, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	return id;
}

/* A member of the Tổ without an account. */
static inline int64_t world_member(const struct world *world, const char *name, int64_t area)
{
	const struct member member = { .full_name = name };
	struct error error = { 0 };
	int64_t id;

	if (member_add(world->db, &member, &area, 1, &id, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	return id;
}

#endif
