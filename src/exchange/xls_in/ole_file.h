/* The file of streams in which an old workbook stands (MS-CFB). Everything in it may be wrong: each number is held
 * against the size of the file, each chain against the number of its sectors. Private to exchange/xls_in/. */
#ifndef EXCHANGE_OLE_FILE_H
#define EXCHANGE_OLE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OLE_SIGN "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

struct ole_file;

/* NULL: it is broken, or there is no memory. data lasts longer than the file. */
struct ole_file *ole_open(const uint8_t *data, size_t size);
/* Accepts NULL. */
void ole_close(struct ole_file *file);
/* Whether a stream or a folder of that name (ASCII, capitals or not) stands at the top. */
bool ole_has(const struct ole_file *file, const char *name);
/* The bytes of a stream at the top, to be given to memory_free(); NULL: it is not there, or broken. */
uint8_t *ole_read(const struct ole_file *file, const char *name, size_t *size);

/* Little-endian numbers. */
uint16_t ole_u16(const uint8_t *at);
uint32_t ole_u32(const uint8_t *at);

#endif
