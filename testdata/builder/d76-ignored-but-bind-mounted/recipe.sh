base; noop; printf 'dir\n' > .dockerignore
dfile <<< $'FROM scratch\nCOPY noop /noop\nRUN --mount=type=bind,source=dir,target=/mnt ["/noop"]'
