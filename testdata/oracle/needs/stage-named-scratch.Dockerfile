FROM alpine AS scratch
COPY a /
FROM alpine
RUN --mount=type=cache,target=/c make
