/* Text with separators, in whatever encoding: read to its end or refused. */
#include "table_rows.h"

#include "exchange/table_in/csv_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int file = memory_file(data, size), spool = memory_file(NULL, 0);
	struct table_refusal refusal = { .fault = TABLE_FINE };
	struct spool_writer *writer = spool_writer_new(spool, &refusal);
	bool put = csv_in_read(file, writer, &refusal) && spool_end(writer);

	demand(put == (refusal.fault == TABLE_FINE));
	spool_writer_free(writer);
	close(file);
	look_at_spool(spool, put);
	return 0;
}
