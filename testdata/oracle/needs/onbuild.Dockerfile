FROM scratch AS data
COPY data /
FROM scratch AS base
ONBUILD ARG NAME=app
ONBUILD COPY $NAME /
ONBUILD COPY --from=data /data /
FROM base AS middle
FROM middle
COPY rest /
