/* The suites of each kind, named once: `make test` runs them all, each folder's run.mjs those that are asked for. */
export const http = ["check", "rules", "road", "wrong", "again", "undo", "acts", "alike", "spelled", "resume", "hostile", "matrix", "people", "text",
	"photo", "help", "changes", "confirm", "eyes", "numbers", "search", "quality", "change", "additions", "admin", "tally", "closing", "custody", "plan", "targets", "scans", "milestones", "late", "many", "bundles", "minutes", "payment",
	"jobs", "imports", "workbooks", "csv", "tables", "progress", "seen", "access", "reform", "areas", "places", "members", "roster", "ends", "reconcile", "police", "papers", "measures", "corners", "durable", "backup", "tls", "quiet"];
export const faults = ["kill", "imports", "acts", "disk", "sync", "clients", "clock"];
/* With the number of parts that each is run in. */
export const browser = [["keyboard", 1], ["day", 1], ["held", 1], ["police", 1], ["bundles", 1], ["roadhamlet", 1], ["roadmeeting", 1], ["roadpaper", 1], ["payment", 1], ["roster", 1], ["plan", 1], ["pages", 4], ["behaviour", 1], ["confirm", 1], ["walk", 1],
	["duplicates", 1], ["drafts", 1], ["cards", 1],
	["zoom", 1], ["print", 1], ["long", 1], ["jobs", 1]];
