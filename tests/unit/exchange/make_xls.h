/* Old workbooks made record by record, so that each may be wrong in its own way. */
#ifndef MAKE_XLS_H
#define MAKE_XLS_H

#include "read_table.h"

#include "exchange/xls_in/biff.h"
#include "exchange/xls_in/ole_file.h"

enum { XLS_SECTOR = 512, XLS_ROOM = 1 << 20 };

struct xls {
	uint8_t *stream;
	size_t size;
	size_t sheet_at;                /* where BOUNDSHEET says where the sheet begins */
};

static inline void xls_put(struct xls *xls, const void *bytes, size_t size)
{
	assert_true(xls->size + size <= XLS_ROOM);
	if (size > 0)
		memcpy(xls->stream + xls->size, bytes, size);
	xls->size += size;
}

static inline void xls_u16(struct xls *xls, unsigned number)
{
	const uint8_t bytes[] = { (uint8_t)number, (uint8_t)(number >> 8) };

	xls_put(xls, bytes, sizeof bytes);
}

static inline void xls_u32(struct xls *xls, uint32_t number)
{
	xls_u16(xls, number & 0xffff);
	xls_u16(xls, number >> 16);
}

static inline void xls_head(struct xls *xls, unsigned type, size_t size)
{
	xls_u16(xls, type);
	xls_u16(xls, (unsigned)size);
}

static inline void xls_record(struct xls *xls, unsigned type, const void *bytes, size_t size)
{
	xls_head(xls, type, size);
	xls_put(xls, bytes, size);
}

#define XLS_RECORD(xls, type, bytes) xls_record(xls, type, bytes, sizeof(bytes) - 1)

/* The head of a cell's record with so many bytes behind row, column and style. */
static inline void xls_cell(struct xls *xls, unsigned type, unsigned row, unsigned column, unsigned style, size_t more)
{
	xls_head(xls, type, 6 + more);
	xls_u16(xls, row);
	xls_u16(xls, column);
	xls_u16(xls, style);
}

static inline void xls_number(struct xls *xls, unsigned row, unsigned column, unsigned style, double number)
{
	xls_cell(xls, BIFF_NUMBER, row, column, style, sizeof number);
	xls_put(xls, &number, sizeof number);
}

/* A formula whose value is told by eight bytes. */
static inline void xls_formula(struct xls *xls, unsigned row, unsigned column, const char *value)
{
	xls_cell(xls, BIFF_FORMULA, row, column, 0, 16);
	xls_put(xls, value, 8);
	xls_put(xls, "\0\0\0\0\0\0\0\0", 8);
}

/* What stands before the sheet; more: other records of it. Styles: 0 plain, 1 a day, 2 by a code of its own. */
static inline struct xls xls_begin(const void *more, size_t size)
{
	struct xls xls = { .stream = arena_alloc(table_arena, XLS_ROOM) };

	XLS_RECORD(&xls, BIFF_BOF, "\x00\x06\x05\x00\0\0\0\0\0\0\0\0\0\0\0\0");
	xls_put(&xls, more, size);
	XLS_RECORD(&xls, BIFF_FORMAT, "\xa4\x00\x08\x00\x00" "d\\/m\\/yy");
	XLS_RECORD(&xls, BIFF_XF, "\0\0\x00\x00\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
	XLS_RECORD(&xls, BIFF_XF, "\0\0\x0e\x00\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
	XLS_RECORD(&xls, BIFF_XF, "\0\0\xa4\x00\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
	xls.sheet_at = xls.size + 4;
	XLS_RECORD(&xls, BIFF_BOUNDSHEET, "\0\0\0\0\x00\x00\x04\x00" "Xuan");
	/* strings: "An", "Đ" wide, one that goes on in another record, with a run and phonetic bytes */
	XLS_RECORD(&xls, BIFF_SST, "\x03\0\0\0\x03\0\0\0" "\x02\x00\x00" "An" "\x01\x00\x01\x10\x01" "\x05\x00\x0c\x01\x00\x02\0\0\0" "abc");
	XLS_RECORD(&xls, BIFF_CONTINUE, "\x01" "d\0\x10\x01" "RUNS" "PH");
	xls_record(&xls, BIFF_EOF, NULL, 0);
	const uint8_t at[] = { (uint8_t)xls.size, (uint8_t)(xls.size >> 8), 0, 0 };
	memcpy(xls.stream + xls.sheet_at, at, sizeof at);
	XLS_RECORD(&xls, BIFF_BOF, "\x00\x06\x10\x00\0\0\0\0\0\0\0\0\0\0\0\0");
	return xls;
}

static inline void xls_set(uint8_t *at, uint32_t number, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		at[i] = (uint8_t)(number >> 8 * i);
}

static inline void xls_entry(uint8_t *entry, const char *name, unsigned type, uint32_t child, uint32_t start, size_t size)
{
	for (size_t i = 0; i < strlen(name); i++)
		entry[2 * i] = (uint8_t)name[i];
	xls_set(entry + 64, (uint32_t)(2 * (strlen(name) + 1)), 2);
	entry[66] = (uint8_t)type;
	xls_set(entry + 68, 0xffffffff, 4);
	xls_set(entry + 72, 0xffffffff, 4);
	xls_set(entry + 76, child, 4);
	xls_set(entry + 116, start, 4);
	xls_set(entry + 120, (uint32_t)size, 4);
}

/* A file with that stream: sector 0 is the table of sectors, 1 the folder, the stream stands from 2 on. */
static inline uint8_t *xls_file(const void *stream, size_t stream_size, const char *name, size_t *size)
{
	size_t sectors = (stream_size + XLS_SECTOR - 1) / XLS_SECTOR;
	uint8_t *file = arena_alloc(table_arena, (3 + sectors) * XLS_SECTOR), *table = file + XLS_SECTOR, *folder = table + XLS_SECTOR;

	assert_true(2 + sectors <= XLS_SECTOR / 4);
	memcpy(file, OLE_SIGN, 8);
	xls_set(file + 24, 0x3e, 2);
	xls_set(file + 26, 3, 2);
	xls_set(file + 28, 0xfffe, 2);
	xls_set(file + 30, 9, 2);
	xls_set(file + 32, 6, 2);
	xls_set(file + 44, 1, 4);
	xls_set(file + 48, 1, 4);
	xls_set(file + 60, 0xfffffffe, 4);
	xls_set(file + 68, 0xfffffffe, 4);
	memset(file + 76, 0xff, 109 * 4);
	xls_set(file + 76, 0, 4);
	memset(table, 0xff, XLS_SECTOR);
	xls_set(table, 0xfffffffd, 4);
	xls_set(table + 4, 0xfffffffe, 4);
	for (size_t i = 0; i < sectors; i++)
		xls_set(table + 4 * (2 + i), i + 1 < sectors ? (uint32_t)(3 + i) : 0xfffffffe, 4);
	xls_entry(folder, "Root Entry", 5, 1, 0xfffffffe, 0);
	xls_entry(folder + 128, name, 2, 0xffffffff, 2, stream_size);
	memcpy(file + 3 * XLS_SECTOR, stream, stream_size);
	*size = (3 + sectors) * XLS_SECTOR;
	return file;
}

/* Ends the sheet and the file. */
static inline uint8_t *xls_end(struct xls *xls, size_t *size)
{
	xls_record(xls, BIFF_EOF, NULL, 0);
	return xls_file(xls->stream, xls->size, "Workbook", size);
}

#endif
