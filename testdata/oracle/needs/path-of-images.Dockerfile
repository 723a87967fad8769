FROM alpine AS a
ARG PATH=arg
COPY $PATH /x/
FROM a
COPY $PATH /x/
