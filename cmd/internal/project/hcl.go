package project

import (
	"fmt"
	"slices"
	"strings"
)

// readHCL reads the targets of a bake file in HCL: the attributes that matter
// of blocks of the form target "NAME" { … }. Everything else is skipped; an
// expression is not evaluated.
func (d *descriptions) readHCL(name string, src []byte) {
	p := &hclParser{tokens: hclTokens(string(src))}
	for p.at < len(p.tokens) {
		if !p.is(hclName, "target") {
			p.skip()
			continue
		}
		p.at++
		label := p.token()
		if label.kind != hclName && label.kind != hclString {
			continue
		}
		p.at++
		if !p.is(hclOther, "{") {
			continue
		}
		p.at++
		t := d.target(label.text)
		for p.at < len(p.tokens) && !p.is(hclOther, "}") {
			d.attribute(p, name, t)
		}
		if p.at >= len(p.tokens) {
			d.unknown("What %s:%d builds is not known: the block is not closed.", name, label.line)
		}
		p.at++
	}
}

// attribute reads one line of a target.
func (d *descriptions) attribute(p *hclParser, file string, t *bakeTarget) {
	key := p.token()
	if p.at++; key.kind != hclName || !p.is(hclOther, "=") {
		if key.kind == hclOther && opens(key.text) {
			p.at--
			p.skip()
		}
		return
	}
	p.at++
	first := p.token()
	if first.line == 0 {
		first.line = key.line // the file ends there
	}
	value := p.expression()
	v := bakeValue{file: file, where: fmt.Sprintf("%s:%d", file, first.line), line: first.line, text: first.text}
	v.known = len(value) == 1 && first.kind == hclString && !first.template
	if key.text == "args" || key.text == "contexts" {
		d.hclSettings(t, file, key.text, value)
	}
	if key.text == "inherits" {
		for _, e := range value {
			if e.kind == hclString {
				d.inherit(t, file, e.text)
			}
		}
		if !isLiteralList(value) {
			d.unknown("Which targets %s inherits from is not known.", v.where)
		}
	}
	d.set(t, key.text, v)
}

// isLiteralList reports whether a list is written as strings without variables.
func isLiteralList(tokens []hclToken) bool {
	return !slices.ContainsFunc(tokens, func(t hclToken) bool {
		return t.template || t.kind == hclName || t.kind == hclOther && !strings.Contains("[,]", t.text)
	})
}

// expression takes everything up to the end of the line, or of the block, that
// is in no bracket.
func (p *hclParser) expression() []hclToken {
	first := p.at
	for p.at < len(p.tokens) && p.tokens[p.at].kind != hclNewline && !p.is(hclOther, "}") {
		p.skip()
	}
	return p.tokens[first:min(p.at, len(p.tokens))]
}

// skip takes a token, or everything in the bracket that it opens.
func (p *hclParser) skip() {
	depth := 0
	for ; p.at < len(p.tokens); p.at++ {
		if t := p.tokens[p.at]; t.kind == hclOther && opens(t.text) {
			depth++
		} else if t.kind == hclOther && strings.Contains(")]}", t.text) {
			depth--
		}
		if depth <= 0 {
			p.at++
			return
		}
	}
}

func opens(bracket string) bool { return strings.Contains("([{", bracket) }

// An hclParser is a place in a file.
type hclParser struct {
	tokens []hclToken
	at     int
}

func (p *hclParser) token() hclToken {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return hclToken{}
}

func (p *hclParser) is(kind hclKind, text string) bool {
	t := p.token()
	return t.kind == kind && t.text == text
}

// An hclToken is a word of HCL.
type hclToken struct {
	kind     hclKind
	text     string // of a string what it says
	line     int
	template bool // a string that has something in it to be evaluated
}

type hclKind uint8

const (
	hclNone   hclKind = iota
	hclName           // also a number
	hclString         // quoted, or a here-document
	hclNewline
	hclOther // one byte
)

// hclTokens parts a file into words (HCL native syntax, "Lexical Elements").
func hclTokens(src string) []hclToken {
	var out []hclToken
	line := 1
	for i := 0; i < len(src); {
		t := hclToken{kind: hclOther, text: src[i : i+1], line: line}
		n := 1
		switch rest := src[i:]; {
		case rest[0] == '\n':
			t.kind = hclNewline
		case rest[0] == ' ', rest[0] == '\t', rest[0] == '\r':
			t.kind = hclNone
		case rest[0] == '#', strings.HasPrefix(rest, "//"):
			t.kind, n = hclNone, lengthTo(rest, "\n")
		case strings.HasPrefix(rest, "/*"):
			t.kind, n = hclNone, lengthTo(rest[2:], "*/")+4
		case rest[0] == '"':
			t.kind = hclString
			t.text, t.template, n = hclQuoted(rest)
		case strings.HasPrefix(rest, "<<"):
			if text, length, ok := hclHeredoc(rest); ok {
				says, template := evaluated(text)
				t = hclToken{kind: hclString, text: says, line: line + 1, template: template}
				n = length
			}
		case isWord(rest[0]):
			for n < len(rest) && (isWord(rest[n]) || rest[n] == '-' || rest[n] == '.') {
				n++
			}
			t.kind, t.text = hclName, rest[:n]
		}
		n = min(n, len(src)-i)
		line += strings.Count(src[i:i+n], "\n")
		if i += n; t.kind != hclNone {
			out = append(out, t)
		}
	}
	return out
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}

// lengthTo is how long a text is before what ends it, or to its end.
func lengthTo(text, end string) int {
	if n := strings.Index(text, end); n >= 0 {
		return n
	}
	return len(text)
}

// hclQuoted is what a quoted string says at the beginning of a text, whether it
// is a template, and how long it is. In a template expression there may be
// strings again.
func hclQuoted(text string) (says string, template bool, length int) {
	var out strings.Builder
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return out.String(), template, i + 1
		case c == '\\' && i+1 < len(text):
			i++
			switch text[i] {
			case 'n':
				out.WriteByte('\n')
			case 't':
				out.WriteByte('\t')
			case 'r':
				out.WriteByte('\r')
			case '"', '\\':
				out.WriteByte(text[i])
			default: // a character by its number
				template = true
			}
		case strings.HasPrefix(text[i:], "$${"), strings.HasPrefix(text[i:], "%%{"):
			out.WriteString(text[i+1 : i+3])
			i += 2
		case strings.HasPrefix(text[i:], "${"), strings.HasPrefix(text[i:], "%{"):
			template = true
			i += hclTemplate(text[i+1:])
		default:
			out.WriteByte(c)
		}
	}
	return out.String(), template, len(text)
}

// hclTemplate is how long an expression in braces is, strings in it included.
func hclTemplate(text string) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"':
			_, _, n := hclQuoted(text[i:])
			i += n - 1
		}
	}
	return len(text)
}

// hclHeredoc is the text of a here-document, and how long all of it is.
func hclHeredoc(text string) (says string, length int, ok bool) {
	head, body, ok := strings.Cut(text, "\n")
	word := strings.TrimSpace(strings.TrimPrefix(head[2:], "-"))
	if !ok || word == "" || strings.Trim(word, "_-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", 0, false
	}
	length = len(head) + 1
	var out strings.Builder
	for line := range strings.Lines(body) {
		if strings.TrimSpace(line) == word {
			says = out.String()
			if strings.HasPrefix(head, "<<-") {
				says = unindented(says)
			}
			return says, length + len(strings.TrimRight(line, "\r\n")), true
		}
		length += len(line)
		out.WriteString(line)
	}
	return out.String(), len(text), true
}

// unindented is a text without the white space that all its lines begin with
// (HCL native syntax, "Template Expressions").
func unindented(text string) string {
	least := len(text)
	for line := range strings.Lines(text) {
		least = min(least, len(line)-len(strings.TrimLeft(line, " \t")))
	}
	var out strings.Builder
	for line := range strings.Lines(text) {
		out.WriteString(line[least:])
	}
	return out.String()
}
