#include "view/tmpl.h"

#include <deque>
#include <memory>
#include <new>
#include <string>

#include <ctemplate/template.h>

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

struct tmpl_dict {
	TemplateDictionary *dictionary;
	Page *page;
};

namespace {

/* A root dictionary, the handles of its children, and whether anything could not be put into it. */
struct Page {
	TemplateDictionary dictionary{"page"};
	std::deque<tmpl_dict> handles;
	bool failed = false;
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
	page->handles.push_back(tmpl_dict{dictionary, page});
	return &page->handles.back();
}

} // namespace

bool tmpl_load(const char *name, const char *text, size_t length)
{
	try {
		if (cache == nullptr)
			cache = new TemplateCache;
		return cache->StringToTemplateCache(name, TemplateString(text, length), DO_NOT_STRIP);
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
}

tmpl_dict *tmpl_new(void)
{
	try {
		std::unique_ptr<Page> page(new Page);
		tmpl_dict *root = handle(page.get(), &page->dictionary);

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
		dict->dictionary->SetValue(key, value != nullptr ? value : "");
		return dict;
	});
}

void tmpl_put_int(tmpl_dict *dict, const char *key, long long value)
{
	guard(dict, [&] {
		dict->dictionary->SetValue(key, std::to_string(value));
		return dict;
	});
}

void tmpl_show(tmpl_dict *dict, const char *section)
{
	guard(dict, [&] {
		dict->dictionary->ShowSection(section);
		return dict;
	});
}

tmpl_dict *tmpl_add(tmpl_dict *dict, const char *section)
{
	return guard(dict, [&] { return handle(dict->page, dict->dictionary->AddSectionDictionary(section)); });
}

tmpl_dict *tmpl_include(tmpl_dict *dict, const char *marker, const char *name)
{
	return guard(dict, [&] {
		TemplateDictionary *child = dict->dictionary->AddIncludeDictionary(marker);

		child->SetFilename(name);
		return handle(dict->page, child);
	});
}

bool tmpl_render(const char *name, tmpl_dict *root, bool (*sink)(void *arg, const char *data, size_t length), void *arg)
{
	if (cache == nullptr || root == nullptr || root->page->failed)
		return false;
	try {
		Sink emitter(sink, arg);

		return cache->ExpandNoLoad(name, DO_NOT_STRIP, root->dictionary, nullptr, &emitter) && emitter.Good();
	} catch (...) {
		return false;
	}
}
