/* insert DATABASE SECONDS: the plainest durable loop, one sheet a transaction, as one thread with SQLite writes them: the same table with its
 * indexes and triggers, WAL, synchronous FULL. Copies of the newest sheet under numbers of their own. Prints how many a second. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SQL = 16384 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void check(sqlite3 *db, int code, int wanted)
{
	if (code == wanted)
		return;
	fprintf(stderr, "insert: %s\n", sqlite3_errmsg(db));
	exit(1);
}

/* INSERT of one sheet with all columns but id bound in order; the values of the newest sheet are bound to it. */
static sqlite3_stmt *prepare_insert(sqlite3 *db, int *uid, int *citizen)
{
	char sql[SQL] = "INSERT INTO worker_sheet (", marks[SQL] = "";
	sqlite3_stmt *newest, *insert;

	check(db, sqlite3_prepare_v2(db, "SELECT * FROM worker_sheet WHERE state = 'received' ORDER BY id DESC LIMIT 1", -1, &newest, NULL), SQLITE_OK);
	check(db, sqlite3_step(newest), SQLITE_ROW);
	for (int i = 1; i < sqlite3_column_count(newest); i++) {
		const char *name = sqlite3_column_name(newest, i);
		snprintf(sql + strlen(sql), SQL - strlen(sql), "%s%s", i == 1 ? "" : ", ", name);
		snprintf(marks + strlen(marks), SQL - strlen(marks), "%s?%d", i == 1 ? "" : ", ", i);
		*uid = strcmp(name, "uid") == 0 ? i : *uid;
		*citizen = strcmp(name, "citizen_id") == 0 ? i : *citizen;
	}
	snprintf(sql + strlen(sql), SQL - strlen(sql), ") VALUES (%s)", marks);
	check(db, sqlite3_prepare_v2(db, sql, -1, &insert, NULL), SQLITE_OK);
	for (int i = 1; i < sqlite3_column_count(newest); i++)
		sqlite3_bind_value(insert, i, sqlite3_column_value(newest, i));
	sqlite3_finalize(newest);
	return insert;
}

int main(int argc, char **argv)
{
	sqlite3 *db;
	long count = 0;
	int uid = 0, citizen = 0;

	if (argc != 3)
		return 2;
	check(NULL, sqlite3_open(argv[1], &db), SQLITE_OK);
	check(db, sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_stmt *insert = prepare_insert(db, &uid, &citizen);
	double begin = now(), end = begin + atof(argv[2]);
	for (; now() < end; count++) {
		char number[24], text[40];
		snprintf(number, sizeof number, "0560%08ld", count);
		snprintf(text, sizeof text, "insert-%ld", count);
		sqlite3_bind_text(insert, citizen, number, -1, SQLITE_STATIC);
		sqlite3_bind_text(insert, uid, text, -1, SQLITE_STATIC);
		check(db, sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
		check(db, sqlite3_step(insert), SQLITE_DONE);
		sqlite3_reset(insert);
		check(db, sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	}
	printf("%.1f\n", (double)count / (now() - begin));
	sqlite3_finalize(insert);
	sqlite3_close(db);
	return 0;
}
