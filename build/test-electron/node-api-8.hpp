// For the test Electron alone, which has Node-API 9: before 10 a reference holds objects, no strings, so that a string is
// held in an array. `-include` puts this in front of the addon's sources, which stay as they are.
#pragma once
#include <napi.h>
namespace Napi {
template <>
class Reference<String> {
public:
	Reference() = default;
	Reference(Reference&&) = default;
	Reference& operator=(Reference&&) = default;
	static Reference New(const String& text, uint32_t = 0) {
		Array holder = Array::New(text.Env(), 1);
		holder.Set(uint32_t(0), text);
		Reference made;
		made.holder = Persistent(static_cast<Object>(holder));
		return made;
	}
	String Value() const { return holder.Value().Get(uint32_t(0)).As<String>(); }

private:
	ObjectReference holder;
};
}
