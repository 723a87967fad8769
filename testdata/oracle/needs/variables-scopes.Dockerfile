ARG DIR=global
FROM scratch AS base
ENV V=env
ARG V=arg
ARG DIR
COPY $DIR/$V /a
FROM base
COPY $DIR/$V ${NONE:-n} '$V' "${V}x" /b
