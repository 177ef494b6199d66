/* The suites of each kind, named once: `make test` runs them all, each folder's run.mjs those that are asked for. */
export const http = ["check", "rules", "road", "wrong", "again", "undo", "alike", "resume", "hostile", "matrix", "people", "text",
	"photo", "help", "changes", "confirm", "eyes", "numbers", "quality", "change", "additions", "admin", "tally", "closing", "milestones",
	"csv", "durable", "backup", "tls", "quiet"];
export const faults = ["kill", "disk", "sync", "clients", "clock"];
export const browser = ["keyboard", "held", "pages", "behaviour", "confirm", "duplicates", "drafts", "cards", "zoom", "print"];
