FROM scratch AS tool
COPY tool /
FROM scratch
ARG KIND=cache
RUN --mount=type=$KIND,target=/c --mount=from=tool,target=/t --mount=source=src,target=/s,rw make
RUN --mount=type=secret,id=x --mount=type=ssh --mount=type=cache,target=/d,from=tool,source=tool make
