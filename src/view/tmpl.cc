#include "view/tmpl.h"

#include <deque>
#include <memory>
#include <new>
#include <string>

#include <ctemplate/template.h>

#include "view/names.h"

using ctemplate::DO_NOT_STRIP;
using ctemplate::TemplateCache;
using ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

namespace {

TemplateCache *cache;

struct Page;

class Sink : public ctemplate::ExpandEmitter {
public:
	typedef bool (*Function)(void *arg, const char *data, size_t length);

	Sink(Function function, void *arg) : function_(function), arg_(arg) {}
	void Emit(char c) override { Pass(&c, 1); }
	void Emit(const std::string &text) override { Pass(text.data(), text.size()); }
	void Emit(const char *text) override { Pass(text, std::char_traits<char>::length(text)); }
	void Emit(const char *text, size_t length) override { Pass(text, length); }
	bool Good() const { return good_; }

private:
	void Pass(const char *data, size_t length)
	{
		if (good_ && length > 0)
			good_ = function_(arg_, data, length);
	}

	Function function_;
	void *arg_;
	bool good_ = true;
};

} // namespace

struct tmpl_dict : names_use {
	TemplateDictionary *dictionary;
	Page *page;
};

namespace {

/* A root dictionary, its template, the handles of its children, and whether anything could not be put into it. */
struct Page {
	explicit Page(const char *template_name) : name(template_name) {}

	const char *name;
	TemplateDictionary dictionary{"page"};
	std::deque<tmpl_dict> handles;
	bool failed = false;

	~Page()
	{
		for (tmpl_dict &one : handles)
			names_end(&one);
	}
};

/* What the functions below do to a dictionary, with the exceptions kept from the C callers. */
template <typename Action>
tmpl_dict *guard(tmpl_dict *dict, Action action)
{
	if (dict == nullptr)
		return nullptr;
	try {
		return action();
	} catch (...) {
		dict->page->failed = true;
		return nullptr;
	}
}

tmpl_dict *handle(Page *page, TemplateDictionary *dictionary)
{
	page->handles.push_back(tmpl_dict{{}, dictionary, page});
	return &page->handles.back();
}

} // namespace

bool tmpl_load(const char *name, const char *text, size_t length)
{
	try {
		if (cache == nullptr)
			cache = new TemplateCache;
		if (!cache->StringToTemplateCache(name, TemplateString(text, length), DO_NOT_STRIP))
			return false;
		names_learn(name, text, length);
		return true;
	} catch (...) {
		return false;
	}
}

void tmpl_freeze(void)
{
	if (cache != nullptr)
		cache->Freeze();
}

void tmpl_unload(void)
{
	delete cache;
	cache = nullptr;
	names_forget();
}

tmpl_dict *tmpl_new(const char *name)
{
	try {
		std::unique_ptr<Page> page(new Page(name));
		tmpl_dict *root = handle(page.get(), &page->dictionary);

		names_root(root, name);
		page.release();
		return root;
	} catch (...) {
		return nullptr;
	}
}

void tmpl_free(tmpl_dict *root)
{
	if (root != nullptr)
		delete root->page;
}

void tmpl_put(tmpl_dict *dict, const char *key, const char *value)
{
	guard(dict, [&] {
		names_put(dict, key);
		dict->dictionary->SetValue(key, value != nullptr ? value : "");
		return dict;
	});
}

void tmpl_put_int(tmpl_dict *dict, const char *key, long long value)
{
	guard(dict, [&] {
		names_put(dict, key);
		dict->dictionary->SetValue(key, std::to_string(value));
		return dict;
	});
}

void tmpl_show(tmpl_dict *dict, const char *section)
{
	guard(dict, [&] {
		names_show(dict, section);
		dict->dictionary->ShowSection(section);
		return dict;
	});
}

tmpl_dict *tmpl_add(tmpl_dict *dict, const char *section)
{
	return guard(dict, [&] {
		tmpl_dict *row = handle(dict->page, dict->dictionary->AddSectionDictionary(section));

		names_row(dict, section, row);
		return row;
	});
}

tmpl_dict *tmpl_include(tmpl_dict *dict, const char *marker, const char *name)
{
	return guard(dict, [&] {
		TemplateDictionary *child = dict->dictionary->AddIncludeDictionary(marker);

		tmpl_dict *part = handle(dict->page, child);

		child->SetFilename(name);
		names_include(dict, marker, name, part);
		return part;
	});
}

bool tmpl_render(tmpl_dict *root, bool (*sink)(void *arg, const char *data, size_t length), void *arg)
{
	if (cache == nullptr || root == nullptr || root->page->failed)
		return false;
	for (const tmpl_dict &one : root->page->handles)
		names_complete(&one);
	try {
		Sink emitter(sink, arg);

		return cache->ExpandNoLoad(root->page->name, DO_NOT_STRIP, root->dictionary, nullptr, &emitter) &&
		       emitter.Good();
	} catch (...) {
		return false;
	}
}
