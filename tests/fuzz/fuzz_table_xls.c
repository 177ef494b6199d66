/* Old workbooks: behind an R the records of a stream, behind another letter a whole file. */
#include "table_rows.h"

#include "exchange/xls_in/xls_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int spool = memory_file(NULL, 0);
	struct table_refusal refusal = { .fault = TABLE_FINE };
	struct spool_writer *writer = spool_writer_new(spool, &refusal);
	bool put = false;

	if (size > 0 && data[0] == 'R')
		put = xls_read_stream(data + 1, size - 1, writer, &refusal) && spool_end(writer);
	else if (size > 0)
		put = xls_read(data + 1, size - 1, writer, &refusal) && spool_end(writer);
	demand(size == 0 || put == (refusal.fault == TABLE_FINE));
	spool_writer_free(writer);
	look_at_spool(spool, put);
	return 0;
}
