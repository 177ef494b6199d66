# Installing, and what is known about the parts.

UNITS := mau03.service mau03-backup.service mau03-backup.timer
BIN = $(DESTDIR)$(PREFIX)/bin
UNIT_FOLDER = $(DESTDIR)$(PREFIX)/lib/systemd/system
SYSUSERS = $(DESTDIR)$(PREFIX)/lib/sysusers.d
DOC = $(DESTDIR)$(PREFIX)/share/doc/mau03

# make install [PREFIX=/usr/local] [DESTDIR=]: everything below PREFIX; nothing is started, no data is touched.
install: all
	install -d $(BIN) $(UNIT_FOLDER) $(SYSUSERS) $(DOC)
	install -m 755 $(BUILD)/mau03 $(BIN)/mau03
	for unit in $(UNITS); do sed 's|@PREFIX@|$(PREFIX)|g' src/operation/$$unit > $(UNIT_FOLDER)/$$unit && chmod 644 $(UNIT_FOLDER)/$$unit || exit 1; done
	install -m 644 src/operation/mau03.sysusers $(SYSUSERS)/mau03.conf
	install -m 644 README.md LICENSE src/operation/nginx.conf $(DOC)

# Leaves the data, the user and /etc/default/mau03.
uninstall:
	rm -f $(BIN)/mau03 $(UNITS:%=$(UNIT_FOLDER)/%) $(SYSUSERS)/mau03.conf $(DOC)/README.md $(DOC)/LICENSE $(DOC)/nginx.conf
	-rmdir $(DOC)

# The parts of the built program as CycloneDX JSON on stdout.
sbom:
	@$(MAKE) -s all >&2
	@sh src/operation/sbom.sh $(BUILD)/mau03

# Two builds of the last commit, in folders of different names: the same bytes?
reproducible:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && for name in one another/folder; do \
		git clone -q . "$$folder/$$name" && $(MAKE) -s -C "$$folder/$$name" > "$$folder/log" 2>&1 || { cat "$$folder/log"; exit 1; }; done && \
	sha256sum "$$folder/one/build/mau03" && cmp "$$folder/one/build/mau03" "$$folder/another/folder/build/mau03" && echo equal

.PHONY: reproducible install uninstall sbom
