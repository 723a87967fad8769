base; noop
dfile <<< $'FROM scratch\nCOPY noop /noop\nRUN --mount=type=bind,target=/mnt ["/noop"]'
