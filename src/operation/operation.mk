# Installing, and what is known about the parts.

UNITS := mau03.service mau03-backup.service mau03-backup.timer
BIN = $(DESTDIR)$(PREFIX)/bin
UNIT_FOLDER = $(DESTDIR)$(PREFIX)/lib/systemd/system
SYSUSERS = $(DESTDIR)$(PREFIX)/lib/sysusers.d
TMPFILES = $(DESTDIR)$(PREFIX)/lib/tmpfiles.d
DOC = $(DESTDIR)$(PREFIX)/share/doc/mau03
MAN = $(DESTDIR)$(PREFIX)/share/man/man1
MAN_VI = $(DESTDIR)$(PREFIX)/share/man/vi/man1
COMPLETIONS = $(DESTDIR)$(PREFIX)/share/bash-completion/completions

# make install [PREFIX=/usr/local] [DESTDIR=]: everything below PREFIX; nothing is started, no data is touched.
install: all $(BUILD)/man/en.1 $(BUILD)/man/vi.1
	install -d $(BIN) $(UNIT_FOLDER) $(SYSUSERS) $(TMPFILES) $(DOC) $(MAN) $(MAN_VI) $(COMPLETIONS)
	install -m 755 $(BUILD)/mau03 $(BIN)/mau03
	for unit in $(UNITS); do sed 's|@PREFIX@|$(PREFIX)|g' src/operation/$$unit > $(UNIT_FOLDER)/$$unit && chmod 644 $(UNIT_FOLDER)/$$unit || exit 1; done
	install -m 644 src/operation/mau03.sysusers $(SYSUSERS)/mau03.conf
	install -m 644 src/operation/mau03.tmpfiles $(TMPFILES)/mau03.conf
	install -m 644 README.md LICENSE src/operation/nginx.conf $(DOC)
	install -m 644 $(BUILD)/man/en.1 $(MAN)/mau03.1
	install -m 644 $(BUILD)/man/vi.1 $(MAN_VI)/mau03.1
	install -m 644 src/operation/mau03.bash-completion $(COMPLETIONS)/mau03

# Leaves the data, the user and /etc/default/mau03.
uninstall:
	rm -f $(BIN)/mau03 $(UNITS:%=$(UNIT_FOLDER)/%) $(SYSUSERS)/mau03.conf $(TMPFILES)/mau03.conf $(DOC)/README.md $(DOC)/LICENSE $(DOC)/nginx.conf \
		$(MAN)/mau03.1 $(MAN_VI)/mau03.1 $(COMPLETIONS)/mau03
	-rmdir $(DOC)

$(BUILD)/man/%.1: $(BUILD)/mau03 src/operation/man/man.awk src/operation/man/pages.tsv
	@mkdir -p $(@D)
	@$(BUILD)/mau03 --help > $(@D)/usage
	@awk -v lang=$* -v version=$(VERSION) -f src/operation/man/man.awk $(@D)/usage src/operation/man/pages.tsv > $@

# make deb: build/mau03_VERSION_amd64.deb, of what `make install` installs.
deb: deb-deps
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@sh src/operation/deb.sh $(VERSION)

deb-deps: deps
	sh src/install-packages.sh $(DEB_PACKAGES)

# The parts of the built program as CycloneDX JSON on stdout.
sbom:
	@$(MAKE) -s all >&2
	@sh src/operation/sbom.sh $(BUILD)/mau03

# Two builds of the last commit, in folders of different names: the same bytes?
reproducible:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && for name in one another/folder; do \
		git clone -q . "$$folder/$$name" && $(MAKE) -s -C "$$folder/$$name" > "$$folder/log" 2>&1 || { cat "$$folder/log"; exit 1; }; done && \
	sha256sum "$$folder/one/build/mau03" && cmp "$$folder/one/build/mau03" "$$folder/another/folder/build/mau03" && echo equal

.PHONY: reproducible install uninstall deb deb-deps sbom
