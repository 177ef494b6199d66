# Makes the manual page mau03(1) of a language: awk -v lang=vi -v version=V -f man.awk USAGE pages.tsv, where USAGE is what `mau03 --help` prints. How a
# command is written comes from there; pages.tsv has the words, and lacks none and has none too many, or there is no page.
BEGIN {
	FS = "\t"
	column = lang == "vi" ? 3 : 2
}

function fault(text) {
	print "man.awk: " text > "/dev/stderr"
	failed = 1
}

function roff(text) {
	gsub(/-/, "\\-", text)
	return text
}

# What a paragraph says: *strong*, and options as they are typed.
function words(text) {
	while (match(text, /\*[^*]+\*/))
		text = substr(text, 1, RSTART - 1) "\\fB" roff(substr(text, RSTART + 1, RLENGTH - 2)) "\\fR" substr(text, RSTART + RLENGTH)
	return text
}

# usage: mau03 area add --data DIR [--parent CODE] …: the command, and each of its options with what follows it
FNR == NR {
	line = substr($0, length("usage: mau03 ") + 1)
	split(line, word, " ")
	name = word[2] ~ /^[a-z]+$/ ? word[1] " " word[2] : word[1]
	usage[name] = substr(line, length(name) + 2)
	flat = usage[name]
	gsub(/[][]/, " ", flat)
	count = split(flat, word, " ")
	for (i = 1; i <= count; i++)
		if (word[i] ~ /^--/) {
			has[name, word[i]] = 1
			if (i < count && word[i + 1] !~ /^(--|[|<>])/)
				value[name, word[i]] = value[word[i]] = word[i + 1]
			wanted[word[i]] = wanted[word[i]] SUBSEP name
		}
	next
}

/^#/ || NF == 0 { next }
NF != 3 { fault("not three columns: " $0) }

$1 == "title" { printf ".\\\" Made of src/operation/man/ and the program's usage.\n.TH MAU03 1 \"\" \"mau03 %s\" \"%s\"\n.nh\n", version, $column; next }
$1 == "section" { printf ".SH %s\n", $column; next }
$1 == "text" { printf ".PP\n%s\n", words($column); next }
$1 == "name" { printf "%s\n", roff($column); next }
$1 == "line" { printf ".PP\n.nf\n.RS\n%s\n.RE\n.fi\n", roff($column); next }
$1 ~ /^item / { printf ".TP\n.B %s\n%s\n", roff(substr($1, 6)), words($column); next }

$1 ~ /^command / {
	command = substr($1, 9)
	if (!(command in usage))
		fault("no such command: " command)
	told[command] = 1
	printf ".TP\n\\fBmau03 %s\\fR %s\n%s\n", command, roff(usage[command]), words($column)
	next
}

# An option of the command above, or, before the first, of all that have it.
$1 ~ /^option / {
	option = substr($1, 8)
	if (command == "" ? !(option in wanted) : !((command, option) in has))
		fault("no such option: " command " " option)
	if (command == "")
		general[option] = 1
	else
		special[command, option] = 1
	follows = command == "" ? value[option] : value[command, option]
	printf "%s.TP\n\\fB%s\\fR%s\n%s\n%s", command == "" ? "" : ".RS\n", roff(option), follows == "" ? "" : " " roff(follows), words($column), command == "" ? "" : ".RE\n"
	next
}

{ fault("neither of these: " $1) }

END {
	for (name in usage)
		if (!(name in told))
			fault("no words for the command " name)
	for (pair in has) {
		split(pair, part, SUBSEP)
		if (!((part[1], part[2]) in special) && !(part[2] in general))
			fault("no words for the option " part[1] " " part[2])
	}
	exit failed
}
