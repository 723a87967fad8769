#!/bin/bash
# maketree.sh RECIPE DIR: makes the tree of a recipe in DIR/ctx; what the recipe says of arguments goes to DIR/meta.
# Ends with status 77 and says why where this user or this file system cannot have such a tree.
set -u
here=$(dirname "$(realpath "$0")")
recipe=$(realpath "$1"); mkdir -p "$2/ctx" "$2/meta"; out=$(realpath "$2")
cd "$out/ctx" || exit 1
META=$out/meta; umask 022

# f NAME [SIZE]: a file of SIZE bytes, 10 unless told; its directories too.
f() {
  local size=${2:-10} text=0123456789abcde
  [[ $1 == */* && ! -d ${1%/*} ]] && mkdir -p -- "${1%/*}"
  while (( ${#text} < size )); do text+=$text; done
  printf %s "${text:0:size}" > "$1"
}
base() {
  mkdir -p dir/sub foo/bar/baz node_modules/x src/node_modules/y empty
  local p
  for p in a.txt b.log README.md keep .hidden dir/a.txt dir/b.log dir/.hidden dir/sub/c.txt dir/sub/d.log foo/keep \
    foo/bar/keep.txt foo/bar/baz/q.txt foo/bar/baz/r.log node_modules/x/index.js src/node_modules/y/index.js src/main.go; do f $p; done
}
ign() { cat > .dockerignore; }
dfile() { local d=${1:-Dockerfile}; [[ $d == */* ]] && mkdir -p "${d%/*}"; cat > "$d"; }
# noop: a program of 8632 bytes that does nothing and needs nothing, for RUN.
noop() {
  local machine code
  case $(uname -m) in
    x86_64) machine='\x3e' code='\x31\xff\xb8\x3c\0\0\0\x0f\x05' ;;
    aarch64) machine='\xb7' code='\0\0\x80\xd2\xa8\x0b\x80\xd2\x01\0\0\xd4' ;;
    *) cannot "no program for $(uname -m)" ;;
  esac
  { printf '\x7fELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0'"$machine"'\0\1\0\0\0\x78\0\x40\0\0\0\0\0\x40\0\0\0\0\0\0\0'
    printf '\0\0\0\0\0\0\0\0\0\0\0\0\x40\0\x38\0\1\0\0\0\0\0\0\0\1\0\0\0\5\0\0\0\0\0\0\0\0\0\0\0'
    printf '\0\0\x40\0\0\0\0\0\0\0\x40\0\0\0\0\0\xb8\x21\0\0\0\0\0\0\xb8\x21\0\0\0\0\0\0\0\x10\0\0\0\0\0\0'"$code"; } > noop
  truncate -s 8632 noop; chmod 755 noop
}

# What the builders were told.
df() { echo "$1" > "$META/df"; }
bxargs() { printf '%s\n' "$@" >> "$META/bxargs"; }
dkargs() { printf '%s\n' "$@" >> "$META/dkargs"; }
baargs() { printf '%s\n' "$@" >> "$META/baargs"; }

# What not every machine can make.
cannot() { echo "$*" >&2; exit 77; }
needroot() { [[ $(id -u) == 0 ]] || cannot "needs root"; }
# asnobody: for clients that may not read everything. A file of mode 0 is one for whoever is not root.
asnobody() { [[ -n ${NOBODY:-} || $(id -u) != 0 ]] || cannot "root may read everything"; echo yes > "$META/nobody"; }
mknode() { if [[ -n ${MKNODE:-} ]]; then "$MKNODE" "$@"; else local to=$PWD; (cd "$here/mknode" && go run . -C "$to" "$@"); fi; }
mksock() { mknode socket "$1" || cannot "no sockets here"; }
setxattr() { mknode xattr "$1" "$2" "$3" || cannot "no extended attribute $2 here"; }

. "$recipe"
d=$(cat "$META/df" 2>/dev/null || echo Dockerfile)
[ "$d" = Dockerfile ] && [ ! -e Dockerfile ] && [ ! -L Dockerfile ] && printf 'FROM scratch\nCOPY . /\n' > Dockerfile
true
